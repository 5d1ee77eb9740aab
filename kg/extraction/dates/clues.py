"""Clues to the day an article came out: each allows some days and says why.

Conventions of news behind them: a day without year is of the current year, or at most `CARRY` days back over New Year,
or at most `COMING` days ahead;
a weekday with its date is less than a week away; ages, offices and "today" are those of the day of publication.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.extraction.dates.grammar import Expression, Text, sentence
from kg.extraction.dates.known import named
from kg.extraction.dates.tense import Future, border_of
from kg.extraction.dates.words import Words
from kg.model import Lang
from kg.registry import Known, Registry

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
        return sentence(self.text.norm, *self.place(expression))

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


def find_clues(reading: Reading) -> tuple[Clue, ...]:
    """Return all clues of a text, the most reliable kind first."""
    finders = (_datelines, _elections, _todays, _birthdays, _weekdays, _told_years, _ages, _offices, _order)
    return tuple(dict.fromkeys(clue for finder in finders for clue in finder(reading)))


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


def _single(reading: Reading) -> Iterator[tuple[Expression, int, int]]:
    """Yield the expressions that tell day and month, with the last day told."""
    for e in reading.expressions:
        if e.means == "date" and e.days and (e.end_month or e.month):
            yield e, e.end_month or e.month or 1, (e.end_days or e.days)[-1]


def _datelines(reading: Reading) -> Iterator[Clue]:
    """«Минск, 30 августа 2020 года» alone on one of the first or last lines."""
    lines = [line for line in reading.text.norm.split("\n") if line.strip()]
    for e, month, number in _single(reading):
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
    for e, month, number in _single(reading):
        first, last = reading.around(e)
        if e.year is not None or not reading.words.clues["election"].search(reading.text.norm, first, last):
            continue
        votes = sorted(_votes(reading, e, month, number))
        days = [after(vote) for vote in votes]
        if reading.looks_ahead(e) is not False:
            days = [(before(vote)[0], after(vote)[1]) for vote in votes]
        if days:
            yield Clue(_merged(days), f"known election on {', '.join(map(str, votes))}", anchors=True, sure=True)


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
    for e, month, number in _single(reading):
        if e.named is not None and "eve" not in e.rule and e.year is None:
            days = [d - dt.timedelta(e.named) for y in years() if (d := day(y, month, number))]
            yield Clue(tuple((d, d) for d in days), f"{number}.{month:02d} is {_name(e.named)}", sure=True)


def _name(days: int) -> str:
    return {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(days, f"{days:+d} days")


def _birthdays(reading: Reading) -> Iterator[Clue]:
    """«сегодня ему исполняется 66 лет», said of somebody whose birth the registry knows."""
    norm = reading.text.norm
    for match in reading.words.clues["birthday"].finditer(norm):
        first, last = sentence(norm, match.start(), match.end())
        age = _age(reading, norm[first:last])
        today = [
            e
            for e in reading.expressions
            if e.means == "offset" and e.unit == "day" and _inside(reading, e, first, last)
        ]
        if age is None or not today:
            continue
        shift = dt.timedelta(today[0].count or 0)
        person = _last_named(reading, match.start())
        birthday = _birthday(person, age) if person else None
        if person and birthday:
            days = ((birthday - shift, birthday - shift),)
            reason = f"{age}th birthday of {_label(person)} (reference works can differ by a day)"
            yield Clue(days, reason, anchors=True, sure=True, blurred=True)


def _inside(reading: Reading, e: Expression, first: int, last: int) -> bool:
    start, end = reading.place(e)
    return first <= start and end <= last


def _age(reading: Reading, text: str) -> int | None:
    match = re.search(rf"(?<![\d.,])(\d{{1,3}}) (?:{reading.words.clues['age'].pattern})", text)
    if not match and reading.lang == "en":
        match = re.search(r"(?:turn(?:s|ed)|his|her) (\d{1,3})(?!\d)", text)
    return int(match[1]) if match else None


def _last_named(reading: Reading, place: int) -> Known | None:
    """Return the person of the last capital letter on the line before `place`; None if that is nobody we know."""
    norm, raw, at = reading.text.norm, reading.text.raw, reading.text.at
    begin = max(norm.rfind("\n", 0, place) + 1, place - 300)
    dates = [reading.place(e) for e in reading.expressions]
    capitals = [
        m.start()
        for m in re.finditer(r"(?<!\w)\w[\w'-]+", norm[:place])
        if m.start() >= begin and raw[at[m.start()]].isupper() and not any(a <= m.start() < b for a, b in dates)
    ]
    people = named(reading.registry, reading.lang, "Person", norm[begin:place])
    return next((known for start, known in people if capitals and begin + start == capitals[-1]), None)


def _label(person: Known) -> str:
    return next((names[0] for names in (person.names.get("en"), *person.names.values()) if names), person.id)


def _birthday(person: Known, age: int) -> dt.date | None:
    if not person.born or len(person.born) < 10:
        return None
    born = dt.date.fromisoformat(person.born)
    return day(born.year + age, born.month, born.day) or dt.date(born.year + age, 3, 1)


def _weekdays(reading: Reading) -> Iterator[Clue]:
    """«в субботу, 22 августа»: only some years have it so; and it is less than a week off."""
    for e, month, number in _single(reading):
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
    for e, month, number in _single(reading):
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


def _ages(reading: Reading) -> Iterator[Clue]:
    """«66-летний Лукашенко»."""
    norm = reading.text.norm
    for match in re.finditer(rf"(?<!\d)(\d{{1,3}})(?:{reading.words.clues['aged'].pattern})", norm):
        people = named(reading.registry, reading.lang, "Person", norm[match.end() : match.end() + 60].split(",")[0])
        for _, person in people[:1]:
            first, next_one = _birthday(person, int(match[1])), _birthday(person, int(match[1]) + 1)
            if first and next_one:
                yield Clue(
                    ((first, next_one),), f"{_label(person)} was {match[1]} from {first} to {next_one}", anchors=True
                )


def _offices(reading: Reading) -> Iterator[Clue]:
    """«канцлер Ангела Меркель»: somebody called by the office they held from..to."""
    norm = reading.text.norm
    for role, pattern in reading.words.offices.items():
        for match in pattern.finditer(norm):
            ahead = re.split(r"[.,;:!?\n«»\"()–—]", norm[match.end() : match.end() + 70])[0]
            if reading.words.clues["former"].search(norm[max(0, match.start() - 15) : match.start()]):
                continue
            people = [
                k for at, k in named(reading.registry, reading.lang, "Person", ahead) if len(ahead[:at].split()) <= 4
            ]
            terms = [term for person in people[:1] for term in person.terms if term.role == role]
            days = tuple(sorted((_begin(term.since), _end(term.until)) for term in terms))
            if days:
                yield Clue(_merged(days), f"{_label(people[0])} was {role} then", anchors=True)


def _merged(days: Iterable[tuple[dt.date, dt.date]]) -> Days:
    merged: list[tuple[dt.date, dt.date]] = []
    for first, last in days:
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)


def _begin(since: str | None) -> dt.date:
    year, month, number = _parts(since) if since else (FIRST.year, None, None)
    return dt.date(year, month or 1, number or 1)


def _end(until: str | None) -> dt.date:
    if until is None:
        return LAST
    year, month, number = _parts(until)
    if month and number:
        return dt.date(year, month, number)
    nxt = dt.date(year + (month or 12) // 12, (month or 12) % 12 + 1, 1)
    return nxt - dt.timedelta(1)


def _parts(iso: str) -> tuple[int, int | None, int | None]:
    year, month, number = (*map(int, iso.split("-")), None, None)[:3]
    return year or 1, month, number


def _order(reading: Reading) -> Iterator[Clue]:
    """What is told as past was before publication, what is told as coming is after it; the latest past days first."""
    found: list[tuple[tuple[int, int], Clue]] = []
    for e, month, number in _single(reading):
        looks = reading.looks_ahead(e)
        if e.year is not None or looks is None:
            continue
        days = [d for y in years() if (d := day(y, month, number))]
        word = "to come" if looks else "past"
        clue = Clue(tuple((before if looks else after)(d) for d in days), f"{number}.{month:02d} is told as {word}")
        found.append(((month, number), clue))
    yield from (clue for _, clue in sorted(found, key=lambda pair: pair[0]))
