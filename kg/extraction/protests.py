"""Protests: where and when, how many were detained or killed, and who counts."""

from __future__ import annotations

from dataclasses import replace

from kg.extraction.frames import Match, find_matches
from kg.extraction.quantities import Quantity, counts
from kg.extraction.scene import Scene
from kg.extraction.sources import claimant
from kg.extraction.timing import status, when
from kg.model import Date, Protest

_SENTENCES_BACK = 4
_SHORT = 14  # words of a sentence that only sets another figure beside the first


def find_protests(scene: Scene) -> list[Protest]:
    """Return one fact a protest and source of its figures, in text order."""
    matches = find_matches(scene, "protest")
    told = [m for m in matches if not m.row.get("count")]
    found: list[Protest] = []
    for match in matches:
        if match.row.get("count"):
            if (fact := _figure(scene, match, told)) is not None:
                _merge(found, fact)
    for fact in _repeated_counts(scene, found):
        _merge(found, fact)
    for match in told:
        if status(scene, match) == "held" and (fact := _event(scene, match)) is not None:
            _merge(found, fact)
    return sorted(found, key=lambda p: p.evidence.span)


def _figure(scene: Scene, match: Match, told: list[Match]) -> Protest | None:
    """Return the protest a count belongs to: that of its sentence, else of the sentences just before."""
    here = scene.sentence_of(match.head)
    near = [m for m in told if 0 <= here - scene.sentence_of(m.head) <= _SENTENCES_BACK]
    same = [m for m in near if scene.sentence_of(m.head) == here]
    if not near or scene.negated(match.head) and not match.row.get("zero"):
        return None
    number = 0 if match.row.get("zero") else _number(scene, match)
    if number is None:
        return None
    around = (same or near)[-1]
    field = match.row.get("count")
    proof = scene.clause_evidence(match.clause, *match.tokens)
    fact = Protest(
        id="", rule=match.row.id, evidence=proof, place=_place(scene, match) or (_place(scene, around) if same else None),
        state=_state(scene, around) or _state(scene, match), date=_day(scene, match) or (_day(scene, around) if same else None),
        according_to=claimant(scene, match.clause),
    )  # fmt: skip
    return replace(fact, detained=number) if field == "detained" else replace(fact, killed=number)


def _repeated_counts(scene: Scene, found: list[Protest]) -> list[Protest]:
    """Return counts of the same thing by another source right after: «Погибли трое. Правозащитники говорят о пятерых»."""
    more = []
    for fact in found:
        here = scene.sentence_of(scene.token_at(fact.evidence.span.start))
        if here + 1 >= len(scene.document.sentences) or (fact.killed is None) == (fact.detained is None):
            continue
        following = scene.document.sentences[here + 1]
        if "\n" in scene.document.article.text[fact.evidence.span.end : following.span.start]:
            continue
        where = range(following.first, following.last)
        numbers = counts(scene, where)
        source = claimant(scene, scene.document.clause_of[following.first])
        if source is None or len(numbers) != 1 or len(where) > _SHORT or _has_trigger(scene, where):
            continue
        value, proof = int(numbers[0].value), scene.evidence(following.first, following.last)
        field = {"killed": value} if fact.killed is not None else {"detained": value}
        new = replace(fact, evidence=proof, support=(), according_to=source, detained=None, killed=None)
        more.append(replace(new, **field))
    return more


def _has_trigger(scene: Scene, where: range) -> bool:
    return any(t in where for m in find_matches(scene, "protest") for t in m.tokens)


def _number(scene: Scene, match: Match) -> int | None:
    """Return the count nearest to the trigger in its clause, calendar days and shares left out."""
    where = scene.where[match.clause]
    dated = [d.span for d in scene.document.dates]
    usable = [q for q in counts(scene, where) if not any(d.touches(scene.tokens[q.first].span) for d in dated)]
    best: Quantity | None = min(
        usable, key=lambda q: (min(abs(q.first - t) for t in match.tokens), q.first), default=None
    )
    return int(best.value) if best else None


def _event(scene: Scene, match: Match) -> Protest | None:
    """Return a protest told without figures, if it has a day and a place of its own."""
    if scene.document.clauses[match.clause].kind == "quote":
        return None  # the name of a march is not the march
    day, place, state = _day(scene, match), _place(scene, match), _state(scene, match)
    if day is None or (place is None and state is None):
        return None
    proof = scene.clause_evidence(match.clause, *match.tokens)
    return Protest(id="", rule=match.row.id, evidence=proof, place=place, state=state, date=day)


def _day(scene: Scene, match: Match) -> Date | None:
    days = when(scene, match)
    return days[0] if len(days) == 1 else None


def _place(scene: Scene, match: Match) -> str | None:
    """Return the town a match names; a state is no place of a protest."""
    for i in match.fillers.get("place", ()):
        m = scene.mentions[i]
        if m.type == "Place" or scene.is_capital(i):
            return scene.place_name(i)
    return None


def _state(scene: Scene, match: Match) -> str | None:
    for role in ("state", "place"):
        for i in match.fillers.get(role, ()):
            for key in scene.actors(i):
                actor = scene.actor(key)
                if actor.type == "State":
                    return key
                if actor.of and (state := scene.key_of(actor.of)):
                    return state
    return scene.state_near(match.head) or scene.main_state


def _merge(found: list[Protest], new: Protest) -> None:
    """Join figures of one protest by one source; a protest told without figures adds nothing to one told with them."""
    for k, old in enumerate(found):
        same_day = old.date is None or new.date is None or old.date.value == new.date.value
        same_place = old.place is None or new.place is None or old.place == new.place
        if old.state != new.state or not (same_day and same_place):
            continue
        if new.detained is None and new.killed is None:
            return
        clash = (old.detained is not None and new.detained is not None) or (
            old.killed is not None and new.killed is not None
        )
        if old.according_to == new.according_to and not clash:
            found[k] = replace(
                old,
                detained=old.detained if old.detained is not None else new.detained,
                killed=old.killed if old.killed is not None else new.killed,
                date=old.date or new.date,
                place=old.place or new.place,
                support=(*old.support, new.evidence),
            )
            return
    found.append(new)
