"""The net's heads in numpy: what is read off the word vectors. `training/network.py` computes the same in torch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from kg.neural.candidates import Candidate
from kg.neural.features import Links, Places
from kg.neural.labels import ANCHORS, CANDIDATES, EVENTS
from kg.neural.maths import Bools, Floats, Ints, best_of, relu, softmax
from kg.neural.revision import Revision

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

    def antecedents(self, m: Floats, at: Links) -> Floats:
        """Return how well mention j (column) is an antecedent of mention i (row), [n, n]; over 0 beats none."""
        z = self._linear("later", m)[:, None] + self._linear("earlier", m)[None]
        z = z + self._linear("both", m[:, None] * m[None])
        z += self.weights["similarity.weight"][at.similarity] + self.weights["apart.weight"][at.apart]
        z += self.weights["passed.weight"][at.passed] + self.weights["gap.weight"][at.gap]
        z += self.weights["clause.weight"][at.clause]
        z += self._linear("later_grammar", at.grammar)[:, None] + self._linear("earlier_grammar", at.grammar)[None]
        scores: Floats = self._linear("antecedent", relu(z))[..., 0] - self._linear("new", m)
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
        self, anchors: Floats, m: Floats, prominence: Ints, at: Places, key_of: Ints, allowed: Bools,
        alone: bool = False,
    ) -> Floats:  # fmt: skip
        """Return the score of each key for each role of each anchor, [anchors, keys, roles]; anchors in text order.

        `m` are the vectors of the candidates, `key_of` their keys, `at` where they stand as the anchors see them;
        `alone`: the anchors know nothing of each other.
        """
        z = self._linear("by_anchor", anchors)[:, None] + self._linear("by_mention", m)[None]
        z = z + self._linear("by_product", anchors[:, None] * m[None])
        z += self.weights["distance.weight"][at.distance] + self.weights["sentence.weight"][at.sentence]
        z += self.weights["between.weight"][at.between] + self.weights["rank.weight"][at.rank]
        z = relu(z + self.weights["prominence.weight"][prominence])
        keys = allowed.shape[1]
        first = best_of(self._linear("role", z), key_of, keys)
        return Revision(self.weights)(best_of(z, key_of, keys), first, allowed, m, key_of, alone)

    def attribute(self, name: str, vector: Floats) -> Floats:
        """Return the probability of each value of an attribute."""
        return softmax(self._linear(f"attributes.{name}", vector))
