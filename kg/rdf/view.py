"""The view: canonical nodes with what all articles assert of them, and where they say so.

A node of the view is the union of what the articles contribute to it. A contribution is a rewriting of article quads
through `kg:denotes`; the only claimed content in it are figures, which name who claims them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.rdf import vocab as v
from kg.rdf.agents import Pair, named
from kg.rdf.decided import corrected
from kg.rdf.recipes import Link
from kg.rdf.vocab import kg

Object = NamedNode | Literal
Triple = tuple[NamedNode, NamedNode, Object]
Said = tuple[NamedNode, Object, NamedNode]  # predicate, object, graph
Known = Callable[[NamedNode], frozenset[Pair] | None]
DEFAULT = DefaultGraph()

_SHOWN = {v.TYPE} | v.terms(
    "participant initiator recipient speaker addressee candidate date earliest latest place status topic ordinal "
    "partOf outcome eventType kind about content reportedBy state office winner event measure subject value comparator "
    "claimedBy holder role of from until"
)
_NAMES = frozenset({v.TYPE, v.LABEL, v.ALT_LABEL, v.SAME_AS})
_ARTICLE = {v.TYPE} | v.terms("identifier title url source author published lang")
_PASSAGE = {v.TYPE} | v.terms("article start end exact zone")
_POINTERS = v.terms("evidence furtherEvidence dateEvidence quote")
_NAMED_TYPES = v.terms("Person State Organization Group Place")
_FIGURE, _CLAIMED_BY, _PASSAGE_TYPE, _SPEAKER = kg("Figure"), kg("claimedBy"), kg("Passage"), kg("speaker")
SOURCE, COUNT, CONTESTED = kg("source"), kg("sourceCount"), kg("contested")
ONE_VALUE = (kg("initiator"), kg("winner"), kg("ordinal"), kg("place"))
OUTCOME, EVENT, VALUE = kg("outcome"), kg("event"), kg("value")
_SIDE, _DECISION = kg("side"), kg("decision")
REPORTED, PUBLISHED, FIRST, LAST = kg("reportedBy"), kg("published"), kg("firstReport"), kg("lastReport")
_SAME_THING = (kg("measure"), kg("subject"))


@dataclass(slots=True)
class Contribution:
    """What one article gives to one canonical node: `shared` others may give too, `own` is its evidence."""

    shared: set[Triple] = field(default_factory=set)
    own: set[Triple] = field(default_factory=set)
    named: bool = False  # an actor or place, told by its names alone


def is_named(said: Iterable[Said]) -> bool:
    """Whether a node is an actor or a place."""
    return any(p == v.TYPE and o in _NAMED_TYPES for p, o, _ in said)


def shared(
    canon: NamedNode, said: Iterable[Said], article: str, denoted: Callable[[NamedNode], NamedNode]
) -> set[Triple]:
    """Return what a node of an article tells about `canon`; nothing if it is only claimed and not a figure."""
    said = list(said)
    if is_named(said):
        return {(canon, v.ALT_LABEL if p == v.LABEL else p, o) for p, o, _ in said if p in _NAMES}
    figure = any(p == v.TYPE and o == _FIGURE for p, o, _ in said)
    asserted = [(p, o) for p, o, g in said if p in _SHOWN and (figure or g.value == article)]
    if not any(p == v.TYPE for p, _ in asserted):
        return set()
    return {(canon, p, denoted(o) if isinstance(o, NamedNode) else o) for p, o in asserted}


def contributions(quads: Iterable[Quad], links: Iterable[Quad]) -> dict[NamedNode, Contribution]:
    """Return what the article of these quads contributes to each canonical node, itself included."""
    return _ArticleView(quads, links).all()


def decisions(links: Iterable[Quad]) -> dict[NamedNode, Link]:
    """Return the links that somebody decided about."""
    found: dict[NamedNode, list[Quad]] = defaultdict(list)
    for quad in links:
        if quad.predicate == _DECISION:
            found[quad.subject].append(quad)  # type: ignore[index]
    return {node: Link.read(quads) for node, quads in found.items()}


class _ArticleView:
    def __init__(self, quads: Iterable[Quad], links: Iterable[Quad]) -> None:
        links = list(links)
        self.said: dict[NamedNode, list[Said]] = defaultdict(list)
        for quad in quads:
            self.said[quad.subject].append((quad.predicate, quad.object, quad.graph_name))  # type: ignore[index,arg-type]
        self.canon: dict[NamedNode, NamedNode] = {
            q.subject: q.object  # type: ignore[misc]
            for q in links
            if q.predicate == kg("denotes")
        }
        self.article = next(n for n, said in self.said.items() if (v.TYPE, kg("Article"), n) in said)
        own = self.first(self.article, SOURCE) or self.first(self.article, kg("identifier"))
        self.source: Object | None = own
        self.side: set[Triple] = set()
        for quad in links:
            if quad.predicate == OUTCOME:
                self.said[quad.subject].append((OUTCOME, quad.object, self.article))  # type: ignore[index,arg-type]
            elif quad.predicate == SOURCE:
                self.source = quad.object  # type: ignore[assignment]
            elif quad.predicate == _SIDE:
                self.side.add((self.article, _SIDE, quad.object))  # type: ignore[arg-type]
        for node, link in decisions(links).items():
            self.said[node] = corrected(link, self.said[node])

    def first(self, node: NamedNode, predicate: NamedNode) -> Object | None:
        return next((o for p, o, _ in self.said.get(node, ()) if p == predicate), None)

    def denoted(self, node: NamedNode) -> NamedNode:
        return self.canon.get(node, node)

    def all(self) -> dict[NamedNode, Contribution]:
        found: dict[NamedNode, Contribution] = defaultdict(Contribution)
        for node, canon in self.canon.items():
            said = self.said.get(node, [])
            told = shared(canon, [*said, *self.teller(said)], self.article.value, self.denoted)
            if told:
                given = found[canon]
                given.shared |= told
                given.named = is_named(said)
                if not given.named:
                    self.provenance(canon, said, given)
        found[self.article].own = self.text()
        for _, _, state in self.side:
            assert isinstance(state, NamedNode)
            found[state].shared |= state_of_outlet(state)
            found[state].named = True
        return dict(found)

    def text(self) -> set[Triple]:
        """The article and its passages: what it says in so many words is no claim, even where it reports one."""
        own = {(self.article, p, o) for p, o, _ in self.said[self.article] if p in _ARTICLE} | self.side
        for node, said in self.said.items():
            if "#char=" in node.value:
                own |= {(node, p, o) for p, o, _ in said if p in _PASSAGE and (p != v.TYPE or o == _PASSAGE_TYPE)}
        return own

    def teller(self, said: list[Said]) -> list[Said]:
        """The speaker of the statement in which a figure stands, when the figure names nobody."""
        return tellers(said, self.article.value, lambda node: self.first(node, _SPEAKER))

    def provenance(self, canon: NamedNode, said: list[Said], given: Contribution) -> None:
        given.own.add((canon, kg("reportedBy"), self.article))
        if self.source:
            given.shared.add((canon, SOURCE, self.source))
        for predicate, passage, _ in said:
            if predicate in _POINTERS and isinstance(passage, NamedNode):
                pointer = kg("evidence") if predicate == kg("furtherEvidence") else predicate
                given.own.add((canon, pointer, passage))


def state_of_outlet(state: NamedNode) -> set[Triple]:
    """What an article gives to the state of its outlet; the registry knows the rest."""
    return {(state, v.TYPE, kg("State"))}


def tellers(said: list[Said], article: str, speaker: Callable[[NamedNode], Object | None]) -> list[Said]:
    """Return who stands for a figure that is told inside a statement and names no source itself."""
    if not any(p == v.TYPE and o == _FIGURE for p, o, _ in said) or any(p == _CLAIMED_BY for p, _, _ in said):
        return []
    graph = next(g for p, o, g in said if p == v.TYPE)
    if graph.value == article:
        return []
    who = speaker(NamedNode(graph.value.removesuffix("/content")))
    return [(_CLAIMED_BY, who, graph)] if who is not None else []


def derived(canon: NamedNode, values: Mapping[NamedNode, set[Object]]) -> set[Triple]:
    """Return what follows from the values of a node by predicate: how many sources, and on what they disagree."""
    found: set[Triple] = set()
    sources = values.get(SOURCE)
    if sources:
        found.add((canon, COUNT, Literal(str(len(sources)), datatype=v.INTEGER)))
    found |= {(canon, CONTESTED, p) for p in ONE_VALUE if len(values.get(p, ())) > 1}
    return found


def reports(canon: NamedNode, days: Iterable[Literal]) -> set[Triple]:
    """Return when something was first and last reported, given the days of the articles that tell it."""
    known = sorted(days, key=lambda day: day.value)
    return {(canon, FIRST, known[0]), (canon, LAST, known[-1])} if known else set()


def disputed(figures: Mapping[NamedNode, Mapping[NamedNode, Object]]) -> set[Triple]:
    """Return which figures of one event, given with their values, are contested: one measure, several numbers."""
    groups: dict[tuple[Object | None, ...], list[NamedNode]] = defaultdict(list)
    for figure, values in figures.items():
        if VALUE in values:
            groups[tuple(values.get(p) for p in _SAME_THING)].append(figure)
    return {
        (figure, CONTESTED, VALUE)
        for group in groups.values()
        if len({figures[figure][VALUE] for figure in group}) > 1
        for figure in group
    }


def whole(articles: Iterable[tuple[Iterable[Quad], Iterable[Quad]]], known: Known = lambda canon: None) -> set[Triple]:
    """Return the view of some articles, each given as its quads and its links: what `Planner` keeps up to date.

    `known` tells predicate and object of actors and places that a registry has; the others are told by the articles.
    """
    merged: dict[NamedNode, Contribution] = defaultdict(Contribution)
    for quads, links in articles:
        for canon, given in contributions(quads, links).items():
            merged[canon].shared |= given.shared
            merged[canon].own |= given.own
            merged[canon].named = given.named
    triples: set[Triple] = set()
    for canon, given in merged.items():
        if given.named:
            pairs = known(canon) or named(frozenset((p, o) for _, p, o in given.shared))
            triples |= {(canon, p, o) for p, o in pairs}
            continue
        values: dict[NamedNode, set[Object]] = defaultdict(set)
        for _, p, o in given.shared:
            values[p].add(o)
        triples |= given.shared | given.own | derived(canon, values)
    return triples | _disputes(triples) | _reports(triples)


def _reports(triples: Iterable[Triple]) -> set[Triple]:
    published = {s: o for s, p, o in triples if p == PUBLISHED and isinstance(o, Literal)}
    days: dict[NamedNode, set[Literal]] = defaultdict(set)
    for subject, predicate, article in triples:
        if predicate == REPORTED and article in published:
            days[subject].add(published[article])  # type: ignore[index]
    return {triple for node, mine in days.items() for triple in reports(node, mine)}


def _disputes(triples: Iterable[Triple]) -> set[Triple]:
    values: dict[NamedNode, dict[NamedNode, Object]] = defaultdict(dict)
    for subject, predicate, value in triples:
        values[subject][predicate] = value
    events: dict[Object, dict[NamedNode, dict[NamedNode, Object]]] = defaultdict(dict)
    for node, mine in values.items():
        if EVENT in mine:
            events[mine[EVENT]][node] = mine
    return {triple for figures in events.values() for triple in disputed(figures)}
