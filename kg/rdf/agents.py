"""Canonical actors and places as the registry knows them: types, names once, Wikidata."""

from __future__ import annotations

from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from kg.rdf import literals
from kg.rdf import vocab as v
from kg.rdf.iris import canonical_iri, digest
from kg.rdf.vocab import kg
from kg.registry import Known, Registry, Term

Pair = tuple[NamedNode, NamedNode | Literal]
Post = tuple[NamedNode, NamedNode, NamedNode | Literal]


@lru_cache(maxsize=4096)
def _pairs(kind: str, labels: tuple[tuple[str, str], ...], qid: str | None) -> frozenset[Pair]:
    pairs: list[Pair] = [(v.TYPE, kg(kind))]
    seen: set[str] = set()
    for lang, name in labels:
        pairs.append((v.ALT_LABEL if lang in seen else v.LABEL, literals.text(name, lang)))
        seen.add(lang)
    if qid:
        pairs.append((v.SAME_AS, NamedNode(v.WIKIDATA + qid)))
    return frozenset(pairs)


def known_agent(known: Known) -> frozenset[Pair]:
    """Return what is said of an actor or place of the registry: the first name of each language is its label."""
    return _pairs(known.type, known.labels(), known.qid)


def known_posts(known: Known) -> frozenset[Post]:
    """Return the offices that the registry knows a person to have held, each with its time."""
    return _posts(known.id, known.terms)


@lru_cache(maxsize=4096)
def _posts(id: str, terms: tuple[Term, ...]) -> frozenset[Post]:
    found: list[Post] = []
    for term in terms:
        node = canonical_iri(f"post/{digest(id, term.role, term.of or '', term.since or '', term.until or '')}")
        found += [(node, v.TYPE, kg("Post")), (node, kg("holder"), canonical_iri(id))]
        found.append((node, kg("role"), Literal(term.role)))
        if term.of:
            found.append((node, kg("of"), canonical_iri(term.of)))
        days = ((kg("from"), term.since), (kg("until"), term.until))
        found += [(node, predicate, literals.date(day)) for predicate, day in days if day]
    return frozenset(found)


def known_capital(registry: Registry, id: str) -> frozenset[Pair] | None:
    """Return what is said of a capital as a place: `place/minsk` is no row of its own."""
    states = registry.by_capital(id.removeprefix("place/").replace("-", " ")) if id.startswith("place/") else ()
    if len(states) != 1:
        return None
    return _pairs("Place", tuple((lang, n) for lang, names in states[0].capitals.items() for n in names), None)


def named(values: frozenset[Pair]) -> frozenset[Pair]:
    """Return the same with one label a language: the longest name, the first of equals; the others are altLabels."""
    names = {value for predicate, value in values if predicate in (v.LABEL, v.ALT_LABEL)}
    rest = {pair for pair in values if pair[0] not in (v.LABEL, v.ALT_LABEL)}
    best: dict[str | None, Literal] = {}
    for name in sorted((n for n in names if isinstance(n, Literal)), key=lambda n: (-len(n.value), n.value)):
        best.setdefault(name.language, name)
    labels = set(best.values())
    return frozenset(rest | {(v.LABEL if name in labels else v.ALT_LABEL, name) for name in names})
