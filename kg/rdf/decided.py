"""What human decisions do to links and to what the view shows; the graphs of articles stay as they were read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from pyoxigraph import Literal, NamedNode, Quad

from kg.consolidation.tellings import Telling
from kg.rdf import literals
from kg.rdf import vocab as v
from kg.rdf.iris import canonical_iri, digest
from kg.rdf.recipes import Link
from kg.rdf.vocab import ID, kg

_WORDS = frozenset({kg("evidence"), v.LABEL, v.ALT_LABEL})
_DATE, _EARLIEST, _LATEST = kg("date"), kg("earliest"), kg("latest")
BY_HAND = "decided by hand"


def objects(link: Link, answer: str) -> list[str]:
    """Return what is decided about a node with this answer; an empty string stands for no object."""
    found = [effect.partition(" ") for effect in link.decided]
    return [object for told, _, object in found if told == answer]


def is_wrong(link: Link | None) -> bool:
    """Whether somebody decided that it is not so."""
    return link is not None and "wrong" in link.decided


def stands_alone(link: Link) -> bool:
    """Whether a telling must not be the same as any other."""
    return is_wrong(link) or "" in objects(link, "different")


def identity(link: Link, article: str, iri: str) -> tuple[str, bool]:
    """Return what an actor denotes after all decisions, and whether any of them changed it."""
    for other in objects(link, "same"):
        return canonical_iri(other).value, True
    if any(canonical_iri(other).value == iri for other in objects(link, "different")):
        kind = iri.removeprefix(ID).partition("/")[0]
        return canonical_iri(f"{kind}/~{digest(article, iri)}").value, True
    return iri, False


def telling(link: Link, told: Telling) -> Telling:
    """Return an event with the day that was decided."""
    for day in objects(link, "date"):
        limits = literals.bounds(day)
        if limits:
            return replace(told, first=limits[0].value, last=limits[1].value)
    return told


def with_effects(link: Link, article: str, effects: tuple[str, ...]) -> Link:
    """Return a link with decisions; where no recipe makes it anew, what the article alone told is kept in one."""
    link = replace(link, decided=effects)
    if link.recipe:
        return link
    iri, changed = identity(link, article, link.denotes)
    if not changed:
        return link
    kept = json.dumps([link.denotes, link.score, *link.reasons], ensure_ascii=False)
    return replace(link, recipe=f"known:{kept}", denotes=iri, score="1", reasons=(BY_HAND,))


def undecided(link: Link) -> Link:
    """Return a link of the store as the article alone told it."""
    if link.kind == "known":
        denotes, score, *reasons = json.loads(link.body)
        return Link(denotes=denotes, score=score, reasons=tuple(reasons))
    if not link.recipe:
        return replace(link, decided=())
    return Link(recipe=link.recipe, side=link.side)


def words_of(quads: Iterable[Quad]) -> dict[str, frozenset[str]]:
    """Return the words that each node of an article rests on: its evidence, the names of an actor."""
    quads = list(quads)
    exact = {q.subject: q.object.value for q in quads if q.predicate == kg("exact")}  # type: ignore[union-attr]
    found: dict[str, set[str]] = {}
    for q in quads:
        if q.predicate in _WORDS and isinstance(q.subject, NamedNode):
            told = exact.get(q.object) if isinstance(q.object, NamedNode) else q.object.value  # type: ignore[union-attr]
            if told:
                found.setdefault(q.subject.value, set()).add(told)
    return {node: frozenset(told) for node, told in found.items()}


Said = tuple[NamedNode, NamedNode | Literal, NamedNode]


def corrected(link: Link | None, said: list[Said]) -> list[Said]:
    """Return what an article says of a node with the date that was decided; nothing if it is wrong."""
    if link is None or not link.decided:
        return said
    if is_wrong(link):
        return []
    days = [day for day in objects(link, "date") if literals.bounds(day)]
    if not days or not said:
        return said
    home = next((g for p, _, g in said if p == v.TYPE), said[0][2])
    first, last = literals.bounds(days[0]) or (literals.date(days[0]), literals.date(days[0]))
    kept = [row for row in said if row[0] not in (_DATE, _EARLIEST, _LATEST)]
    return [*kept, (_DATE, literals.date(days[0]), home), (_EARLIEST, first, home), (_LATEST, last, home)]
