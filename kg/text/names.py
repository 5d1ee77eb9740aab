"""Proper names by the slovnet tagger: Russian directly, Ukrainian through a respelling.

The weights come with the natasha package, which is never imported: it pulls in pymorphy2, which breaks on new Pythons.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, cast

from kg.model import Lang, NameSpan, Span
from kg.text.tagger import load_tagger

Label = Literal["PER", "LOC", "ORG"]

_MARKS = "\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufeff"  # stress marks, soft hyphens and other invisible signs
_LETTER = rf"[^\W\d_{_MARKS}]"
_TOKEN = re.compile(
    rf"""
    (?P<glued> [а-яёіїєґ]{{2,}}(?=[А-ЯЁІЇЄҐ][а-яёіїєґ]) )  # words glued by a web page: «такожМер»
    | (?P<word> {_LETTER}(?:{_LETTER}|[{_MARKS}])*
              (?: ['’ʼ](?=[а-яіїєґ]) (?:{_LETTER}|[{_MARKS}])+ | [-‑‐–—_](?:{_LETTER}|[{_MARKS}\d])+ )* )
    | (?P<number> \d+(?:[.,/\\]\d+)*(?:[-‑‐–—_](?:{_LETTER}|[{_MARKS}\d])+)* )
    | (?P<sign> [.?!…]{{2,}} | \S )
    """,
    re.VERBOSE,
)
_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_INVISIBLE = re.compile(f"[{_MARKS}]")
_LATIN_NAME = re.compile(
    r"""
    (?<![\w@/.-]) [A-Z][A-Za-z0-9]+ (?:[.&'’-][A-Za-z0-9]{2,})*
    (?:[\ \u00a0] (?:(?:of|for|de|the|and|&)[\ \u00a0])? [A-Z][A-Za-z0-9]+)*
    (?![\w@])
    """,
    re.VERBOSE,
)
_NAME_WORD = re.compile(r"[^\W\d_][\w'’ʼ-]+")
_LEAST_SURNAME = 5  # letters; shorter words begin alike by chance
_STOPS = frozenset(".?!…")


class Word(NamedTuple):
    """A token of the tagger: its words as the net reads them; a sentence end put in at a line break has no span."""

    text: str
    span: tuple[int, int] | None


def find_names(text: str, lang: Lang) -> tuple[NameSpan, ...]:
    """Find names of persons, places and organizations, in text order, never overlapping.

    Lines are separate sentences even without a full stop. A surname the tagger saw once is found wherever it stands;
    Latin-script names it overlooks are taken as organizations. English: nothing yet. Raises KgError if the tagger's
    weights are not installed.
    """
    if lang == "en" or not text:
        return ()
    tagger = load_tagger()
    words = [Word(tagger.respell(w.text), w.span) if lang == "uk" else w for w in _words(text)]
    names = _spans(words, tagger.tags([w.text for w in words]))
    names += _repeated(text, words, names)
    names += _latin_names(text, names)
    return tuple(sorted(names, key=lambda name: name.span))


def _words(text: str) -> Iterator[Word]:
    for line in _LINE.finditer(text):
        last = ""
        for token in _TOKEN.finditer(text, line.start(), line.end()):
            last = token.group()
            yield Word(last if last.isalpha() else _clean(last), token.span())
        if last and last[-1] not in _STOPS:
            yield Word(".", None)


def _clean(token: str) -> str:
    composed = unicodedata.normalize("NFC", token)
    return _INVISIBLE.sub("", composed).replace("‑", "-").replace("‐", "-") or token


def _spans(words: Sequence[Word], tags: Sequence[str]) -> list[NameSpan]:
    names: list[NameSpan] = []
    open_name: tuple[int, int, str] | None = None
    for word, tag in zip([*words, Word("", None)], [*tags, "O"], strict=True):
        part, _, label = tag.partition("-")
        if part == "I" and open_name and word.span and open_name[2] == label:
            open_name = (open_name[0], word.span[1], label)
            continue
        if open_name:
            names.append(NameSpan(Span(open_name[0], open_name[1]), cast(Label, open_name[2])))
        open_name = (*word.span, label) if label and word.span else None
    return names


def _repeated(text: str, words: Sequence[Word], names: Sequence[NameSpan]) -> list[NameSpan]:
    """Persons the tagger overlooked: untagged words that begin like a surname it saw, and like no other name."""
    surnames: set[str] = set()
    others: set[str] = set()
    for name in names:
        parts = _NAME_WORD.findall(name.span.of(text))
        if name.label == "PER":
            surnames.update(_stem(part) for part in parts[-1:])
        else:
            others.update(map(_stem, parts))
    wanted = surnames - others
    taken = _covered(text, names)
    return [
        NameSpan(Span(*word.span), "PER")
        for word in words
        if word.span and not taken[word.span[0]] and _is_repeat(text[slice(*word.span)], wanted)
    ]


def _is_repeat(word: str, stems: set[str]) -> bool:
    return len(word) >= _LEAST_SURNAME and word.istitle() and _stem(word) in stems


def _stem(word: str) -> str:
    """Drop the letters that cases change; at least 4 stay."""
    return word[: max(4, len(word) - 3)].lower()


def _covered(text: str, names: Sequence[NameSpan]) -> bytearray:
    taken = bytearray(len(text))
    for name in names:
        taken[name.span.start : name.span.end] = b"x" * (name.span.end - name.span.start)
    return taken


def _latin_names(text: str, names: Sequence[NameSpan]) -> Iterator[NameSpan]:
    taken = _covered(text, names)
    for match in _LATIN_NAME.finditer(text):
        if not any(taken[match.start() : match.end()]):
            yield NameSpan(Span(*match.span()), "ORG")
