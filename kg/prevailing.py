"""What comes up most, if nothing else comes near: the state an article is about, the person it tells of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

K = TypeVar("K")
_MUCH_MORE = 1.5


def prevailing(counts: Mapping[K, float], times: float = _MUCH_MORE) -> K | None:
    """Return the key with the greatest count if that is at least so many `times` the next one.

    >>> prevailing({"by": 3, "ru": 2}), prevailing({"by": 3, "ru": 3}), prevailing({"by": 1}), prevailing({"by": 0})
    ('by', None, 'by', None)
    """
    ranked = sorted(counts, key=lambda key: -counts[key])
    if not ranked or counts[ranked[0]] <= 0 or (len(ranked) > 1 and counts[ranked[0]] < times * counts[ranked[1]]):
        return None
    return ranked[0]
