"""Calls and meetings: one fact an event, however often the article tells it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.extraction.echoes import echoes, turns
from kg.extraction.fitting import phrases
from kg.extraction.frames import Match, find_matches
from kg.extraction.partners import (
    ROLES,
    Contact,
    Sides,
    counted,
    has_hub,
    is_union,
    partner,
    same_again,
    sides_of,
    with_antecedent,
    with_speaker,
    without_states,
)
from kg.extraction.patterns import matches
from kg.extraction.places import place_of
from kg.extraction.quantities import ordinal
from kg.extraction.retelling import merge
from kg.extraction.scene import Scene
from kg.extraction.timing import as_interval, contact_days, status
from kg.lexicon.rows import parse_pattern
from kg.model import Date, Evidence, Meeting, PhoneCall, Status
from kg.registry import Registry

_DASHES = frozenset("—–-")
_BESIDE = 2  # words between a verb and its object
_MOST = 5  # participants; more of them are on one line


def find_calls(scene: Scene, registry: Registry) -> list[PhoneCall]:
    """Return the phone calls of an article, in text order."""
    found: list[Contact] = []
    for match in sorted(find_matches(scene, "phonecall"), key=lambda m: (scene.sentence_of(m.head), _says_whose(m))):
        if _says_whose(match):
            _add_initiator(scene, match, found, registry)
        elif match.row.get("adds"):
            _add_participants(scene, match, found)
        elif not match.row.get("weak") or _speaks_of_calls(scene):
            for call in _events(scene, match, PhoneCall, _before(scene, match, found), registry):
                merge(scene, found, call)
    return [c for c in found if isinstance(c, PhoneCall)]


def _says_whose(match: Match) -> bool:
    """Whether a match only says on whose initiative a call was, before it perhaps: «По инициативе Киева состоялся»."""
    return bool(match.row.get("adds") == "initiator")


def find_meetings(scene: Scene, registry: Registry, calls: Sequence[PhoneCall]) -> list[Meeting]:
    """Return the meetings of an article, in text order; `calls` are its phone calls, with whom people then meet."""
    found: list[Contact] = []
    for match in find_matches(scene, "meeting"):
        told = _before(scene, match, (*calls, *found))
        if match.row.get("adds"):
            _add_participants(scene, match, found)
        elif not match.row.get("weak") or _face_to_face(scene, match):
            place = place_of(scene, match, registry)
            for meeting in _events(scene, match, Meeting, told, registry):
                if _is_call_again(scene, match, meeting, told):
                    continue
                merge(scene, found, replace(meeting, place=meeting.place or place))
    return [m for m in found if isinstance(m, Meeting)]


def _is_call_again(scene: Scene, match: Match, meeting: Contact, told: Sequence[Contact]) -> bool:
    """Whether a talk is the call told just before: «Беседа состоялась по инициативе Парижа»."""
    if not told or not isinstance(told[-1], PhoneCall) or {*told[-1].participants} != {*meeting.participants}:
        return False
    spoken = scene.language.contacts["spoken"]
    talk = any(scene.tokens[t].lemmas & spoken for t in match.tokens)
    return talk and not match.fillers.get("participant") and scene.one_paragraph(told[-1].evidence, meeting.evidence)


def _before(scene: Scene, match: Match, contacts: Iterable[Contact]) -> list[Contact]:
    """Return the contacts told before a match, the nearest last."""
    here = scene.tokens[match.head].span.start
    return sorted((c for c in contacts if c.evidence.span.start < here), key=lambda c: c.evidence.span)


def _speaks_of_calls(scene: Scene) -> bool:
    return any(not m.row.get("weak") for m in find_matches(scene, "phonecall"))


def _face_to_face(scene: Scene, match: Match) -> bool:
    """Whether a thin row has two people and a place or room: «годину розмовляв із Макроном у резиденції»."""
    keys = {k for i in match.fillers.get("participant", ()) for k in scene.actors(i)}
    if len(keys) < 2 or not all(scene.actor(k).type == "Person" for k in keys):
        return False
    rooms = [parse_pattern(w) for w in match.row.get("room") or ()]
    where = scene.where[match.clause]
    return not rooms or "place" in match.fillers or any(matches(p, scene.tokens, where) for p in rooms)


def _events(
    scene: Scene, match: Match, kind: type[Contact], told: Sequence[Contact], registry: Registry
) -> Iterable[Contact]:
    """Yield one fact a day and, for `each` rows and callers who call on their own, a partner."""
    state = status(scene, match)
    if state in ("general", "hypothetical"):
        return
    sides = with_antecedent(scene, match, with_speaker(scene, match, sides_of(scene, match)))
    sides = without_states(scene, sides, registry)
    if len({k for keys in sides.values() for k in keys}) == 1 and match.row.get("each"):
        sides = {**sides, "recipient": counted(scene, match, sides, told)}
    everybody = tuple(dict.fromkeys(k for role in ROLES for k in sides[role]))
    days: tuple[Date | None, ...] = contact_days(scene, match, state, told) or (None,)
    if kind is Meeting and (whole := as_interval(scene, match, days)):
        days = (whole,)
    if len(everybody) == 1 and (other := _missing(scene, match, sides, told)):
        role, key = other
        sides = {**sides, role: (*sides[role], key)}
        everybody = (*everybody, key)
    if not everybody and not match.row.get("weak") and (days[0] or state != "held"):
        everybody = same_again(scene, match, told)
    if len(everybody) < 2 and not (everybody and match.row.get("alone") and is_union(scene, everybody[0], registry)):
        return
    proof = scene.clause_evidence(match.clause, *match.tokens)
    which = ordinal(scene, match.tokens, scene.where[match.clause]) if len(days) == 1 else None
    for group, caller in _groups(scene, match, sides, everybody, kind):
        for day in days:
            fact = kind(id="", rule=match.row.id, evidence=proof, participants=group, date=day, status=_status(state))
            fact = replace(fact, ordinal=which)
            yield replace(fact, initiator=caller) if isinstance(fact, PhoneCall) else fact
    subject = sides["initiator"] or _subjects(scene, match)
    others = tuple(k for k in everybody if k not in subject)
    for key, own_days in turns(scene, match) if len(subject) == 1 == len(others) else ():
        if key in everybody:
            continue
        for day in own_days or days:
            fact = kind(id="", rule=match.row.id, evidence=proof, participants=(key, *others), date=day,
                        status=_status(state))  # fmt: skip
            yield replace(fact, initiator=key) if isinstance(fact, PhoneCall) and sides["initiator"] else fact
    for echo in echoes(scene, match) if subject else ():
        for day in echo.days or days:
            people = tuple(dict.fromkeys((*subject, *echo.partners)))
            fact = kind(id="", rule=match.row.id, evidence=proof, participants=people, date=day, status=_status(state))
            if isinstance(fact, PhoneCall):
                yield replace(fact, initiator=subject[0] if sides["initiator"] and len(subject) == 1 else None)
            else:
                yield replace(fact, place=echo.place)


def _missing(scene: Scene, match: Match, sides: Sides, told: Sequence[Contact]) -> tuple[str, str] | None:
    """Return the role and the key of the other side, if one side is told and the words are those of a contact."""
    if match.row.get("weak") and not has_hub(told):
        return None
    key = partner(scene, match, sides, told)
    if key is None:
        return None
    empty = [r for r in match.row.roles if r in ROLES and not sides[r]]
    return (empty[0] if empty else "participant"), key


def _groups(
    scene: Scene, match: Match, sides: Sides, everybody: tuple[str, ...], kind: type[Contact]
) -> Iterable[tuple[tuple[str, ...], str | None]]:
    """Yield the participants of each event and who called."""
    callers, called, others = (sides[role] for role in ROLES)
    one_by_one = match.row.get("each") or _has(scene, match, "separately") or _are_several(scene, match)
    subject = callers or _subjects(scene, match) or others[:1]
    if kind is PhoneCall and len(subject) == 1 and 2 < len(everybody) <= _MOST and not _has(scene, match, "jointly"):
        one_by_one = True  # «поговорил по телефону с A, B и C»: three calls
    if one_by_one and len(subject) > 1 and len(everybody) - len(subject) == 1:
        subject = tuple(k for k in everybody if k not in subject)
    if one_by_one and len(subject) < len(everybody):
        for k in everybody:
            if k not in subject:
                yield (*subject, k), callers[0] if len(callers) == 1 else None
    elif len(callers) > 1 and len(other := (*called, *others)) == 1 and not _has(scene, match, "jointly"):
        if called or _take_turns(scene, match):
            for k in callers:
                yield (k, *other), k
        else:
            yield everybody, None
    else:
        yield everybody, callers[0] if len(callers) == 1 else None


def _are_several(scene: Scene, match: Match) -> bool:
    """Whether a verb has for object or subject a plural of what is had with one at a time: «провёл встречи с A и B»."""
    several, where = scene.language.contacts["one_at_a_time"], scene.where[match.clause]
    verbs = [j for j in where if scene.finite(scene.tokens[j])]
    return any(
        any(r.number == "plur" and r.case in ("nom", "acc") and r.lemma in several for r in scene.tokens[j].readings)
        and any(abs(j - verb) <= _BESIDE for verb in verbs)
        and not any(scene.tokens[k].is_a("ADP", "NUM") for k in range(max(where[0], j - _BESIDE), j))
        for j in where
    )


def _take_turns(scene: Scene, match: Match) -> bool:
    """Whether a dash parts those who call: «На связь с X вышла A, через час – B»."""
    callers = [scene.mentions[i] for i in match.fillers.get("initiator", ())]
    if len(callers) < 2:
        return False
    between = scene.tokens[min(m.last for m in callers) : max(m.first for m in callers)]
    return any(t.text in _DASHES for t in between)


def _subjects(scene: Scene, match: Match) -> tuple[str, ...]:
    """Return the participants that stand behind no preposition."""
    seen = phrases(scene)
    behind = {i for i in match.fillers.get("participant", ()) if (m := seen[i]) and m.preposition is not None}
    listed = {j for i in behind for j in scene.coordinated(i)}  # «с Макроном, Меркель и Дудой»
    bare = [i for i in match.fillers.get("participant", ()) if seen[i] is not None and i not in behind | listed]
    keys = [k for i in bare if "nom" in scene.mentions[i].cases for k in scene.actors(i)]
    return tuple(dict.fromkeys(keys))


def _has(scene: Scene, match: Match, words: str) -> bool:
    """Whether a word of a list of the language stands in the clause or is part of the trigger."""
    listed = scene.language.contacts[words]
    return any(scene.tokens[j].lemmas & listed for j in scene.where[match.clause])


def _status(told: str) -> Status:
    return told  # type: ignore[return-value]  # the lexicon is checked for it


def _add_initiator(scene: Scene, match: Match, calls: list[Contact], registry: Registry) -> None:
    """Give the call told last the initiator a phrase of its own names («инициатором разговора был ...»)."""
    keys = sides_of(scene, match)["initiator"]
    if not calls or len(keys) != 1:
        return
    call = calls[-1]
    who = acting_for(scene, keys[0], call, registry)
    if who and isinstance(call, PhoneCall) and call.initiator is None:
        proof = scene.clause_evidence(match.clause, *match.tokens)
        calls[-1] = replace(call, initiator=who, initiator_proof=proof, support=(*call.support, proof))


def _add_participants(scene: Scene, match: Match, found: list[Contact]) -> None:
    """Let those a phrase of its own names take part in the contact of the sentence, or of the one before."""
    keys = sides_of(scene, match)["participant"]
    if not found or not keys:
        return
    last = found[-1]
    back = scene.sentence_of(match.head) - scene.sentence_of(scene.token_at(last.evidence.span.start))
    if 0 <= back <= 1:
        proof = scene.clause_evidence(match.clause, *match.tokens)
        people = tuple(dict.fromkeys((*last.participants, *keys)))
        support: tuple[Evidence, ...] = (*last.support, proof) if proof != last.evidence else last.support
        found[-1] = replace(last, participants=people, support=support)


def acting_for(scene: Scene, key: str, call: Contact, registry: Registry) -> str | None:
    """Return the participant meant by an actor: itself, or the one who acts for that state («по инициативе Киева»)."""
    if key in call.participants:
        return key
    state = scene.actor(key).canonical
    acting = [
        p for p in call.participants if state and (scene.serves(p, state) or _in_office(scene, p, state, registry))
    ]
    return acting[0] if len(acting) == 1 else None


def _in_office(scene: Scene, key: str, state: str, registry: Registry) -> bool:
    """Whether a person of the registry held an office of a state when the article came out."""
    known = registry.get(scene.actor(key).canonical or "")
    published = scene.document.published
    if known is None or published is None:
        return False
    return any(t.of == state and t.may_hold(published.value) for t in known.terms)
