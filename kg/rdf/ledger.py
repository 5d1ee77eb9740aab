"""The links of a store as they will be: what is planned lies over what is stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Protocol

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad
from pyoxigraph import Triple as RdfTriple

from kg.rdf import vocab as v
from kg.rdf.recipes import Link
from kg.rdf.vocab import kg


class Reader(Protocol):
    """What a plan needs of a store."""

    def quads_for_pattern(
        self,
        subject: NamedNode | BlankNode | RdfTriple | None,
        predicate: NamedNode | None,
        object: NamedNode | BlankNode | Literal | RdfTriple | None,
        graph_name: NamedNode | BlankNode | DefaultGraph | None = None,
    ) -> Iterator[Quad]:
        """Return the matching quads; None matches all."""


class Ledger:
    """Links by node, by block and by what they denote; `before` is what the store has, `changed` what will differ."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._before: dict[NamedNode, Link | None] = {}
        self._now: dict[NamedNode, Link | None] = {}
        self._index: dict[str, set[NamedNode]] = defaultdict(set)

    def before(self, node: NamedNode) -> Link | None:
        """Return the link of a node in the store."""
        if node not in self._before:
            quads = list(self.reader.quads_for_pattern(node, None, None, v.LINKS))
            self._before[node] = Link.read(quads) if quads else None
        return self._before[node]

    def get(self, node: NamedNode) -> Link | None:
        """Return the link of a node as it will be."""
        return self._now[node] if node in self._now else self.before(node)

    def set(self, node: NamedNode, link: Link | None) -> bool:
        """Plan a link, None to take it away; return whether that changes anything."""
        old = self.get(node)
        if old == link:
            return False
        self.before(node)
        for key in _keys(old):
            self._index[key].discard(node)
        for key in _keys(link):
            self._index[key].add(node)
        self._now[node] = link
        return True

    def members(self, block: str) -> list[NamedNode]:
        """Return the nodes with a block, in order."""
        return self._found(kg("block"), Literal(block), block)

    def has(self, block: str) -> bool:
        """Whether any node has a block."""
        if self._index.get(block):
            return True
        stored = self.reader.quads_for_pattern(None, kg("block"), Literal(block), v.LINKS)
        return any(quad.subject not in self._now for quad in stored)

    def untouched(self, block: str) -> NamedNode | None:
        """Return a node with a block whose link is as the store has it, or None; one is as good as another."""
        stored = self.reader.quads_for_pattern(None, kg("block"), Literal(block), v.LINKS)
        return next((s for q in stored if isinstance(s := q.subject, NamedNode) and s not in self._now), None)

    def denoting(self, target: str) -> list[NamedNode]:
        """Return the nodes that denote something, and the articles that stand on its side, in order."""
        found = self._found(kg("denotes"), NamedNode(target), target)
        return found + self._found(kg("side"), NamedNode(target), f"side {target}")

    def changed(self) -> list[NamedNode]:
        """Return the nodes whose link will differ from that in the store, in order."""
        return sorted((n for n, link in self._now.items() if link != self.before(n)), key=lambda n: n.value)

    def _found(self, predicate: NamedNode, value: NamedNode | Literal, key: str) -> list[NamedNode]:
        stored = self.reader.quads_for_pattern(None, predicate, value, v.LINKS)
        found = {q.subject for q in stored if isinstance(q.subject, NamedNode) and q.subject not in self._now}
        return sorted(found | self._index.get(key, set()), key=lambda n: n.value)


def _keys(link: Link | None) -> Iterable[str]:
    return (*link.blocks, link.denotes, f"side {link.side}") if link else ()
