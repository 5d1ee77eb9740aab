"""The net's heads in numpy: what is read off the word vectors. `training/network.py` computes the same in torch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from kg.neural.candidates import Candidate
from kg.neural.features import Ints, distances, sentence_gaps
from kg.neural.labels import ANCHORS, CANDIDATES, EVENTS

Floats = npt.NDArray[np.float32]
Spans = Sequence[tuple[int, int]]


class Heads:
    """All heads over the word vectors `h` [tokens, H] of one document; `sentence_of` is the sentence of each token."""

    def __init__(self, weights: Mapping[str, Floats], h: Floats, sentence_of: Ints) -> None:
        self.weights, self.h, self.sentence_of = weights, h, sentence_of
        self._sums = np.concatenate([np.zeros((1, h.shape[1]), np.float32), np.cumsum(h, axis=0, dtype=np.float32)])

    def _linear(self, name: str, x: Floats) -> Floats:
        product: Floats = x @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        return product

    def _spans(self, spans: Spans) -> Floats:
        first, last = (np.array(x, dtype=np.int64) for x in zip(*spans, strict=True))
        mean = (self._sums[last] - self._sums[first]) / (last - first)[:, None].astype(np.float32)
        return np.concatenate([self.h[first], self.h[last - 1], mean], axis=1)

    def mention_scores(self) -> Floats:
        """Return the probability of outside, and begin and inside of each type, for each token."""
        return softmax(self._linear("mention", self.h))

    @cached_property
    def trigger_scores(self) -> Floats:
        """The probability of outside, begin and inside for each token and event type, [tokens, events, 3]."""
        return softmax(self._linear("trigger", self.h).reshape(len(self.h), len(EVENTS), 3))

    def mentions(self, candidates: Sequence[Candidate]) -> Floats:
        """Return the vectors of candidates."""
        types = np.array([CANDIDATES.index(c.type) for c in candidates])
        spans = self._spans([(c.first, c.last) for c in candidates])
        return relu(self._linear("mention_vector", spans) + self.weights["mention_type.weight"][types])

    def antecedents(self, m: Floats, first: Ints, similarity: Ints) -> Floats:
        """Return how well mention j (column) is an antecedent of mention i (row), [n, n]; over 0 beats none."""
        z = self._linear("later", m)[:, None] + self._linear("earlier", m)[None]
        z = z + self._linear("both", m[:, None] * m[None])
        z += self.weights["similarity.weight"][similarity] + self.weights["apart.weight"][distances(first, first)]
        scores: Floats = self._linear("antecedent", relu(z))[..., 0]
        return scores

    def anchors(self, spans: Spans, types: Sequence[str]) -> tuple[Floats, Floats]:
        """Return the vectors of triggers for roles and for attributes."""
        kinds = self.weights["anchor_type.weight"][np.array([ANCHORS.index(t) for t in types])]
        states = self._spans(spans)
        return (
            relu(self._linear("anchor_vector", states) + kinds),
            relu(self._linear("attribute_vector", states) + kinds),
        )

    def holders(self, people: Sequence[Candidate]) -> tuple[Floats, Floats]:
        """Return the vectors of mentions of people as anchors of `of`, and the scores of each office for each."""
        vectors = relu(self._linear("office_vector", self._spans([(c.first, c.last) for c in people])))
        office = self.weights["anchor_type.weight"][ANCHORS.index("Office")]
        return relu(vectors + office), self._linear("office", vectors)

    def roles(
        self, anchors: Floats, at: Sequence[int], m: Floats, prominence: Ints, candidates: Sequence[Candidate]
    ) -> Floats:
        """Return the score of each candidate for each role of each anchor, [anchors, candidates, roles]."""
        of, to = np.array(at, dtype=np.int64), np.array([c.first for c in candidates], dtype=np.int64)
        gaps = sentence_gaps(self.sentence_of[of], self.sentence_of[to])
        z = self._linear("by_anchor", anchors)[:, None] + self._linear("by_mention", m)[None]
        z = z + self._linear("by_product", anchors[:, None] * m[None])
        z = z + self.weights["distance.weight"][distances(of, to)] + self.weights["sentence.weight"][gaps]
        z = z + self.weights["prominence.weight"][prominence]
        return self._linear("role", relu(z))

    def attribute(self, name: str, vector: Floats) -> Floats:
        """Return the probability of each value of an attribute."""
        return softmax(self._linear(f"attributes.{name}", vector))


def relu(x: Floats) -> Floats:
    """Return x where it is positive, else 0."""
    return np.maximum(x, np.float32(0))


def softmax(x: Floats) -> Floats:
    """Return probabilities along the last axis."""
    spread = np.exp(x - x.max(axis=-1, keepdims=True))
    result: Floats = spread / spread.sum(axis=-1, keepdims=True)
    return result


def sigmoid(x: Floats) -> Floats:
    """Return the probability of each score."""
    result: Floats = (1 / (1 + np.exp(-np.clip(x, -30, 30)))).astype(np.float32)
    return result


def by_key(scores: Floats, key_of: Ints, keys: int) -> Floats:
    """Return the best score of each key's candidates, [A, keys, R], of scores [A, M, R].

    Learned with sums, read with the best: sums favour those named often (F1 0.628 against 0.618).
    """
    found: Floats = np.full((scores.shape[0], keys, scores.shape[2]), -1e4, dtype=np.float32)
    for key in range(keys):
        found[:, key] = scores[:, key_of == key].max(axis=1)
    return found
