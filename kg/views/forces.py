"""Places of thousands of nodes in seconds: springs along the edges, repulsion through a grid and Fourier transforms.

Each round costs a constant for the grid and a little for each node and edge. Start and order are fixed: no randomness.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

_CELLS = 128
_ROUNDS = 90


def relax(points: Points, pairs: NDArray[np.int64], rounds: int = _ROUNDS) -> Points:
    """Return the n x 2 points moved so that neighbours (m x 2 numbers) are about 1 apart and all others farther."""
    size = len(points)
    side = np.sqrt(size)
    points = _centred(points) / max(float(np.abs(points).max()), 1e-9) * side / 2
    degree = np.bincount(pairs.ravel(), minlength=size)
    pull = 1 / np.sqrt(np.minimum(degree[pairs[:, 0]], degree[pairs[:, 1]]) + 1)[:, None]
    mass = 1 + 0.5 * np.sqrt(degree)
    kernel = _kernel()
    for step in range(rounds):
        force = _repulsion(points, mass, kernel) * 0.6 - 0.02 * points
        apart = points[pairs[:, 1]] - points[pairs[:, 0]]
        spring = apart * np.sqrt((apart**2).sum(axis=1))[:, None] * pull
        for axis in (0, 1):
            force[:, axis] += np.bincount(pairs[:, 0], spring[:, axis], size)
            force[:, axis] -= np.bincount(pairs[:, 1], spring[:, axis], size)
        length = np.sqrt((force**2).sum(axis=1))[:, None]
        limit = 0.08 * side * (1 - step / rounds) ** 1.5 + 0.02
        points = points + force / np.maximum(length, 1e-9) * np.minimum(length * 0.25, limit)
    return _centred(points)


def _centred(points: Points) -> Points:
    return np.asarray(points - points.mean(axis=0))


def _kernel() -> tuple[NDArray[np.complex128], NDArray[np.complex128]]:
    """Return the transforms of x/r² and y/r² over twice the grid, in cells, soft below half a cell."""
    axis = np.fft.fftfreq(2 * _CELLS, 1 / (2 * _CELLS))
    x, y = np.meshgrid(axis, axis, indexing="ij")
    square = x**2 + y**2 + 0.25
    return np.fft.rfft2(x / square), np.fft.rfft2(y / square)


def _repulsion(
    points: Points, mass: NDArray[np.float64], kernel: tuple[NDArray[np.complex128], NDArray[np.complex128]]
) -> Points:
    """Return for each point the sum of mass · (away / distance²) over all others, read off a grid."""
    low = points.min(axis=0)
    cell = max(float((points.max(axis=0) - low).max()), 1e-9) / (_CELLS - 2)
    at = (points - low) / cell
    corner = np.floor(at).astype(np.int64)
    part = at - corner
    shares = [
        ((corner[:, 0] + dx) * 2 * _CELLS + corner[:, 1] + dy, _share(part[:, 0], dx) * _share(part[:, 1], dy))
        for dx in (0, 1)
        for dy in (0, 1)
    ]
    grid = np.zeros(4 * _CELLS**2)
    for index, share in shares:
        grid += np.bincount(index, mass * share, len(grid))
    field = np.fft.rfft2(grid.reshape(2 * _CELLS, 2 * _CELLS))
    force = np.zeros_like(points)
    for axis in (0, 1):
        pushed = np.fft.irfft2(field * kernel[axis], (2 * _CELLS, 2 * _CELLS)).ravel()
        force[:, axis] = sum(pushed[index] * share for index, share in shares)
    return force * mass[:, None] / cell


def _share(part: NDArray[np.float64], side: int) -> NDArray[np.float64]:
    return part if side else 1 - part
