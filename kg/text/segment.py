"""Text to sentences and tokens, offsets kept.

Lines are cut first: captions, subheads and teasers have no full stop, and a sentence splitter would glue them to what
follows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from razdel import sentenize

from kg.model import Form, Span, Token, Zone, ZoneKind

_LETTER = r"[^\W\d_]"
_WORD = re.compile(
    rf"{_LETTER}+(?:\.{_LETTER}+)*\.(?:by|ru|ua|com|org|net|info|news|eu|io)\b"  # sites as names: TUT.by
    r"|(?:[A-Z]\.){2,}"  # U.S., U.N.
    rf"|(?:{_LETTER}|[́­])+(?:[-‑'’ʼ`](?![A-Z]\.[A-Z])(?:{_LETTER}|[́­]|\d)+)*"  # but Russian-U.S. is two
    rf"|\d+(?:[.,:]\d+)*(?:-{_LETTER}+)*"
    r"|\.{2,}|…|<>|[^\w\s]|_",
)
_BREAK = re.compile(r"[^\n\r\u2028\u2029]+")


def split_sentences(
    text: str, zones: tuple[Zone, ...], abbreviations: frozenset[str] = frozenset()
) -> Iterator[tuple[Span, ZoneKind]]:
    """Yield each sentence with the zone it stands in, in text order; without zones all is body.

    A sentence that would end with one of `abbreviations` and a full stop goes on in the next.
    """
    parts = zones or (Zone("body", Span(0, len(text))),) if text else ()
    for zone in parts:
        for line in _BREAK.finditer(text, zone.span.start, zone.span.end):
            begun: int | None = None
            for s in sentenize(line.group()):
                if not s.text.strip():
                    continue
                begun = s.start if begun is None else begun
                if s.stop < len(line.group().rstrip()) and _abbreviated(s.text, abbreviations):
                    continue
                yield Span(line.start() + begun, line.start() + s.start + len(s.text)), zone.kind
                begun = None


def _abbreviated(sentence: str, abbreviations: frozenset[str]) -> bool:
    """Whether a sentence ends with an abbreviation or an initial: "said Gov.", "met John F."."""
    last = sentence.rsplit(maxsplit=1)[-1]
    word = last.removesuffix(".").lstrip("(\"“'").lower()
    return bool(abbreviations) and last.endswith(".") and (word in abbreviations or (len(word) == 1 and word.isalpha()))


def split_tokens(text: str, sentence: Span, form_of: Callable[[str], Form]) -> Iterator[Token]:
    """Yield the words and signs of a sentence; spaces are in no token."""
    for m in _WORD.finditer(text, sentence.start, sentence.end):
        word = m.group()
        yield Token(Span(m.start(), m.end()), word, form_of(word))
