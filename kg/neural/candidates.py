"""Who and what can fill a role: mentions the net tagged, and what the rules find exactly (states, dates, numbers)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg import lexicon
from kg.extraction.quantities import counts, percents
from kg.extraction.scene import Scene
from kg.model import Cast, Document, Mention
from kg.neural.labels import CandidateType

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?$")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens first..last (excluded) that can fill a role; one `key`, one filler.

    `rule` is the index of the mention of the rules that it stands in, if any.
    """

    first: int
    last: int
    type: CandidateType
    key: str
    rule: int | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A number at tokens first..last (excluded)."""

    first: int
    last: int
    value: float
    percent: bool = False


def numbers(scene: Scene) -> tuple[Number, ...]:
    """Return all numbers of a document outside its dates, in text order: counts, shares, decimals."""
    where = range(len(scene.tokens))
    taken = {i for d in scene.document.dates for i in tokens_within(scene.document, d.span.start, d.span.end)}
    found = [Number(q.first, q.last, q.value, True) for q in percents(scene, where)]
    found += [Number(i, i + 1, float(t.text.replace(",", "").replace(".", ""))) for i, t in enumerate(scene.tokens)
              if scene.document.lang == "en" and _THOUSANDS.match(t.text)]  # fmt: skip
    found += [Number(q.first, q.last, q.value) for q in counts(scene, where)]
    found += [
        Number(i, i + 1, float(t.text.replace(",", "."))) for i, t in enumerate(scene.tokens) if _NUMBER.match(t.text)
    ]
    kept: list[Number] = []
    for number in found:
        if taken.isdisjoint(range(number.first, number.last)):
            taken.update(range(number.first, number.last))
            kept.append(number)
    return tuple(sorted(kept, key=lambda n: n.first))


def tokens_within(document: Document, start: int, end: int) -> list[int]:
    """Return the tokens that share a code point with start..end."""
    from bisect import bisect_left

    at = bisect_left(document.tokens, start, key=lambda t: t.span.end - 1)
    found = []
    while at < len(document.tokens) and document.tokens[at].span.start < end:
        found.append(at)
        at += 1
    return found


def fixed(document: Document, amounts: Sequence[Number]) -> list[Candidate]:
    """Return the candidates that need no net: each value of each date, the day of publication, each number."""
    found = []
    for date in document.dates:
        tokens = tokens_within(document, date.span.start, date.span.end)
        if tokens and date.values:
            found += [Candidate(tokens[0], tokens[-1] + 1, "date", f"date:{value}") for value in date.values]
    if document.published and document.tokens:
        found.append(Candidate(0, 1, "day", f"date:{document.published.value}"))
    return found + [Candidate(n.first, n.last, "number", f"number:{n.value:g}") for n in amounts]


def untagged(document: Document, cast: Cast, tagged: Iterable[Candidate]) -> list[Candidate]:
    """Return the mentions of the rules that the net did not tag: countries inside titles, people in passing.

    A country the net took for a place is both: "the vote in Kenya".
    """
    covered = {i for c in tagged for i in range(c.first, c.last) if c.type not in ("Person", "Place")}
    places = {i for c in tagged for i in range(c.first, c.last) if c.type == "Place"}
    names = {c.first for c in tagged} | {c.last - 1 for c in tagged}
    found = []
    for i, m in enumerate(cast.mentions):
        first, last = name_tokens(document, m)
        if len(cast.refers[i]) != 1 or not covered.isdisjoint(range(first, last)):
            continue
        if m.type != "State" and not places.isdisjoint(range(first, last)):
            continue
        type: CandidateType = "state" if m.type == "State" else "place" if m.type == "Place" else "actor"
        if type == "actor" and (first in names or last - 1 in names):
            continue
        found.append(Candidate(first, last, type, cast.refers[i][0], i))
    return found


def name_tokens(document: Document, m: Mention) -> tuple[int, int]:
    """Return the tokens of a mention's own words, without a title before its name."""
    first = m.first
    while first < m.last - 1 and document.tokens[first].span.start < m.span.start:
        first += 1
    return first, m.last


def is_pronoun(document: Document, first: int, last: int) -> bool:
    """Whether tokens first..last are one personal or possessive pronoun."""
    known = lexicon.language(document.lang).pronouns
    return last - first == 1 and any(x in known for x in document.tokens[first].lemmas | {document.tokens[first].norm})


def rule_mention(document: Document, cast: Cast, first: int, last: int, type: str) -> int | None:
    """Return the mention of the rules that these tokens stand in: of those of the same kind, sharing most tokens.

    Of «соперница Токаева» that is the rival, not the genitive.
    """
    best: tuple[float, int] | None = None
    for i, m in enumerate(cast.mentions):
        if m.first >= last or m.last <= first or not _same_kind(m, type):
            continue
        if m.attribute_of is not None and first <= m.attribute_of < m.first:
            continue
        shared = min(last, m.last) - max(first, m.first)
        score = shared / (max(last, m.last) - min(first, m.first)) + (0.5 if m.last == last else 0.0)
        if best is None or score > best[0]:
            best = score, i
    return None if best is None else best[1]


def _same_kind(m: Mention, type: str) -> bool:
    if m.kind == "pronoun":
        return type != "Place"
    if type == "Place":
        return m.type in ("Place", "State")
    return m.type == type or (m.type is None and type == "Person")
