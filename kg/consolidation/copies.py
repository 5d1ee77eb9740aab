"""Near-identical texts: wire copies and reprints, found by a sketch of their words.

A sketch has 64 bins; each word triple falls into one, and the smallest hash in each bin is kept (one permutation
hashing, Li, Owen & Zhang 2012). Bins that agree estimate the share of triples that two texts have in common.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

_BINS, _BAND, _SHINGLE, _DIGITS = 64, 4, 3, 4
_EMPTY = "-" * _DIGITS
_ENOUGH = 0.65  # share of triples; a copy with a new first sentence still has more, two reports of one event less
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Text:
    """What is known of the text of an article: its outlet, its day, its sketch."""

    source: str
    published: str
    sketch: str

    def blocks(self) -> tuple[str, ...]:
        """The keys by which near-identical texts are found."""
        return bands(self.sketch)


def sketch(text: str) -> str:
    """Return the sketch of a text as hexadecimal digits; texts of few words have few bins filled."""
    words = _WORD.findall(text.casefold())
    least: list[int | None] = [None] * _BINS
    for i in range(max(1, len(words) - _SHINGLE + 1)):
        shingle = " ".join(words[i : i + _SHINGLE]).encode("utf-8", "surrogatepass")
        value = int.from_bytes(hashlib.blake2b(shingle, digest_size=6).digest(), "big")
        which, rest = value % _BINS, (value // _BINS) & 0xFFFFFF
        kept = least[which]
        if kept is None or rest < kept:
            least[which] = rest
    return "".join(_EMPTY if value is None else f"{value & 0xFFFF:04x}" for value in least)


def bands(sketch: str) -> tuple[str, ...]:
    """Return the keys of a sketch: texts that share one may be near-identical."""
    width = _BAND * _DIGITS
    parts = ((i, sketch[i : i + width]) for i in range(0, len(sketch), width))
    return tuple(f"text|{i // width}|{part}" for i, part in parts if "-" not in part)


def likeness(one: str, other: str) -> float:
    """Return the share of word triples that two texts have in common, as their sketches tell it."""
    pairs = [(one[i : i + _DIGITS], other[i : i + _DIGITS]) for i in range(0, len(one), _DIGITS)]
    filled = [(a, b) for a, b in pairs if a != _EMPTY or b != _EMPTY]
    return sum(a == b for a, b in filled) / len(filled) if filled else 0.0


def is_copy(one: Text, other: Text) -> bool:
    """Whether two texts are near-identical."""
    return likeness(one.sketch, other.sketch) >= _ENOUGH


def original(texts: Mapping[str, Text]) -> str:
    """Return the first published of near-identical texts."""
    return min(texts, key=lambda name: (texts[name].published or "9999", name))
