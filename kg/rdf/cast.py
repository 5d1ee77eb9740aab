"""Which actors of an article its facts speak of; the others are mentioned only, and nothing is written about them."""

from __future__ import annotations

from kg.model import (
    Actor,
    Contact,
    Election,
    ElectionResult,
    Extraction,
    Fact,
    Office,
    PhoneCall,
    Protest,
    Recognition,
    Statement,
)


def actors_in_facts(extraction: Extraction) -> tuple[Actor, ...]:
    """Return the actors in the slots of facts, and the states and organizations that these belong to, in cast order."""
    by_key = extraction.cast.by_key
    used = {key for fact in extraction.facts for key in slots(fact) if key and key in by_key}
    waiting = list(used)
    while waiting:
        of = by_key[waiting.pop()].of
        if of and of in by_key and of not in used:
            used.add(of)
            waiting.append(of)
    return tuple(actor for actor in extraction.cast.actors if actor.key in used)


def slots(fact: Fact) -> tuple[str | None, ...]:
    """Return the keys of the actors in the slots of a fact; None where a slot is empty."""
    match fact:
        case PhoneCall():
            return (*fact.participants, fact.initiator)
        case Contact():
            return fact.participants
        case Statement():
            return (fact.speaker, fact.addressee, *fact.about, *fact.reported_by)
        case Election():
            return (fact.state,)
        case ElectionResult():
            return (fact.candidate, fact.state, fact.according_to)
        case Recognition():
            return (fact.actor, fact.state, fact.target)
        case Office():
            return (fact.person, fact.of)
        case Protest():
            return (fact.state, fact.according_to)
        case _:
            raise TypeError(f"no slots known for {type(fact).__name__}")
