"""Events as single articles tell of them, and the keys by which those are found that may be one event."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass, replace

CONTACTS = frozenset({"PhoneCall", "Meeting"})
_LINE = {"ongoing": "held"}  # talks that go on today are the talks held in tomorrow's paper
PLANS = frozenset({"planned", "proposed"})
OUTCOMES = frozenset({"held", "refused", "planned"})
_LONGEST_WINDOW = 45  # days; of a longer one no single event can be meant
_PLAN_DAYS = 60  # how long a plan without a date waits for its outcome
_AFTER_WINDOW = 14  # how much later than planned it may come
_ELECTION_DAYS = (400, 200)  # how far back and ahead an article looks that only says «the election»


@dataclass(frozen=True, slots=True)
class Telling:
    """An event in one article. `kind` is PhoneCall, Meeting, Election or protest; `who` the canonical ids of actors.

    `first` and `last` are ISO days or empty; `told` is the day of the article or empty; `place` an id or empty.
    """

    kind: str
    who: frozenset[str]
    first: str = ""
    last: str = ""
    status: str = "held"
    place: str = ""
    office: str = ""
    told: str = ""

    @property
    def line(self) -> str:
        """What must be equal: the status, but for votes, which are one from their announcement to their count."""
        return "" if self.kind == "Election" else _LINE.get(self.status, self.status)

    @property
    def is_dated(self) -> bool:
        """Whether the day is told."""
        return bool(self.first) and self.first == self.last

    @property
    def is_plan(self) -> bool:
        """Whether something may come of it."""
        return self.kind in CONTACTS and self.status in PLANS

    @property
    def window(self) -> tuple[str, str] | None:
        """The days between which the one event meant must lie; None if no single event is meant."""
        if self.kind == "Election" and not self.first and self.told:
            back, ahead = _ELECTION_DAYS
            return shift(self.told, -back), shift(self.told, ahead)
        longest = 366 if self.kind == "Election" else _LONGEST_WINDOW
        if not self.first or days_between(self.first, self.last) > longest:
            return None
        return self.first, self.last

    @property
    def horizon(self) -> tuple[str, str] | None:
        """The days in which a plan may come true."""
        start = self.first or self.told
        if not self.is_plan or not start:
            return None
        if not self.first:
            return start, shift(start, _PLAN_DAYS)
        return self.first, shift(self.last, _AFTER_WINDOW)

    @property
    def when(self) -> str:
        """The day by which tellings are sorted: its own, else that of the article."""
        return self.first or self.told

    def actors(self) -> list[str]:
        """Those by whom the telling is found, in order."""
        return sorted(self.who)

    def blocks(self) -> tuple[str, ...]:
        """The keys by which tellings are found that may be the same or come of it."""
        head = f"{self.kind}|{self.line}"
        keys: list[str] = []
        if self.is_dated:
            keys += [f"day|{head}|{a}|{self.first}" for a in self.actors()]
        if span := (self.window or ((self.when, self.when) if self.when else None)):
            spans = years(*span) if self.kind == "Election" else months(*span)
            keys += [f"month|{head}|{a}|{month}" for a in self.actors() for month in spans]
        if not self.is_dated:
            keys.append(self.run_block())
        if span := self.horizon:
            keys += [f"plan|{self.kind}|{a}|{month}" for a in self.actors() for month in months(*span)]
        return tuple(dict.fromkeys(keys))

    def run_block(self) -> str:
        """The key of vague tellings of the same actors."""
        return f"vague|{self.kind}|{self.line}|{' '.join(self.actors())}|{self.office}"

    def dumps(self) -> str:
        """Return the record as JSON, the same for equal records."""
        row = [self.kind, self.actors(), self.first, self.last, self.status, self.place, self.office, self.told]
        return json.dumps(row, ensure_ascii=False)

    @classmethod
    def loads(cls, text: str) -> Telling:
        """Read what `dumps` wrote."""
        kind, who, *rest = json.loads(text)
        return cls(kind, frozenset(who), *rest)

    def told_of(self, who: frozenset[str]) -> Telling:
        """Return the same with other actors."""
        return replace(self, who=who)


def shift(day: str, days: int) -> str:
    """Return the ISO day some days later.

    >>> shift("2020-02-28", 2)
    '2020-03-01'
    """
    try:
        return (datetime.date.fromisoformat(day) + datetime.timedelta(days=days)).isoformat()
    except OverflowError:
        return day


def days_between(first: str, last: str) -> int:
    """Return how many days lie from one ISO day to another."""
    return (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days


def months(first: str, last: str) -> list[str]:
    """Return the months that two days and those between them lie in.

    >>> months("2020-11-30", "2021-01-01")
    ['2020-11', '2020-12', '2021-01']
    """
    year, month = int(first[:4]), int(first[5:7])
    found: list[str] = []
    while f"{year:04}-{month:02}" <= last[:7]:
        found.append(f"{year:04}-{month:02}")
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return found


def years(first: str, last: str) -> list[str]:
    """Return the years that two days and those between them lie in."""
    return [f"{year:04}" for year in range(int(first[:4]), int(last[:4]) + 1)]
