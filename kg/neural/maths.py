"""What the heads compute with, in numpy."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


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


def best_of(x: Floats, key_of: Ints, keys: int) -> Floats:
    """Return the greatest of the numbers of each key's candidates, [A, keys, R], of numbers [A, M, R]."""
    found: Floats = np.full((x.shape[0], keys, x.shape[2]), -1e4, dtype=np.float32)
    for key in range(keys):
        found[:, key] = x[:, key_of == key].max(axis=1)
    return found
