"""English words of respect before names, of which the net makes people or parts of names: "HE", "Her Excellency"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg import lexicon
from kg.extraction.tagged import has_capital, is_honorific
from kg.model import Document
from kg.neural.tagging import Tagged


def without_honorifics(document: Document, found: Sequence[Tagged]) -> list[Tagged]:
    """Return the mentions, people without the words of respect before their names, and those not that stand alone.

    "His Excellency" without a name stays, as a title does.
    """
    stripped = [_stripped(document, t) if t.type == "Person" else t for t in found]
    begins = {t.first for t in stripped if t.type == "Person" and has_capital(document.tokens[t.first])}
    return [t for t in stripped if t.type != "Person" or not _only_before_a_name(document, t, begins)]


def _stripped(document: Document, t: Tagged) -> Tagged:
    first = _after(document, t.first, t.last)
    named = first < t.last and has_capital(document.tokens[first])
    return replace(t, first=first) if named and first > t.first else t


def _only_before_a_name(document: Document, t: Tagged, begins: set[int]) -> bool:
    """Whether a mention is but words of respect, or "his" before them, and somebody's name follows."""
    honoured = any(is_honorific(document, i) for i in range(t.first, min(t.last + 1, len(document.tokens))))
    after = _after(document, t.first, len(document.tokens))
    return honoured and t.last <= after and after in begins - {t.first}


def _after(document: Document, at: int, end: int) -> int:
    """Return the token after the words of respect that begin at a token, full stops and "his" among them."""
    pronouns = lexicon.language(document.lang).pronouns
    first = at
    while at < end:
        token = document.tokens[at]
        possessive = pronouns.get(token.norm, {}).get("possessive") and at == first
        if not (is_honorific(document, at) or possessive or (token.text == "." and at > first)):
            break
        at += 1
    return at if any(is_honorific(document, i) for i in range(first, at)) else first
