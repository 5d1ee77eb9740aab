"""English verbs of the lexicon: triggers the net may not see, with the roles that the order of words tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.extraction.frames import find_triggers
from kg.extraction.scene import Scene
from kg.lexicon import Row
from kg.model.facts import Status
from kg.neural.filling import Filled
from kg.neural.labels import EventType, Role
from kg.neural.phrases import Keys
from kg.neural.tagging import Trigger
from kg.neural.wordorder import WordOrder

_FILES: Final[dict[str, EventType]] = {
    "statement": "Statement", "phonecall": "PhoneCall", "meeting": "Meeting", "protest": "Protest",
}  # fmt: skip
_SEEN = 0.8  # how surely a verb of the lexicon with its subject beside it tells of an event
_TOLD = 0.9  # how surely order tells who does it
CONTACTS: Final = frozenset({"PhoneCall", "Meeting"})
_OF_ACTORS = frozenset({"accuses", "condemns", "supports"})  # whose object is whom it is about; else whom it is said to


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb at tokens first..last (excluded), who does what it tells, and whom its object or partner names."""

    type: EventType
    first: int
    last: int
    row: Row
    subjects: Keys
    objects: Keys
    status: Status | None = None  # of a contact, where words beside it tell
    days: tuple[str, ...] = ()
    aside: frozenset[str] = frozenset()  # days that its sentence tells of something else, in a clause with "which"
    doubted: bool = False  # whether a word of its sentence denies or refuses something
    says: bool = False  # whether a demand's verb only says: "insisted that it was so"
    apart: bool = False  # whether it is told of each of several: "met separately with"

    @property
    def complete(self) -> bool:
        """Whether all are there that an event of its type needs."""
        if self.type == "Protest":
            return True
        if self.type == "Statement":
            return bool(self.subjects)
        return bool(self.subjects) and len({*self.subjects, *self.objects}) > 1


def find_verbs(scene: Scene) -> list[Verb]:
    """Return the asserted verbs of an English document that are in the lexicon; of one beginning the longest."""
    order, found = WordOrder(scene), list[Verb]()
    for file, type in _FILES.items():
        taken: set[int] = set()
        for row, tokens, _ in sorted(find_triggers(scene, file), key=lambda m: (m[1][0], -len(m[1]))):
            verb_at = tokens[1 if row.get("crowd") else 0]  # "thousands rallied"
            if row.get("adds") or order.auxiliary(tokens) or order.in_name(tokens[0]):
                continue
            if not row.get("noun") and not row.get("crowd") and order.owned_noun(tokens[0]):
                continue
            if not order.followed(row, tokens[-1] + 1):
                continue
            if _told(order, type, row, verb_at, tokens[-1]) and taken.isdisjoint(tokens):
                first, last = tokens[0], tokens[-1] + 1
                verb = _verb(order, type, row, tokens)
                doubted = order.doubted(first)
                apart = verb.apart or order.apart(first, last)
                days, aside = order.days(first, last), order.aside(last)
                verb = replace(verb, days=days, apart=apart, doubted=doubted, aside=aside)
                if type == "Statement" or verb.complete:
                    taken.update(tokens)
                    found.append(verb)
    return [_dated_alone(scene, _as_said(order, v, found), found) for v in found]


def _as_said(order: WordOrder, verb: Verb, verbs: Sequence[Verb]) -> Verb:
    """Return what is to be without the day on which it is told: "wants to meet Modi, the Kremlin said | on Monday"."""
    if verb.status not in ("planned", "proposed"):
        return verb
    sentence = order.scene.sentence(verb.first)
    telling = (v for v in verbs if v.type == "Statement" and verb.last <= v.first < sentence.last)
    told = {day for v in telling if order.dated(v.last) for day in v.days}
    return replace(verb, days=tuple(d for d in verb.days if d not in told), aside=verb.aside | told)


def _dated_alone(scene: Scene, verb: Verb, verbs: Sequence[Verb]) -> Verb:
    """Return a contact without a day that leaves those of the other contacts of its sentence to them."""
    if verb.days or verb.type not in CONTACTS:
        return verb
    sentence = scene.sentence_of(verb.first)
    others = (v for v in verbs if v.type in CONTACTS and scene.sentence_of(v.first) == sentence and v != verb)
    return replace(verb, aside=verb.aside.union(*(v.days for v in others)))


def _told(order: WordOrder, type: EventType, row: Row, first: int, last: int) -> bool:
    """Whether a verb or noun tells what was or, of contacts, what is to be."""
    if row.get("noun"):
        return not order.wished(first) and not order.sought(last)
    plan = order.planned(first) or order.wanted(first)
    return order.asserted(first) or (type in CONTACTS and plan is not None)


def _verb(order: WordOrder, type: EventType, row: Row, tokens: tuple[int, ...]) -> Verb:
    first, last = tokens[0], tokens[-1] + 1
    if type == "Protest":
        return Verb(type, first, first + 1, row, (), ())
    if row.get("noun"):
        sides, ended = order.sides(last - 1, frozenset(row.get("partner") or ()))
        return Verb(type, first, last, row, sides[:1], sides[1:], ended)
    inverted = bool(row.get("inverted"))
    if order.passive(first):
        return Verb(type, first, last, row, order.by_agent(first), order.subject(first, inverted=False))
    if row.get("passive before that") and order.says_that(last):
        return Verb(type, first, last, row, order.agent_before(first), order.subject(first, inverted=False))
    plan, wish = (order.planned(first), order.wanted(first)) if type in CONTACTS else (None, None)
    subjects = order.subject(plan or wish or first, inverted)
    partner, again = order.partner(first, frozenset(row.get("partner") or ()))
    objects = partner or _object(order, type, row, tokens)
    if not objects and row.get("kind") == "demands":
        objects = order.bidden(last)
    indicative = row.get("kind") == "demands" and order.indicative(last)
    if row.get("object"):  # the only type of actor that can be it
        objects = tuple(k for k in objects if order.scene.actor(k).type == row.get("object"))
    if objects and not again and row.get("object") == "Person":
        more = order.separately(last, order.scene.sentence(first).last, objects)
        objects, again = (*objects, *more), bool(more)
    others = tuple(k for k in objects if k not in subjects)
    status: Status | None = "planned" if plan else "proposed" if wish else row.get("status")
    return Verb(type, first, last, row, subjects, others, status, apart=again, says=indicative)


def _object(order: WordOrder, type: EventType, row: Row, tokens: tuple[int, ...]) -> Keys:
    """Return whom a verb has as its object."""
    first, last = tokens[0], tokens[-1] + 1
    if row.get("owned"):  # "accepted X's invitation"
        return order.owner(tokens[1])
    objects = order.right_after(last, predicated=type == "Statement")
    if not objects and last - first > len(tokens):  # "had X to dinner"
        objects = order.right_after(first + 1)
    return objects or (order.hosted(last) if row.get("object") == "Person" else ())


def with_verbs(triggers: Sequence[Trigger], verbs: Sequence[Verb]) -> list[Trigger]:
    """Return the net's triggers, surer and of the right type where words of the lexicon stand, and such that it missed.

    Verbs that mean much else ("called him to order") only tell a call from a meeting: there the net decides.
    """
    found = list(triggers)
    for verb in verbs:
        sure = _SEEN if verb.complete and not verb.row.get("unsure") else 0.0
        at = next((i for i, t in enumerate(found) if _overlap(t, verb)), None)
        if at is None and verb.complete and verb.type in CONTACTS:
            at = next((i for i, t in enumerate(found) if t.type in CONTACTS and _shared(t, verb)), None)
        if at is not None:
            found[at] = replace(found[at], type=verb.type, probability=max(found[at].probability, sure))
        elif sure:
            found.append(Trigger(verb.first, verb.last, verb.type, sure))
    return found


def _shared(trigger: Trigger, verb: Verb) -> bool:
    return trigger.first < verb.last and verb.first < trigger.last


def _overlap(trigger: Trigger, verb: Verb) -> bool:
    return trigger.type == verb.type and _shared(trigger, verb)


def in_order(events: Sequence[Filled], verbs: Sequence[Verb]) -> Iterator[Filled]:
    """Yield the events with the roles that the order of words tells."""
    complete = [v for v in verbs if v.complete]
    for event in events:
        verb = next((v for v in complete if _overlap(event.trigger, v)), None)
        if verb is None or verb.type == "Protest":  # whose roles the order of words does not tell
            yield event
        else:
            yield _spoken(event, verb) if verb.type == "Statement" else _met(event, verb)


def _dated(event: Filled, verb: Verb) -> dict[Role, tuple[tuple[str, float], ...]]:
    days = tuple((f"date:{day}", _TOLD) for day in verb.days)
    days = days or tuple(d for d in event.roles.get("date", ()) if d[0].removeprefix("date:") not in verb.aside)
    return {**event.roles, "date": days} if "date" in event.roles else dict(event.roles)


def _spoken(event: Filled, verb: Verb) -> Filled:
    """Return a statement with its speakers, and whom it is said to or about."""
    roles = _dated(event, verb)
    roles["speaker"] = tuple((k, _TOLD) for k in verb.subjects)
    if verb.objects:
        role: Role = "about" if verb.row.get("kind") in _OF_ACTORS else "addressee"
        rest = roles[role] if role == "about" else ()
        roles[role] = (*((k, _TOLD) for k in verb.objects), *(r for r in rest if r[0] not in verb.objects))
    attributes = dict(event.attributes)
    if verb.says:
        attributes["kind"] = "says", _TOLD
    elif verb.row.get("kind") != "says":
        attributes["kind"] = verb.row.get("kind"), _TOLD
    return replace(event, roles=roles, attributes=attributes, rule=verb.row.id)


def _met(event: Filled, verb: Verb) -> Filled:
    """Return a call or meeting with those that take part, and of a call who made it."""
    roles, attributes = _dated(event, verb), dict(event.attributes)
    everybody = dict.fromkeys((*verb.subjects, *verb.objects))
    roles["participant"] = tuple((k, _TOLD) for k in everybody)
    if verb.status:
        attributes["status"] = verb.status, _TOLD
    elif not verb.row.get("noun") and attributes["status"][0] in ("denied", "refused") and not verb.doubted:
        attributes["status"] = "held", _TOLD
    if verb.apart and len(verb.subjects) == 1 and len(verb.objects) > 1:
        attributes["several"] = "each", _TOLD
    if verb.type == "PhoneCall" and verb.row.get("noun"):
        roles["initiator"] = ()
    if verb.type == "PhoneCall" and not verb.row.get("noun"):
        callers = verb.objects if verb.row.get("answers") else verb.subjects
        if verb.row.get("partner") is None or verb.row.get("answers"):
            roles["initiator"] = tuple((k, _TOLD) for k in callers[:1])
        else:
            roles["initiator"] = tuple(r for r in roles["initiator"] if r[0] in verb.subjects)
        several = len(verb.subjects) == 1 and len(verb.objects) > 1
        attributes["several"] = ("each" if several else "one", _TOLD)
    return replace(event, roles=roles, attributes=attributes, rule=verb.row.id)
