"""The names that the tagger found, on tokens: cut at verbs glued into them, stretched over particles it left out."""

from __future__ import annotations

from collections.abc import Set

from kg import lexicon
from kg.model import Document, NameSpan, Token

_FULL = 2  # words of a full name: of «Папа Франциск» the title is a part


def tagged_names(document: Document, titles: Set[str]) -> dict[int, tuple[int, str]]:
    """Return for the first token of each tagged name the token after it and its label.

    `titles` are lemmas with which titles begin: «Президент Петро Порошенко» has one before the name.
    """
    starts = {t.span.start: i for i, t in enumerate(document.tokens)}
    found: dict[int, tuple[int, str]] = {}
    for name in document.names:
        first = _first_token(name, starts, document)
        if first is None:
            continue
        last = first
        while last < len(document.tokens) and document.tokens[last].span.start < name.span.end:
            last += 1
        if name.label == "PER" and last == first + 1 and opens_as_noun(document, first):
            continue
        if name.label == "PER":
            first = _after_titles(document, first, last, titles)
        for start, stop in _cut(document, first, last):
            found[start] = _stretched(document, stop) if name.label == "PER" else stop, name.label
    return found


def _after_titles(document: Document, first: int, last: int, titles: Set[str]) -> int:
    """Return where a person's full name begins, after titles written large."""
    at = first
    while at < last and document.tokens[at].lemmas & titles:
        at += 1
    return at if last - at >= _FULL else first


def opens_as_noun(document: Document, i: int) -> bool:
    """Whether a word that opens a sentence is a noun that only looks like a given name: «Влада» are those in power."""
    told = {(r.name, r.case) for r in document.tokens[i].readings if r.pos == "NOUN"}
    kinds = {name for name, _ in told}
    return (None, "nom") in told and "given" in kinds and "surname" not in kinds and _opens(document, i)


def _opens(document: Document, i: int) -> bool:
    return any(s.first == i for s in document.sentences)


def has_capital(token: Token) -> bool:
    """Whether a word has a capital, after a particle perhaps: «аль-Асад»."""
    particle, dash, rest = token.text.partition("-")
    return particle[:1].isupper() or bool(dash and rest[:1].isupper() and is_particle(particle))


def is_honorific(document: Document, at: int) -> bool:
    """Whether a word is one of respect before a name: "HE" and "Dr", and no pronoun at the head of a sentence."""
    token, known = document.tokens[at], lexicon.language(document.lang)
    if token.norm.rstrip(".") not in known.honorifics:
        return False
    if token.norm not in known.pronouns:
        return token.text[:1].isupper()
    following = document.tokens[at + 1].text if at + 1 < len(document.tokens) else ""
    return token.text.isupper() and following[:1].isupper() and not following.isupper()


def is_particle(word: str) -> bool:
    """Whether a word is a small one inside personal names, in the script of any of our languages."""
    return word in lexicon.language("en").particles


def _stretched(document: Document, last: int) -> int:
    """Return the token after a name that goes on with a particle: «Абдель Фаттах | аль-Бурхан»."""
    tokens = document.tokens
    while last < len(tokens) and tokens[last].text[0].islower() and has_capital(tokens[last]):
        last += 1
    return last


def _cut(document: Document, first: int, last: int) -> list[tuple[int, int]]:
    """Cut tokens first..last at verbs and colons the tagger glued into a name: «Блінкен відвідав Аббаса»."""
    words = document.tokens
    cuts = [k for k in range(first + 1, last) if words[k].text == ":" or _is_plain_verb(words[k])]
    if not cuts:
        return [(first, last)]
    ends = list(zip([first, *(c + 1 for c in cuts)], [*cuts, last], strict=True))
    return [(a, b) for a, b in ends if a < b and document.tokens[a].text[:1].isupper()]


def _is_plain_verb(token: Token) -> bool:
    return token.text[:1].islower() and all(r.pos == "VERB" and r.form == "fin" for r in token.readings)


def _first_token(name: NameSpan, starts: dict[int, int], document: Document) -> int | None:
    for at in range(name.span.start, name.span.end):
        if at in starts:
            return starts[at]
    return None
