"""Numbers in the text: shares in percent and counts of people, as digits or as words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extraction.scene import Scene
from kg.lexicon.wordlists import words

_DIGITS = re.compile(r"\d+(?:[.,]\d+)?$")
_BEFORE = 3  # words from «пятый» to the noun it counts
_DECIMAL = re.compile(r"\d{1,2}[.,]\d{1,2}$")
_DECIMALS, _ALL = 2, 100  # digits after the comma of a share, and what no share exceeds
_GROUP = re.compile(r"\d{3}$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at tokens first..last (excluded)."""

    value: float
    first: int
    last: int


def percents(scene: Scene, where: Sequence[int]) -> list[Quantity]:
    """Return the shares in percent among these tokens, in text order."""
    found = []
    for i in where:
        token = scene.tokens[i]
        if i + 1 < len(scene.tokens) and _DIGITS.match(token.text):
            following = scene.tokens[i + 1]
            if following.lemmas & scene.language.percent or following.text in scene.language.percent:
                found.append(_share(scene, i))
    return found


def _share(scene: Scene, i: int) -> Quantity:
    """Return the share whose last number is token i: «57, 61%» has a space too much."""
    token, text = scene.tokens[i], scene.tokens[i].text
    if i > 1 and text.isdigit() and len(text) <= _DECIMALS and scene.tokens[i - 1].text == ",":
        whole, comma = scene.tokens[i - 2], scene.tokens[i - 1]
        apart = whole.span.end == comma.span.start < token.span.start - 1
        if whole.text.isdigit() and int(whole.text) < _ALL and apart:
            return Quantity(float(f"{whole.text}.{text}"), i - 2, i + 2)
    return Quantity(float(text.replace(",", ".")), i, i + 2)


def shares(scene: Scene, where: Sequence[int]) -> list[Quantity]:
    """Return the shares in percent, and the decimals after the first that count nothing: «X набрал 51,2%, Y — 40,3»."""
    told = percents(scene, where)
    taken = {i for q in told for i in range(q.first, q.last)}
    more = [q for q in _bare_decimals(scene, where) if told and q.first >= told[0].last and q.first not in taken]
    return sorted([*told, *more], key=lambda q: q.first)


def _bare_decimals(scene: Scene, where: Sequence[int]) -> list[Quantity]:
    found = []
    for i in where:
        text = scene.tokens[i].text
        if _DECIMAL.match(text) and float(text.replace(",", ".")) < _ALL and not _counts_something(scene, i + 1):
            found.append(Quantity(float(text.replace(",", ".")), i, i + 1))
    return found


def _counts_something(scene: Scene, i: int) -> bool:
    """Whether a word is what the number before it counts: a noun in small letters, a multiple, a unit, a sign."""
    if i >= len(scene.tokens):
        return False
    token = scene.tokens[i]
    if token.lemmas & scene.language.multiples.keys() or token.text in scene.language.percent:
        return True
    return token.text[:1].islower() and not token.is_a("ADP", "CCONJ", "SCONJ", "VERB", "ADV", "PART")


def counts(scene: Scene, where: Sequence[int]) -> list[Quantity]:
    """Return the whole numbers among these tokens that can count people: «3700», «четыре тысячи», «п'ятьох»."""
    found: list[Quantity] = []
    k = 0
    while k < len(where):
        read = _count(scene, where, k)
        if read is None:
            k += 1
            continue
        found.append(read)
        k = next((j for j in range(k, len(where)) if where[j] >= read.last), len(where))
    return found


def people(scene: Scene, where: Sequence[int]) -> list[Quantity]:
    """Return the counts that can be of people: no spans of time («за пять дней»), but «тысяча», «понад сотню» too."""
    units = words(scene.document.lang, "unit")
    found = [q for q in counts(scene, where) if not _counts_units(scene, q, units)]
    taken = {t for q in found for t in range(q.first, q.last)}
    for i in where:
        readings = [
            r for r in scene.tokens[i].readings
            if r.lemma in scene.language.multiples and r.number == "sing" and r.case in ("nom", "acc")
        ]  # fmt: skip
        if i not in taken and readings and scene.tokens[i].text.isalpha() and (i == 0 or i - 1 not in taken):
            found.append(Quantity(float(scene.language.multiples[readings[0].lemma]), i, i + 1))
    return sorted(found, key=lambda q: q.first)


def _counts_units(scene: Scene, quantity: Quantity, units: frozenset[str]) -> bool:
    following = scene.tokens[quantity.last] if quantity.last < len(scene.tokens) else None
    return following is not None and bool(following.lemmas & units)


def _count(scene: Scene, where: Sequence[int], k: int) -> Quantity | None:
    i = where[k]
    value: float | None = None
    if scene.tokens[i].text.isdigit():
        digits = scene.tokens[i].text
        while i + 1 < len(scene.tokens) and _GROUP.match(scene.tokens[i + 1].text) and len(digits) <= 6:
            i += 1  # «3 700», the thousands set apart by a space
            digits += scene.tokens[i].text
        value = float(digits)
    elif _DIGITS.match(scene.tokens[i].text):
        value = float(scene.tokens[i].text.replace(",", "."))
    else:
        while i < len(scene.tokens) and (part := _numeral(scene, i)) is not None:
            value = (value or 0) + part
            i += 1
        i -= 1
    if value is None:
        return None
    if i + 1 < len(scene.tokens):
        multiple = next(
            (scene.language.multiples[x] for x in _words(scene, i + 1) if x in scene.language.multiples), None
        )
        if multiple:
            value, i = value * multiple, i + 1
        elif scene.tokens[i + 1].text in scene.language.percent:
            return None
    return Quantity(value, where[k], i + 1) if value == int(value) else None


def _numeral(scene: Scene, i: int) -> int | None:
    return next((scene.language.numbers[x] for x in _words(scene, i) if x in scene.language.numbers), None)


def _words(scene: Scene, i: int) -> list[str]:
    return sorted(scene.tokens[i].lemmas | {scene.tokens[i].norm})


def ordinal(scene: Scene, tokens: Sequence[int], where: Sequence[int]) -> int | None:
    """Return which one an event is said to be: «пятый разговор», «созвонились пятый раз»; None if nothing says so."""
    for i in where:
        value = next(
            (scene.language.ordinals[x] for x in sorted(scene.tokens[i].lemmas) if x in scene.language.ordinals), None
        )
        if value is None:
            continue
        time = i + 1 < len(scene.tokens) and scene.tokens[i + 1].lemmas & scene.language.times
        before = any(0 < t - i <= _BEFORE for t in tokens if scene.tokens[t].is_a("NOUN"))
        if before or (time and any(abs(t - i) <= _BEFORE for t in tokens)):
            return value
    return None
