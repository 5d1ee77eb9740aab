"""Why a fact of gold was missed, and why a fact was found in vain: one cause for each, counted by type.

Causes are named after the matching: what no match needs is compared by the words its evidence shares with others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

Cause = Literal[
    "actor missed",  # somebody without whom there is no match takes part in nothing that was found
    "not seen",  # nothing of its type was found in its words
    "other people",  # in its words the same type was found, of others,
    "other date",  # ... of the same people on another date,
    "other value",  # ... or with another share, outcome, stance or office
    "merged",  # all that was found in its words stands for other gold: two events told as one
    "repeated",  # its gold is matched already
    "invented",  # no gold of its type is there
]
MISSED: tuple[Cause, ...] = ("actor missed", "not seen", "other people", "other date", "other value", "merged")
FALSE: tuple[Cause, ...] = ("other people", "other date", "other value", "repeated", "invented")
NEEDED = {  # the slot without whose actors nothing matches
    "PhoneCall": "participants",
    "Meeting": "participants",
    "Statement": "speaker",
    "Election": "state",
    "ElectionResult": "candidate",
    "Recognition": "actor",
    "Office": "person",
    "Protest": "state",
}
_DATED = ("PhoneCall", "Meeting", "Election", "Protest")  # what else must agree is the date; elsewhere a value


class Likeness(NamedTuple):
    """How a gold and a found fact whose evidence touches agree; the greater, the more."""

    people: bool
    slots: int


@dataclass
class Causes:
    """The cause of each missed and each false fact, with its type, in the order of the facts."""

    missed: list[tuple[str, Cause]] = field(default_factory=list)
    false: list[tuple[str, Cause]] = field(default_factory=list)

    def as_json(self) -> dict[str, dict[str, dict[str, int]]]:
        """Return the counts by side, type and cause, without zeros."""
        sides: dict[str, dict[str, dict[str, int]]] = {"missed": {}, "false": {}}
        for side, order, causes in (("missed", MISSED, self.missed), ("false", FALSE, self.false)):
            counts = Counter(causes)
            for kind in dict.fromkeys(kind for kind, _ in causes):
                sides[side][kind] = {cause: counts[kind, cause] for cause in order if counts[kind, cause]}
        return sides

    def as_text(self, types: Sequence[str]) -> str:
        """Return a table of the types that have errors, missed to the left and false to the right."""
        if not self.missed and not self.false:
            return "errors by cause: none"
        lines = [_row("", ["MISSED"], ["FALSE"])]
        for head, word in (("errors", 0), ("by cause", -1)):  # a cause of two words stands in two lines
            first, last = ([c.rpartition(" ")[word] for c in side] for side in (MISSED, FALSE))
            lines.append(_row(head, first, last))
        missed, false = (Counter([*side, *(("ALL", c) for _, c in side)]) for side in (self.missed, self.false))
        for kind in (*types, "ALL"):
            left, right = [missed[kind, c] for c in MISSED], [false[kind, c] for c in FALSE]
            if any(left + right):
                lines.append(_row(kind, left, right))
        return "\n".join(lines)


def _row(head: str, left: Sequence[str | int], right: Sequence[str | int]) -> str:
    a = "".join(f"{cell if cell != 0 else '-':>7}" for cell in left)
    b = "".join(f"{cell if cell != 0 else '-':>{w}}" for cell, w in zip(right, (7, 7, 7, 9, 9), strict=False))
    return f"{head:14}{a:42} |{b}".rstrip()


def all_known(fact: Mapping[str, Any], knows: Callable[[str], bool]) -> bool:
    """Tell whether enough actors of a gold fact are known for a match; of many participants half will do.

    >>> all_known({"type": "Meeting", "participants": ["a", "b", "c"]}, {"a", "b"}.__contains__)
    True
    >>> all_known({"type": "Statement", "speaker": "a"}, {"b"}.__contains__)
    False
    """
    told = fact[NEEDED[fact["type"]]]
    people = told if isinstance(told, list) else [told] if told else []
    return sum(map(knows, people)) >= max(min(2, len(people)), len(people) / 2)


def find_causes(
    kind: str,
    known: Sequence[bool],
    found: int,
    near: Mapping[tuple[int, int], Likeness],
    pairs: Collection[tuple[int, int]],
) -> tuple[dict[int, Cause], dict[int, Cause]]:
    """Return the causes by number of the missed gold facts and of the false found facts of one type and article.

    `known` tells of each gold fact whether its actors are known, `found` how many facts were found, `near` holds the
    pairs of gold and found whose evidence touches, `pairs` those that match.

    >>> find_causes("Meeting", [True, True], 2, {(0, 0): Likeness(True, 1)}, [])
    ({0: 'other date', 1: 'not seen'}, {0: 'other date', 1: 'invented'})
    """
    told, used = {i for i, _ in pairs}, {j for _, j in pairs}
    missed: dict[int, Cause] = {}
    compared: dict[int, Likeness] = {}
    for i in (i for i in range(len(known)) if i not in told):
        touching = [j for a, j in near if a == i]
        rivals = [j for j in touching if j not in used]
        closest = max(rivals, key=lambda j: near[i, j], default=None)
        if closest is not None:
            compared[closest] = max(near[i, closest], compared.get(closest, near[i, closest]))
        if not known[i]:
            missed[i] = "actor missed"
        elif closest is not None:
            missed[i] = _difference(kind, near[i, closest])
        else:
            missed[i] = "merged" if touching else "not seen"
    false: dict[int, Cause] = {}
    for j in (j for j in range(found) if j not in used):
        again = any(i in told for i, b in near if b == j)
        false[j] = _difference(kind, compared[j]) if j in compared else "repeated" if again else "invented"
    return missed, false


def _difference(kind: str, likeness: Likeness) -> Cause:
    if not likeness.people:
        return "other people"
    return "other date" if kind in _DATED else "other value"
