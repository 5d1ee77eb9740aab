"""The words of the page in English, Russian and Ukrainian: one TOML file a language."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from kg.model import Lang
from kg.web.reply import Reply, as_json

EDITOR = Path(__file__).parent / "static" / "yasqe.js"


@cache
def load(lang: Lang) -> dict[str, str]:
    """Return the phrases of a language by key."""
    path = Path(__file__).parent / "phrases" / f"{lang}.toml"
    found: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))
    return found


def words(lang: Lang) -> Reply:
    """Return the phrases of a language as JSON, and whether the page has the editor fetched when it was built."""
    return as_json({"lang": lang, "words": load(lang), "rich": EDITOR.exists()})
