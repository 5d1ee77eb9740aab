"""When an event was, and whether it was, is to be, or was refused: from its clause, else from its neighbours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from kg.extraction.fitting import verb_of
from kg.extraction.frames import Match, candidates
from kg.extraction.patterns import match_at
from kg.extraction.scene import Scene
from kg.model import Date, DateMention, Meeting, PhoneCall

_SENTENCES_BACK = 2
_CUE_BACK = 3
_DAY = len("2020-08-30")
_LEAD = 2  # sentences of a section that tell its news
_CARRIED = "; carried over from the sentence before"
Contact = PhoneCall | Meeting
_NEAR = 4  # words around a trigger that can bear on it
_REPORT_BACK = 5  # words between "a report on" and the contact it is about
_STRENGTH = ("denied", "refused", "proposed", "planned", "ongoing", "hypothetical")


def when(scene: Scene, match: Match) -> tuple[Date, ...]:
    """Return the days of a matched event: of its clause, its sentence, or carried over from the sentence before."""
    clause: int | None = match.clause
    found = _nearest(scene, match, list(scene.dates(match.clause)))
    if found:
        return (*_days(found, ""), *(d for beside in listed_with(scene, found) for d in _days(beside, "")))
    while clause is not None:
        clause = scene.document.clauses[clause].parent
        if clause is not None and (found := _nearest(scene, match, list(scene.dates(clause)))):
            return _days(found, "; told in the clause around it")
    noun = scene.tokens[match.tokens[-1]].is_a("NOUN")  # «встреча с Абэ, которая прошла в понедельник»
    for child in scene.children[match.clause]:
        kind = scene.document.clauses[child].kind
        beside = kind in ("participle", "parenthesis", "adverbial") or (noun and kind in ("relative", "complement"))
        if beside and (found := _nearest(scene, match, list(scene.dates(child)))):
            return _days(found, "; told in a phrase beside it")
    return _carried(scene, match)


def contact_days(scene: Scene, match: Match, state: str, told: Sequence[Contact]) -> tuple[Date, ...]:
    """Return the days of a call or meeting with a status; `told` are the contacts told before it.

    What is only wanted or denied has the days told for it, not those of the wish; what is going on is today.
    """
    days = (_planned_days(scene, match) if state == "refused" else ()) or when(scene, match)
    published = scene.document.published
    if state in ("proposed", "planned", "denied"):
        days = tuple(d for d in days if _CARRIED not in d.reason)
        if state != "denied" and published:
            days = tuple(d for d in days if not is_over(d.value, published.value, state == "proposed"))
    if days:
        return days
    if state == "ongoing" and published:
        return (Date(published.value, "it is going on at publication"),)
    if state != "held":
        return ()
    return _day_of_the_series(scene, match, told) or _day_of_the_cue(scene, match) or _day_of_news(scene, match)


def _planned_days(scene: Scene, match: Match) -> tuple[Date, ...]:
    """Return the days that a participle beside a contact tells: «Встречу, намеченную на среду, отменили»."""
    beside = (c for c in scene.children[match.clause] if scene.document.clauses[c].kind == "participle")
    found = (_nearest(scene, match, list(scene.dates(child))) for child in beside)
    told = next((d for d in found if d), None)
    return _days(told, "; told in a phrase beside it") if told else ()


def as_interval(scene: Scene, match: Match, days: Sequence[Date | None]) -> Date | None:
    """Return two days running of one meeting as an interval: «Саммит пройдёт 3 и 4 апреля»; None for others."""
    if len(days) != 2 or not any(scene.tokens[t].readings[0].pos == "NOUN" for t in match.tokens):
        return None
    first, last = days
    if first is None or last is None or len(first.value) != _DAY or len(last.value) != _DAY:
        return None
    if dt.date.fromisoformat(last.value) - dt.date.fromisoformat(first.value) != dt.timedelta(1):
        return None
    return Date(f"{first.value}/{last.value}", first.reason + "; two days of one meeting", first.span)


def is_over(day: str, published: str, or_same: bool = False) -> bool:
    """Whether a date is over at publication; with `or_same` the day of publication is too, as the day of an offer."""
    last = day.split("/")[-1]
    cut = published[: len(last)]
    return last < cut or (or_same and len(last) == len(published) and last == cut)


def _day_of_the_series(scene: Scene, match: Match, told: Sequence[Contact]) -> tuple[Date, ...]:
    """Return the day of the contact told before if this one goes on from it: «Вечером позвонил и X»."""
    if not told or told[-1].date is None or told[-1].status != "held" or "/" in told[-1].date.value:
        return ()
    last = told[-1]
    here = scene.evidence(match.head, match.head + 1)
    near = scene.one_paragraph(last.evidence, here) or _has_cue(scene, match)
    if last.date and near and last.evidence.span.start < here.span.start:
        return (Date(last.date.value, last.date.reason + "; the contact told before", last.date.span),)
    return ()


def _has_cue(scene: Scene, match: Match) -> bool:
    """Whether the clause says that it is the day spoken of: «вечером», «следом», «первым»."""
    return any(scene.tokens[j].norm in scene.language.contacts["sameday"] for j in scene.where[match.clause])


def _day_of_the_cue(scene: Scene, match: Match) -> tuple[Date, ...]:
    """Return the last day told in the sentences before «вечером позвонил ...», over paragraphs."""
    if not _has_cue(scene, match):
        return ()
    sentences, here = scene.document.sentences, scene.sentence_of(match.head)
    start, end = sentences[max(0, here - _CUE_BACK)].span.start, scene.tokens[match.head].span.start
    days = [d for d in scene.document.dates if start <= d.span.start < end and d.role == "when" and len(d.values) == 1]
    if not days or len(days[-1].values[0]) != _DAY:
        return ()
    return (Date(days[-1].values[0], days[-1].reason + "; the day spoken of", days[-1].span),)


def _day_of_news(scene: Scene, match: Match) -> tuple[Date, ...]:
    """Return the day of publication for an undated contact in the lead of a section that speaks of «сегодня» later.

    The lead is the first two sentences of body; no other day may stand between, and no subhead.
    """
    published, sentences = scene.document.published, scene.document.sentences
    at = scene.sentence_of(match.head)
    start = at
    while start > 0 and sentences[start - 1].zone == "body":
        start -= 1
    if published is None or sentences[at].zone != "body" or at - start >= _LEAD:
        return ()
    end = at
    while end + 1 < len(sentences) and sentences[end + 1].zone in ("body", "bullet"):
        end += 1
    later = [d for d in scene.document.dates if sentences[at].span.start <= d.span.start < sentences[end].span.end]
    days = [d for d in later if d.role == "when" and d.values and len(d.values[0]) == len(published.value)]
    if days and days[0].values == (published.value,):
        return (Date(published.value, "news of the day told later in the section", days[0].span),)
    return ()


def _nearest(scene: Scene, match: Match, dates: list[DateMention]) -> DateMention | None:
    usable = [d for d in dates if d.role == "when" and d.values]
    head = scene.tokens[match.head].span.start
    return min(usable, key=lambda d: (abs(d.span.start - head), d.span.start), default=None)


def listed_with(scene: Scene, date: DateMention) -> list[DateMention]:
    """Return the days that go on from one, or before it, with "and": «в среду и в субботу», at the end of a clause."""
    days = [d for d in scene.document.dates if d.role == "when" and d.values]
    at = days.index(date) if date in days else None
    if at is None:
        return []
    first = last = at
    while last + 1 < len(days) and _joined(scene, days[last], days[last + 1]):
        last += 1
    while first > 0 and _joined(scene, days[first - 1], days[first]):
        first -= 1
    after = scene.tokens[scene.token_at(days[last].span.end)]
    closed = after.span.start < days[last].span.end or not after.text[:1].isalnum()
    return [d for d in days[first : last + 1] if d is not date] if closed else []


def _joined(scene: Scene, a: DateMention, b: DateMention) -> bool:
    first, last = scene.token_at(a.span.end), scene.token_at(b.span.start)
    between = [t.norm for t in scene.tokens[first:last]]
    listing = scene.language.listing
    return bool(between) and listing["all"] >= {*between} and bool(listing["and"] & {*between})


def _days(mention: DateMention, why: str) -> tuple[Date, ...]:
    return tuple(Date(v, mention.reason + why, mention.span) for v in mention.values)


def _carried(scene: Scene, match: Match) -> tuple[Date, ...]:
    """Return the one day the sentences just before it speak of, in the same paragraph."""
    here = scene.sentence_of(match.head)
    sentences = scene.document.sentences
    for back in range(1, _SENTENCES_BACK + 1):
        if here - back < 0:
            break
        before = sentences[here - back]
        gap = scene.document.article.text[before.span.end : sentences[here].span.start]
        if "\n" in gap:
            break
        dates = [d for c in before.clauses for d in scene.dates(c) if d.role == "when" and len(d.values) == 1]
        if dates:
            last = dates[-1]
            return (Date(last.values[0], last.reason + _CARRIED, last.span),)
    return ()


def status(scene: Scene, match: Match) -> str:
    """Return the status of a matched event: fixed by its row, told by the words governing it, or the tense of its verb.

    "hypothetical" also covers what is told in general («они часто созваниваются»).
    """
    near = _governing(scene, match)
    if fixed := match.row.get("status"):
        if fixed == "denied" and any(scene.finite(scene.tokens[t]) and scene.negated(t) for t in match.tokens):
            return "hypothetical"  # «не опроверг слухи о встрече»
        if fixed == "planned" and "refused" in _told(scene, near, None):
            return "refused"  # «Назначенная на среду встреча отменена»
        if _is_of_a_report(scene, match) and "denied" in _told(scene, list(scene.where[match.clause]), "content"):
            return "denied"
        return "held" if fixed == "ongoing" and _is_over(scene, match) else str(fixed)
    above = _clause_above(scene, match) + (list(scene.where[match.clause]) if _is_of_a_report(scene, match) else [])
    told = {*_told(scene, near, None), *_told(scene, sorted(set(above)), "content")}
    if "general" in told:
        return "hypothetical"
    if strongest := next((s for s in _STRENGTH if s in told), None):
        return "held" if strongest == "ongoing" and _is_over(scene, match) else strongest
    found = verb_of(scene, match.tokens)
    if found is None:
        return "held"
    at, verb = found
    if scene.negated(at):
        return "hypothetical" if _is_of_a_report(scene, match) else "denied"  # «слухи о звонке никто не опроверг»
    if verb.tense != "fut" and not _future_auxiliary(scene, match):
        return "held"
    return "hypothetical" if _has_condition(scene, match) else "planned"


def in_general(scene: Scene, token: int) -> bool:
    """Whether words of a token's clause say that it happens again and again: «несколько раз», «часто»."""
    return "general" in _told(scene, list(scene.where[scene.document.clause_of[token]]), None)


def _is_over(scene: Scene, match: Match) -> bool:
    """Whether the verb of what goes on is in the past: «встреча длилась час»."""
    found = verb_of(scene, match.tokens)
    return found is not None and found[1].tense == "past"


def _told(scene: Scene, area: list[int], within: str | None) -> set[str]:
    """Return the statuses that words of an area tell; rows of `within` = "content" look at the clause above."""
    return {
        str(row.get("status"))
        for k, i in enumerate(area)
        for row, pattern in candidates(scene, "status", i)
        if row.get("within") == within
        and match_at(pattern, scene.tokens, area, k)
        and not (within and scene.negated(i))
    }


def _governing(scene: Scene, match: Match) -> list[int]:
    """Return the words whose meaning bears on the trigger: close by, and its finite verb if it has none of its own.

    Beside a finite trigger only adverbs, particles and fixed forms count: «встретился с предложением» proposes nothing.
    """
    first, last = match.tokens[0], match.tokens[-1]
    own = any(scene.finite(scene.tokens[t]) for t in match.tokens)
    near = [i for i in scene.where[match.clause] if first - _NEAR <= i <= last + _NEAR and i not in match.tokens]
    if own:
        return [i for i in near if scene.tokens[i].is_a("ADV", "PART", "SCONJ", "ADP") or i == first - 1]
    if (verb := verb_of(scene, match.tokens)) and verb[0] not in near:
        near.append(verb[0])
        near += [j for j in (verb[0] - 1, verb[0] + 1) if j in scene.where[match.clause]]
    return sorted(set(near))


def _is_of_a_report(scene: Scene, match: Match) -> bool:
    """Whether a noun is what a rumour or message is about: «сообщение о звонке», which somebody may deny."""
    first, words = match.tokens[0], scene.language.contacts
    if not words or not any(scene.tokens[t].is_a("NOUN") for t in match.tokens):
        return False
    before = scene.tokens[max(scene.where[match.clause][0], first - _REPORT_BACK) : first]
    about = next((k for k, t in enumerate(before) if t.norm in words["about"]), 0)
    return any(t.lemmas & words["reports"] for t in before[:about])


def _has_condition(scene: Scene, match: Match) -> bool:
    """Whether a clause beside that of the event begins with "if": «Они встретятся, если ...»."""
    beside = (scene.where[child] for child in scene.children[match.clause])
    conjunctions = scene.language.conditional["conjunctions"]
    return any(scene.tokens[where[0]].norm in conjunctions for where in beside if where)


def _clause_above(scene: Scene, match: Match) -> list[int]:
    parent = scene.document.clauses[match.clause].parent
    return list(scene.where[parent]) if parent is not None else []


def _future_auxiliary(scene: Scene, match: Match) -> bool:
    """Whether «будет», «буде» stands in the clause."""
    return any(
        scene.tokens[i].lemmas & scene.language.future and any(r.tense == "fut" for r in scene.tokens[i].readings)
        for i in scene.where[match.clause]
    )
