"""When an article without date came out, from clues in its text that agree; nothing if they do not suffice."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extraction.dates.clues import FIRST, LAST, Clue, Days, Reading, overlap
from kg.extraction.dates.grammar import read, unify
from kg.extraction.dates.people import people_tell
from kg.extraction.dates.tense import Future, tense_of
from kg.extraction.dates.told import dates_tell
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
    return _solve(tuple(dict.fromkeys((*dates_tell(reading), *people_tell(reading)))))


def _solve(clues: tuple[Clue, ...]) -> Date | None:
    """Let sure clues and anchors find the year; only then the others narrow it."""
    days, used = _agreed(((FIRST, LAST),), sorted((c for c in clues if c.sure or c.anchors), key=lambda c: not c.sure))
    anchors = [clue for clue in used if clue.anchors]
    if not anchors or not days or days[0][0].year != days[-1][1].year:
        return None
    days, narrowing = _agreed(days, [c for c in clues if not c.sure and not c.anchors])
    used += narrowing
    if all(clue.blurred for clue in anchors):
        days = _whole_years(days)
    first, last = days[0][0].isoformat(), days[-1][1].isoformat()
    value = next(first[:length] for length in (10, 7, 4) if first[:length] == last[:length])
    bounds = f"; between {first} and {last}" if len(value) < 10 else ""
    return Date(value, "inferred: " + "; ".join(dict.fromkeys(c.reason for c in used)) + bounds)


def _agreed(days: Days, clues: Iterable[Clue]) -> tuple[Days, list[Clue]]:
    """Return the days left and the clues that narrowed or settled them; no days if sure clues contradict."""
    used: list[Clue] = []
    for clue in clues:
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
