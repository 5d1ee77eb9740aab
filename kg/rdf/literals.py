"""Dates and other values as literals, and back."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from kg.model import Article
from kg.rdf import vocab as v

_SHAPES = ((re.compile(r"\d{4}$"), v.YEAR), (re.compile(r"\d{4}-\d\d$"), v.YEAR_MONTH))
_LANG = re.compile(r"[a-z]{2,3}$")


def text(value: str, lang: str | None = None) -> Literal:
    """Return a string, tagged if `lang` is a language code."""
    return Literal(value, language=lang) if lang and _LANG.match(lang) else Literal(value)


def date(value: str) -> Literal:
    """Return an ISO date at the precision told; what is no date keeps xsd:date, and the shapes refuse it.

    >>> str(date("2020-08"))
    '"2020-08"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'
    """
    datatype = next((kind for shape, kind in _SHAPES if shape.match(value)), v.DATE)
    return Literal(value, datatype=datatype)


@lru_cache(maxsize=4096)
def bounds(value: str) -> tuple[Literal, Literal] | None:
    """Return the first and the last day of a date or interval as xsd:date, or None if it is not one.

    >>> [b.value for b in bounds("2020-02")]
    ['2020-02-01', '2020-02-29']
    """
    first, _, last = value.partition("/")
    try:
        days = _first_day(first), _last_day(last or first)
    except ValueError:
        return None
    return Literal(days[0].isoformat(), datatype=v.DATE), Literal(days[1].isoformat(), datatype=v.DATE)


def _first_day(value: str) -> datetime.date:
    year, month, day = ([*value.split("-"), "1", "1"])[:3]
    return datetime.date(int(year), int(month), int(day))


def _last_day(value: str) -> datetime.date:
    match value.split("-"):
        case [year]:
            return datetime.date(int(year), 12, 31)
        case [year, month]:
            following = datetime.date(int(year) + int(month) // 12, int(month) % 12 + 1, 1)
            return following - datetime.timedelta(days=1)
        case _:
            return _first_day(value)


def number(value: float) -> Literal:
    """Return a count as xsd:integer, a share as xsd:decimal.

    >>> number(3).datatype == v.INTEGER, number(80.1).value
    (True, '80.1')
    """
    if isinstance(value, int):
        return Literal(str(value), datatype=v.INTEGER)
    return decimal(value)


def decimal(value: float) -> Literal:
    """Return a number as xsd:decimal in its shortest form, as stores keep it: no exponent, no zeros at the end."""
    return Literal(f"{value:.6f}".rstrip("0").rstrip("."), datatype=v.DECIMAL)


def published(article: Article, told: str | None) -> Literal | None:
    """Return the day of publication: what the document settled on, else what the article came with."""
    value = told or article.published
    return date(value[:10]) if value else None


def is_date(value: str, datatype: NamedNode) -> bool:
    """Whether a literal is a real day, month or year of its type."""
    length = {v.DATE.value: 10, v.YEAR_MONTH.value: 7, v.YEAR.value: 4}[datatype.value]
    return len(value) == length and "/" not in value and bounds(value) is not None
