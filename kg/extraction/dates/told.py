"""What the dates of a text tell about its day of publication."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from kg.extraction.dates.clues import LAST, Clue, Reading, after, before, day, days_told, merged, years
from kg.extraction.dates.grammar import Expression
from kg.extraction.dates.known import named


def dates_tell(reading: Reading) -> Iterator[Clue]:
    """Yield the clues in dates, the most reliable kind first."""
    for finder in (_datelines, _elections, _todays, _weekdays, _told_years, _order):
        yield from finder(reading)


def _datelines(reading: Reading) -> Iterator[Clue]:
    """«Минск, 30 августа 2020 года» alone on one of the first or last lines."""
    lines = [line for line in reading.text.norm.split("\n") if line.strip()]
    for e, month, number in days_told(reading):
        line = reading.line(e)
        bare = len(line.strip()) <= len(e.span.of(reading.text.raw)) + 25
        edge = line in lines[:3] or line in lines[-2:]
        told = day(e.year, month, number) if e.year else None
        if (
            told
            and bare
            and edge
            and not re.match(r"\s*[•*—–-]", line)
            and not reading.words.clues["caption"].search(line)
        ):
            yield Clue(((told, told),), f"dateline {told}", anchors=True, sure=True)


def _elections(reading: Reading) -> Iterator[Clue]:
    """The day of a known vote of the state named beside it; a weekday would not do, for not every vote is known."""
    for e, month, number in days_told(reading):
        first, last = reading.around(e)
        if e.year is not None or not reading.words.clues["election"].search(reading.text.norm, first, last):
            continue
        votes = sorted(_votes(reading, e, month, number))
        days = [after(vote) for vote in votes]
        if reading.looks_ahead(e) is not False:
            days = [(before(vote)[0], after(vote)[1]) for vote in votes]
        if days:
            yield Clue(merged(days), f"known election on {', '.join(map(str, votes))}", anchors=True, sure=True)


def _votes(reading: Reading, e: Expression, month: int, number: int) -> set[dt.date]:
    """Return the (last) days of known votes that fit the words of the sentence; votes of several days fit ranges."""
    text = reading.text.norm[slice(*reading.around(e))]
    states = {k.id for _, k in named(reading.registry, reading.lang, "State", text)}
    states = states or {k.id for _, k in named(reading.registry, reading.lang, "State", reading.text.norm)}
    offices = {office for office, words in reading.words.votes.items() if words.search(text)}
    votes = [vote for state in states for vote in reading.registry.elections(state)]
    lasted = e.through or bool(e.end_days)
    fitting = [v for v in votes if (v.until or v.date)[5:] == f"{month:02d}-{number:02d}" and bool(v.until) == lasted]
    exact = [v for v in fitting if v.office in offices]
    return {dt.date.fromisoformat(v.until or v.date) for v in exact or fitting}


def _todays(reading: Reading) -> Iterator[Clue]:
    """«сегодня, 7 мая»."""
    for e, month, number in days_told(reading):
        if e.named is not None and e.year is None:
            days = [d - dt.timedelta(e.named) for y in years() if (d := day(y, month, number))]
            yield Clue(tuple((d, d) for d in days), f"{number}.{month:02d} is {_name(e.named)}", sure=True)


def _name(days: int) -> str:
    return {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(days, f"{days:+d} days")


def _weekdays(reading: Reading) -> Iterator[Clue]:
    """«в субботу, 22 августа»: only some years have it so; and it is less than a week off."""
    for e, month, number in days_told(reading):
        if e.weekday is None or e.year is not None:
            continue
        fit = [d for y in years() if (d := day(y, month, number)) and d.weekday() == e.weekday]
        looks = reading.looks_ahead(e)
        week = dt.timedelta(7)
        said = f"{number}.{month:02d} falls on that weekday"
        yield Clue(tuple((before if looks else after)(d) for d in fit), said, anchors=True, sure=True)
        near = tuple((d - week, d) if looks else (d, d + week) for d in fit)
        yield Clue(near, "a weekday with its date is less than a week away")


def _told_years(reading: Reading) -> Iterator[Clue]:
    """Dates with their year bound publication; two of the latest year, outside captions, suggest it."""
    latest: list[int] = []
    for e, month, number in days_told(reading):
        told = day(e.year, month, number) if e.year else None
        if told is None:
            continue
        looks = reading.looks_ahead(e)
        if looks:
            yield Clue(((told - dt.timedelta(400), told),), f"before {told}, which is still to come", anchors=True)
        else:
            yield Clue(((told, LAST),), f"not before {told}", sure=looks is False)
            if not reading.words.clues["caption"].search(reading.line(e)):
                latest.append(told.year)
    history = any(e.means == "offset" and e.unit == "year" for e in reading.expressions)
    if latest and latest.count(max(latest)) > 1 and not history:
        year = max(latest)
        yield Clue(
            ((dt.date(year, 1, 1), dt.date(year, 12, 31)),),
            f"{year} is the latest year told, more than once",
            anchors=True,
        )


def _order(reading: Reading) -> Iterator[Clue]:
    """What is told as past was before publication, what is told as coming is after it; the latest past days first."""
    found: list[tuple[tuple[int, int], Clue]] = []
    for e, month, number in days_told(reading):
        looks = reading.looks_ahead(e)
        if e.year is not None or looks is None:
            continue
        days = [d for y in years() if (d := day(y, month, number))]
        word = "to come" if looks else "past"
        clue = Clue(tuple((before if looks else after)(d) for d in days), f"{number}.{month:02d} is told as {word}")
        found.append(((month, number), clue))
    yield from (clue for _, clue in sorted(found, key=lambda pair: pair[0]))
