"""Where a text names the states and people of the registry: by the beginnings of their names, roughly."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from kg.model import ActorType, Lang
from kg.registry import Known, Registry


def named(registry: Registry, lang: Lang, kind: ActorType, norm: str) -> tuple[tuple[int, Known], ...]:
    """Return where states or people are named in a lower-case text, by the beginnings of their names."""
    pattern, rows = _index(registry, lang, kind)
    found: dict[tuple[int, str], tuple[int, Known]] = {}
    for match in pattern.finditer(norm):
        for stem, known in rows.get(match[1][:4], ()):
            if match[1].startswith(stem) and len(match[1]) - len(stem) <= 4:
                found[match.start(), known.id] = (match.start(), known)
    return tuple(found.values())


@lru_cache(maxsize=12)
def _index(
    registry: Registry, lang: Lang, kind: ActorType
) -> tuple[re.Pattern[str], Mapping[str, tuple[tuple[str, Known], ...]]]:
    rows: dict[str, list[tuple[str, Known]]] = {}
    for known in registry.known.values():
        if known.type == kind:
            for stem in {_stem(word) for word in _words(known, lang)}:
                rows.setdefault(stem[:4], []).append((stem, known))
    heads = "|".join(sorted(map(re.escape, rows), key=len, reverse=True)) or r"(?!)"
    return re.compile(rf"(?<!\w)((?:{heads})[\w'-]*)"), {head: tuple(found) for head, found in rows.items()}


def _words(known: Known, lang: Lang) -> list[str]:
    """Return the words that give a state or a person away: one-word names, adjective, capital, surname."""
    names = [n.lower().replace("’", "'") for n in known.names.get(lang, ())]
    if known.type == "Person":
        return [n.lower().replace("’", "'") for n in (*known.surnames.get(lang, ()), *(n.split()[-1] for n in names))]
    capital = known.capital.get(lang)
    words = [*names, *(a.lower() for a in known.adjectives.get(lang, ())), *([capital.lower()] if capital else [])]
    return [w for w in words if " " not in w and len(w) > 1]


def _stem(word: str) -> str:
    """Return the part of a word that its cases share, roughly."""
    for ending in ("ский", "ський", "ий", "ый", "ия", "ія", "ь", "а", "я", "о", "е", "ы", "и", "і"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)] + ("с" if ending in ("ский", "ський") else "")
    return word
