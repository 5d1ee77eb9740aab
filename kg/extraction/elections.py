"""Votes: which state voted, for what, on which day.

A vote is told by its words and its day; the day must be the vote's own: beside its words, in the clause that says it
was held, or in the clause of a verb of voting. «Комиссия объявила в понедельник итоги выборов» tells no day of a vote.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extraction.frames import Match, find_matches
from kg.extraction.scene import Scene
from kg.extraction.timing import status
from kg.extraction.votes import state_of
from kg.lexicon.wordlists import words
from kg.model import Date, DateMention, Election
from kg.registry import Registry

_HOLDS = ("held", "planned", "ongoing")
_APART = 9  # words between a vote and the clause that says when it was held
_VERB_NEAR = 5  # words from the start of such a clause to its verb
_PHRASE = frozenset({"NOUN", "ADJ", "DET", "ADP", "NUM", "X"})


def find_elections(scene: Scene, registry: Registry) -> list[Election]:
    """Return one fact a vote that was held or is set and whose day is told, in text order."""
    matches = find_matches(scene, "election")
    strong = [m for m in matches if not m.row.get("weak")]
    found: list[Election] = []
    for match in matches:
        told = own_day(scene, match.tokens) or _day_of_clause(scene, match)
        if told is None:
            continue
        day, state = told, _state(scene, registry, match, told)
        if state is None or not _is_vote(scene, registry, match, day, state, bool(strong)):
            continue
        published = scene.document.published
        planned = published is not None and day.value[:10] > published.value[: len(day.value)]
        proof = scene.clause_evidence(match.clause, *match.tokens)
        new = Election(
            id="", rule=match.row.id, evidence=proof, state=state, office=match.row.get("office"), date=day,
            status="planned" if planned else "held",
        )  # fmt: skip
        _merge(found, new)
    for new in _voting_days(scene, registry, bool(strong)):
        _merge(found, new)
    offices = [o for m in strong if (o := m.row.get("office"))]
    return [e if e.office else replace(e, office=_office(scene, registry, e, offices)) for e in found]


def _voting_days(scene: Scene, registry: Registry, strong: bool) -> Iterator[Election]:
    """Yield the votes told by their results alone, on days known of the state: «в субботу он набрал 40%»."""
    for match in find_matches(scene, "electionresult") if strong else ():
        if match.row.get("bare") or (day := _day_of_clause(scene, match)) is None:
            continue
        state = _voted_on(scene, registry, day)
        if state is not None:
            proof = scene.clause_evidence(match.clause, *match.tokens)
            yield Election(id="", rule=match.row.id, evidence=proof, state=state, date=day)


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
    return keys[0] if len(keys) == 1 and day.tells_day else None


def _known(scene: Scene, registry: Registry, state: str, day: Date) -> set[str]:
    """Return the offices the state is known to have voted for on that day."""
    canonical, first, last = scene.actor(state).canonical, day.value.split("/")[0], day.value.split("/")[-1]
    votes = registry.elections(canonical) if canonical else ()
    return {v.office for v in votes if first <= (v.until or v.date) and v.date <= last}


def _state(scene: Scene, registry: Registry, match: Match, day: Date) -> str | None:
    """Return the state that voted: named beside the vote, known to have voted that day, or the article's own."""
    named = _place_after(scene, match) or match.fillers.get("state", ()) or _voter(scene, match)
    return (None if named else _voted_on(scene, registry, day)) or state_of(scene, registry, match.head, named)


def _voter(scene: Scene, match: Match) -> tuple[int, ...]:
    """Return the state that is the subject of a verb of voting: «Болгария выбирала парламент»."""
    verbs = [t for t in scene.where[match.clause] if scene.finite(scene.tokens[t])]
    fitting = words(scene.document.lang, "held") | words(scene.document.lang, "voting")
    if not verbs or not all(scene.tokens[t].lemmas & fitting for t in verbs):
        return ()
    here = [(i, scene.mentions[i]) for i in scene.in_clause[match.clause]]
    found = [
        i for i, m in here if m.type == "State" and m.kind == "name" and "nom" in m.cases and m.preposition is None
    ]
    return (found[0],) if len(found) == 1 else ()


def _place_after(scene: Scene, match: Match) -> tuple[int, ...]:
    """Return the state in the clause after a vote: «второй тур, который прошёл в Абхазии»."""
    for c in scene.sentence(match.head).clauses:
        clause = scene.document.clauses[c]
        if 0 < clause.first - match.tokens[-1] <= _APART and clause.kind in ("relative", "participle", "complement"):
            for i in scene.in_clause[c]:
                m = scene.mentions[i]
                if m.type == "State" and m.kind == "name" and m.preposition is not None and "loc" in m.cases:
                    return (i,)
    return ()


def own_day(scene: Scene, tokens: tuple[int, ...]) -> Date | None:
    """Return the day that stands in the phrase of a vote or in the clause after it."""
    held = words(scene.document.lang, "held")
    if (told := _told_after(scene, tokens, held)) is not None:
        return told
    beside = [
        d for d in scene.dates(scene.document.clause_of[tokens[0]]) if _usable(d) and _beside(scene, d, tokens, held)
    ]
    return _only(beside[:1])


def _day_of_clause(scene: Scene, match: Match) -> Date | None:
    """Return the day of a clause whose verbs are all those of a vote taking place or of voting."""
    if status(scene, match) not in _HOLDS:
        return None
    usable = [d for d in scene.dates(match.clause) if _usable(d)]
    verbs = [t for t in scene.where[match.clause] if scene.finite(scene.tokens[t])]
    fitting = words(scene.document.lang, "held") | words(scene.document.lang, "voting") | scene.language.future
    if not all(scene.tokens[t].lemmas & fitting for t in verbs):
        return None
    if not usable:
        return _timeline(scene, match.head)
    if any(scene.tokens[t].lemmas & words(scene.document.lang, "set") for t in verbs):
        return _only(usable[-1:])  # «в четверг назначил выборы на 20 октября»
    return _only(sorted(usable, key=lambda d: abs(scene.token_at(d.span.start) - match.head))[:1])


def _told_after(scene: Scene, tokens: tuple[int, ...], held: frozenset[str]) -> Date | None:
    """Return the day of the clause after a vote that says when it was held: «выборов, прошедших в воскресенье»."""
    for c in scene.sentence(tokens[0]).clauses:
        clause = scene.document.clauses[c]
        if not 0 < clause.first - tokens[-1] <= _APART or clause.kind not in ("relative", "participle", "complement"):
            continue
        own = [t for t in scene.where[c] if scene.tokens[t].lemmas & held]
        if own and own[0] - clause.first <= _VERB_NEAR:
            return _only([d for d in scene.dates(c) if _usable(d)][:1])
    return None


def _timeline(scene: Scene, token: int) -> Date | None:
    """Return the day that stands alone before a sentence: «9 августа. Выборы президента»."""
    s = scene.sentence_of(token)
    if s == 0:
        return None
    before, here = scene.document.sentences[s - 1], scene.document.sentences[s]
    dates = [d for d in scene.document.dates if before.span.covers(d.span) and _usable(d)]
    text = scene.document.article.text
    if len(dates) != 1 or "\n" in text[before.span.end : here.span.start]:
        return None
    rest = text[before.span.start : dates[0].span.start] + text[dates[0].span.end : before.span.end]
    return None if any(ch.isalnum() for ch in rest) else _only(dates)


def _usable(date: DateMention) -> bool:
    return date.role == "when" and bool(date.values)


def _only(dates: list[DateMention]) -> Date | None:
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
    start, stop = scene.token_at(date.span.start), scene.token_at(date.span.end)
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
        return adjective or (
            before is not None and bool(before.lemmas & held) and any(r.form == "part" for r in before.readings)
        )
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
