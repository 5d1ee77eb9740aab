"""Whether the clause around an expression looks ahead, from the words near it and the preposition before it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from kg.extraction.dates.grammar import Expression, Text, is_name
from kg.extraction.dates.words import Words, load
from kg.model import Lang, Span

Future = Callable[[Span], bool | None]
_NEAR = 6  # cues to weigh on each side
Border = Literal["since", "until", "ahead", "behind"]


def tense_of(text: Text, lang: Lang, weak: bool = False) -> Future:
    """Return a function that tells from the words near a span whether they look ahead (None: no word tells).

    `weak` takes the present tense for a look ahead, too: right for weekdays («в пятницу летит»), wrong for the days of
    a chronicle («6 декабря суд отменяет выборы»).
    """
    words = load(lang)
    joined = re.compile(rf"\s*(?:{words.joint})\s*")
    kinds = ("neither", "future", "past", "nonpast") if weak else ("neither", "future", "past")
    heard: dict[tuple[int, int], list[_Cue]] = {}

    def future(span: Span) -> bool | None:
        start, end = text.back[span.start], text.back[span.end - 1] + 1
        place = text.sentence(start, end)
        if place not in heard:
            heard[place] = _cues(words, kinds, text, *place)
        behind = bisect_left(heard[place], end, key=lambda c: c.start)
        before = bisect_left(heard[place], start, key=lambda c: c.start)
        near = [c for c in heard[place][max(0, before - _NEAR) : before] if c.end <= start]
        near += heard[place][behind : behind + _NEAR]
        away = {
            c: _away(text.norm[end : c.start] if c.start >= end else text.norm[c.end : start], joined) for c in near
        }
        return min(near, key=away.__getitem__).ahead if near else None

    return future


@dataclass(frozen=True, slots=True)
class _Cue:
    start: int
    end: int
    ahead: bool | None


def _cues(words: Words, kinds: tuple[str, ...], text: Text, first: int, last: int) -> list[_Cue]:
    """Return the words that look ahead or back, the longest and surest where several fit; no names: "Mohammed"."""
    found: list[_Cue] = []
    for kind in kinds:
        for match in words.tense[kind].finditer(text.norm, first, last):
            if is_name(text, match.start()) and text.span(*match.span()).of(text.raw)[1:].islower():
                continue
            cue = _Cue(match.start(), match.end(), None if kind == "neither" else kind != "past")
            found.append(cue)
    found.sort(key=lambda c: (c.start, -c.end))  # stable: of two for the same words the surer kind stays first
    outer: list[_Cue] = []
    for cue in found:
        if not outer or cue.end > outer[-1].end:
            outer.append(cue)
    return [c for c in outer if c.ahead is not None]


def _away(between: str, joined: re.Pattern[str]) -> int:
    """Return how far a cue is; a sign between counts as 25 letters, for it may part clauses, a lone "and" as 50."""
    return len(between) + 25 * len(re.findall(r"[,:;—–«»\"()]", between)) + 50 * bool(joined.fullmatch(between))


def border_of(expression: Expression, text: Text, lang: Lang) -> Border | None:
    """Return what the preposition says: `ahead` and `behind` settle the tense of a weekday, too."""
    start = text.back[expression.span.start]
    before, own = text.norm[max(0, start - 20) : start].rstrip(" "), expression.span.of(text.raw).lower()
    borders = load(lang).borders
    if expression.adjective:
        return None
    sides: tuple[Border, ...] = ("since", "until")
    if expression.means == "weekday":
        sides = ("ahead", "behind", *sides)
    for side in sides:
        if any(m.end() == len(before) for m in borders[side].finditer(before)):
            return side
        match = borders[side].match(own)
        if match and own[match.end() : match.end() + 1] == " " and not (expression.end_days or expression.end_year):
            return side
    return None
