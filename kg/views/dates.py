"""ISO 8601 dates of any precision: the days they cover, and a few of them in a few words."""

from __future__ import annotations

import re
from calendar import monthrange

from kg.errors import KgError

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def bounds(date: str) -> tuple[str, str]:
    """Return the first and the last day that `date` (a day, month, year, or an interval a/b) covers.

    >>> bounds("2020-02")
    ('2020-02-01', '2020-02-29')
    >>> bounds("2020-08-15/2020-08-19")
    ('2020-08-15', '2020-08-19')
    """
    first, _, last = date.partition("/")
    return _one(first)[0], _one(last or first)[1]


def _one(date: str) -> tuple[str, str]:
    match = _ISO.match(date.strip())
    if match is None:
        raise KgError(f"{date!r} is no date; write 2020, 2020-08 or 2020-08-15")
    year, month, day = match.groups()
    if month is None:
        return f"{year}-01-01", f"{year}-12-31"
    if not 1 <= int(month) <= 12 or (day and not 1 <= int(day) <= monthrange(int(year) or 4, int(month))[1]):
        raise KgError(f"there is no such day as {date!r}")
    if day is None:
        return f"{year}-{month}-01", f"{year}-{month}-{monthrange(int(year) or 4, int(month))[1]:02}"
    return f"{year}-{month}-{day}", f"{year}-{month}-{day}"


def show_dates(dates: tuple[str, ...], limit: int = 2) -> str:
    """Return up to `limit` sorted dates as they are, more as the first, the last and how many; "" if there is none.

    >>> show_dates(("2020-08-15", "2020-08-16", "2020-08-30"))
    '2020-08-15 … 2020-08-30 (3)'
    """
    plain = [date.replace("/", "–") for date in dates]
    if len(plain) <= limit:
        return ", ".join(plain)
    return f"{plain[0]} … {plain[-1]} ({len(plain)})"
