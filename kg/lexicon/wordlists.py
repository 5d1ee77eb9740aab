"""Word lists of the readers of votes and protests, from `votewords.toml`."""

from __future__ import annotations

from functools import cache

from kg import lexicon
from kg.model import Lang


@cache
def words(lang: Lang, name: str) -> frozenset[str]:
    """Return the lemmas on a list of `votewords.toml`."""
    patterns = (p for row in lexicon.rows(lang, "votewords") if row.get("list") == name for p in row.triggers)
    return frozenset(lemma for p in patterns for lemma in p.groups[0][0].lemmas)
