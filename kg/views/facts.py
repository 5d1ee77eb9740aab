"""What an article says in the flat exchange format: one JSON object an article, one fact an object."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.model import (
    Actor,
    Contact,
    Date,
    Election,
    ElectionResult,
    Evidence,
    Extraction,
    Fact,
    Meeting,
    Office,
    PhoneCall,
    Protest,
    Recognition,
    Statement,
)

Json = dict[str, Any]


def facts_json(extraction: Extraction) -> Json:
    """Return an extraction as JSON: id, lang, date, source, the actors that take part in a fact, and the facts.

    Evidence is {start, end, exact}, in code points, half open. Beside the slots of the format a fact has `id`, `rule`,
    `confidence` and, if somebody claims it, `within` and `claimedBy`. Contacts and votes that are only a hypothesis
    have no place in the format and are left out.
    """
    facts = [fact for fact in extraction.facts if getattr(fact, "status", None) != "hypothetical"]
    speakers = {f.id: f.speaker for f in extraction.facts if isinstance(f, Statement)}
    rows = [_fact(fact, speakers) for fact in facts]
    named = {key for fact in facts for key in actors_of(fact)} | {r["claimedBy"] for r in rows if "claimedBy" in r}
    published = extraction.document.published
    return {
        "id": extraction.article.id,
        "lang": extraction.document.lang,
        "date": published.value if published else extraction.article.published,
        "source": extraction.article.source,
        "actors": {a.key: _actor(a) for a in extraction.cast.actors if a.key in named},
        "facts": rows,
    }


def actors_of(fact: Fact) -> tuple[str, ...]:
    """Return the keys of all actors in the slots of a fact, in order; generic sources are among them by name."""
    slots: tuple[str | None, ...] = ()
    match fact:
        case PhoneCall():
            slots = (*fact.participants, fact.initiator)
        case Contact():
            slots = fact.participants
        case Statement():
            slots = (fact.speaker, fact.addressee, *fact.about)
        case Election():
            slots = (fact.state,)
        case ElectionResult():
            slots = (fact.candidate, fact.state, fact.according_to)
        case Recognition():
            slots = (fact.actor, fact.target, fact.state)
        case Office():
            slots = (fact.person, fact.of)
        case Protest():
            slots = (fact.state, fact.according_to)
    return tuple(dict.fromkeys(key for key in slots if key))


def _actor(actor: Actor) -> Json:
    names = [name for _, name in actor.names]
    if actor.canonical:
        from kg import registry

        known = registry.load().get(actor.canonical)
        names += [name for told in known.names.values() for name in told] if known else []
    return {"type": actor.type, "names": list(dict.fromkeys(names)), "qid": actor.qid}


def _fact(fact: Fact, speakers: Mapping[str, str]) -> Json:
    row: Json = {"type": type(fact).__name__, **_slots(fact), "evidence": _evidence(fact.evidence)}
    row |= {"id": fact.id, "rule": fact.rule, "confidence": fact.confidence}
    if fact.within:
        row["within"] = fact.within
        if fact.within in speakers:
            row["claimedBy"] = speakers[fact.within]
    if fact.attributed:
        row["attributed"] = dict(fact.attributed)
    return row


def _slots(fact: Fact) -> Json:
    match fact:
        case PhoneCall():
            return {"participants": list(fact.participants), "initiator": fact.initiator, **_contact(fact)}
        case Meeting():
            return {"participants": list(fact.participants), "place": fact.place, **_contact(fact)}
        case Statement():
            slots: Json = {"speaker": fact.speaker, "addressee": fact.addressee, "date": _date(fact.date)}
            return {**slots, "kind": fact.kind, "about": list(fact.about)}
        case Election():
            return {"state": fact.state, "office": fact.office, "date": _date(fact.date)}
        case ElectionResult():
            slots = {"state": fact.state, "candidate": fact.candidate, "share": fact.share, "outcome": fact.outcome}
            return {**slots, "accordingTo": fact.according_to}
        case Recognition():
            return {"actor": fact.actor, "stance": fact.stance, "object": fact.target, "state": fact.state}
        case Office():
            return {"person": fact.person, "role": fact.role, "of": fact.of}
        case Protest():
            slots = {"place": fact.place, "state": fact.state, "date": _date(fact.date), "detained": fact.detained}
            return {**slots, "killed": fact.killed, "accordingTo": fact.according_to}
    raise TypeError(f"no format for {type(fact).__name__}")


def _contact(fact: Contact) -> Json:
    told = {"date": _date(fact.date), "status": fact.status, "topics": list(fact.topics)}
    return told if fact.ordinal is None else {**told, "ordinal": fact.ordinal}


def _date(date: Date | None) -> str | None:
    return date.value if date else None


def _evidence(evidence: Evidence) -> Json:
    return {"start": evidence.span.start, "end": evidence.span.end, "exact": evidence.exact}
