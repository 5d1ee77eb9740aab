"""What the nodes of one article stand for, as far as the article alone can tell.

Known actors, places and what is nobody else's get their `kg:denotes` here. The others get a recipe; `consolidate.py`
decides with the recipes of other articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad

from kg.consolidation.copies import Text, sketch
from kg.consolidation.people import Person
from kg.consolidation.tellings import Telling
from kg.model import (
    Actor,
    Contact,
    Date,
    Election,
    ElectionResult,
    Extraction,
    Fact,
    Office,
    Protest,
    Recognition,
    Statement,
)
from kg.rdf import literals
from kg.rdf import vocab as v
from kg.rdf.cast import actors_in_facts, slots
from kg.rdf.iris import actor_iri, article_iri, canonical_iri, digest, local
from kg.rdf.quads import implied_election, the_election
from kg.rdf.recipes import event_recipe, made_recipe, person_recipe, text_recipe
from kg.rdf.vocab import kg
from kg.registry import Registry
from kg.registry.keys import PATRONYMIC, name_key, norm, surname_key, word_key

_PREFIX = {"Person": "person", "State": "state", "Organization": "org", "Group": "group", "Place": "place"}
_HAPPENING = (Contact, Election, Protest)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ENOUGH = 6  # consonants that make a name of several scripts one


def link_quads(extraction: Extraction, registry: Registry | None = None) -> tuple[Quad, ...]:
    """Return the links and recipes of every node of the article, with score and reason where an actor was resolved."""
    linker = _Linker(extraction, registry)
    return tuple(dict.fromkeys(linker.quads()))


def static_id(actor: Actor, article: NamedNode) -> str:
    """Return the registry's id, or one from the name in any script: `person/~<key>`, `org/~<name>`.

    A person with one name only stays within the article: a surname alone is not enough to be the same.
    """
    if actor.canonical:
        return actor.canonical
    prefix = _PREFIX[actor.type]
    name = actor.names[0][1] if actor.names else actor.key
    if actor.type != "Person":
        return f"{prefix}/~{_skeleton(name)}"
    return f"person/~{_person(name)}" if _is_full(name) else own_person(article, name)


def own_person(article: NamedNode, name: str) -> str:
    """Return an id that only this article uses."""
    return f"person/~{digest(article.value)}-{_person(name)}"


def _is_full(name: str) -> bool:
    return len(name.split()) > 1


@lru_cache(maxsize=8192)
def _slug(name: str) -> str:
    return norm(name).replace(" ", "-").replace("/", "-")


@lru_cache(maxsize=8192)
def _skeleton(name: str) -> str:
    """The same for a name in Russian, Ukrainian and English letters, if there is enough of it."""
    keys = [key for word in re.findall(r"\w+", norm(name)) if (key := word_key(word))]
    return "-".join(keys) if sum(map(len, keys)) >= _ENOUGH and keys else _slug(name)


@lru_cache(maxsize=8192)
def _person(name: str) -> str:
    return name_key(name) or _slug(name)


class _Linker:
    def __init__(self, extraction: Extraction, registry: Registry | None) -> None:
        self.extraction = extraction
        self.registry = registry
        self.graph = article_iri(extraction.article)
        self.cast = actors_in_facts(extraction)
        self.static = {a.key: static_id(a, self.graph) for a in self.cast}
        published = extraction.document.published
        self.told = _told(extraction, (published.value if published else extraction.article.published) or "")
        self.state_of = {a.key: self.static.get(a.of or "", "") for a in self.cast}

    def quads(self) -> Iterable[Quad]:
        yield self.recipe(self.graph, self.text())
        if side := self.side():
            yield Quad(self.graph, kg("side"), canonical_iri(side), v.LINKS)
        for actor in self.cast:
            node = actor_iri(self.graph, actor.key)
            if actor.type == "Person" and not actor.canonical:
                yield self.recipe(node, person_recipe(self.person(actor)))
                continue
            yield self.link(node, canonical_iri(self.static[actor.key]))
            yield Quad(node, kg("score"), literals.decimal(actor.score), v.LINKS)
            for reason in actor.reasons:
                yield Quad(node, kg("reason"), Literal(reason), v.LINKS)
        for fact in self.extraction.facts:
            yield from self.fact(fact)

    def link(self, node: NamedNode, target: NamedNode) -> Quad:
        return Quad(node, kg("denotes"), target, v.LINKS)

    def denotes(self, name: str, target: str) -> Quad:
        return self.link(local(self.graph, name), canonical_iri(target))

    def recipe(self, node: NamedNode, text: str) -> Quad:
        return Quad(node, kg("recipe"), Literal(text), v.LINKS)

    def text(self) -> str:
        article = self.extraction.article
        return text_recipe(Text(article.source or article.id, self.told, sketch(article.text)))

    def side(self) -> str:
        """The state that the outlet works in, if the registry knows the outlet."""
        source = self.extraction.article.source
        outlets = self.registry.named(source) if self.registry and source else ()
        states = {known.official_of or known.of for known in outlets if known.type == "Organization"} - {None}
        return str(next(iter(states))) if len(states) == 1 else ""

    # --- people ---

    def person(self, actor: Actor) -> Person:
        name = actor.names[0][1] if actor.names else actor.key
        told = [f for f in self.extraction.facts if isinstance(f, Office) and f.person == actor.key]
        offices = frozenset((f.role, self.static.get(f.of or "", "")) for f in told)
        homes = frozenset(home for f in told if (home := self.home(f.of)))
        company = {
            self.static[key]
            for fact in self.extraction.facts
            if not isinstance(fact, Office) and actor.key in (keys := slots(fact))
            for key in keys
            if key in self.static and key != actor.key
        }
        is_full = _is_full(name)
        fathers = (w for n in (t for _, t in actor.names) for w in norm(n).split() if PATRONYMIC.search(w))
        patronymic = next((word_key(w) for w in fathers), "") if is_full else ""
        return Person(_person(name), surname_key(name), is_full, patronymic, offices, homes, frozenset(company - {""}))

    def home(self, key: str | None) -> str:
        """The state of the state or body that an office is of."""
        of = self.static.get(key or "", "")
        if of.startswith("state/"):
            return of
        known = self.registry.get(of) if self.registry and of else None
        return (known.of if known and known.of else None) or self.state_of.get(key or "", "") or of

    # --- facts ---

    def fact(self, fact: Fact) -> Iterable[Quad]:
        match fact:
            case Contact():
                yield self.event(
                    fact.id, fact, type(fact).__name__, self.names(fact.participants), fact.date, fact.place
                )
                yield from self.place(fact.place)
            case Statement():
                yield self.denotes(fact.id, self.own(fact.id))
                for name in fact.reported_by:
                    yield from self.generic(name)
            case Recognition():
                yield self.denotes(fact.id, self.own(fact.id))
                if fact.target in ("election", "victory"):
                    yield from self.implied(fact, fact.state)
            case Election():
                yield self.event(fact.id, fact, "Election", self.names((fact.state,)), fact.date, office=fact.office)
            case ElectionResult():
                yield from self.result(fact)
            case Office():
                parts = (self.part(fact.person), f"={fact.role}", self.part(fact.of))
                yield self.recipe(local(self.graph, fact.id), made_recipe("post", *parts))
            case Protest():
                yield from self.protest(fact)

    def event(
        self,
        name: str,
        fact: Fact,
        kind: str,
        who: Iterable[str],
        date: Date | None,
        place: str | None = None,
        office: str | None = None,
    ) -> Quad:
        is_claimed = any(slot == "date" for slot, _ in fact.attributed)
        limits = literals.bounds(date.value) if date and not is_claimed else None
        telling = Telling(
            kind=kind,
            who=frozenset(who),
            first=limits[0].value if limits else "",
            last=limits[1].value if limits else "",
            status=getattr(fact, "status", "held"),
            place=self.place_id(place),
            office=office or "",
            told=self.told,
        )
        return self.recipe(local(self.graph, name), event_recipe(telling))

    def own(self, name: str) -> str:
        """An identity that no other article shares."""
        return f"event/{digest(self.graph.value, name)}"

    def node_name(self, key: str) -> str:
        """The local name of an actor, or of a source that has no name of its own."""
        return f"a/{key}" if key in self.static else f"a/~{key}"

    def names(self, keys: Iterable[str | None]) -> list[str]:
        return [self.node_name(key) for key in keys if key]

    def part(self, key: str | None) -> str:
        """An actor as a part of an identity."""
        return f"#{self.node_name(key)}" if key else "="

    def place_id(self, name: str | None) -> str:
        if not name:
            return ""
        known = self.registry.named(name) if self.registry else ()
        found = next((k.id for k in known if k.type == "Place"), None)
        capitals = self.registry.by_capital(name) if self.registry and not found else ()
        if len(capitals) == 1 and "en" in capitals[0].capital:
            return f"place/{_slug(capitals[0].capital['en'])}"
        return found or f"place/~{_skeleton(name)}"

    def claimant(self, fact: Fact, according_to: str | None) -> str:
        """Who stands for a figure: the source named, else the speaker of the statement it is told in."""
        if according_to is None and fact.within:
            teller = next((f for f in self.extraction.facts if f.id == fact.within), None)
            according_to = teller.speaker if isinstance(teller, Statement) else None
        return self.part(according_to)

    def place(self, name: str | None) -> Iterable[Quad]:
        if name:
            yield self.denotes(f"place/{name}", self.place_id(name))

    def generic(self, name: str | None) -> Iterable[Quad]:
        """A source that has no name of its own («exit polls»)."""
        if name and name not in self.static:
            yield self.denotes(f"a/~{name}", f"group/~{_slug(name)}")

    def implied(self, fact: Fact, state: str | None) -> Iterable[Quad]:
        if the_election(self.extraction, fact, state) is None:
            name = implied_election(state)
            telling = Telling("Election", frozenset({self.node_name(state)} if state else ()), told=self.told)
            yield self.recipe(local(self.graph, name), event_recipe(telling))

    def result(self, fact: ElectionResult) -> Iterable[Quad]:
        yield from self.implied(fact, fact.state)
        yield from self.generic(fact.according_to)
        told = the_election(self.extraction, fact, fact.state)
        election = told.id if told else implied_election(fact.state)
        value = "" if fact.share is None else literals.decimal(fact.share).value
        who = self.claimant(fact, fact.according_to)
        parts = (f"#{election}", self.part(fact.candidate), f"={value}", f"={fact.outcome or ''}", who)
        yield self.recipe(local(self.graph, fact.id), made_recipe("figure", *parts))

    def protest(self, fact: Protest) -> Iterable[Quad]:
        where = self.names((fact.state,)) if fact.state else [f"place/{fact.place}"] if fact.place else []
        yield self.event(fact.id, fact, "protest", where, fact.date, fact.place)
        yield from self.place(fact.place)
        for measure, count in (("detained", fact.detained), ("killed", fact.killed)):
            if count is not None:
                yield from self.generic(fact.according_to)
                parts = (f"#{fact.id}", f"={measure}", f"={count}", self.claimant(fact, fact.according_to))
                yield self.recipe(local(self.graph, f"{fact.id}/{measure}"), made_recipe("figure", *parts))


def _told(extraction: Extraction, published: str) -> str:
    """The day of an article; if only its month or year is known, the last day on which it says something was done."""
    if not published or (day := _day(published)):
        return _day(published)
    done = [f.date.value for f in extraction.facts if isinstance(f, _HAPPENING) and f.date and f.status == "held"]
    return max((day for value in done if (day := _day(value)).startswith(published)), default="")


def _day(value: str) -> str:
    """An ISO day, or empty if less is known."""
    limits = literals.bounds(value[:10]) if _DAY.match(value) else None
    return limits[0].value if limits else ""
