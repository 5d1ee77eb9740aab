"""Whether the clause around an expression looks ahead, from the words near it and the preposition before it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from kg.extraction.dates.grammar import Expression, Text, sentence
from kg.extraction.dates.words import Words, load
from kg.model import Lang, Span

Future = Callable[[Span], bool | None]
Border = Literal["since", "until", "ahead", "behind"]


def tense_of(text: Text, lang: Lang, weak: bool = False) -> Future:
    """Return a function that tells from the words near a span whether they look ahead (None: no word tells).

    `weak` takes the present tense for a look ahead, too: right for weekdays («в пятницу летит»), wrong for the days of
    a chronicle («6 декабря суд отменяет выборы»).
    """
    words = load(lang)
    kinds = ("neither", "future", "past", "nonpast") if weak else ("neither", "future", "past")

    def future(span: Span) -> bool | None:
        start, end = text.back[span.start], text.back[span.end - 1] + 1
        first, last = sentence(text.norm, start, end)
        cues = [c for c in _cues(words, kinds, text.norm, first, last) if c.end <= start or c.start >= end]
        away = {c: _away(text.norm[end : c.start] if c.start >= end else text.norm[c.end : start]) for c in cues}
        return min(cues, key=away.__getitem__).ahead if cues else None

    return future


@dataclass(frozen=True, slots=True)
class _Cue:
    start: int
    end: int
    ahead: bool | None


def _cues(words: Words, kinds: tuple[str, ...], norm: str, first: int, last: int) -> list[_Cue]:
    """Return the words that look ahead or back, the longest and surest where several fit."""
    found: list[_Cue] = []
    for kind in kinds:
        for match in words.tense[kind].finditer(norm, first, last):
            cue = _Cue(match.start(), match.end(), None if kind == "neither" else kind != "past")
            if not any(c.start <= cue.start and cue.end <= c.end for c in found):
                found = [c for c in found if not (cue.start <= c.start and c.end <= cue.end)]
                found.append(cue)
    return [c for c in found if c.ahead is not None]


def _away(between: str) -> int:
    """Return how far a cue is; a sign between counts as 25 letters, for it may part clauses."""
    return len(between) + 25 * len(re.findall(r"[,:;—–«»\"()]", between))


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
