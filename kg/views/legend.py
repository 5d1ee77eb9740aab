"""How actors, relations and statuses look and what they are called; the rows are in `legend.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import KgError

LANGS = ("en", "ru", "uk")


@dataclass(frozen=True, slots=True)
class Shape:
    """The look of a type of actor."""

    id: str
    shape: str
    color: str
    label: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Style:
    """The look of a line; `dash` is a stroke-dasharray or empty, `barred` has a bar across it, for those who say no."""

    id: str
    color: str
    dash: str
    width: float
    label: Mapping[str, str]
    barred: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of relation. `sign` is 1 friendly, -1 hostile, 0 neither; `symmetric`: it has no direction by nature."""

    id: str
    style: Style
    group: str
    sign: int
    contact: bool
    symmetric: bool
    label: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Mark:
    """A status: its sign before the date and its word, both empty for what simply happened."""

    id: str
    mark: str
    label: Mapping[str, str]


def shape(type_: str) -> Shape:
    """Return the look of an actor type; what has no row looks like "Other"."""
    return _legend().types.get(type_) or _legend().types["Other"]


@cache
def kind(name: str) -> Kind:
    """Return the kind called `name`: our id, a local name of the ontology, or its IRI. An unknown one keeps its name.

    >>> kind("https://w3id.org/actorgraph/ns#PhoneCall").id
    'call'
    >>> kind("complainsAbout").label["en"]
    'complains about'
    """
    local = re.split(r"[#/]", name)[-1]
    found = _legend().kinds.get(local)
    if found is not None:
        return found
    words = re.sub(r"(?<=[a-zа-яіїєґ])(?=[A-ZА-ЯІЇЄҐ])", " ", local).replace("-", " ").lower()
    return Kind(local, _legend().styles["other"], local, 0, False, False, dict.fromkeys(LANGS, words))


@cache
def status(name: str) -> Mark:
    """Return the mark of a status, given as our id or an IRI; an unknown one is shown as it is."""
    local = re.split(r"[#/]", name)[-1]
    return _legend().statuses.get(local) or Mark(local, "?", dict.fromkeys(LANGS, local))


def styles() -> tuple[Style, ...]:
    """Return all styles of lines."""
    return tuple(_legend().styles.values())


def statuses() -> tuple[str, ...]:
    """Return all statuses we know."""
    return tuple(_legend().statuses)


def word(name: str, lang: str, *values: object) -> str:
    """Return the phrase `name` of the legend in `lang` (English if we have none), filled with `values`."""
    phrases = _legend().words[name]
    return phrases.get(lang, phrases["en"]).format(*values)


def marks(names: Iterable[str]) -> tuple[Mark, ...]:
    """Return the marks of these statuses that have one, in the order of the legend."""
    wanted = {status(name).id for name in names}
    return tuple(mark for mark in _legend().statuses.values() if mark.id in wanted and mark.mark)


def type_order(look: Shape) -> int:
    """Return the place of a type in the legend."""
    return list(_legend().types).index(look.id)


def style_order(style: Style) -> int:
    """Return the place of a style in the legend."""
    return list(_legend().styles).index(style.id)


@dataclass(frozen=True, slots=True)
class _Legend:
    types: Mapping[str, Shape]
    styles: Mapping[str, Style]
    kinds: Mapping[str, Kind]
    statuses: Mapping[str, Mark]
    words: Mapping[str, Mapping[str, str]]


@cache
def _legend() -> _Legend:
    path = Path(__file__).with_name("legend.toml")
    with path.open("rb") as file:
        data = tomllib.load(file)
    try:
        types = {row["id"]: Shape(row["id"], row["shape"], row["color"], _label(row)) for row in data["type"]}
        styles = {
            row["id"]: Style(row["id"], row["color"], row["dash"], row["width"], _label(row), row.get("barred", False))
            for row in data["style"]
        }
        kinds: dict[str, Kind] = {}
        for row in data["kind"]:
            made = Kind(
                row["id"],
                styles[row["style"]],
                row.get("group", row["id"]),
                row.get("sign", 0),
                row.get("contact", False),
                row.get("symmetric", False),
                _label(row),
            )
            kinds |= dict.fromkeys((row["id"], *row.get("names", ())), made)
        statuses = {row["id"]: Mark(row["id"], row["mark"], _label(row)) for row in data["status"]}
    except KeyError as error:
        raise KgError(f"{path}: a row lacks {error}") from error
    return _Legend(types, styles, kinds, statuses, data["words"])


def _label(row: Mapping[str, str]) -> Mapping[str, str]:
    return {lang: row[lang] for lang in LANGS}
