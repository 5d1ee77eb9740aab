"""Names of bodies in the nominative: «Центрального избирательного бюро» is the «Центральное избирательное бюро»."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Case, Lang, Token
from kg.morphology import is_word, nominative


def body_name(tokens: Sequence[Token], text: str, lang: Lang, cases: frozenset[Case]) -> str:
    """Return the name that `tokens` of `text` spell, its head noun and the adjectives before it in the nominative.

    `cases` are those the name can be in. Unknown words, abbreviations and quoted names come back as they stand.
    """
    start, end = tokens[0].span.start, tokens[-1].span.end
    head = next((k for k, t in enumerate(tokens) if not t.is_a("ADJ")), None)
    if head is None or ("nom" in cases and any(r.case == "nom" for r in tokens[0].readings)):
        return text[start:end]
    noun = tokens[head]
    readings = [r for r in noun.readings if r.pos == "NOUN" and r.case in cases and r.case != "nom"]
    known = all(is_word(t.text, lang) and not t.text.isupper() for t in tokens[: head + 1])
    if not readings or not known or not tokens[0].text[:1].isalpha():
        return text[start:end]
    gender, number = readings[0].gender, readings[0].number or "sing"
    words = [nominative(t.text, lang, gender, number, name=False, cases=cases) for t in tokens[: head + 1]]
    return " ".join(words) + text[noun.span.end : end]
