"""Word lists that stand among the rows of an event file: for rivals, for bodies that count, for what is no share."""

from __future__ import annotations

from functools import cache

from kg import lexicon
from kg.model import Lang


@cache
def words(lang: Lang, name: str, attribute: str) -> frozenset[str]:
    """Return the lemmas of the single words that rows of an event file with this attribute list."""
    patterns = (p for row in lexicon.rows(lang, name) if row.get(attribute) for p in row.triggers)
    return frozenset(
        lemma for p in patterns if len(p.groups) == len(p.groups[0]) == 1 for lemma in p.groups[0][0].lemmas
    )
