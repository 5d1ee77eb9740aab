"""When an article without date came out, from clues in its text that agree; nothing if they do not suffice."""

from __future__ import annotations

from kg.extraction.dates.clues import FIRST, LAST, Clue, Days, Reading, find_clues, overlap
from kg.extraction.dates.grammar import read, unify
from kg.extraction.dates.tense import Future, tense_of
from kg.extraction.dates.words import load
from kg.model import Date, Lang
from kg.registry import Registry


def infer_published(text: str, lang: Lang, registry: Registry, future: Future | None = None) -> Date | None:
    """Return the publication date that the clues of a text agree on, as precise as they allow, or None.

    Sure clues (a dateline, a known election's day, «сегодня ... исполняется 66 лет», a weekday with its date) must all
    agree, or nothing is inferred; others (ages, offices, what is told as past or coming) narrow the rest and give way
    where they contradict. A birthday alone gives the year: reference works differ by a day. The reason names each clue
    that took part. `future(span)` may tell the tense of the clause around a span.
    """
    unified = unify(text)
    expressions = read(unified, lang)
    reading = Reading(unified, lang, load(lang), expressions, future or tense_of(unified, lang), registry)
    return _solve(find_clues(reading))


def _solve(clues: tuple[Clue, ...]) -> Date | None:
    days, used = _agreed(clues)
    anchors = [clue for clue in used if clue.anchors]
    if not days or not anchors:
        return None
    if all(clue.blurred for clue in anchors):
        days = _whole_years(days)
    first, last = days[0][0], days[-1][1]
    value = _value(first.isoformat(), last.isoformat())
    if value is None:
        return None
    bounds = f"; between {first} and {last}" if len(value) < 10 else ""
    return Date(value, "inferred: " + "; ".join(dict.fromkeys(c.reason for c in used)) + bounds)


def _agreed(clues: tuple[Clue, ...]) -> tuple[Days, list[Clue]]:
    """Return the days left and the clues that narrowed or settled them; no days if sure clues contradict."""
    days: Days = ((FIRST, LAST),)
    used: list[Clue] = []
    for clue in sorted(clues, key=lambda c: not c.sure):
        left = overlap(days, clue.days)
        if left:
            if left != days or (clue.anchors and clue.sure):
                used.append(clue)
            days = left
        elif clue.sure:
            return (), []
    return days, used


def _whole_years(days: Days) -> Days:
    return tuple((a.replace(month=1, day=1), b.replace(month=12, day=31)) for a, b in days)


def _value(first: str, last: str) -> str | None:
    """Return the ISO date that covers first..last: a day, a month or a year; None beyond that."""
    return next((first[:length] for length in (10, 7, 4) if first[:length] == last[:length]), None)
