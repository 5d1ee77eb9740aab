"""Changes of the default graph and of the graph of actors that come with a change of one article and of others' links.

All questions about who else says something are asked of the links as they will be, so that the order in which the
articles concerned are gone through does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from kg.rdf import vocab as v
from kg.rdf.agents import Pair, Post, named
from kg.rdf.decided import corrected
from kg.rdf.iris import article_of
from kg.rdf.ledger import Ledger
from kg.rdf.view import (
    CONTESTED,
    COUNT,
    DEFAULT,
    EVENT,
    FIRST,
    LAST,
    ONE_VALUE,
    OUTCOME,
    PUBLISHED,
    REPORTED,
    SOURCE,
    VALUE,
    Contribution,
    Object,
    Said,
    Triple,
    derived,
    disputed,
    reports,
    shared,
    state_of_outlet,
    tellers,
)
from kg.rdf.vocab import kg

if TYPE_CHECKING:
    from kg.rdf.plan import Planner

Told = Mapping[NamedNode, list[Said]]


class ViewUpdate:
    """Gathers what the articles concerned give and take back; `result` has the quads to delete and to insert.

    `fresh` are the new quads of an article that the store does not have yet, by node.
    """

    def __init__(self, planner: Planner, ledger: Ledger, fresh: Mapping[str, Told]) -> None:
        self.planner = planner
        self.reader = planner.reader
        self.ledger = ledger
        self.fresh = fresh
        self.delete: set[Quad] = set()
        self.insert: set[Quad] = set()
        self.gone: dict[NamedNode, set[Triple]] = {}
        self.given: dict[NamedNode, set[Triple]] = {}
        self.is_named: dict[NamedNode, bool] = {}
        self.empty: set[NamedNode] = set()
        self.told: set[NamedNode] = set()  # what may be reported by other articles now
        self.published: dict[NamedNode, Object | None] = {}

    def article(
        self, article: NamedNode, before: dict[NamedNode, Contribution], after: dict[NamedNode, Contribution]
    ) -> None:
        """Exchange what one article gives: what only it says, and what it shares with others."""
        self.write(self.delete, {t for given in before.values() for t in given.own})
        self.write(self.insert, {t for given in after.values() for t in given.own})
        for canon in sorted({*before, *after} - {article}, key=lambda n: n.value):
            self.node(article, canon, before.get(canon), after.get(canon))

    def node(self, article: NamedNode, canon: NamedNode, old: Contribution | None, new: Contribution | None) -> None:
        """Bring a canonical node from what the article contributed before to what it contributes now."""
        named = self.is_named[canon] = (old or new or Contribution()).named
        if not named:
            self.told.add(canon)
        if named and new and (known := self.planner.known(canon)):
            if not self.planner.is_current(canon, known):
                self.agent_becomes(canon, known)
            return
        if old and new and old.shared == new.shared:
            return
        gone, given = self.gone.setdefault(canon, set()), self.given.setdefault(canon, set())
        if old:
            kept = new.shared if new else set()
            lost, alone = self.taken_back(article, canon, old.shared - kept, must_look=new is None)
            gone |= lost
            if alone:
                self.empty.add(canon)
        if new:
            given |= new.shared

    def result(self) -> tuple[set[Quad], set[Quad]]:
        """Return the quads to delete and to insert, none in both."""
        for canon in sorted(self.gone, key=lambda n: n.value):
            if self.is_named[canon]:
                self.agent(canon)
            elif canon in self.empty:
                self.delete |= set(self.reader.quads_for_pattern(canon, None, None, DEFAULT))
            else:
                self.write(self.delete, self.gone[canon] - self.given[canon])
                self.write(self.insert, self.given[canon])
                self.derive(canon)
        self.dispute()
        self.report()
        both = self.delete & self.insert
        return self.delete - both, self.insert - both

    def write(self, into: set[Quad], triples: Iterable[Triple]) -> None:
        """Put triples of the view into a set of quads."""
        into.update(Quad(*triple, DEFAULT) for triple in triples)

    # --- who else says it ---

    def taken_back(
        self, article: NamedNode, canon: NamedNode, triples: set[Triple], must_look: bool
    ) -> tuple[set[Triple], bool]:
        """Which triples no other article gives to `canon`, and whether there is no other article at all."""
        gone, alone = set(triples), must_look
        if not gone and not must_look:
            return gone, False
        for node in self.ledger.denoting(canon.value):
            if article_of(node) != article.value:
                given = self.told_by(canon, node)
                gone -= given
                alone = alone and not given
                if not gone and not alone:
                    break
        return gone, alone

    def told_by(self, canon: NamedNode, node: NamedNode) -> set[Triple]:
        """What a node of another article gives to `canon`, or the article itself to the state of its outlet."""
        article = NamedNode(article_of(node))
        if node == article:
            return state_of_outlet(canon)
        link, text = self.ledger.get(node), self.ledger.get(article)
        said = corrected(link, self.said(node))
        if link and link.outcome:
            said = [*said, (OUTCOME, NamedNode(link.outcome), article)]
        said = [*said, *tellers(said, article.value, lambda statement: self.first(statement, kg("speaker")))]
        found = shared(canon, said, article.value, self.denoted)
        own = self.first(article, SOURCE) or self.first(article, kg("identifier"))
        source = Literal(text.source) if text and text.source else own
        if found and source and not self.is_named[canon]:
            found.add((canon, SOURCE, source))
        return found

    def said(self, node: NamedNode) -> list[Said]:
        """What an article says of a node."""
        article = article_of(node)
        if article in self.fresh:
            return self.fresh[article].get(node, [])
        return [
            (q.predicate, q.object, q.graph_name)  # type: ignore[misc]
            for q in self.reader.quads_for_pattern(node, None, None, None)
            if q.graph_name not in (v.LINKS, DEFAULT)
        ]

    def first(self, node: NamedNode, predicate: NamedNode) -> Object | None:
        """One value of a node of an article."""
        return next((o for p, o, _ in self.said(node) if p == predicate), None)

    def denoted(self, node: NamedNode) -> NamedNode:
        """The canonical node of a node."""
        link = self.ledger.get(node) if "#" in node.value else None
        return NamedNode(link.denotes) if link and link.denotes else node

    # --- what follows ---

    def derive(self, canon: NamedNode) -> None:
        """Count sources and name disagreement anew, from the store as it will be."""
        gone, given = self.gone[canon], self.given[canon]
        is_new = not gone and next(self.reader.quads_for_pattern(canon, v.TYPE, None, DEFAULT), None) is None
        lost = {(p, o) for _, p, o in gone - given}
        values: dict[NamedNode, set[Object]] = {}
        for predicate in (SOURCE, *ONE_VALUE):
            new = {o for _, p, o in given if p == predicate}
            if predicate != SOURCE and not new and not any(p == predicate for p, _ in lost):
                continue  # what is in the view of it stays as it is
            stored = () if is_new else self.reader.quads_for_pattern(canon, predicate, None, DEFAULT)
            values[predicate] = new | {q.object for q in stored if (predicate, q.object) not in lost}  # type: ignore[misc]
            if not is_new:
                follows, of = (COUNT, None) if predicate == SOURCE else (CONTESTED, predicate)
                self.delete |= set(self.reader.quads_for_pattern(canon, follows, of, DEFAULT))
        self.write(self.insert, derived(canon, values))

    def report(self) -> None:
        """Say when each thing touched was first and last reported."""
        fresh: dict[NamedNode, set[Object]] = {}
        for quad in self.insert:
            if quad.predicate == REPORTED:
                fresh.setdefault(quad.subject, set()).add(quad.object)  # type: ignore[arg-type]
        for canon in self.told - self.empty:
            stored = self.reader.quads_for_pattern(canon, REPORTED, None, DEFAULT)
            articles = {q.object for q in stored if q not in self.delete} | fresh.get(canon, set())
            days = {day for article in articles if (day := self.day(article))}  # type: ignore[arg-type]
            for predicate in (FIRST, LAST):
                self.delete |= set(self.reader.quads_for_pattern(canon, predicate, None, DEFAULT))
            self.write(self.insert, reports(canon, days))

    def day(self, article: Object) -> Literal | None:
        """The day of an article; None for an actor that passed a statement on."""
        assert isinstance(article, NamedNode)
        if article not in self.published:
            if article.value in self.fresh:
                self.published[article] = self.first(article, PUBLISHED)
            else:
                stored = self.reader.quads_for_pattern(article, PUBLISHED, None, DEFAULT)
                self.published[article] = next((q.object for q in stored), None)  # type: ignore[assignment]
        found = self.published[article]
        return found if isinstance(found, Literal) else None

    def dispute(self) -> None:
        """Say which numbers contradict each other, for the events whose figures have come or gone."""
        told = [*self.gone.values(), *self.given.values()]
        for event in {o for triples in told for _, p, o in triples if p == EVENT}:
            stored = [node for node, _ in self.stored(None, EVENT, event)]
            fresh = {s for given in self.given.values() for s, p, o in given if p == EVENT and o == event}
            figures = {node: self.figure(node) for node in {*stored, *fresh}}
            for node in stored:
                self.delete |= set(self.reader.quads_for_pattern(node, CONTESTED, VALUE, DEFAULT))
            self.write(self.insert, disputed({n: f for n, f in figures.items() if f.get(EVENT) == event}))

    def figure(self, node: NamedNode) -> dict[NamedNode, Object]:
        """The values of a figure as they will be."""
        kept = {} if node in self.empty else dict(self.stored(node, None, None))
        kept = {p: o for p, o in kept.items() if (node, p, o) not in self.gone.get(node, ())}
        return {**kept, **{p: o for _, p, o in self.given.get(node, ())}}

    def stored(
        self, node: NamedNode | None, predicate: NamedNode | None, value: Object | None
    ) -> list[tuple[NamedNode, Object]]:
        """What the view has now: subjects of a predicate and value, or predicates of a subject with their values."""
        found = self.reader.quads_for_pattern(node, predicate, value, DEFAULT)
        return [(q.predicate if node else q.subject, q.object) for q in found]  # type: ignore[misc]

    # --- actors and places ---

    def agent(self, canon: NamedNode) -> None:
        """Give an actor that no registry knows the names that articles give it."""
        if canon in self.empty:
            self.planner.forget(canon)
            self.agent_becomes(canon, frozenset())
            return
        given = {(p, o) for _, p, o in self.given[canon]}
        lost = {o for _, _, o in self.gone[canon]} - {o for _, o in given}
        stored = {(q.predicate, q.object) for q in self.reader.quads_for_pattern(canon, None, None, v.AGENTS)}
        if given or lost:
            pairs = named(frozenset({(p, o) for p, o in stored if o not in lost} | given))  # type: ignore[arg-type]
            if pairs != stored and not self.planner.known(canon):
                self.agent_becomes(canon, pairs)

    def agent_becomes(self, canon: NamedNode, pairs: frozenset[Pair]) -> None:
        """Write an actor and the offices the registry knows of both into its graph and into the view."""
        posts = self.planner.posts(canon) if pairs else frozenset[Post]()
        for graph in (v.AGENTS, DEFAULT):
            self.delete |= {Quad(*triple, graph) for triple in self.planner.stored_posts(canon)}
            self.insert |= {Quad(*triple, graph) for triple in posts}
            self.delete |= set(self.reader.quads_for_pattern(canon, None, None, graph))
            self.insert |= {Quad(canon, p, o, graph) for p, o in pairs}
