"""What to write and what to take out of a store when an article comes, changes or goes: article, links, actors, view.

Work is proportional to the article and to what it has to do with, not to the store: adding reads a few values of each
node it touches; other articles are read only where something that they may also say is taken back, or where what they
speak of has become something else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from kg.consolidation.decisions import Decision, Decisions
from kg.rdf import vocab as v
from kg.rdf.agents import Pair, Post, known_agent, known_capital, known_posts
from kg.rdf.consolidate import Consolidator
from kg.rdf.decided import undecided, with_effects, words_of
from kg.rdf.iris import article_of
from kg.rdf.ledger import Ledger, Reader
from kg.rdf.recipes import Link
from kg.rdf.update import ViewUpdate
from kg.rdf.view import DEFAULT, Said, contributions
from kg.rdf.vocab import kg
from kg.registry import Registry

__all__ = ["Change", "Planner", "Reader"]


@dataclass(frozen=True, slots=True)
class Change:
    """Quads to take out and to put in, in one transaction; no quad in both."""

    delete: tuple[Quad, ...]
    insert: tuple[Quad, ...]


class Planner:
    """Plans changes of one store; the store must change only as planned, one change after the other."""

    def __init__(self, reader: Reader, registry: Registry | None = None, decisions: Decisions | None = None) -> None:
        self.reader = reader
        self.registry = registry
        self.decisions = decisions or Decisions()
        self._checked: set[NamedNode] = set()  # known actors that the store already has as the registry has them

    def replacement(self, quads: Iterable[Quad], links: Iterable[Quad]) -> Change:
        """Plan to put an article in, instead of what the store has of it; `links` are those of `links.link_quads`."""
        quads = list(quads)
        article = next(q.subject for q in quads if q.predicate == v.TYPE and q.object == kg("Article"))
        assert isinstance(article, NamedNode)
        return self._change(article, quads, links_by_node(links))

    def removal(self, article: NamedNode) -> Change:
        """Plan to take an article out, and all that only it said; an unknown article changes nothing."""
        return self._change(article, [], {})

    def relinking(self, article: NamedNode) -> Change:
        """Plan to link an article of the store anew, without reading it: after new decisions."""
        quads = self._stored(article)
        ledger = Ledger(self.reader)
        links = {node: undecided(link) for node in _nodes(quads) if (link := ledger.before(node))}
        return self._change(article, quads, links)

    def to_relink(self) -> list[NamedNode]:
        """Return the articles in the store whose decisions are not those of today."""
        decided = {article_of(q.subject) for q in self.reader.quads_for_pattern(None, kg("decision"), None, v.LINKS)}  # type: ignore[arg-type]
        found = []
        for name in sorted(decided | self.decisions.articles()):
            article = _node(name)
            quads = self._stored(article) if article else []
            has = {n.value: link.decided for n in _nodes(quads) if (link := Ledger(self.reader).before(n))}
            if article and quads and {n: e for n, e in has.items() if e} != self._effects(article, quads):
                found.append(article)
        return found

    def unplaced(self) -> list[Decision]:
        """Return the decisions that find nothing in the store any more."""
        found: list[Decision] = []
        for name in sorted(self.decisions.articles()):
            article = _node(name)
            words = words_of(self._stored(article)) if article else {}
            found += self.decisions.unplaced(name, words)
        return found

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

    def known(self, canon: NamedNode) -> frozenset[Pair] | None:
        """What the registry says of an actor or place."""
        if self.registry is None:
            return None
        name = canon.value.removeprefix(v.ID)
        found = self.registry.get(name)
        return known_agent(found) if found else known_capital(self.registry, name)

    def posts(self, canon: NamedNode) -> frozenset[Post]:
        """The offices that the registry knows an actor to have held."""
        found = self.registry.get(canon.value.removeprefix(v.ID)) if self.registry else None
        return known_posts(found) if found else frozenset()

    def stored_posts(self, canon: NamedNode) -> frozenset[Post]:
        """Those in the store."""
        posts = [q.subject for q in self.reader.quads_for_pattern(None, kg("holder"), canon, v.AGENTS)]
        quads = (q for post in posts for q in self.reader.quads_for_pattern(post, None, None, v.AGENTS))
        return frozenset((q.subject, q.predicate, q.object) for q in quads)  # type: ignore[misc]

    def is_current(self, canon: NamedNode, pairs: frozenset[Pair]) -> bool:
        """Whether the store has a known actor as the registry has it now."""
        if canon not in self._checked:
            stored = {(q.predicate, q.object) for q in self.reader.quads_for_pattern(canon, None, None, v.AGENTS)}
            if stored != pairs or self.stored_posts(canon) != self.posts(canon):
                return False
            self._checked.add(canon)
        return True

    def forget(self, canon: NamedNode) -> None:
        """Look at an actor again next time."""
        self._checked.discard(canon)

    def _change(self, article: NamedNode, quads: list[Quad], new: dict[NamedNode, Link]) -> Change:
        new = self._decided(article, quads, new)
        ledger = Ledger(self.reader)
        stored = {article.value: self._stored(article)}

        def nodes(name: str) -> list[NamedNode]:
            if name not in stored:
                stored[name] = self._stored(NamedNode(name))
            return _nodes(stored[name])

        affected = Consolidator(ledger, nodes).update(nodes(article.value), new)
        said = _by_node(quads)
        view = ViewUpdate(self, ledger, {article.value: said})
        for name in sorted(affected | {article.value}):
            nodes(name)
            old, mine = stored[name], quads if name == article.value else stored[name]
            before = contributions(old, _quads(nodes(name), ledger.before)) if old else {}
            after = contributions(mine, _quads(_nodes(mine), ledger.get)) if mine else {}
            view.article(NamedNode(name), before, after)
        delete, insert = view.result()
        for node in ledger.changed():
            had, has = (set(link.quads(node)) if link else set() for link in (ledger.before(node), ledger.get(node)))
            delete |= had - has
            insert |= has - had
        had, has = set(stored[article.value]), set(quads)
        return Change((*(had - has), *delete), (*(has - had), *insert))

    def _decided(self, article: NamedNode, quads: list[Quad], new: dict[NamedNode, Link]) -> dict[NamedNode, Link]:
        effects = self._effects(article, quads)
        if not effects:
            return new
        made = {
            n: with_effects(new[n], article.value, e) for name, e in effects.items() if (n := NamedNode(name)) in new
        }
        return {**new, **made}

    def _effects(self, article: NamedNode, quads: list[Quad]) -> dict[str, tuple[str, ...]]:
        if article.value not in self.decisions.articles():
            return {}
        return self.decisions.effects(article.value, words_of(quads))

    def _stored(self, article: NamedNode) -> list[Quad]:
        """The quads of an article's graphs, those of claims included."""
        quads: list[Quad] = []
        graphs = [article]
        for graph in graphs:
            found = list(self.reader.quads_for_pattern(None, None, None, graph))
            quads += found
            graphs += [q.object for q in found if q.predicate == kg("content") and isinstance(q.object, NamedNode)]
        return quads


def _node(iri: str) -> NamedNode | None:
    try:
        return NamedNode(iri)
    except ValueError:
        return None


def links_by_node(quads: Iterable[Quad]) -> dict[NamedNode, Link]:
    """Return the links that quads of the graph of links tell, by node."""
    found: dict[NamedNode, list[Quad]] = {}
    for quad in quads:
        assert isinstance(quad.subject, NamedNode)
        found.setdefault(quad.subject, []).append(quad)
    return {node: Link.read(mine) for node, mine in found.items()}


def _nodes(quads: Iterable[Quad]) -> list[NamedNode]:
    """The nodes of an article that may have links: passages never do."""
    subjects = dict.fromkeys(q.subject for q in quads)
    return [node for node in subjects if isinstance(node, NamedNode) and "#char=" not in node.value]


def _quads(nodes: Iterable[NamedNode], link: Callable[[NamedNode], Link | None]) -> list[Quad]:
    return [quad for node in nodes if (found := link(node)) for quad in found.quads(node)]


def _by_node(quads: Iterable[Quad]) -> dict[NamedNode, list[Said]]:
    found: dict[NamedNode, list[Said]] = {}
    for q in quads:
        found.setdefault(q.subject, []).append((q.predicate, q.object, q.graph_name))  # type: ignore[arg-type]
    return found
