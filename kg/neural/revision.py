"""A second look at who fills which role: each actor beside all others. `training/revision.py` is the same in torch.

The first look scores every mention by itself. What it cannot see: that a call has its two sides already, that somebody
else has the role more surely, that this is whom everybody in the article rings.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from kg.neural.maths import Bools, Floats, Ints, relu, sigmoid, softmax

HEADS = 4  # of the attention among the actors
FAINT = 1e-3  # added to a probability before its logarithm is taken
_EPSILON = 1e-5  # of the norm, as torch has it


class Revision:
    """Revises first scores, with the weights whose names begin with `revision.`."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        self.weights = weights

    def __call__(
        self, seen: Floats, scores: Floats, allowed: Bools, m: Floats, key_of: Ints, alone: bool = False
    ) -> Floats:
        """Return the second scores [A, keys, R] of anchors in text order.

        `seen` [A, keys, pair] is the best of what the first look saw of each key's mentions, `scores` [A, keys, R] what
        it made of that, `allowed` which keys can fill which roles, `m` [M, width] the vectors of mentions, `key_of`
        their keys. `alone`: the anchors know nothing of each other.
        """
        anchors, keys, _ = scores.shape
        p: Floats = sigmoid(scores) * allowed
        each = np.zeros((keys, m.shape[1]), np.float32)
        np.add.at(each, key_of, m)
        each /= np.bincount(key_of, minlength=keys).astype(np.float32)[:, None]
        company: Floats = np.einsum("akr,kw->arw", p, each).reshape(anchors, -1)
        z = self._linear("seen", seen) + self._linear("said", p) + self._linear("company", company)[:, None]
        z = relu(z + self._linear("elsewhere", elsewhere(np.zeros_like(p) if alone else p)))
        z = self._norm(z + self._attended(z, p))
        revised: Floats = scores + self._linear("role", relu(z))
        return revised

    def _attended(self, z: Floats, p: Floats) -> Floats:
        """Return what each actor takes from the others of its anchor, from those most that fill a role of it."""
        anchors, keys, width = z.shape
        query, key, value = (
            self._linear(name, z).reshape(anchors, keys, HEADS, -1).swapaxes(1, 2) for name in ("query", "key", "value")
        )
        heard = np.log(p.max(-1) + np.float32(FAINT))[:, None, None]
        shares = softmax(query @ key.swapaxes(2, 3) / np.float32(np.sqrt(width / HEADS)) + heard)
        return self._linear("attended", (shares @ value).swapaxes(1, 2).reshape(anchors, keys, width))

    def _linear(self, name: str, x: Floats) -> Floats:
        product: Floats = x @ self.weights[f"revision.{name}.weight"].T + self.weights[f"revision.{name}.bias"]
        return product

    def _norm(self, x: Floats) -> Floats:
        spread = np.sqrt(x.var(-1, keepdims=True) + np.float32(_EPSILON))
        normal: Floats = (x - x.mean(-1, keepdims=True)) / spread
        return normal * self.weights["revision.norm.weight"] + self.weights["revision.norm.bias"]


def elsewhere(p: Floats) -> Floats:
    """Return the roles of each key at all other anchors together, the one before and the one after, [A, keys, 3R]."""
    none = np.zeros_like(p[:1])
    others = np.log1p(p.sum(0, keepdims=True) - p)
    found: Floats = np.concatenate([others, np.concatenate([none, p[:-1]]), np.concatenate([p[1:], none])], axis=-1)
    return found
