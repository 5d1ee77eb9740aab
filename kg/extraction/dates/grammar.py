"""From words to expressions: what a calendar expression says, before anybody asks when that was."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from kg.extraction.dates.words import Meaning, Rule, Words, load
from kg.model import Lang, Span

_SAME = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'", "\u2028": "\n", "\u2029": "\n", "‑": "-"})
_UNSEEN = frozenset("\u00ad\u0301\u200b\u200c\u200d\u2060\ufeff")
_GAP = re.compile(r",? ")


@dataclass(frozen=True, slots=True)
class Expression:
    """What one expression says. `days` in text order; `through`: first day to last day; weekdays count from Monday = 0.

    `shift` is -1 last, 0 this, 1 next; `count` and `unit` with their sign tell how far away; `end_*` close a range.
    """

    span: Span
    rule: str
    means: Meaning
    days: tuple[int, ...] = ()
    through: bool = False
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    shift: int | None = None
    season: int | None = None
    count: int | None = None
    unit: str | None = None
    end_days: tuple[int, ...] = ()
    end_month: int | None = None
    end_year: int | None = None
    adjective: bool = False  # «субботнее голосование»
    named: int | None = None  # days from publication, of «сегодня, 7 мая»


@dataclass(frozen=True)
class Text:
    """A text to search: lower case, signs unified, stress marks and soft hyphens left out; `at` maps back."""

    raw: str
    norm: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Return where norm[start:end] stands in the text itself."""
        return Span(self.at[start], self.at[end - 1] + 1)

    @cached_property
    def _breaks(self) -> tuple[list[int], list[int]]:
        """Where signs that end a sentence or line begin and end, in order."""
        found = [m.span() for m in re.finditer(r"[.!?…](?:\s|$)|\n", self.norm)]
        return [a for a, _ in found], [b for _, b in found]

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Return where the sentence or line around a place in `norm` begins and ends."""
        begins, ends = self._breaks
        before, behind = bisect_right(ends, start), bisect_left(begins, end)
        return ends[before - 1] if before else 0, begins[behind] if behind < len(begins) else len(self.norm)

    @cached_property
    def back(self) -> dict[int, int]:
        """Offsets of the text to offsets of `norm`."""
        return {place: i for i, place in enumerate(self.at)}


def unify(text: str) -> Text:
    r"""Return the searchable form of a text.

    >>> unify("9\xa0Августа").norm
    '9 августа'
    """
    seen = {sign: _unified(sign) for sign in set(text) - _UNSEEN}
    at = tuple(place for place, sign in enumerate(text) if sign in seen)
    return Text(text, "".join([seen[text[place]] for place in at]), at)


def _unified(sign: str) -> str:
    if unicodedata.category(sign) == "Zs" or sign == "\t":
        return " "
    low = sign.translate(_SAME).lower()
    return low if len(low) == 1 else sign


def read(text: Text, lang: Lang) -> tuple[Expression, ...]:
    """Find the calendar expressions of a text, in order, never overlapping; of two that overlap the longer stays."""
    words = load(lang)
    found = [(m, rule) for rule in words.rules for m in _matches(text, rule)]
    found.sort(key=lambda pair: _rank(pair[0]))
    taken = bytearray(len(text.norm))
    expressions = []
    for match, rule in found:
        start, end = match.span(_core(match))
        if any(taken[start:end]):
            continue
        expression = _express(text, words, rule, match)
        if expression is not None:
            taken[start:end] = b"1" * (end - start)
            expressions.append(expression)
    expressions = [e for e in expressions if e.means != "nothing"]
    expressions.sort(key=lambda e: e.span)
    return tuple(_joined(text, expressions))


def _rank(match: re.Match[str]) -> tuple[int, int, int]:
    """Sort the longest expression first; of two that cover the same the one that looked at more words around it."""
    start, end = match.span(_core(match))
    return start - end, match.start() - match.end(), start


def _core(match: re.Match[str]) -> str | int:
    return "core" if match.groupdict().get("core") is not None else 0  # not every way to say a rule has one


def _matches(text: Text, rule: Rule) -> list[re.Match[str]]:
    matches = [m for m in rule.pattern.finditer(text.norm) if _is_written_so(text, rule, m)]
    if not matches or not rule.unless:
        return matches
    places = {m.start(): text.sentence(m.start(), m.end()) for m in matches}
    barred = {place for place in set(places.values()) if rule.unless.search(text.norm, *place)}
    return [m for m in matches if places[m.start()] not in barred]


def _is_written_so(text: Text, rule: Rule, match: re.Match[str]) -> bool:
    if rule.capital and not text.raw[text.at[match.start(rule.capital)]].isupper():
        return False
    return not (rule.means == "season" and is_name(text, match.start("season")))


def is_name(text: Text, start: int) -> bool:
    """Whether a word has a capital that no sentence begin explains: «Весна» the rights group, not the season."""
    if not text.raw[text.at[start]].isupper():
        return False
    return not re.search(r"(?:^|[.!?…:\n•—-])[\s«\"“„(]*$", text.norm[max(0, start - 5) : start])


def _express(text: Text, words: Words, rule: Rule, match: re.Match[str]) -> Expression | None:
    """Return what the match says, or None if its numbers are no date (a 31st of June)."""
    said = {name: word for name, word in match.groupdict().items() if word}
    number: dict[str, int | None] = {name: _number(words, name, word) for name, word in said.items()}
    number.update(rule.fixed)
    days, through = _days(words, said.get("days") or said.get("day") or "")
    end_days, _ = _days(words, said.get("day2", ""))
    expression = Expression(
        span=text.span(*match.span(_core(match))),
        rule=rule.id,
        means=rule.means,
        days=days,
        through=through,
        month=_first(number, "month", "monthly", "month2"),
        year=_first(number, "year", "years", "bare"),
        weekday=None if (w := _first(number, "weekday", "weekdaily")) is None else w - 1,
        shift=_first(number, "shift", "shift2"),
        season=number.get("season"),
        count=_count(rule, number, "count" in number),
        unit=words.value("unit", said["unit"]) if "unit" in said else rule.unit,
        adjective="monthly" in said or "weekdaily" in said,
        end_days=end_days,
        end_month=number.get("month2"),
        end_year=_first(number, "year2", "bare2"),
    )
    return expression if _possible(expression) else None


def _first(number: Mapping[str, int | None], *names: str) -> int | None:
    return next((number[n] for n in names if number.get(n) is not None), None)


def _count(rule: Rule, number: Mapping[str, int | None], counted: bool) -> int | None:
    """Days from publication of a named day, or how many units away, with its sign."""
    if (named := _first(number, "named", "again")) is not None:
        return named
    if counted:
        return None if number["count"] is None else rule.sign * number["count"]
    return rule.sign if rule.means in ("offset", "again", "eve") else None


def _number(words: Words, slot: str, word: str) -> int | None:
    """Return the number that a word or figure stands for in this slot."""
    name = slot.rstrip("2")
    if figure := re.match(r"\d+", word):
        return int(figure[0])
    value = words.value("number" if name == "count" else name, word)
    return int(value) if value is not None and re.fullmatch(r"-?\d+", value) else None


def _days(words: Words, said: str) -> tuple[tuple[int, ...], bool]:
    parts = [p for p in re.split(rf"\s*[,–—]\s*|(?<=\d)-(?=\d)|\s+-\s+| (?:{words.joint}) ", said) if p]
    days = [_number(words, "ordinal", re.sub(rf"^(?:{words.joint}) ", "", p)) for p in parts]
    return tuple(d for d in days if d), bool(re.search(r"[–—]|\d ?- ?\d", said))


def _possible(e: Expression) -> bool:
    longest = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}
    if e.month is not None and not 1 <= e.month <= 12:
        return False
    last = longest.get(e.end_month or e.month or 1, 31)
    return all(1 <= d <= longest.get(e.month or 1, 31) for d in e.days) and all(1 <= d <= last for d in e.end_days)


def _joined(text: Text, found: list[Expression]) -> list[Expression]:
    """Join «в понедельник» + «1 февраля», «накануне» + «в четверг»: one mention, one value."""
    joined: list[Expression] = []
    for expression in found:
        last = joined[-1] if joined else None
        if last and _GAP.fullmatch(text.norm, text.back[last.span.end - 1] + 1, text.back[expression.span.start]):
            both = _both(last, expression)
            if both:
                joined[-1] = both
                continue
        joined.append(expression)
    return joined


def _both(first: Expression, second: Expression) -> Expression | None:
    """Return two expressions for one day as one, or None if they are two."""
    span = first.span.join(second.span)
    one_day = second.means in ("date", "day") and len(second.days) == 1
    if first.means == "weekday" and one_day and second.weekday is None:
        return replace(second, span=span, weekday=first.weekday, rule=f"{first.rule} {second.rule}")
    if first.means == "offset" and first.unit == "day" and first.count in (-2, -1, 0, 1, 2) and one_day:
        return replace(second, span=span, named=first.count, rule=f"{first.rule} {second.rule}")
    near = first.unit == "day" and first.count in (-1, 0, 1)
    if first.means in ("offset", "again", "eve") and near and second.means == "weekday":
        named = first.count if first.means == "offset" else None  # «наутро, в воскресенье»: the verb tells
        return replace(second, span=span, named=named, rule=f"{first.rule} {second.rule}")
    return None
