"""Lines of a page that are not the article's own words: rows of `kg/lexicon/lang/boilerplate.toml` as patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from kg.errors import LexiconError

FILE = "boilerplate.toml"
_LONGEST = 300  # a longer line that begins like furniture is a paragraph
_KINDS = ("boilerplate", "related", "credit")
_LONGEST_CREDIT = 90
_SIGNS = r"[^\w(#]*"  # quotes, arrows, emoji before the words
_COPYRIGHT = re.compile(r"\W*(?:©|\(c\))\s*(?:\d{4}|\D{0,40}\b\d{4}\b)", re.IGNORECASE)
_HASHTAGS = re.compile(r"(?:#\w+(?: \w+)?[\s,]*)+")


@dataclass(frozen=True, slots=True)
class FurnitureRow:
    """A row: `line` the whole line, `start` its beginning, `only` nothing but these words."""

    id: str
    kind: Literal["boilerplate", "related", "credit"]
    line: tuple[str, ...]
    start: tuple[str, ...]
    only: tuple[str, ...]
    example: str
    trap: str


@dataclass(frozen=True, slots=True)
class Patterns:
    """All rows as four patterns; each is matched at the beginning of a stripped line."""

    whole: re.Pattern[str]
    start: re.Pattern[str]
    related: re.Pattern[str]
    credit: re.Pattern[str]
    inner_credit: re.Pattern[str]
    finite: frozenset[str]


def rows() -> tuple[FurnitureRow, ...]:
    """Return all rows in file order. Raises LexiconError if one lacks a key or has an unknown kind."""
    found = []
    for lang, table in _table().items():
        if lang == "finite":
            continue
        for row in table:
            where = f"{FILE} {row.get('id', '(no id)')}"
            if row.get("kind") not in _KINDS:
                raise LexiconError(where, f"kind must be one of {', '.join(_KINDS)}")
            if not (row.get("example") and row.get("trap") and row.get("id")):
                raise LexiconError(where, "id, example and trap are needed")
            line, start, only = (tuple(row.get(key, ())) for key in ("line", "start", "only"))
            found.append(FurnitureRow(row["id"], row["kind"], line, start, only, row["example"], row["trap"]))
    return tuple(found)


@cache
def patterns() -> Patterns:
    """Compile the rows, once a process."""
    by_kind = {kind: [row for row in rows() if row.kind == kind] for kind in _KINDS}
    plain = by_kind["boilerplate"]
    whole = _either(phrase for row in plain for phrase in row.line)
    only = _either(phrase for row in plain for phrase in row.only)
    label = _either((phrase for row in by_kind["related"] for phrase in row.start), glued=True)
    credit = _either(phrase for row in by_kind["credit"] for phrase in row.start)
    source = r"\s*(?::|[/|©–—]|\b(?:by|via|courtesy of|с сайта|із сайту|з сайту)\b)\s*"
    return Patterns(
        whole=re.compile(rf"{_SIGNS}(?:{whole}|(?:{only}[\s,|/·•]*)+)\W*$", re.IGNORECASE),
        start=re.compile(rf"{_SIGNS}{_either(phrase for row in plain for phrase in row.start)}", re.IGNORECASE),
        related=re.compile(rf"{_SIGNS}{label}(?:\s*[:.!…—–-])?", re.IGNORECASE),
        credit=re.compile(rf"\W*{credit}(?:\s*\([^)]*\))?{source}\S", re.IGNORECASE),
        inner_credit=re.compile(
            rf"(?<=[\s.,;!?»\")])(?=[А-ЯІЇЄҐA-Z])(?i:{credit}{source})|[/|(\[]\s*(?i:{credit})[\s:]|[/|(\[]?\s*©"
        ),
        finite=frozenset(_table()["finite"]["en"]),
    )


def is_boilerplate(line: str) -> bool:
    """Whether the page talks in this line, and not the article."""
    if len(line) > _LONGEST:
        return False
    known = patterns()
    return any(p.match(line) for p in (known.whole, known.start, _COPYRIGHT)) or bool(_HASHTAGS.fullmatch(line))


def related_label(line: str) -> int | None:
    """Return where a label such as «Читайте также:» ends in this line; None if the line does not begin with one.

    The rest must look like a headline: «Читайте также между строк» is a sentence.
    """
    found = patterns().related.match(line) if len(line) <= _LONGEST else None
    if not found:
        return None
    rest = line[found.end() :]
    title = rest.strip()
    if title[:1].islower() or (rest[:1].isspace() and found.group()[-1].isalpha() and title.endswith(".")):
        return None
    return found.end()


def credit_start(line: str) -> int | None:
    """Return where the credit of a picture begins in this line: 0 for «Фото: ...»; None if there is none at its end.

    >>> credit_start("Площадь утром. Фото: Анна Новак"), credit_start("Он показал фото: на нём площадь.")
    (15, None)
    """
    if patterns().credit.match(line):
        return 0
    inner = list(patterns().inner_credit.finditer(line, max(0, len(line) - _LONGEST)))
    return inner[-1].start() if inner and len(line) - inner[-1].end() <= _LONGEST_CREDIT else None


@cache
def _table() -> Mapping[str, Any]:
    text = files("kg").joinpath("lexicon", "lang", FILE).read_text("utf-8")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(FILE, f"not valid TOML: {error}") from error


def _either(phrases: Iterable[str], glued: bool = False) -> str:
    longest_first = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(_phrase(phrase, glued) for phrase in longest_first) + ")"


def _phrase(phrase: str, glued: bool = False) -> str:
    words = [re.escape(word) for word in phrase.replace("ё", "е").split()]
    spelled = r",?\s+".join(word.replace(r"\*", r"\w*").replace("е", "[её]").replace("'", "['’ʼ]") for word in words)
    return spelled if glued or not phrase[-1].isalnum() else spelled + r"(?!\w)"
