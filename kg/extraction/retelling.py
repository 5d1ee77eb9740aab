"""One event told several times, in headline, body, background: told again it joins; another day is another fact."""

from __future__ import annotations

from dataclasses import replace

from kg.extraction.scene import Scene
from kg.model import IN_PASSING, Evidence, Meeting, PhoneCall

Contact = PhoneCall | Meeting


def merge(scene: Scene, found: list[Contact], new: Contact) -> None:
    """Add an event, or join it to the one it tells again: same people, status and a date that does not contradict."""
    if found and _in_vain(scene, found[-1], new):
        found[-1] = replace(_joined(found[-1], new), status="refused")
        return
    for k, old in enumerate(found):
        if type(old) is type(new) and _same(scene, old, new):
            found[k] = _joined(old, new)
            return
    found.append(new)


def _same(scene: Scene, old: Contact, new: Contact) -> bool:
    a, b = set(old.participants), set(new.participants)
    if not (a <= b or b <= a) or old.status != new.status:
        return False
    if old.date is not None and new.date is not None:
        return _within(old.date.value, new.date.value) or _within(new.date.value, old.date.value)
    if old.date is None and new.date is None:
        return True
    passing = old.evidence.zone in IN_PASSING or new.evidence.zone in IN_PASSING
    return passing or scene.one_paragraph(old.evidence, new.evidence)


def _in_vain(scene: Scene, old: Contact, new: Contact) -> bool:
    """Whether a call told just before found nobody: «дважды звонила Дуде, тот не взял трубку» is one refused call."""
    both = isinstance(old, PhoneCall) and isinstance(new, PhoneCall)
    if not both or (old.status, new.status) != ("held", "refused") or set(old.participants) != set(new.participants):
        return False
    first, last = (scene.sentence_of(scene.token_at(c.evidence.span.start)) for c in (old, new))
    return last == first


def _within(day: str, span: str) -> bool:
    """Whether a date lies within another, less exact one: a day in its month, an interval of days."""
    first, _, last = span.partition("/")
    return day.startswith(span) or (bool(last) and first <= day <= last)


def _joined(old: Contact, new: Contact) -> Contact:
    """Keep the mention that tells more as the evidence, the other as support."""
    rich, poor = (new, old) if _weight(new) > _weight(old) else (old, new)
    dates = [d for d in (rich.date, poor.date) if d]
    date = max(dates, key=lambda d: len(d.value.split("/")[0]), default=None)
    support: tuple[Evidence, ...] = tuple(dict.fromkeys((*rich.support, poor.evidence, *poor.support)))
    people = tuple(dict.fromkeys((*rich.participants, *poor.participants)))
    joined = replace(rich, date=date, support=support, participants=people, place=rich.place or poor.place)
    joined = replace(joined, ordinal=joined.ordinal or poor.ordinal)
    if isinstance(joined, PhoneCall) and isinstance(poor, PhoneCall):
        proof = joined.initiator_proof or poor.initiator_proof
        joined = replace(joined, initiator=joined.initiator or poor.initiator, initiator_proof=proof)
    return joined


def _weight(fact: Contact) -> int:
    return 2 * (fact.date is not None) + (fact.evidence.zone != "headline") + (fact.place is not None)
