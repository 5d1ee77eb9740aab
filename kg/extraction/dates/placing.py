"""From expressions to days: what «в пятницу» is, once we know when the article came out and what was told before."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Literal

from kg.extraction.dates.grammar import Expression, Text
from kg.extraction.dates.tense import Border, Future, border_of, tense_of
from kg.model import DateMention, Lang, Span

Role = Literal["when", "window", "since", "until", "other"]
_PUBLISHED = re.compile(r"((?:1[5-9]|2\d)\d\d)(?:-(\d\d))?(?:-(\d\d))?")
_SEASONS = {1: (12, "winter"), 2: (3, "spring"), 3: (6, "summer"), 4: (9, "autumn")}
_FAR = 150  # days ahead of publication from which a day without year was rather last year's
_FAR_PLANNED = 330


@dataclass(frozen=True, slots=True)
class Now:
    """Publication as far as it is known: a day, or only its year and perhaps month."""

    year: int | None = None
    month: int | None = None
    day: dt.date | None = None

    @classmethod
    def of(cls, published: str | None) -> Now:
        """Read an ISO date at any precision; of an interval, or a day that does not exist, the year alone counts."""
        match = _PUBLISHED.match(published or "")
        if not match:
            return cls()
        year, month, day = (int(part) if part else None for part in match.groups())
        if year is None or "/" in (published or "") or not 1 <= (month or 1) <= 12:
            return cls(year)
        if month and day:
            return cls(year, month, dt.date(year, month, day)) if exists(year, month, day) else cls(year)
        return cls(year, month)


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an expression is in time: ISO values in text order, and how that was found."""

    values: tuple[str, ...]
    reason: str
    role: Role = "when"


def nearest(year: int, month: int, day: int, now: dt.date, future: bool | None) -> int:
    """Return the year that puts a day nearest to `now`: the past is preferred unless the clause looks ahead.

    >>> nearest(2021, 12, 28, dt.date(2021, 1, 12), None)
    2020
    """

    def cost(candidate: int) -> int:
        away = (dt.date(candidate, month, day) - now).days
        if future:
            return away if away >= 0 else -6 * away
        return -away if away <= 0 else 2 * away

    limit = _FAR_PLANNED if future else _FAR
    near = [
        y for y in range(year - 8, year + 9) if exists(y, month, day) and (dt.date(y, month, day) - now).days <= limit
    ]
    return min(near, key=cost)


def exists(year: int, month: int, day: int) -> bool:
    """Whether there is such a day: no 29 February in most years."""
    return 1 <= day <= _length(year, month)


def place(
    expressions: Iterable[Expression], text: Text, lang: Lang, published: str | None, future: Future | None = None
) -> tuple[DateMention, ...]:
    """Give every expression its values. `future(span)` tells whether the clause around it looks ahead."""
    now, story, mentions = Now.of(published), _Story(), []
    weakly, surely = future or tense_of(text, lang, weak=True), future or tense_of(text, lang)
    for expression in expressions:
        border = border_of(expression, text, lang)
        weak = expression.means in ("weekday", "season")
        ahead = partial(_looks_ahead, border, weak, weakly if weak else surely, expression.span)
        placed = _place(expression, now, story, ahead)
        role = border if placed.role == "when" and border in ("since", "until") else placed.role
        mentions.append(DateMention(expression.span, placed.values, placed.reason, role))
        if not _owns(expression.span, text):
            story.hear(placed, now)
    return tuple(mentions)


def _owns(span: Span, text: Text) -> bool:
    """Whether a day only says which thing is meant, "Monday's vote", so that the story does not go on from it."""
    return text.raw[span.end : span.end + 2] in ("'s", "’s")


@dataclass(slots=True)
class _Story:
    """What was told so far: the last day, and the month of the last date, both not after publication."""

    day: dt.date | None = None
    month: tuple[int, int] | None = None

    def hear(self, placed: Placed, now: Now) -> None:
        """Remember a date for the expressions that lean on it; plans are no day to go on from."""
        if not placed.values or (match := _PUBLISHED.match(placed.values[-1].split("/")[-1])) is None:
            return
        year, month, day = (int(part) if part else None for part in match.groups())
        if year and month and now.day and (year, month) <= (now.day.year, now.day.month):
            self.month = (year, month)
        if year and month and day and not (now.day and dt.date(year, month, day) > now.day):
            self.day = dt.date(year, month, day)


def _looks_ahead(border: Border | None, weak: bool, future: Future, span: Span) -> bool | None:
    """The verb of «с 3 ноября молчит» is about what came after that day, so it does not tell."""
    if border in ("ahead", "behind"):
        return border == "ahead"
    if border == "since" and not weak:
        return None
    return future(span)


def _place(e: Expression, now: Now, story: _Story, ahead: Callable[[], bool | None]) -> Placed:
    if e.means == "other":
        return Placed((), "no point in time", "other")
    if e.means == "window":
        return Placed((), "a length of time", "window")
    if e.means == "date":
        return _place_date(e, now, ahead)
    if e.means == "year":
        return _place_year(e)
    if e.means == "season":
        return _place_season(e, now, ahead)
    if e.means == "again":
        return _step(e, story.day, "the day told before", e.count or 0)
    if now.day is None:
        return _without_day(e, now)
    if e.means == "weekday":
        return _place_weekday(e, now.day, ahead)
    if e.means == "day":
        return _place_day(e, now.day, story, ahead)
    if e.means == "period":
        return _period(now.day, e.unit or "day", e.shift or 0, ahead)
    return _step(e, now.day, "publication", e.count or 0)


def _without_day(e: Expression, now: Now) -> Placed:
    if e.means == "period" and e.unit == "year" and now.year:
        return Placed((str(now.year + (e.shift or 0)),), "counted from the year of publication")
    return Placed((), "day of publication not known")


def _place_date(e: Expression, now: Now, ahead: Callable[[], bool | None]) -> Placed:
    month = e.month or 1
    year, why = _year_of(e, now, ahead)
    if year is None:
        return Placed((), why)
    if not e.days:
        return Placed((f"{year}-{month:02d}",), f"month; {why}")
    if not all(exists(year, month, d) for d in e.days):
        return Placed((), f"no such day in {year}")
    days = [_iso(year, month, d) for d in e.days]
    if e.end_days:
        month2 = e.end_month or month
        last = _iso(e.end_year or year + (month2 < month), month2, e.end_days[-1])
        if not exists(int(last[:4]), month2, e.end_days[-1]):
            return Placed((), f"no such day in {last[:4]}")
        return Placed((f"{days[0]}/{last}",), f"first and last day; {why}")
    if e.through and len(days) == 2:
        return Placed((f"{days[0]}/{days[1]}",), f"first and last day; {why}")
    return Placed(tuple(days), f"{'days' if len(days) > 1 else 'day'} and month; {why}")


def _iso(year: int, month: int, day: int) -> str:
    return f"{year:04d}-{month:02d}-{day:02d}"


def _year_of(e: Expression, now: Now, ahead: Callable[[], bool | None]) -> tuple[int | None, str]:
    """Return the year of a day or month, and the reason."""
    if e.year:
        return e.year, "year told"
    if e.end_year:
        return e.end_year - ((e.end_month or 12) < (e.month or 1)), "year told"
    if now.year is None:
        return None, "no year told and no publication date"
    month = e.month or 1
    if e.shift or e.unit == "year":
        return _shifted(e, now), "last or next, from publication"
    if now.day is None:
        return now.year, "year of publication"
    if e.weekday is not None and len(e.days) == 1:
        near = (y for y in (now.year, now.year - 1, now.year + 1) if exists(y, month, e.days[0]))
        fit = [y for y in near if dt.date(y, month, e.days[0]).weekday() == e.weekday]
        if fit:
            return fit[0], "the year in which the weekday agrees"
    if e.days:
        return nearest(now.year, month, e.days[0], now.day, ahead()), "year nearest to publication"
    this = dt.date(now.year, now.day.month, 15)
    return nearest(now.year, month, 15, this, ahead()), "year nearest to publication"


def _shifted(e: Expression, now: Now) -> int:
    """Return the year of «прошлым летом, в августе прошлого года»: a month can be last although of this year."""
    year, month = now.year or 1, e.month or 1
    if e.unit == "year" or now.month is None:
        return year + (e.shift or 0)
    if e.shift == -1:
        return year - (month >= now.month)
    return year + (month <= now.month)


def _place_year(e: Expression) -> Placed:
    if e.end_year and e.end_year != e.year:
        return Placed((f"{e.year}/{e.end_year}",), "first and last year told")
    return Placed((str(e.year),), "year told")


def _place_season(e: Expression, now: Now, ahead: Callable[[], bool | None]) -> Placed:
    month, name = _SEASONS[e.season or 1]
    if e.year:
        return Placed((str(e.year),), f"{name} of the year told")
    if now.year is None:
        return Placed((), "no year told and no publication date")
    if e.shift:
        return Placed((str(now.year + e.shift),), f"{name}, last or next from publication")
    if now.month is None or e.shift == 0:
        return Placed((str(now.year),), f"{name}, year of publication")
    if ahead():
        return Placed((str(now.year + (month + 2 < now.month)),), f"next {name} after publication")
    return Placed((str(now.year - (month > now.month)),), f"last {name} before publication")


def _place_weekday(e: Expression, now: dt.date, ahead: Callable[[], bool | None]) -> Placed:
    weekday = e.weekday or 0
    back, forth = (now.weekday() - weekday) % 7, (weekday - now.weekday()) % 7
    if e.unit == "week":
        return Placed((_ago(now, now.weekday() - weekday - 7 * (e.shift or 0)),), "weekday of last or next week")
    if e.shift == -1:
        return Placed((_ago(now, back or 7),), "last such weekday before publication")
    if e.shift == 1:
        return Placed((_ago(now, -(forth or 7)),), "next such weekday after publication")
    if e.named is not None:
        return Placed((_ago(now, -forth if e.named > 0 else back),), "weekday on its side of publication")
    if ahead():
        return Placed((_ago(now, -forth),), "weekday after publication, the clause looks ahead")
    return Placed((_ago(now, back),), "weekday before publication")


def _ago(now: dt.date, days: int) -> str:
    return (now - dt.timedelta(days)).isoformat()


def _place_day(e: Expression, now: dt.date, story: _Story, ahead: Callable[[], bool | None]) -> Placed:
    """Place a day of an unnamed month: that of the last day told, else the month nearest to publication."""
    day = e.days[0]
    if e.weekday is not None:
        near = [now + dt.timedelta(k) for k in range(-60, 60)]
        fit = [d for d in near if d.day == day and d.weekday() == e.weekday]
        if fit:
            return Placed(
                (min(fit, key=lambda d: abs((d - now).days)).isoformat(),), "day and weekday near publication"
            )
    looks = ahead()
    if story.month and not looks and day <= _length(*story.month):
        return Placed((_iso(*story.month, day),), "day of the month told before")
    months = [(now.year * 12 + now.month - 1 + k) for k in (0, -1, 1)]
    days = [dt.date(m // 12, m % 12 + 1, day) for m in months if day <= _length(m // 12, m % 12 + 1)]
    return Placed((min(days, key=lambda d: _cost(d, now, looks)).isoformat(),), "day nearest to publication")


def _cost(day: dt.date, now: dt.date, future: bool | None) -> int:
    away = (day - now).days
    return abs(away) * (3 if (away < 0) == bool(future) and away else 1)


def _length(year: int, month: int) -> int:
    return (dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(1)).day


def _step(e: Expression, base: dt.date | None, whence: str, count: int) -> Placed:
    """Go `count` units away from a day; months and years give a month and a year."""
    if base is None:
        return Placed((), f"{whence} not known")
    unit = e.unit or "day"
    if unit in ("day", "week"):
        return Placed(
            ((base + dt.timedelta(count * (7 if unit == "week" else 1))).isoformat(),), f"counted from {whence}"
        )
    if unit == "month":
        months = base.year * 12 + base.month - 1 + count
        return Placed((f"{months // 12:04d}-{months % 12 + 1:02d}",), f"counted from {whence}")
    if unit == "year":
        return Placed((f"{base.year + count:04d}",), f"counted from {whence}")
    return Placed((), "a length of time", "window")


def _period(now: dt.date, unit: str, shift: int, ahead: Callable[[], bool | None]) -> Placed:
    reason = f"{('last', 'this', 'next')[shift + 1]} {unit}, from publication"
    monday = now - dt.timedelta(now.weekday())
    if unit == "week":
        first = monday + dt.timedelta(7 * shift)
        return Placed((f"{first}/{first + dt.timedelta(6)}",), reason)
    if unit == "weekend":
        if shift == 0 and now.weekday() < 5 and not ahead():
            shift = -1
        first = monday + dt.timedelta(5 + 7 * shift)
        return Placed((f"{first}/{first + dt.timedelta(1)}",), reason)
    if unit == "month":
        months = now.year * 12 + now.month - 1 + shift
        return Placed((f"{months // 12}-{months % 12 + 1:02d}",), reason)
    if unit == "year":
        return Placed((str(now.year + shift),), reason)
    if unit == "quarter":
        quarter = now.year * 4 + (now.month - 1) // 3 + shift
        year, first_month = quarter // 4, quarter % 4 * 3 + 1
        return Placed((f"{year}-{first_month:02d}/{year}-{first_month + 2:02d}",), reason)
    return Placed((), "a length of time", "window")
