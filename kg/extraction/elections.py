"""Votes: which state voted, for what, on which day.

A vote is told by its words and its day; the day must be the vote's own: beside its words, in the clause that says it was held,
or in the clause of a verb of voting. «Комиссия объявила в понедельник итоги выборов» says nothing of the day of the vote.
"""

from __future__ import annotations

from dataclasses import replace

from kg.extraction.frames import Match, find_matches
from kg.extraction.scene import Scene
from kg.extraction.timing import status
from kg.extraction.votes import state_of
from kg.extraction.wordlists import words
from kg.model import Date, DateMention, Election, Status
from kg.registry import Registry

_HOLDS = ("held", "planned", "ongoing")
_APART = 9  # words between a vote and the clause that says when it was held
_VERB_NEAR = 5  # words from the start of such a clause to its verb
_PHRASE = frozenset({"NOUN", "ADJ", "DET", "ADP", "NUM", "X"})


def find_elections(scene: Scene, registry: Registry) -> list[Election]:
    """Return one fact a vote that was held or is set and whose day is told, in text order."""
    matches = [m for m in find_matches(scene, "election") if status(scene, m) in _HOLDS]
    strong = [m for m in matches if not m.row.get("weak")]
    found: list[Election] = []
    for match in matches:
        day = day_of(scene, match.tokens, match.clause)
        named = match.fillers.get("state", ())
        state = (None if named or day is None else _voted_on(scene, registry, day)) or state_of(scene, match.head, named)
        if day is None or state is None or not _is_vote(scene, registry, match, day, state, bool(strong)):
            continue
        told: Status = status(scene, match)  # type: ignore[assignment]  # one of _HOLDS
        proof = scene.clause_evidence(match.clause, *match.tokens)
        new = Election(
            id="", rule=match.row.id, evidence=proof, state=state, office=match.row.get("office"), date=day, status=told
        )
        _merge(found, new)
    offices = [o for m in strong if (o := m.row.get("office"))]
    return [e if e.office else replace(e, office=_office(scene, registry, e, offices)) for e in found]


def _is_vote(scene: Scene, registry: Registry, match: Match, day: Date, state: str, strong: bool) -> bool:
    """Whether a weak word speaks of a vote of the people: «выборы», or «голосовали» beside a vote named or known."""
    if strong or not match.row.get("weak"):
        return True
    if any(scene.tokens[t].lemmas & words(scene.document.lang, "vote") for t in match.tokens):
        return True
    return bool(_known(scene, registry, state, day))


def _voted_on(scene: Scene, registry: Registry, day: Date) -> str | None:
    """Return the one state of the article that is known to have voted on that day."""
    keys = [a.key for a in scene.cast.actors if a.type == "State" and _known(scene, registry, a.key, day)]
    return keys[0] if len(keys) == 1 and len(day.value) >= len("2020-08-09") else None


def _known(scene: Scene, registry: Registry, state: str, day: Date) -> set[str]:
    """Return the offices the state is known to have voted for on that day."""
    canonical, first, last = scene.actor(state).canonical, day.value.split("/")[0], day.value.split("/")[-1]
    votes = registry.elections(canonical) if canonical else ()
    return {v.office for v in votes if first <= (v.until or v.date) and v.date <= last}


def day_of(scene: Scene, tokens: tuple[int, ...], clause: int) -> Date | None:
    """Return the day of the vote that these words name, or None if only other events have days there."""
    held = words(scene.document.lang, "held")
    told = _told_after(scene, tokens, held) or _timeline(scene, tokens[0])
    if told is not None:
        return told
    usable = [d for d in scene.dates(clause) if _usable(d)]
    beside = [d for d in usable if _beside(scene, d, tokens, held)]
    if beside:
        return _only(scene, beside[:1])
    verbs = [t for t in scene.where[clause] if scene.finite(scene.tokens[t])]
    voting = held | words(scene.document.lang, "voting")
    if all(scene.tokens[t].lemmas & (voting | scene.language.future) for t in verbs):
        return _only(scene, sorted(usable, key=lambda d: abs(scene.token_at(d.span.start) - tokens[0]))[:1])
    return None


def _told_after(scene: Scene, tokens: tuple[int, ...], held: frozenset[str]) -> Date | None:
    """Return the day of the clause after a vote that says when it was held: «выборов, прошедших в воскресенье»."""
    for c in scene.sentence(tokens[0]).clauses:
        clause = scene.document.clauses[c]
        if not 0 < clause.first - tokens[-1] <= _APART or clause.kind not in ("relative", "participle", "complement"):
            continue
        own = [t for t in scene.where[c] if scene.tokens[t].lemmas & held]
        if own and own[0] - clause.first <= _VERB_NEAR:
            return _only(scene, [d for d in scene.dates(c) if _usable(d)][:1])
    return None


def _timeline(scene: Scene, token: int) -> Date | None:
    """Return the day that stands alone before a sentence: «9 августа. Выборы президента»."""
    s = scene.sentence_of(token)
    if s == 0:
        return None
    before, here = scene.document.sentences[s - 1], scene.document.sentences[s]
    dates = [d for d in scene.document.dates if before.span.covers(d.span) and _usable(d)]
    alone = len(dates) == 1 and before.span.end - before.span.start - (dates[0].span.end - dates[0].span.start) <= 2
    gap = scene.document.article.text[before.span.end : here.span.start]
    return _only(scene, dates) if alone and "\n" not in gap else None


def _usable(date: DateMention) -> bool:
    return date.role == "when" and bool(date.values)


def _only(scene: Scene, dates: list[DateMention]) -> Date | None:
    """Return the one day told; of several days in a row the interval."""
    if len(dates) != 1:
        return None
    values = dates[0].values
    value = values[0] if len(values) == 1 else f"{values[0]}/{values[-1]}"
    return Date(value, dates[0].reason, dates[0].span)


def _has(scene: Scene, clause: int, lemmas: frozenset[str]) -> bool:
    return any(scene.tokens[t].lemmas & lemmas for t in scene.where[clause])


def _beside(scene: Scene, date: DateMention, tokens: tuple[int, ...], held: frozenset[str]) -> bool:
    """Whether a day stands in the phrase of a vote: «выборов в Кении 9 августа», «состоявшихся 9 августа выборов»."""
    start, stop = scene.token_at(date.span.start), scene.token_at(date.span.end - 1) + 1
    if start > tokens[-1]:
        between = range(tokens[-1] + 1, start)
        own = not scene.tokens[start].is_a("ADP")  # «выборы в воскресенье» may be the day of the verb
        comma = bool(between) and scene.tokens[between[-1]].text == ","
        plain = [t for t in between if scene.tokens[t].text != ","]
        if any(scene.tokens[t].lemmas & held and not scene.finite(scene.tokens[t]) for t in plain):
            return len(between) <= _APART
        return (own or comma) and len(between) <= _APART and all(_in_phrase(scene, t) for t in plain)
    if stop <= tokens[0]:
        between = range(stop, tokens[0])
        if not all(scene.tokens[t].is_a("ADJ", "DET", "NUM") for t in between):
            return False
        adjective = scene.tokens[start].is_a("ADJ") and stop == start + 1  # «воскресных выборов»
        before = scene.tokens[start - 1] if start else None
        return adjective or (before is not None and bool(before.lemmas & held) and any(r.form == "part" for r in before.readings))
    return False


def _in_phrase(scene: Scene, t: int) -> bool:
    token = scene.tokens[t]
    return token.pos in _PHRASE and not scene.finite(token)


def _office(scene: Scene, registry: Registry, election: Election, offices: list[str]) -> str | None:
    """Return what was voted for: known of that state and day, else what the other votes of the article are for."""
    if election.state and election.date:
        known = _known(scene, registry, election.state, election.date)
        told = known & set(offices) or known
        if len(told) == 1:
            return told.pop()
    distinct = sorted(set(offices), key=lambda o: -offices.count(o))
    if len(distinct) == 1 or (distinct and offices.count(distinct[0]) > offices.count(distinct[1])):
        return distinct[0]
    return None


def _merge(found: list[Election], new: Election) -> None:
    """Add a vote, or join it to the one it names again: same state and day, offices that do not contradict."""
    for k, old in enumerate(found):
        if old.state != new.state or (old.office and new.office and old.office != new.office):
            continue
        if old.date is None or new.date is None or old.date.value == new.date.value:
            found[k] = replace(old, office=old.office or new.office, support=(*old.support, new.evidence))
            return
    found.append(new)
