"""English verbs of the lexicon: triggers the net may not see, with the roles that the order of words tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.extraction.frames import find_triggers
from kg.extraction.scene import Scene
from kg.lexicon import Row
from kg.neural.filling import Filled
from kg.neural.labels import Role
from kg.neural.tagging import Trigger
from kg.neural.wordorder import Keys, WordOrder

_SEEN = 0.8  # how surely a verb of the lexicon with its subject beside it tells of a statement
_TOLD = 0.9  # how surely order tells who says it
_OF_ACTORS = frozenset({"accuses", "condemns", "supports"})  # whose object is whom it is about; else whom it is said to


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of saying at tokens first..last (excluded), who says it, and whom its object names."""

    first: int
    last: int
    row: Row
    speakers: Keys
    objects: Keys


def find_verbs(scene: Scene) -> list[Verb]:
    """Return the asserted verbs of saying of an English document, in text order; a longer trigger wins."""
    order, found = WordOrder(scene), dict[int, Verb]()
    matches = sorted(find_triggers(scene, "statement"), key=lambda m: (m[1][0], -len(m[1])))
    for row, tokens, _ in matches:
        if tokens[0] not in found and order.asserted(tokens[0]):
            found[tokens[0]] = _verb(order, row, tokens)
    return list(found.values())


def _verb(order: WordOrder, row: Row, tokens: tuple[int, ...]) -> Verb:
    first, last = tokens[0], tokens[-1] + 1
    inverted = bool(row.get("inverted"))
    if order.passive(first):
        return Verb(first, last, row, order.by_agent(first), order.subject(first, inverted=False))
    speakers = order.subject(first, inverted)
    objects = tuple(k for k in order.right_after(last) if k not in speakers)
    return Verb(first, last, row, speakers, objects)


def with_verbs(triggers: Sequence[Trigger], verbs: Sequence[Verb]) -> list[Trigger]:
    """Return the net's triggers, surer where a verb stands, and the verbs with a speaker that it did not see."""
    found = list(triggers)
    for verb in verbs:
        at = next(
            (i for i, t in enumerate(found) if t.type == "Statement" and t.first < verb.last and verb.first < t.last),
            None,
        )
        if at is not None:
            found[at] = replace(found[at], probability=max(found[at].probability, _SEEN if verb.speakers else 0.0))
        elif verb.speakers:
            found.append(Trigger(verb.first, verb.last, "Statement", _SEEN))
    return found


def _overlap(trigger: Trigger, verb: Verb) -> bool:
    return trigger.type == "Statement" and trigger.first < verb.last and verb.first < trigger.last


def in_order(events: Sequence[Filled], verbs: Sequence[Verb]) -> list[Filled]:
    """Return the events with the roles that the order of words tells."""
    at = {verb.first: verb for verb in verbs if verb.speakers}
    return [
        _told(e, at[e.trigger.first]) if e.trigger.type == "Statement" and e.trigger.first in at else e for e in events
    ]


def _told(event: Filled, verb: Verb) -> Filled:
    roles = dict(event.roles)
    roles["speaker"] = tuple((k, _TOLD) for k in verb.speakers)
    if verb.objects:
        role: Role = "about" if verb.row.get("kind") in _OF_ACTORS else "addressee"
        rest = roles[role] if role == "about" else ()
        roles[role] = (*((k, _TOLD) for k in verb.objects), *(r for r in rest if r[0] not in verb.objects))
    attributes = dict(event.attributes)
    if verb.row.get("kind") != "says":
        attributes["kind"] = verb.row.get("kind"), _TOLD
    return replace(event, roles=roles, attributes=attributes, rule=verb.row.id)
