"""Names of bodies: in the nominative («Центрального бюро» is «Центральное бюро»), and in quotes beside a share."""

from __future__ import annotations

from collections.abc import Sequence

from kg import lexicon
from kg.model import Case, Lang, Token
from kg.morphology import is_word, nominative

_OPENERS, _CLOSERS = frozenset('«“„"'), frozenset('»”"')
_LONGEST, _SHARE_NEAR = 7, 9  # words of a quoted name; words from it to its share


def body_name(tokens: Sequence[Token], text: str, lang: Lang, cases: frozenset[Case]) -> str:
    """Return the name that `tokens` of `text` spell, its head noun and the adjectives before it in the nominative.

    `cases` are those the name can be in. Unknown words, abbreviations and quoted names come back as they stand.
    """
    start, end = tokens[0].span.start, tokens[-1].span.end
    head = next((k for k, t in enumerate(tokens) if not t.is_a("ADJ")), None)
    one = head is not None and _is_one(tokens[head], lang)
    if one and not any(r.case == "nom" and r.number != "plur" for r in tokens[head or 0].readings):
        cases -= {"nom"}  # «Партии свободы»: no plural
    if head:
        cases = cases & tokens[0].cases or cases  # «Высшего суда»: no vessels, «суда»
    if head is None or ("nom" in cases and any(r.case == "nom" for r in tokens[0].readings)):
        return text[start:end]
    noun = tokens[head]
    if one:
        singular = [r for r in noun.readings if r.case in cases and r.number != "plur"]
        cases = frozenset(r.case for r in singular if r.case) or cases
    readings = [r for r in noun.readings if r.pos == "NOUN" and r.case in cases and r.case != "nom"]
    readings = [r for r in readings if r.number != "plur"] or readings if one else readings
    parts = [part for t in tokens[: head + 1] for part in t.text.split("-")]
    known = all(is_word(part, lang) and not part.isupper() for part in parts)
    if not readings or not known or not tokens[0].text[:1].isalpha():
        return text[start:end]
    gender, number = readings[0].gender, readings[0].number or "sing"
    words = [nominative(t.text, lang, gender, number, name=False, cases=cases) for t in tokens[: head + 1]]
    return " ".join(words) + text[noun.span.end : end]


def _is_one(noun: Token, lang: Lang) -> bool:
    """Whether a noun is a word for a body, of which a name tells one: «Партия», «Союз»."""
    return bool(noun.lemmas & lexicon.language(lang).bodies.keys())


def headed_name(tokens: Sequence[Token], i: int, last: int, lang: Lang) -> int | None:
    """Return the token after a body's name that begins with its kind at i: «Партии свободы и справедливости»."""
    if not tokens[i].text[:1].isupper() or tokens[i].text.isupper() or not _is_one(tokens[i], lang):
        return None
    end, at = i + 1, i + 1
    while at < min(last, i + _LONGEST):
        token = tokens[at]
        if token.is_a("NOUN", "ADJ") and "gen" in token.cases and not token.is_a("VERB"):
            end = at + 1
        elif token.readings[0].pos != "CCONJ" or end != at:
            break
        at += 1
    return end if end > i + 1 else None


def quoted_candidate(tokens: Sequence[Token], i: int, last: int, percent: frozenset[str]) -> int | None:
    """Return the token after a name in quotation marks that begins at i and is told a share: «Третий путь» — 13%."""
    if i == 0 or tokens[i - 1].text not in _OPENERS or not tokens[i].text[:1].isupper():
        return None
    close = next((j for j in range(i + 1, min(i + _LONGEST, last)) if tokens[j].text in _CLOSERS), None)
    if close is None or any(r.form == "fin" for t in tokens[i:close] for r in t.readings[:1]):
        return None
    for j in range(close + 1, min(close + _SHARE_NEAR, last - 1)):
        if tokens[j].text in _OPENERS:
            return None
        following = tokens[j + 1]
        if tokens[j].text[:1].isdigit() and (following.text in percent or following.lemmas & percent):
            return close
    return None
