"""Known people by the stem of their surname, so that any case form finds them."""

from __future__ import annotations

from functools import cache

from kg.model import Lang
from kg.morphology import stem, surname_stems
from kg.registry import Registry, surnames

__all__ = ["people_by_stem", "stem"]


@cache
def people_by_stem(registry: Registry, lang: Lang) -> dict[str, tuple[str, ...]]:
    """Return the ids of known people by surname stem, in any script."""
    found: dict[str, set[str]] = {}
    for known in registry.of_type("Person"):
        for surname in surnames(known):
            for root in surname_stems(surname):
                found.setdefault(root, set()).add(known.id)
    return {k: tuple(sorted(v)) for k, v in found.items()}
