"""The calendar words of a language, read from `kg/lexicon/lang/dates-XX.toml` and compiled to patterns.

The files hold words, forms and tense cues; how they combine to days is in `grammar.py` and `placing.py`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from kg.errors import LexiconError
from kg.model import Lang

Meaning = Literal[
    "date", "year", "season", "weekday", "day", "offset", "again", "eve", "period", "window", "other", "nothing"
]

_FOLDER = Path(__file__).parents[2] / "lexicon" / "lang"
_MAPS = ("month", "monthly", "weekday", "weekdaily", "named", "again", "shift", "unit", "season", "number", "ordinal")
_LISTS = ("in", "part", "and")
_SILENT = ("in", "part", "clock")  # slots that tell nothing, so a form may use them twice
_FIXED = ("shift", "weekday", "month", "count")
_BORDERS = ("since", "until", "ahead", "behind", "lasting")
_TENSE = ("future", "nonpast", "before", "before_weekday", "past", "neither")


@dataclass(frozen=True, slots=True)
class Rule:
    """A form and what it means; `nothing` is there to win over other rules.

    `sign` turns counts around; `capital` names a slot that needs a capital letter; `fixed` values and `unit` stand
    where the words do not tell them; a group `core` is what the expression covers, if not all.
    """

    id: str
    means: Meaning
    pattern: re.Pattern[str]
    sign: int
    fixed: Mapping[str, int]
    unit: str
    capital: str | None
    unless: re.Pattern[str] | None
    example: tuple[str, ...]
    trap: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """One language: `values` turns a word of a slot into its value, `rules` are tried all, the longest match wins."""

    values: Mapping[str, tuple[tuple[re.Pattern[str], str], ...]]
    rules: tuple[Rule, ...]
    tense: Mapping[str, re.Pattern[str]]
    joint: str
    clause: re.Pattern[str]  # words that open a clause
    borders: Mapping[str, re.Pattern[str]]
    clues: Mapping[str, re.Pattern[str]]
    votes: Mapping[str, re.Pattern[str]]
    offices: Mapping[str, re.Pattern[str]]

    def value(self, slot: str, word: str) -> str | None:
        """Return what `word` stands for in this slot ("8" for «августа»), or None."""
        return next((v for pattern, v in self.values.get(slot, ()) if pattern.fullmatch(word)), None)


def alternatives(words: str) -> str:
    r"""Return a pattern for words parted by blanks; `*` is any letters, `_` a blank.

    >>> alternatives("днём_ранее прошл*")
    'днём ранее|прошл\\w*'
    """
    found = sorted(words.split(), key=len, reverse=True)
    return "|".join(re.escape(w).replace(r"\*", r"\w*").replace("_", " ") for w in found) or r"(?!)"


def _word(words: str) -> str:
    return rf"(?<!\w)(?:{alternatives(words)})(?!\w)"


def _slots(raw: Mapping[str, Mapping[str, str]], syntax: Mapping[str, str]) -> dict[str, str]:
    """Return the pattern of every slot that a form may use."""
    slots = {name: _word(" ".join(raw.get(name, {}).values())) for name in _MAPS}
    slots |= {name: _word(syntax.get(name, "")) for name in _LISTS}
    suffix = f"(?:{alternatives(syntax.get('suffix', ''))})?"
    day = rf"(?:(?:3[01]|[12]\d|0?[1-9])(?!\d){suffix}|{slots['ordinal']})"
    joint = rf"(?:, ?(?:{slots['and']} )?| {slots['and']} | ?[-–—] ?)"
    slots["day"] = rf"(?<![\w.,:/-]){day}(?!\w)(?!%)"
    slots["days"] = rf"(?<![\w.,:/-]){day}(?:{joint}{day}){{0,9}}(?!\w)(?!%)"
    slots["year"] = rf"(?<![\w.,-])(?:19|20)\d\d{suffix}(?!\w)(?: ?(?:{alternatives(syntax['year'])})(?!\w))?"
    slots["years"] = rf"(?<![\w.,-])(?:19|20)\d\d{suffix} ?(?:{alternatives(syntax['year'])})(?!\w)"
    slots["bare"] = r"(?<![\w.,-])(?:19|20)\d\d(?!\w)(?!%)"
    slots["count"] = rf"(?:(?<![\w.,])\d{{1,3}}(?!\w)|{slots['number']})"
    slots["clock"] = r"(?<!\d)(?:[01]?\d|2[0-3])[:.][0-5]\d(?!\d)"
    return slots


def _compile(form: str, slots: Mapping[str, str], where: str) -> re.Pattern[str]:
    def slot(match: re.Match[str]) -> str:
        name = match[1].rstrip("2")
        if name not in slots:
            raise LexiconError(where, f"unknown slot {{{match[1]}}}; known: {', '.join(sorted(slots))}")
        return f"(?:{slots[name]})" if name in _SILENT else f"(?P<{match[1]}>{slots[name]})"

    source = re.sub(r"\{([a-z]+2?)\}", slot, form).replace("(?<!\\w)(?<!\\w)", "(?<!\\w)")
    try:
        return re.compile(rf"(?<!\w){source}(?!\w)")
    except re.error as error:
        raise LexiconError(where, f"form {form!r}: {error}") from error


def _texts(value: str | list[str] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def _rule(row: Mapping[str, object], slots: Mapping[str, str], file: str) -> Rule:
    where = f"{file} {row.get('id', '(a rule without id)')}"
    for key in ("id", "form", "means", "example"):
        if key not in row:
            raise LexiconError(where, f"the rule needs `{key}`")
    means, unless = row["means"], row.get("unless")
    if means not in get_args(Meaning):
        raise LexiconError(where, f"means {means!r}; known: {', '.join(get_args(Meaning))}")
    return Rule(
        id=str(row["id"]),
        means=means,  # type: ignore[arg-type]  # checked in the line before
        pattern=_compile(str(row["form"]), slots, where),
        sign=int(str(row.get("sign", 1))),
        fixed={key: int(str(row[key])) for key in _FIXED if key in row},
        unit=str(row.get("unit", "day")),
        capital=str(row["capital"]) if "capital" in row else None,
        unless=re.compile(_word(str(unless))) if unless else None,
        example=_texts(row["example"]),  # type: ignore[arg-type]  # TOML strings or lists of them
        trap=_texts(row.get("trap")),  # type: ignore[arg-type]
    )


@cache
def load(lang: Lang) -> Words:
    """Return the calendar words of a language.

    Raises LexiconError, naming file and rule, if a form or a meaning is unknown.
    """
    path = _FOLDER / f"dates-{lang}.toml"
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(path.name, str(error)) from error
    slots = _slots(raw, raw["syntax"])
    values = {
        name: tuple((re.compile(alternatives(words)), key) for key, words in raw.get(name, {}).items())
        for name in _MAPS
    }
    return Words(
        values=values,
        rules=tuple(_rule(row, slots, path.name) for row in raw["rule"]),
        tense={name: re.compile(_word(raw["tense"].get(name, ""))) for name in _TENSE},
        joint=alternatives(raw["syntax"]["and"]),
        clause=re.compile(_word(raw["syntax"].get("clause", ""))),
        borders={name: re.compile(rf"(?<!\w)(?:{alternatives(raw['border'].get(name, ''))})") for name in _BORDERS},
        clues=_patterns(raw["clue"]),
        votes=_patterns(raw["vote"]),
        offices=_patterns(raw["office"]),
    )


def _patterns(table: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile(_word(words) if not words.startswith("-") else rf"(?:{alternatives(words)})")
        for name, words in table.items()
    }
