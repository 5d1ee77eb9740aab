"""Putting things together that share something."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping


def components(ties: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Return the names in groups: those that share a tie, directly or through others. Groups and names in order.

    >>> components({"a": ["x"], "b": ["x", "y"], "c": ["z"]})
    [['a', 'b'], ['c']]
    """
    holders: dict[str, list[str]] = defaultdict(list)
    for name, mine in ties.items():
        for tie in mine:
            holders[tie].append(name)
    seen: set[str] = set()
    found: list[list[str]] = []
    for start in sorted(ties):
        if start in seen:
            continue
        group, waiting = [], [start]
        seen.add(start)
        while waiting:
            name = waiting.pop()
            group.append(name)
            for tie in ties[name]:
                for other in holders.pop(tie, ()):
                    if other not in seen:
                        seen.add(other)
                        waiting.append(other)
        found.append(sorted(group))
    return found
