"""Words of tables and dossiers in English, Russian and Ukrainian: one TOML file a language, keys in English."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kg.model import Lang

LANGS: tuple[Lang, ...] = ("en", "ru", "uk")


@cache
def words(lang: Lang) -> Mapping[str, Mapping[str, str]]:
    """Return the tables `column`, `term` and `text` of a language."""
    path = Path(__file__).parent / f"{lang}.toml"
    loaded: dict[str, dict[str, str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return loaded


def column(name: str, lang: Lang) -> str:
    """Return the heading of a column.

    >>> column("said_by", "en"), column("said_by", "ru"), column("no_such", "uk")
    ('says', 'кто говорит', 'no such')
    """
    return words(lang)["column"].get(name) or name.replace("_", " ")


def term(name: str, lang: Lang) -> str:
    """Return the word for a term of the ontology, given without its namespace."""
    return words(lang)["term"].get(name) or words("en")["term"].get(name) or name


def text(key: str, lang: Lang) -> str:
    """Return a phrase of the interface."""
    return words(lang)["text"][key]
