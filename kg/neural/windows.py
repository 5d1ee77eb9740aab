"""A document cut into windows the encoder can take; every piece is read where it has most context on both sides."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kg.model import Document
from kg.neural.maths import Floats, Ints
from kg.neural.tokenizer import END, START, Tokenizer

SIZE, STRIDE = 510, 384  # pieces; the encoder knows 512 positions, two of them for start and end


@dataclass(frozen=True)
class Windows:
    """Piece ids of each window, and for each piece inside a token: its window, its row there, and its token."""

    ids: tuple[Ints, ...]
    window: Ints
    row: Ints
    token: Ints
    tokens: int

    def gather(self, states: list[Floats]) -> Floats:
        """Return one vector a token, the mean of its pieces', from one array [pieces, H] a window."""
        longest = max(len(s) for s in states)
        padded = np.zeros((len(states), longest, states[0].shape[1]), dtype=np.float32)
        for i, s in enumerate(states):
            padded[i, : len(s)] = s
        sums = np.zeros((self.tokens, padded.shape[2]), dtype=np.float32)
        np.add.at(sums, self.token, padded[self.window, self.row])
        return sums / self.counts[:, None]

    @property
    def counts(self) -> Floats:
        """The number of pieces of each token, at least 1."""
        return np.maximum(np.bincount(self.token, minlength=self.tokens), 1).astype(np.float32)


def cut(document: Document, tokenizer: Tokenizer) -> Windows:
    """Cut a document into windows of at most 512 pieces that overlap by 126."""
    ids, offsets = tokenizer(document.article.text)
    token_of = _tokens(document, offsets)
    starts = [0]
    while starts[-1] + SIZE < len(ids):
        starts.append(starts[-1] + STRIDE)
    ends = [min(len(ids), a + SIZE) for a in starts]
    windows, rows, tokens = [], [], []
    for piece, touched in enumerate(token_of):
        if not touched:
            continue
        inside = [w for w, (a, b) in enumerate(zip(starts, ends, strict=True)) if a <= piece < b]
        best = max(inside, key=lambda w: (min(piece - starts[w], ends[w] - piece), -w))
        windows += [best] * len(touched)
        rows += [piece - starts[best] + 1] * len(touched)
        tokens += touched
    arrays = tuple(np.array([START, *ids[a:b], END], dtype=np.int64) for a, b in zip(starts, ends, strict=True))
    window, row, in_token = (np.array(x, dtype=np.int64) for x in (windows, rows, tokens))
    return Windows(arrays, window, row, in_token, len(document.tokens))


def _tokens(document: Document, offsets: list[tuple[int, int]]) -> list[list[int]]:
    """Return the tokens each piece shares a code point with: mostly one, none between tokens, two for «».»."""
    found: list[list[int]] = []
    tokens, at = document.tokens, 0
    for start, end in offsets:
        while at < len(tokens) and tokens[at].span.end <= start:
            at += 1
        last = at
        while last < len(tokens) and tokens[last].span.start < end:
            last += 1
        found.append(list(range(at, last)))
    return found
