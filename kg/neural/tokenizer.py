"""Text to pieces of words: the unigram tokenizer of the encoder (Kudo 2018), its vocabulary pruned to our languages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

_SPACE = "▁"
_WORD = re.compile(f"{_SPACE}[^{_SPACE}]*")
_UNKNOWN_COST = 10.0
_WORST = -1e30
START, PADDING, END, UNKNOWN = 0, 1, 2, 3  # the first pieces of the vocabulary, as XLM-R numbers them


class Tokenizer:
    """Splits text into the likeliest pieces; `normal` maps characters to how the vocabulary writes them."""

    def __init__(self, pieces: Sequence[str], scores: Sequence[float], normal: Mapping[str, str]) -> None:
        self.ids: dict[str, int] = {}
        for i, piece in enumerate(pieces):
            self.ids.setdefault(piece, i)
        self.scores = [float(s) for s in scores]
        self.normal = normal
        self.longest = max(map(len, pieces))
        self.unknown = min(self.scores) - _UNKNOWN_COST
        self._pieces = lru_cache(200_000)(self._split)

    def __call__(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        """Return the ids of the pieces, and for each the code points start..end of `text` it covers."""
        chars, position = [_SPACE], [0]
        for i, char in enumerate(text):
            for c in self.normal.get(char, char):
                if c != " ":
                    chars.append(c)
                    position.append(i)
                elif chars[-1] != _SPACE:
                    chars.append(_SPACE)
                    position.append(i)
        written = "".join(chars)
        ids: list[int] = []
        offsets: list[tuple[int, int]] = []
        for word in _WORD.finditer(written):
            at = word.start()
            for id, length in self._pieces(word.group()):
                first = at + 1 if written[at] == _SPACE and length > 1 else at
                ids.append(id)
                offsets.append((position[first], position[at + length - 1] + 1))
                at += length
        return ids, offsets

    def _split(self, word: str) -> tuple[tuple[int, int], ...]:
        """Return id and length of each piece of a word: the path of the highest score (Viterbi)."""
        n = len(word)
        best = [0.0] + [_WORST] * n
        back: list[tuple[int, int]] = [(0, UNKNOWN)] * (n + 1)
        for start in range(n):
            for end in range(start + 1, min(n, start + self.longest) + 1):
                id = self.ids.get(word[start:end], UNKNOWN)
                if id != UNKNOWN and best[start] + self.scores[id] > best[end]:
                    best[end], back[end] = best[start] + self.scores[id], (start, id)
            if best[start] + self.unknown > best[start + 1]:
                best[start + 1], back[start + 1] = best[start] + self.unknown, (start, UNKNOWN)
        found: list[tuple[int, int]] = []
        end = n
        while end:
            start, id = back[end]
            found.append((id, end - start))
            end = start
        return tuple(reversed(found))
