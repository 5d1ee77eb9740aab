"""What a noun phrase tells about itself: its case, number, gender, preposition, and the noun it hangs on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from kg import lexicon
from kg.extraction.inflection import ALL_CASES, FIXED_ENDINGS, cases_from
from kg.extraction.tagged import is_particle
from kg.lexicon import Language
from kg.model import Case, Token
from kg.morphology import normalise
from kg.registry.keys import given_names

__all__ = [
    "ALL_CASES",
    "adjectival",
    "cases_of",
    "gender_of",
    "governed",
    "noun_before",
    "preposition_before",
    "surname_cases",
]

_NAMES = ("given", "surname", "patronymic", "place")
_SKIPPED = ("ADJ", "DET", "NUM")
_OPEN_ENDINGS = "ая" + FIXED_ENDINGS + "йь"
_INSTRUMENTAL = ("ом", "ем", "єм", "им", "ым")  # «Ворачитом», but «Блом» and «Ким» too
_FAR = 5  # tokens a preposition may stand before its noun
_GENDERED = tuple(  # endings of surnames by which a man's differs from a woman's
    f"{root}{ending}"
    for root in ("ов", "ев", "єв", "ин", "ын", "ін", "ск", "цк", "ьк")
    for ending in (
        "",
        "ий",
        "ого",
        "ому",
        "им",
        "ым",
        "ом",
        "а",
        "ая",
        "у",
        "ой",
        "ую",
        "ої",
        "ій",
        "ою",
        "і",
        "е",
        "ові",
    )
)
Gender = Literal["masc", "fem", "neut"]


def cases_of(tokens: Sequence[Token], gender: str | None = None, as_name: bool = False) -> frozenset[Case]:
    """Return the cases all words of a phrase can share; words that do not inflect say nothing."""
    shared = ALL_CASES
    for token in tokens:
        readings = [r for r in token.readings if r.case and r.case != "voc"]
        if as_name:
            readings = [r for r in readings if r.name in _NAMES] or readings
        if gender:
            readings = [r for r in readings if r.gender in (gender, None)] or readings
        cases = frozenset(r.case for r in readings if r.case)
        if cases and shared & cases:
            shared &= cases
    return shared


def gender_of(tokens: Sequence[Token], cases: frozenset[Case] = ALL_CASES) -> Gender | None:
    """Return the gender a person's name shows in these cases, or None.

    All words must agree: «Дмитрия» could be a woman's nominative, «Пескова» cannot. Only usual given names and surnames
    with endings of their own tell: what the dictionary makes up for the rest («Михаэла», «Тоадер») does not count.
    """
    shared: frozenset[tuple[str, str]] | None = None
    for token in tokens:
        pairs = _gender_and_case(token)
        if pairs and (shared is None or shared & pairs):
            shared = pairs if shared is None else shared & pairs
    seen = {gender for gender, case in shared or () if case in cases} or {gender for gender, _ in shared or ()}
    return seen.pop() if len(seen) == 1 else None  # type: ignore[return-value]  # a gender of the dictionary


def _gender_and_case(token: Token) -> frozenset[tuple[str, str]]:
    readings = [r for r in token.readings if r.name in ("given", "patronymic", "surname") and r.number != "plur"]
    usual = [r for r in readings if r.name == "given" and r.lemma in given_names()]
    if token.norm in given_names() and all(r.case != "nom" for r in usual):
        return frozenset()  # «Стефані» is a name of its own, no locative of «Стефан»
    rest = [r for r in readings if r.name != "given"] if token.norm.endswith(_GENDERED) else []
    return frozenset((r.gender, r.case) for r in (usual or rest) if r.gender and r.case)


def surname_cases(
    word: str, nominatives: frozenset[str], in_dictionary: bool, gender: str | None, guessed: frozenset[Case]
) -> frozenset[Case]:
    """Return the cases a surname can be in; what the dictionary makes up for foreign names is put right.

    `nominatives`: lower-case nominatives that the registry or the article has for its stem. Without one, surnames in
    -о -у -ю -и -ы -е may not inflect; «Стубб», unlike «Стуббу», is a nominative whatever the dictionary guesses.
    """
    ending = normalise(word)[-1]
    if nominatives:
        if in_dictionary and "nom" in guessed and gender != "fem" and normalise(word) in nominatives:
            return guessed  # Ukrainian inflects «Лукашенко», Russian does not: the dictionary knows
        told = frozenset(case for n in nominatives for case in cases_from(word, n, gender))
        if told:
            return told
    if in_dictionary:
        return guessed
    if ending in FIXED_ENDINGS:
        return guessed | {"nom"}
    if normalise(word).endswith(_INSTRUMENTAL):
        return guessed | {"nom", "ins"}
    return guessed if ending in _OPEN_ENDINGS or "nom" in guessed else frozenset({"nom"})


def adjectival(token: Token) -> bool:
    """Whether a word stands before a noun as adjectives do; the Ukrainian dictionary takes «свій» for a pronoun."""
    return token.is_a(*_SKIPPED) or bool(token.lemmas & lexicon.language("uk").possessives)


def preposition_before(tokens: Sequence[Token], first: int, start: int) -> str | None:
    """Return the preposition that governs the phrase beginning at `first`, if there is one before its modifiers."""
    for j in range(first - 1, max(start, first - _FAR) - 1, -1):
        token = tokens[j]
        if token.readings[0].pos == "ADP":
            return token.norm
        if not adjectival(token) and token.text not in ("«", '"', "“", "„") and not is_particle(token.text):
            return None
    return None


def governed(cases: frozenset[Case], preposition: str | None, language: Language) -> frozenset[Case]:
    """Narrow cases to those the preposition takes; without one there is no locative."""
    if preposition is None:
        return (cases - {"loc"}) or cases
    return (cases & language.governs.get(preposition, ALL_CASES)) or cases


def noun_before(tokens: Sequence[Token], first: int, start: int, cases: frozenset[Case]) -> int | None:
    """Return the noun right before a phrase that can be its genitive attribute («штаб его соперницы»), or None."""
    if "gen" not in cases:
        return None
    for j in range(first - 1, max(start, first - _FAR) - 1, -1):
        token = tokens[j]
        first_reading = token.readings[0]
        if first_reading.pos in ("NOUN",) and first_reading.name not in _NAMES and not token.text.isupper():
            return j
        if token.text.isupper() and len(token.text) > 1 and token.text.isalpha():
            return j
        if not (token.is_a("ADJ", "DET") and "gen" in token.cases) and first_reading.pos != "NUM":
            return None
    return None
