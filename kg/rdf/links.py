"""What the nodes of an article stand for: canonical actors, places, events, posts and figures.

Two events are one if type, actors, date and status are the same. Without a date they are one only within the article:
two undated calls of the same people need not be the same call.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad

from kg.model import (
    Actor,
    Contact,
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
from kg.rdf.cast import actors_in_facts
from kg.rdf.iris import actor_iri, article_iri, canonical_iri, digest, local
from kg.rdf.quads import implied_election, the_election
from kg.rdf.vocab import kg
from kg.registry import Registry
from kg.registry.keys import name_key, norm

_PREFIX = {"Person": "person", "State": "state", "Organization": "org", "Group": "group", "Place": "place"}


def link_quads(extraction: Extraction, registry: Registry | None = None) -> tuple[Quad, ...]:
    """Return `kg:denotes` for every node of the article, with score and reason where an actor was resolved."""
    linker = _Linker(extraction, registry)
    return tuple(dict.fromkeys(linker.quads()))


def canonical_actor(actor: Actor, article: NamedNode) -> str:
    """Return the registry's id, or one from the name: `person/~<key>`, `org/~<name>`.

    A person with one name only stays within the article: a surname alone is not enough to be the same.
    """
    if actor.canonical:
        return actor.canonical
    prefix = _PREFIX[actor.type]
    name = actor.names[0][1] if actor.names else actor.key
    if actor.type != "Person":
        return f"{prefix}/~{_slug(name)}"
    key = _person(name)
    return f"{prefix}/~{key}" if len(name.split()) > 1 else f"{prefix}/~{digest(article.value)}-{key}"


@lru_cache(maxsize=8192)
def _slug(name: str) -> str:
    return norm(name).replace(" ", "-").replace("/", "-")


@lru_cache(maxsize=8192)
def _person(name: str) -> str:
    return name_key(name) or _slug(name)


class _Linker:
    def __init__(self, extraction: Extraction, registry: Registry | None) -> None:
        self.extraction = extraction
        self.registry = registry
        self.graph = article_iri(extraction.article)
        self.canonical = {a.key: canonical_actor(a, self.graph) for a in actors_in_facts(extraction)}

    def quads(self) -> Iterable[Quad]:
        for actor in actors_in_facts(self.extraction):
            node = actor_iri(self.graph, actor.key)
            yield self.link(node, canonical_iri(self.canonical[actor.key]))
            yield Quad(node, kg("score"), literals.decimal(actor.score), v.LINKS)
            for reason in actor.reasons:
                yield Quad(node, kg("reason"), Literal(reason), v.LINKS)
        for fact in self.extraction.facts:
            yield from self.fact(fact)

    def link(self, node: NamedNode, target: NamedNode) -> Quad:
        return Quad(node, kg("denotes"), target, v.LINKS)

    def denotes(self, name: str, target: str) -> Quad:
        return self.link(local(self.graph, name), canonical_iri(target))

    def fact(self, fact: Fact) -> Iterable[Quad]:
        match fact:
            case Contact():
                yield self.denotes(fact.id, self.contact(fact))
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
                yield self.denotes(fact.id, self.election(fact))
            case ElectionResult():
                yield from self.result(fact)
            case Office():
                yield self.denotes(fact.id, f"post/{digest(self.id_of(fact.person), fact.role, self.id_of(fact.of))}")
            case Protest():
                yield from self.protest(fact)

    # --- identities ---

    def id_of(self, key: str | None) -> str:
        """The canonical id of an actor or generic source; empty for none."""
        if key is None:
            return ""
        return self.canonical.get(key) or f"group/~{_slug(key)}"

    def own(self, name: str) -> str:
        """An identity that no other article shares."""
        return f"event/{digest(self.graph.value, name)}"

    def contact(self, fact: Contact) -> str:
        if fact.date is None or any(slot == "date" for slot, _ in fact.attributed):
            return self.own(fact.id)
        people = sorted(self.id_of(key) for key in fact.participants)
        return f"event/{digest(type(fact).__name__, *people, fact.date.value, fact.status)}"

    def election(self, fact: Election) -> str:
        if fact.date is None or fact.state is None:
            return self.own(fact.id)
        return f"event/{digest('Election', self.id_of(fact.state), fact.office or '', fact.date.value, fact.status)}"

    def place_id(self, name: str | None) -> str:
        if not name:
            return ""
        known = self.registry.named(name) if self.registry else ()
        found = next((k.id for k in known if k.type == "Place"), None)
        return found or f"place/~{_slug(name)}"

    def event_of_protest(self, fact: Protest) -> str:
        where = (self.id_of(fact.state), self.place_id(fact.place))
        if fact.date is None:
            return f"event/{digest(self.graph.value, 'protest', *where, fact.status)}"
        return f"event/{digest('protest', *where, fact.date.value, fact.status)}"

    def claimant(self, fact: Fact, according_to: str | None) -> str:
        """Who stands for a figure: the source named, else the speaker of the statement it is told in."""
        if according_to is None and fact.within:
            teller = next((f for f in self.extraction.facts if f.id == fact.within), None)
            according_to = teller.speaker if isinstance(teller, Statement) else None
        return self.id_of(according_to)

    # --- links ---

    def place(self, name: str | None) -> Iterable[Quad]:
        if name:
            yield self.denotes(f"place/{name}", self.place_id(name))

    def generic(self, name: str | None) -> Iterable[Quad]:
        """A source that has no name of its own («exit polls»)."""
        if name and name not in self.canonical:
            yield self.denotes(f"a/~{name}", self.id_of(name))

    def implied(self, fact: Fact, state: str | None) -> Iterable[Quad]:
        if the_election(self.extraction, fact, state) is None:
            name = implied_election(state)
            yield self.denotes(name, self.own(name))

    def result(self, fact: ElectionResult) -> Iterable[Quad]:
        yield from self.implied(fact, fact.state)
        yield from self.generic(fact.according_to)
        told = the_election(self.extraction, fact, fact.state)
        election = self.election(told) if told else self.own(implied_election(fact.state))
        value = "" if fact.share is None else literals.decimal(fact.share).value
        parts = (
            election,
            self.id_of(fact.candidate),
            value,
            fact.outcome or "",
            self.claimant(fact, fact.according_to),
        )
        yield self.denotes(fact.id, f"figure/{digest(*parts)}")

    def protest(self, fact: Protest) -> Iterable[Quad]:
        event = self.event_of_protest(fact)
        yield self.denotes(fact.id, event)
        yield from self.place(fact.place)
        for measure, count in (("detained", fact.detained), ("killed", fact.killed)):
            if count is not None:
                yield from self.generic(fact.according_to)
                parts = (event, measure, str(count), self.claimant(fact, fact.according_to))
                yield self.denotes(f"{fact.id}/{measure}", f"figure/{digest(*parts)}")
