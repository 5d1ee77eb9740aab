"""Reading seed files: rows with checked access, so that every error names its file and row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import tomli  # compiled: three times as fast as tomllib on a megabyte of seeds

from kg.errors import RegistryError
from kg.model import Lang
from kg.registry.records import LANGS

_PARTIAL_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?$")
_QID = re.compile(r"Q[1-9]\d*$")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*$")


class Row:
    """One table of a seed file. Every accessor raises RegistryError with the file and the row if the value is wrong."""

    def __init__(self, file: str, number: int, data: Mapping[str, object]) -> None:
        self._file, self._number, self._data = file, number, data

    def error(self, problem: str) -> RegistryError:
        """Return an error that names this row."""
        name = self._data.get("id") or f"number {self._number}"
        return RegistryError(f"{self._file}, row {name}: {problem}")

    def only(self, keys: frozenset[str]) -> None:
        """Check that the row has no other keys: a typing error must not pass in silence."""
        if unknown := self._data.keys() - keys:
            raise self.error(f"unknown key {min(unknown)!r}; known are {', '.join(sorted(keys))}")

    def text(self, key: str) -> str:
        """Return a string that must be there and not be empty."""
        value = self.maybe(key)
        if value is None:
            raise self.error(f"{key} is missing")
        return value

    def maybe(self, key: str) -> str | None:
        """Return a string or None."""
        value = self._data.get(key)
        if value is not None and not (isinstance(value, str) and value and value.strip() == value):
            raise self.error(f"{key} must be a string without spaces around it, not {value!r}")
        return value

    def number(self, key: str, default: int) -> int:
        """Return a whole number."""
        value = self._data.get(key, default)
        if not isinstance(value, int):
            raise self.error(f"{key} must be a number, not {value!r}")
        return value

    def slug(self) -> str:
        """Return the row's id: lower-case ASCII words joined by hyphens."""
        value = self.text("id")
        if not _SLUG.match(value):
            raise self.error("id must be lower-case letters and digits joined by hyphens")
        return value

    def qid(self) -> str | None:
        """Return a Wikidata id or None."""
        value = self.maybe("qid")
        if value is not None and not _QID.match(value):
            raise self.error(f"qid must look like Q184, not {value!r}")
        return value

    def date(self, key: str, *, whole: bool = False) -> str | None:
        """Return an ISO date, at any precision unless `whole`."""
        value = self.maybe(key)
        if value is None:
            return None
        try:
            if not _PARTIAL_DATE.match(value) or (whole and len(value) < 10):
                raise ValueError(value)
            date.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) < 10 else value)
        except ValueError:
            raise self.error(f"{key} must be an ISO date such as 2020-08-09, not {value!r}") from None
        return value

    def one_of(self, key: str, words: tuple[str, ...]) -> str:
        """Return one of the words that are allowed."""
        value = self.text(key)
        if value not in words:
            raise self.error(f"{key} must be one of {', '.join(words)}, not {value!r}")
        return value

    def lists(self, key: str, required: tuple[Lang, ...] = ()) -> dict[Lang, tuple[str, ...]]:
        """Return a table language -> strings, in the order of LANGS; a single string is a list of one."""
        found: dict[Lang, tuple[str, ...]] = {}
        if key in self._data:
            for lang, value in self._table(key).items():
                items = [value] if isinstance(value, str) else value
                if not isinstance(items, list) or not items or not all(map(_is_clean, items)):
                    raise self.error(f"{key}.{lang} must be strings without spaces around them, not {value!r}")
                if len(items) > 1 and len(set(items)) < len(items):
                    raise self.error(f"{key}.{lang} says something twice: {items}")
                found[lang] = tuple(items)
        for lang in required:
            if lang not in found:
                raise self.error(f"{key} has no {lang}")
        return found

    def rows(self, key: str) -> list[Row]:
        """Return the tables in a list, each a row of its own that still names this one in errors."""
        value = self._data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.error(f"{key} must be a list of tables")
        return [Row(self._file, self._number, {"id": self._data.get("id"), **item}) for item in value]

    def _table(self, key: str) -> dict[Lang, object]:
        value = self._data[key]
        if not isinstance(value, dict):
            raise self.error(f"{key} must be a table with en, ru, uk")
        table: dict[Lang, object] = {lang: value[lang] for lang in LANGS if lang in value}
        if len(table) < len(value):
            raise self.error(f"{key} has an unknown language {min(value.keys() - table.keys())!r}")
        return table


def _is_clean(item: object) -> bool:
    return isinstance(item, str) and item.strip() == item != ""


def read_rows(path: Path, table: str) -> list[Row]:
    """Return the rows `[[table]]` of a TOML file, in order. Raises RegistryError if it has other tables."""
    try:
        tables = tomli.loads(path.read_text(encoding="utf-8"))
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise RegistryError(f"{path.name}: {problem}") from problem
    if unknown := tables.keys() - {table}:
        raise RegistryError(f"{path.name}: unknown table {min(unknown)!r}; rows are [[{table}]]")
    rows = tables.get(table, [])
    if not isinstance(rows, list):
        raise RegistryError(f"{path.name}: write [[{table}]], not [{table}]")
    return [Row(path.name, number, row) for number, row in enumerate(rows, 1)]
