"""What to write and what to take out of a store when an article comes, changes or goes: article, links, actors, view.

Work is proportional to the article, not to the store: adding reads a few values of each node it touches; other articles
are read only where something that they may also say is taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad
from pyoxigraph import Triple as RdfTriple

from kg.rdf import vocab as v
from kg.rdf.agents import Pair, known_agent, named
from kg.rdf.iris import article_of
from kg.rdf.view import (
    CONTESTED,
    COUNT,
    DEFAULT,
    ONE_VALUE,
    SOURCE,
    Contribution,
    Object,
    Said,
    Triple,
    contributions,
    derived,
    shared,
    tellers,
)
from kg.rdf.vocab import kg
from kg.registry import Registry


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


@dataclass(frozen=True, slots=True)
class Change:
    """Quads to take out and to put in, in one transaction; no quad in both."""

    delete: tuple[Quad, ...]
    insert: tuple[Quad, ...]


class Planner:
    """Plans changes of one store; the store must change only as planned, one change after the other."""

    def __init__(self, reader: Reader, registry: Registry | None = None) -> None:
        self.reader = reader
        self.registry = registry
        self._checked: set[NamedNode] = set()  # known actors that the store already has as the registry has them

    def replacement(self, quads: Iterable[Quad], links: Iterable[Quad]) -> Change:
        """Plan to put an article in, instead of what the store has of it."""
        quads, links = list(quads), list(links)
        article = next(q.subject for q in quads if q.predicate == v.TYPE and q.object == kg("Article"))
        assert isinstance(article, NamedNode)
        return self._change(article, quads, links)

    def removal(self, article: NamedNode) -> Change:
        """Plan to take an article out, and all that only it said; an unknown article changes nothing."""
        return self._change(article, [], [])

    def articles(self, name: str) -> list[NamedNode]:
        """Return the articles in the store with this id, url or IRI."""
        found = {q.subject for q in self.reader.quads_for_pattern(None, kg("identifier"), Literal(name), DEFAULT)}
        found |= {q.subject for q in self.reader.quads_for_pattern(None, kg("url"), Literal(name), DEFAULT)}
        try:
            node = NamedNode(name)
        except ValueError:
            node = None
        if node and any(True for _ in self.reader.quads_for_pattern(node, v.TYPE, kg("Article"), DEFAULT)):
            found.add(node)
        return sorted((n for n in found if isinstance(n, NamedNode)), key=lambda n: n.value)

    def _change(self, article: NamedNode, quads: list[Quad], links: list[Quad]) -> Change:
        stored, stored_links = self._stored(article)
        before = contributions(stored, stored_links) if stored else {}
        after = contributions(quads, links) if quads else {}
        view = _View(self, article)
        view.own(before, after)
        for canon in {*before, *after} - {article}:
            view.node(canon, before.get(canon), after.get(canon))
        both = view.delete & view.insert
        if not stored:
            return Change(tuple(view.delete - both), (*quads, *links, *(view.insert - both)))
        had, has = {*stored, *stored_links}, {*quads, *links}
        return Change((*(had - has), *(view.delete - both)), (*(has - had), *(view.insert - both)))

    def _stored(self, article: NamedNode) -> tuple[list[Quad], list[Quad]]:
        """The quads of an article's graphs, those of claims included, and its links."""
        quads: list[Quad] = []
        graphs = [article]
        for graph in graphs:
            found = list(self.reader.quads_for_pattern(None, None, None, graph))
            quads += found
            graphs += [q.object for q in found if q.predicate == kg("content") and isinstance(q.object, NamedNode)]
        nodes = dict.fromkeys(q.subject for q in quads)
        return quads, [link for n in nodes for link in self.reader.quads_for_pattern(n, None, None, v.LINKS)]

    def known(self, canon: NamedNode) -> frozenset[Pair] | None:
        """What the registry says of an actor or place."""
        found = self.registry.get(canon.value.removeprefix(v.ID)) if self.registry else None
        return known_agent(found) if found else None

    def is_current(self, canon: NamedNode, pairs: frozenset[Pair]) -> bool:
        """Whether the store has a known actor as the registry has it now."""
        if canon not in self._checked:
            stored = {(q.predicate, q.object) for q in self.reader.quads_for_pattern(canon, None, None, v.AGENTS)}
            if stored != pairs:
                return False
            self._checked.add(canon)
        return True

    def forget(self, canon: NamedNode) -> None:
        """Look at an actor again next time."""
        self._checked.discard(canon)


class _View:
    """Changes of the default graph and of the graph of actors that one article causes."""

    def __init__(self, planner: Planner, article: NamedNode) -> None:
        self.planner = planner
        self.reader = planner.reader
        self.article = article
        self.delete: set[Quad] = set()
        self.insert: set[Quad] = set()

    def own(self, before: dict[NamedNode, Contribution], after: dict[NamedNode, Contribution]) -> None:
        """Exchange what only this article says: itself, its passages, and that it is one of the sources."""
        old = {triple for given in before.values() for triple in given.own}
        new = {triple for given in after.values() for triple in given.own}
        self.write(self.delete, old - new)
        self.write(self.insert, new - old)

    def node(self, canon: NamedNode, old: Contribution | None, new: Contribution | None) -> None:
        """Bring a canonical node from what the article contributed before to what it contributes now."""
        if (old or new or Contribution()).named:
            self.agent(canon, old, new)
            return
        if old and new and old.shared == new.shared:
            return
        gone: set[Triple] = set()
        if old:
            kept = new.shared if new else set()
            gone, alone = self.taken_back(canon, old.shared - kept, must_look=new is None)
            if alone:
                self.delete |= set(self.reader.quads_for_pattern(canon, None, None, DEFAULT))
                return
            self.write(self.delete, gone)
        if new:
            self.write(self.insert, new.shared)
        is_new = old is None and not self.has(canon)
        self.derive(canon, gone, new.shared if new else set(), is_new)

    def has(self, canon: NamedNode) -> bool:
        """Whether the view knows a node already."""
        return next(self.reader.quads_for_pattern(canon, v.TYPE, None, DEFAULT), None) is not None

    def write(self, into: set[Quad], triples: Iterable[Triple]) -> None:
        into.update(Quad(*triple, DEFAULT) for triple in triples)

    def taken_back(self, canon: NamedNode, triples: set[Triple], must_look: bool) -> tuple[set[Triple], bool]:
        """Which triples no other article gives to `canon`, and whether there is no other article at all."""
        gone, alone = set(triples), must_look
        if not gone and not must_look:
            return gone, False
        for link in self.reader.quads_for_pattern(None, kg("denotes"), canon, v.LINKS):
            if isinstance(link.subject, NamedNode) and article_of(link.subject) != self.article.value:
                given = self.given(canon, link.subject)
                gone -= given
                alone = alone and not given
                if not gone and not alone:
                    break
        return gone, alone

    def given(self, canon: NamedNode, node: NamedNode) -> set[Triple]:
        """What a node of another article gives to `canon`."""
        article = NamedNode(article_of(node))
        said: list[Said] = [
            (q.predicate, q.object, q.graph_name)  # type: ignore[misc]
            for q in self.reader.quads_for_pattern(node, None, None, None)
            if q.graph_name not in (v.LINKS, DEFAULT)
        ]
        said += tellers(said, article.value, lambda statement: self.first(statement, kg("speaker")))
        found = shared(canon, said, article.value, self.denoted)
        source = self.first(article, kg("source")) or self.first(article, kg("identifier"))
        if found and source and not any(p == v.ALT_LABEL for _, p, _ in found):
            found.add((canon, kg("source"), source))
        return found

    def first(self, node: NamedNode, predicate: NamedNode) -> Object | None:
        quads = self.reader.quads_for_pattern(node, predicate, None, None)
        return next((q.object for q in quads), None)  # type: ignore[return-value]

    def denoted(self, node: NamedNode) -> NamedNode:
        links = self.reader.quads_for_pattern(node, kg("denotes"), None, v.LINKS)
        return next((q.object for q in links), node)  # type: ignore[return-value]

    def derive(self, canon: NamedNode, gone: set[Triple], given: set[Triple], is_new: bool) -> None:
        """Count sources and name disagreement anew, from the store as it will be."""
        told = {predicate: {o for _, p, o in given if p == predicate} for predicate in (SOURCE, *ONE_VALUE)}
        lost = {(p, o) for _, p, o in gone}
        values: dict[NamedNode, set[Object]] = {}
        for predicate, new in told.items():
            if predicate != SOURCE and not new and not any(p == predicate for p, _ in lost):
                continue  # what is in the view of it stays as it is
            stored = () if is_new else self.reader.quads_for_pattern(canon, predicate, None, DEFAULT)
            values[predicate] = new | {q.object for q in stored if (predicate, q.object) not in lost}  # type: ignore[misc]
            if not is_new:
                follows, of = (COUNT, None) if predicate == SOURCE else (CONTESTED, predicate)
                self.delete |= set(self.reader.quads_for_pattern(canon, follows, of, DEFAULT))
        self.write(self.insert, derived(canon, values))

    # --- actors and places ---

    def agent(self, canon: NamedNode, old: Contribution | None, new: Contribution | None) -> None:
        known = self.planner.known(canon)
        if known and new:
            if not self.planner.is_current(canon, known):
                self.agent_becomes(canon, known)
            return
        if old and new and old.shared == new.shared:
            return
        gone, alone = (
            self.taken_back(canon, old.shared - (new.shared if new else set()), new is None) if old else (set(), False)
        )
        if alone:
            self.planner.forget(canon)
            self.agent_becomes(canon, frozenset())
        elif not known:
            stored = {(q.predicate, q.object) for q in self.reader.quads_for_pattern(canon, None, None, v.AGENTS)}
            lost = {o for _, _, o in gone}
            values = {(p, o) for p, o in stored if o not in lost} | {(p, o) for _, p, o in (new.shared if new else ())}
            pairs = named(frozenset(values))  # type: ignore[arg-type]
            if pairs != stored:
                self.agent_becomes(canon, pairs)

    def agent_becomes(self, canon: NamedNode, pairs: frozenset[Pair]) -> None:
        """Write an actor both into its graph and into the view."""
        for graph in (v.AGENTS, DEFAULT):
            self.delete |= set(self.reader.quads_for_pattern(canon, None, None, graph))
            self.insert |= {Quad(canon, p, o, graph) for p, o in pairs}
