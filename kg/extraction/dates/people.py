"""What the people of a text tell about its day of publication: birthdays, ages, offices."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from kg.extraction.dates.clues import FIRST, LAST, Clue, Reading, day, merged
from kg.extraction.dates.grammar import Expression
from kg.extraction.dates.known import named
from kg.registry import Known


def people_tell(reading: Reading) -> Iterator[Clue]:
    """Yield the clues in people, the most reliable kind first."""
    for finder in (_birthdays, _ages, _offices):
        yield from finder(reading)


def _birthdays(reading: Reading) -> Iterator[Clue]:
    """«сегодня ему исполняется 66 лет», said of somebody whose birth the registry knows."""
    norm = reading.text.norm
    for match in reading.words.clues["birthday"].finditer(norm):
        first, last = reading.text.sentence(match.start(), match.end())
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
    found = [known for start, known in people if capitals and begin + start == capitals[-1]]
    return _meant(reading, found)


def _meant(reading: Reading, bearers: list[Known]) -> Known | None:
    """Return whom a surname stands for: the only one who bears it, or the one whom the text calls by the full name."""
    if len(bearers) > 1:
        full = [[n.lower().split() for n in k.names.get(reading.lang, ())] for k in bearers]
        bearers = [k for k, names in zip(bearers, full, strict=True) if any(_called(reading, n) for n in names)]
    return bearers[0] if len(bearers) == 1 else None


def _called(reading: Reading, name: list[str]) -> bool:
    """Whether given name and surname stand side by side somewhere, in any case."""
    given, surname = re.escape(name[0][:-1]), re.escape(name[-1][:-1])
    return len(name) > 1 and bool(re.search(rf"(?<!\w){given}\w{{0,3}} {surname}\w{{0,4}}(?!\w)", reading.text.norm))


def _label(person: Known) -> str:
    return next((names[0] for names in (person.names.get("en"), *person.names.values()) if names), person.id)


def _birthday(person: Known, age: int) -> dt.date | None:
    if not person.born or len(person.born) < 10:
        return None
    born = dt.date.fromisoformat(person.born)
    return day(born.year + age, born.month, born.day) or dt.date(born.year + age, 3, 1)


def _ages(reading: Reading) -> Iterator[Clue]:
    """«66-летний Лукашенко»."""
    norm = reading.text.norm
    for match in re.finditer(rf"(?<!\d)(\d{{1,3}})(?:{reading.words.clues['aged'].pattern})", norm):
        people = named(reading.registry, reading.lang, "Person", norm[match.end() : match.end() + 60].split(",")[0])
        if person := _meant(reading, [known for at, known in people if at == people[0][0]]):
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
            after = re.split(r"[.,;:!?\n«»\"()–—]", norm[match.end() : match.end() + 70])[0]
            before = norm[max(0, match.start() - 15) : match.start()]
            if reading.words.clues["former"].search(before) or before.endswith("-") or after.startswith("-"):
                continue  # also «вице-президент», "president-elect"
            found = named(reading.registry, reading.lang, "Person", after)
            people = [k for at, k in found if at == found[0][0] and len(after[:at].split()) <= 4]
            terms = [term for person in people for term in person.terms if term.role == role]
            days = tuple(sorted((_begin(term.since), _end(term.until)) for term in terms))
            if days:
                yield Clue(merged(days), f"{_label(people[0])} was {role} then", anchors=True)


def _begin(since: str | None) -> dt.date:
    year, month, number = _parts(since) if since else (FIRST.year, None, None)
    return dt.date(year, month or 1, number or 1)


def _end(until: str | None) -> dt.date:
    if until is None:
        return LAST
    year, month, number = _parts(until)
    if month and number:
        return dt.date(year, month, number) - dt.timedelta(1)  # the day of the hand-over is the successor's
    nxt = dt.date(year + (month or 12) // 12, (month or 12) % 12 + 1, 1)
    return nxt - dt.timedelta(1)


def _parts(iso: str) -> tuple[int, int | None, int | None]:
    year, month, number = (*map(int, iso.split("-")), None, None)[:3]
    return year or 1, month, number
