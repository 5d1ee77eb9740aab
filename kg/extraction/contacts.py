"""Calls and meetings: one fact an event, however often the article tells it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.extraction.frames import Match, find_matches
from kg.extraction.scene import Scene
from kg.extraction.timing import status, when
from kg.model import Date, Evidence, Meeting, PhoneCall, Status

Contact = PhoneCall | Meeting
_ROLES = ("initiator", "recipient", "participant")


def find_calls(scene: Scene) -> list[PhoneCall]:
    """Return the phone calls of an article, in text order."""
    found: list[PhoneCall] = []
    for match in find_matches(scene, "phonecall"):
        if match.row.get("adds"):
            _add_role(scene, match, found)
            continue
        if match.row.get("weak") and not _speaks_of_calls(scene):
            continue
        for call in _events(scene, match, PhoneCall):
            _merge(scene, found, call)
    return found


def find_meetings(scene: Scene) -> list[Meeting]:
    """Return the meetings of an article, in text order."""
    found: list[Meeting] = []
    for match in find_matches(scene, "meeting"):
        for meeting in _events(scene, match, Meeting):
            _merge(scene, found, replace(meeting, place=_place(scene, match)))
    return found


def _speaks_of_calls(scene: Scene) -> bool:
    return any(not m.row.get("weak") for m in find_matches(scene, "phonecall"))


def _events(scene: Scene, match: Match, kind: type[Contact]) -> Iterable[Contact]:
    """Yield one fact a day and, for `each` rows, a partner."""
    told = status(scene, match)
    if told in ("general", "hypothetical"):
        return
    sides = {role: _keys(scene, match.fillers.get(role, ())) for role in _ROLES}
    everybody = tuple(dict.fromkeys(k for role in _ROLES for k in sides[role]))
    if len(everybody) < 2:
        return
    caller = sides["initiator"][0] if len(sides["initiator"]) == 1 else None
    groups = [everybody]
    if match.row.get("each"):
        subject = sides["initiator"] or sides["participant"][:1]
        groups = [(*subject, k) for k in everybody if k not in subject]
    days: tuple[Date | None, ...] = when(scene, match) or (None,)
    proof = scene.clause_evidence(match.clause, *match.tokens)
    for group in groups:
        for day in days:
            fact = kind(id="", rule=match.row.id, evidence=proof, participants=group, date=day, status=_status(told))
            yield replace(fact, initiator=caller) if isinstance(fact, PhoneCall) else fact


def _status(told: str) -> Status:
    return told  # type: ignore[return-value]  # the lexicon is checked for it


def _keys(scene: Scene, mentions: Iterable[int]) -> tuple[str, ...]:
    found = [k for i in mentions for k in scene.actors(i) if scene.actor(k).type in ("Person", "State", "Organization")]
    return tuple(dict.fromkeys(found))


def _add_role(scene: Scene, match: Match, calls: list[PhoneCall]) -> None:
    """Give the call told last the initiator a phrase of its own names («инициатором разговора был ...»)."""
    keys = _keys(scene, match.fillers.get("initiator", ()))
    if not calls or len(keys) != 1:
        return
    call = calls[-1]
    who = _as_participant(scene, keys[0], call)
    if who and call.initiator is None:
        proof = scene.clause_evidence(match.clause, *match.tokens)
        calls[-1] = replace(call, initiator=who, initiator_proof=proof, support=(*call.support, proof))


def _as_participant(scene: Scene, key: str, call: PhoneCall) -> str | None:
    """Return the participant meant by an actor: itself, or the one who acts for that state («по инициативе Киева»)."""
    if key in call.participants:
        return key
    state = scene.actor(key).canonical
    acting = [p for p in call.participants if state and scene.serves(p, state)]
    return acting[0] if len(acting) == 1 else None


def _place(scene: Scene, match: Match) -> str | None:
    for i in match.fillers.get("place", ()):
        return scene.place_name(i)
    return None


def _merge(scene: Scene, found: list[Contact], new: Contact) -> None:  # type: ignore[type-arg]
    """Add an event, or join it to the one it tells again: same people, status and a date that does not contradict."""
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
        return old.date.value.startswith(new.date.value) or new.date.value.startswith(old.date.value)
    if old.date is None and new.date is None:
        return True
    passing = ("headline", "subhead", "teaser", "caption")
    return (
        old.evidence.zone in passing or new.evidence.zone in passing or scene.one_paragraph(old.evidence, new.evidence)
    )


def _joined(old: Contact, new: Contact) -> Contact:
    """Keep the mention that tells more as the evidence, the other as support."""
    rich, poor = (new, old) if _weight(new) > _weight(old) else (old, new)
    dates = [d for d in (rich.date, poor.date) if d]
    date = max(dates, key=lambda d: len(d.value), default=None)
    support: tuple[Evidence, ...] = tuple(dict.fromkeys((*rich.support, poor.evidence, *poor.support)))
    people = tuple(dict.fromkeys((*rich.participants, *poor.participants)))
    joined = replace(rich, date=date, support=support, participants=people, place=rich.place or poor.place)
    if isinstance(joined, PhoneCall) and isinstance(poor, PhoneCall):
        proof = joined.initiator_proof or poor.initiator_proof
        joined = replace(joined, initiator=joined.initiator or poor.initiator, initiator_proof=proof)
    return joined


def _weight(fact: Contact) -> int:
    return 2 * (fact.date is not None) + (fact.evidence.zone != "headline") + (fact.place is not None)
