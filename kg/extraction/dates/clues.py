"""Clues to the day an article came out: each allows some days and says why.

Conventions of news behind them: a day without year is of the current year, or at most `CARRY` days back over New Year,
or at most `COMING` days ahead; a weekday with its date is less than a week away; ages, offices and "today" are those
of the day of publication.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.extraction.dates.grammar import Expression, Text
from kg.extraction.dates.tense import Future, border_of
from kg.extraction.dates.words import Words
from kg.model import Lang
from kg.registry import Registry

FIRST, LAST = dt.date(1990, 1, 1), dt.date(2100, 12, 31)
CARRY = 75
COMING = 120
Days = tuple[tuple[dt.date, dt.date], ...]  # first and last day of stretches, in order, apart


@dataclass(frozen=True, slots=True)
class Clue:
    """Days on which the article can have come out.

    `anchors`: can settle the year. `sure`: the text would be wrong otherwise; other clues give way. `blurred`: the
    source of the day is disputed, so that the day needs a second anchor.
    """

    days: Days
    reason: str
    anchors: bool = False
    sure: bool = False
    blurred: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as the clue finders see it."""

    text: Text
    lang: Lang
    words: Words
    expressions: tuple[Expression, ...]
    ahead: Future
    registry: Registry

    def around(self, expression: Expression) -> tuple[int, int]:
        """Return the sentence of an expression in `text.norm`."""
        return self.text.sentence(*self.place(expression))

    def place(self, expression: Expression) -> tuple[int, int]:
        """Return where an expression is in `text.norm`."""
        return self.text.back[expression.span.start], self.text.back[expression.span.end - 1] + 1

    def looks_ahead(self, expression: Expression) -> bool | None:
        """Whether a day is told as coming, here or anywhere else in the text; None if nothing tells."""
        day_told = expression.month, expression.days
        same = [e for e in self.expressions if e.days and (e.month, e.days) == day_told]
        looks = {self._looks_here(e) for e in same or [expression]}
        return True if True in looks else False if False in looks else None

    def _looks_here(self, expression: Expression) -> bool | None:
        """«с 3 ноября» does not tell, for the verb is about what came after."""
        if border_of(expression, self.text, self.lang):
            return None
        return self.ahead(expression.span)

    def line(self, expression: Expression) -> str:
        """Return the line of an expression."""
        start, end = self.place(expression)
        stop = self.text.norm.find("\n", end)
        return self.text.norm[self.text.norm.rfind("\n", 0, start) + 1 : stop if stop >= 0 else None]


def overlap(first: Days, second: Days) -> Days:
    """Return the days that two clues both allow."""
    both = ((max(a, c), min(b, d)) for a, b in first for c, d in second)
    return tuple(sorted((a, b) for a, b in both if a <= b))


def years() -> range:
    """All years that are considered."""
    return range(FIRST.year, LAST.year + 1)


def day(year: int, month: int, number: int) -> dt.date | None:
    """Return the day, or None if the year has no such day."""
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None


def after(event: dt.date) -> tuple[dt.date, dt.date]:
    """Return the days on which one writes of a past event without its year."""
    return event, max(dt.date(event.year, 12, 31), event + dt.timedelta(CARRY))


def before(event: dt.date) -> tuple[dt.date, dt.date]:
    """Return the days on which one writes of a coming event without its year."""
    return event - dt.timedelta(COMING), event


def merged(days: Iterable[tuple[dt.date, dt.date]]) -> Days:
    """Return stretches of days in order, joined where they touch."""
    merged: list[tuple[dt.date, dt.date]] = []
    for first, last in sorted(days):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)


def days_told(reading: Reading) -> Iterator[tuple[Expression, int, int]]:
    """Yield the expressions that tell day and month, with the last day told."""
    for e in reading.expressions:
        if e.means == "date" and e.days and (e.end_month or e.month):
            yield e, e.end_month or e.month or 1, (e.end_days or e.days)[-1]
