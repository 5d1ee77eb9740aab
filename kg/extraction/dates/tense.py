"""Whether the clause around an expression looks ahead, from the words near it and the preposition before it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from kg.extraction.dates.grammar import Expression, Text, is_name
from kg.extraction.dates.words import Words, load
from kg.model import Lang, Span
from kg.morphology import is_word, reader

Future = Callable[[Span], bool | None]
_WORD = re.compile(r"[^\W\d_][\w'-]+")
_NEAR = 6  # cues to weigh on each side
_FAR = 150  # letters, signs between counted in, from which a cue tells nothing
Border = Literal["since", "until", "ahead", "behind"]


def tense_of(text: Text, lang: Lang, weak: bool = False) -> Future:
    """Return a function that tells from the words near a span whether they look ahead (None: no word tells).

    `weak` takes the present tense for a look ahead, too, and infinitives before the day ("agreed to see her on
    Friday"): right for weekdays («в пятницу летит»), wrong for the days of a chronicle («6 декабря суд отменяет
    выборы»).
    """
    words = load(lang)
    joined = re.compile(rf"\s*(?:{words.joint})\s*")
    kinds = ("neither", "future", "past", "before", *(("nonpast", "before_weekday") if weak else ()))
    heard: dict[tuple[int, int], list[_Cue]] = {}

    def future(span: Span) -> bool | None:
        start, end = text.back[span.start], text.back[span.end - 1] + 1
        place = text.sentence(start, end)
        if place not in heard:
            heard[place] = _cues(words, kinds, text, lang, *place)
        behind = bisect_left(heard[place], end, key=lambda c: c.start)
        before = bisect_left(heard[place], start, key=lambda c: c.start)
        near = [c for c in heard[place][max(0, before - _NEAR) : before] if start - _FAR <= c.end <= start]
        near += [c for c in heard[place][behind : behind + _NEAR] if not c.before and c.start <= end + _FAR]
        between = {c: text.norm[end : c.start] if c.start >= end else text.norm[c.end : start] for c in near}
        away = {c: _away(between[c], joined, words.clause) for c in near}
        best = min(near, key=away.__getitem__) if near else None
        return best.ahead if best is not None and away[best] <= _FAR else None

    return future


@dataclass(frozen=True, slots=True)
class _Cue:
    start: int
    end: int
    ahead: bool | None
    before: bool = False  # counts only before the day: "to see her on Friday", but "flew on Friday to see her"


def _cues(words: Words, kinds: tuple[str, ...], text: Text, lang: Lang, first: int, last: int) -> list[_Cue]:
    """Return the words that look ahead or back, the longest and surest where several fit; no names: "Mohammed"."""
    found = list(_futures(text, lang, first, last))
    for kind in kinds:
        for match in words.tense[kind].finditer(text.norm, first, last):
            if is_name(text, match.start()) and text.span(*match.span()).of(text.raw)[1:].islower():
                continue
            if kind in ("past", "nonpast") and not _may_be_verb(match[0], lang):
                continue
            ahead = None if kind == "neither" else kind != "past"
            found.append(_Cue(match.start(), match.end(), ahead, kind.startswith("before")))
    found.sort(key=lambda c: (c.start, -c.end))  # stable: of two for the same words the surer kind stays first
    outer: list[_Cue] = []
    for cue in found:
        if not outer or cue.end > outer[-1].end:
            outer.append(cue)
    return [c for c in outer if c.ahead is not None]


def _futures(text: Text, lang: Lang, first: int, last: int) -> Iterator[_Cue]:
    """Yield the verbs that the dictionary knows in the future tense alone: «прийме», «встретятся»."""
    for match in _WORD.finditer(text.norm, first, last):
        readings = reader(lang)(match[0])
        if not (readings and all(r.pos == "VERB" and r.tense == "fut" for r in readings)):
            continue
        if is_word(match[0], lang) and not is_name(text, match.start()):
            yield _Cue(match.start(), match.end(), True)


def _may_be_verb(word: str, lang: Lang) -> bool:
    """Whether a word with the ending of a verb is one, or one the dictionary does not know."""
    if " " in word or not is_word(word, lang):
        return True
    return any(r.pos == "VERB" or r.form is not None for r in reader(lang)(word))


def _away(between: str, joined: re.Pattern[str], clause: re.Pattern[str]) -> int:
    """Return how far a cue is: a sign or a word that may part clauses counts as 25 letters, a lone "and" as 50."""
    parted = len(re.findall(r"[,:;—–«»\"()]", between)) + len(clause.findall(between))
    return len(between) + 25 * parted + 50 * bool(joined.fullmatch(between))


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
    first, _ = text.sentence(start, start + 1)
    for side in sides:
        if side == "ahead" and borders["lasting"].search(text.norm, first, start):
            continue
        if any(m.end() == len(before) for m in borders[side].finditer(before)):
            return side
        match = borders[side].match(own)
        if match and own[match.end() : match.end() + 1] == " " and not (expression.end_days or expression.end_year):
            return side
    return None
