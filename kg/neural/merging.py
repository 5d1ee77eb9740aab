"""Facts told twice become one; facts of two readers are joined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any

from kg.model import Contact, Date, Election, ElectionResult, Fact, Office, PhoneCall, Protest, Recognition, Statement
from kg.neural.facts import Told

_EMPTY = (None, ())


def compatible(a: Date | None, b: Date | None) -> bool:
    """Whether two dates do not contradict each other: one is missing, or the start of the other."""
    if a is None or b is None:
        return True
    n = min(len(a.value), len(b.value))
    return a.value[:n] == b.value[:n]


def same(a: Fact, b: Fact) -> bool:
    """Whether two facts of one article tell the same."""
    if type(a) is not type(b):
        return False
    match a, b:
        case Contact(), Contact():
            one, other = set(a.participants), set(b.participants)
            return (one <= other or other <= one) and compatible(a.date, b.date) and a.status == b.status
        case Statement(), Statement():
            slots = (a.speaker, a.addressee, a.kind) == (b.speaker, b.addressee, b.kind)
            return slots and a.evidence.span.touches(b.evidence.span)
        case Election(), Election():
            office = a.office == b.office or a.office is None or b.office is None
            return a.state == b.state and office and compatible(a.date, b.date)
        case ElectionResult(), ElectionResult():
            told = a.share == b.share if a.share is not None or b.share is not None else a.outcome == b.outcome
            return a.candidate == b.candidate and told and _agree(a.according_to, b.according_to)
        case Recognition(), Recognition():
            return (a.actor, a.stance) == (b.actor, b.stance)
        case Office(), Office():
            return (a.person, a.role) == (b.person, b.role) and _agree(a.of, b.of)
        case Protest(), Protest():
            counted = _agree(a.detained, b.detained) and _agree(a.killed, b.killed)
            return _agree(a.state, b.state) and _agree(a.place, b.place) and compatible(a.date, b.date) and counted
    return False


def told_already(old: Fact, new: Fact) -> bool:
    """Whether a reader's fact tells, perhaps in other slots, what another reader's fact tells too."""
    match old, new:
        case Contact(), Contact():
            shared = len(set(old.participants) & set(new.participants))
            return type(old) is type(new) and shared > 1 and compatible(old.date, new.date)
        case Statement(), Statement():
            return old.speaker == new.speaker and old.evidence.span.touches(new.evidence.span)
        case Election(), Election():
            return old.state == new.state and compatible(old.date, new.date)
        case ElectionResult(), ElectionResult():
            return old.candidate == new.candidate and (
                old.share == new.share or (new.share is None and old.outcome == new.outcome)
            )
        case Recognition(), Recognition():
            return old.actor == new.actor and old.stance == new.stance
        case Office(), Office():
            same_words = old.evidence.span.touches(new.evidence.span) and _agree(old.of, new.of)
            return old.person == new.person and (old.role == new.role or same_words)
        case _:
            return same(old, new)


def _agree(a: Any, b: Any) -> bool:
    return a is None or b is None or a == b


def merged(told: Iterable[Told]) -> list[Told]:
    """Return the facts without repetitions, the surest mention of each with the slots of the others, in text order.

    Of two that contradict each other the surer stays.
    """
    kept: list[Told] = []
    for t in sorted(told, key=lambda t: (-t.fact.confidence, t.trigger, t.fact.evidence.span)):
        for k, old in enumerate(kept):
            if same(old.fact, t.fact):
                kept[k] = replace(old, fact=completed(old.fact, t.fact))
                break
            if _disagree(old.fact, t.fact) or _of_one_trigger(old, t):
                kept[k] = t if _in_order(t.fact) and not _in_order(old.fact) else old
                break
        else:
            kept.append(t)
    return sorted(kept, key=lambda t: (t.fact.evidence.span, type(t.fact).__name__, t.trigger, repr(t.fact)))


def _in_order(fact: Fact) -> bool:
    """Whether word order tells of a contact, not only that it was not: surer than another word is to the net."""
    return isinstance(fact, Contact) and fact.status != "denied" and not fact.rule.startswith("net-")


def _disagree(a: Fact, b: Fact) -> bool:
    """Whether two facts say of one contact of a day that it was and was not: an article tells one or the other."""
    if not isinstance(a, Contact) or not isinstance(b, Contact) or type(a) is not type(b):
        return False
    days = [d and d.value for d in (a.date, b.date)]
    at_once = days[0] == days[1] or (compatible(a.date, b.date) and a.evidence.span.touches(b.evidence.span))
    return set(a.participants) == set(b.participants) and at_once and a.status != b.status


def _of_one_trigger(a: Told, b: Told) -> bool:
    """Whether one word tells of a call and of a meeting of the same people: it is one of the two."""
    if a.trigger != b.trigger or not isinstance(a.fact, Contact) or not isinstance(b.fact, Contact):
        return False
    return type(a.fact) is not type(b.fact) and len({*a.fact.participants} & {*b.fact.participants}) > 1


def listed(told: Iterable[Told]) -> list[Told]:
    """Leave out what is no fact of its own: a vote whose day nobody tells, and a concession told as a statement too."""
    found = list(told)
    stances = {t.trigger for t in found if isinstance(t.fact, Recognition)}
    return [t for t in found if not _is_dateless(t.fact) and not (t.trigger in stances and _is_bare(t.fact))]


def _is_dateless(fact: Fact) -> bool:
    return isinstance(fact, Election) and fact.date is None


def _is_bare(fact: Fact) -> bool:
    return isinstance(fact, Statement) and fact.kind == "says" and fact.quote is None


def completed(fact: Fact, other: Fact) -> Fact:
    """Return a fact with the empty slots filled from another that tells the same, whose evidence becomes support."""
    new: dict[str, Any] = {}
    for f in fields(fact):
        if f.name in ("id", "rule", "evidence", "support", "within", "attributed", "confidence"):
            continue
        if getattr(fact, f.name) in _EMPTY and getattr(other, f.name) not in _EMPTY:
            new[f.name] = getattr(other, f.name)
    if isinstance(fact, PhoneCall) and new.get("initiator") not in (None, *fact.participants):
        del new["initiator"]
    support = dict.fromkeys((*fact.support, other.evidence, *other.support))
    support.pop(fact.evidence, None)
    return replace(fact, support=tuple(support), **new)


def numbered(facts: Sequence[Fact]) -> list[Fact]:
    """Return the facts with ids counted by kind in their order."""
    letters: dict[type[Fact], str] = {Statement: "s", Recognition: "s", ElectionResult: "f", Office: "p"}
    counts: dict[str, int] = {}
    found = []
    for fact in facts:
        letter = letters.get(type(fact), "e")
        counts[letter] = counts.get(letter, 0) + 1
        found.append(replace(fact, id=f"{letter}{counts[letter]}"))
    return found
