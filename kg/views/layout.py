"""Where the nodes of a drawing go: stress majorization in numpy, the same picture for the same network on every run.

Distances on paper follow distances in the network (Gansner, Koren & North 2004); an edge between hubs is longer than one to
a leaf, so hubs move apart. The parts of a disconnected network are laid out alone and packed in rows.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

EXACT = 600  # above this many nodes all-pairs distances cost too much: landmarks place them
_ROUNDS = 60


def layout(size: int, pairs: Sequence[tuple[int, int]], aspect: float = 1.4) -> Points:
    """Return `size` x 2 coordinates, y downward, longer side about `aspect` times the other; neighbours are about 1 apart.

    `pairs` are edges between the numbers 0..size-1; directions, repetitions and loops do not matter.
    """
    near: list[set[int]] = [set() for _ in range(size)]
    for a, b in pairs:
        if a != b:
            near[a].add(b)
            near[b].add(a)
    points = np.zeros((size, 2))
    boxes = []
    for part in _parts(near):
        place = {node: index for index, node in enumerate(part)}
        local = [sorted(place[other] for other in near[node]) for node in part]
        boxes.append((part, _one_part(local, aspect)))
    for part, placed in _pack(boxes, aspect):
        points[part] = placed
    return points


def spread(points: Points, sizes: NDArray[np.float64], rounds: int = 60) -> Points:
    """Push boxes of `sizes` (n x 2: width, height) around `points` apart until none overlap or the rounds are over."""
    moved = points.copy()
    if len(moved) < 2:
        return moved
    reach = (sizes[:, None, :] + sizes[None, :, :]) / 2
    for _ in range(rounds):
        gap = moved[:, None, :] - moved[None, :, :]
        overlap = reach - np.abs(gap)
        np.einsum("iij->ij", overlap)[:] = -1
        hit = (overlap > 0).all(axis=2)
        if not hit.any():
            break
        shorter = overlap[..., 0] <= overlap[..., 1]
        sign = np.where(
            gap == 0, np.sign(np.subtract.outer(np.arange(len(moved)), np.arange(len(moved))))[..., None], gap
        )
        push = np.where(hit, np.where(shorter, overlap[..., 0], overlap[..., 1]), 0) * 0.5
        moved[:, 0] += (push * shorter * np.sign(sign[..., 0])).sum(axis=1) * 0.6
        moved[:, 1] += (push * ~shorter * np.sign(sign[..., 1])).sum(axis=1) * 0.6
    return moved


def _parts(near: list[set[int]]) -> list[list[int]]:
    """Return the connected parts, the largest first, each in the order of its numbers."""
    seen: set[int] = set()
    parts = []
    for start in range(len(near)):
        if start in seen:
            continue
        seen.add(start)
        queue = [start]
        for node in queue:
            fresh = near[node] - seen
            seen |= fresh
            queue += sorted(fresh)
        parts.append(sorted(queue))
    return sorted(parts, key=lambda part: (-len(part), part[0]))


def _one_part(near: list[list[int]], aspect: float) -> Points:
    if len(near) == 1:
        return np.zeros((1, 2))
    if len(near) == 2:
        return np.array([[-0.6, 0.0], [0.6, 0.0]])
    if len(near) > EXACT:
        return _lie_flat(_landmarks(near), aspect)
    distances = _distances(near)
    return _lie_flat(_majorize(_start(distances), distances), aspect)


def _distances(near: list[list[int]]) -> Points:
    """All shortest paths (Floyd-Warshall); an edge is longer the more neighbours its ends do not share."""
    size = len(near)
    distances = np.full((size, size), np.inf)
    np.fill_diagonal(distances, 0)
    sets = [set(row) for row in near]
    for a, row in enumerate(near):
        for b in row:
            distances[a, b] = 1 + 0.12 * np.sqrt(min(len(sets[a] ^ sets[b]), 100))
    for middle in range(size):
        np.minimum(distances, distances[:, middle, None] + distances[None, middle, :], out=distances)
    return distances


def _start(distances: Points) -> Points:
    """Classical scaling: the two main axes of the distances, plus a fixed tremble that tells equal places apart."""
    square = distances**2
    centred = -(square - square.mean(0) - square.mean(1)[:, None] + square.mean()) / 2
    axes = np.random.default_rng(7).normal(size=(len(distances), 2))
    for _ in range(40):  # power iteration: two axes of 500 nodes cost a tenth of all of them
        axes, _ = np.linalg.qr(centred @ axes)
    scale = np.sqrt(np.abs(np.einsum("ij,ij->j", axes, centred @ axes)))
    tremble = np.random.default_rng(11).normal(scale=0.05, size=axes.shape)
    return np.asarray(axes * scale + tremble)


def _majorize(points: Points, distances: Points) -> Points:
    """Lower the stress, sum of ((on paper - in the network) / in the network)**2, by local steps (SMACOF, diagonal)."""
    with np.errstate(divide="ignore"):
        weights = 1 / distances**2
    np.fill_diagonal(weights, 0)
    total = weights.sum(axis=1)[:, None]
    pull = weights * distances
    for _ in range(_ROUNDS if len(points) > 200 else 3 * _ROUNDS):
        squares = (points**2).sum(axis=1)
        apart = np.sqrt(np.maximum(squares[:, None] + squares[None, :] - 2 * points @ points.T, 1e-9))
        ratio = pull / apart
        moved = (weights @ points + ratio.sum(axis=1)[:, None] * points - ratio @ points) / total
        if np.abs(moved - points).max() < 1e-4:
            break
        points = moved
    return points


def _landmarks(near: list[list[int]]) -> Points:
    """Place many nodes by their distance to 50 far apart ones (Brandes & Pich 2007)."""
    chosen, rows = 0, []
    nearest = np.full(len(near), np.inf)
    for _ in range(min(50, len(near))):
        row = _steps(near, chosen)
        rows.append(row)
        nearest = np.minimum(nearest, row)
        chosen = int(nearest.argmax())
    square = np.array(rows).T ** 2
    centred = -(square - square.mean(0) - square.mean(1)[:, None] + square.mean()) / 2
    _, vectors = np.linalg.eigh(centred.T @ centred)
    points = centred @ vectors[:, -2:]
    tremble = np.random.default_rng(11).normal(scale=0.3, size=points.shape)
    return np.asarray(points / max(float(np.abs(points).max()), 1e-9) * np.sqrt(len(near)) + tremble)


def _steps(near: list[list[int]], start: int) -> Points:
    steps = np.full(len(near), -1.0)
    steps[start] = 0
    queue = [start]
    for node in queue:
        for other in near[node]:
            if steps[other] < 0:
                steps[other] = steps[node] + 1
                queue.append(other)
    return steps


def _lie_flat(points: Points, aspect: float) -> Points:
    """Turn the longest direction to the horizontal; the signs are fixed, so that no run mirrors the picture."""
    centred = points - points.mean(axis=0)
    _, vectors = np.linalg.eigh(centred.T @ centred)
    turned = centred @ vectors[:, ::-1]
    for axis in (0, 1):
        far = int(np.abs(turned[:, axis]).argmax())
        if turned[far, axis] < 0:
            turned[:, axis] *= -1
    width, height = np.ptp(turned, axis=0)
    if height < width / aspect / 2:  # a chain: give it a little height, never stretch a tree out of shape
        turned[:, 1] *= min(2.0, width / aspect / 2 / max(float(height), 1e-6))
    return np.asarray(turned)


def _pack(boxes: list[tuple[list[int], Points]], aspect: float) -> list[tuple[list[int], Points]]:
    """Set the parts in rows, largest first, so that the whole has about the wanted shape."""
    margin = 1.2
    extents = [np.ptp(points, axis=0) + margin for _, points in boxes]
    widest = max([float(extent[0]) for extent in extents], default=0)
    limit = max(widest, float(np.sqrt(sum(e[0] * e[1] for e in extents) * aspect)))
    packed, x, y, row = [], 0.0, 0.0, 0.0
    for (part, points), extent in zip(boxes, extents, strict=True):
        if x and x + extent[0] > limit + 1e-9:
            x, y, row = 0.0, y + row, 0.0
        packed.append((part, points - points.min(axis=0) + [x + margin / 2, y + margin / 2]))
        x, row = x + float(extent[0]), max(row, float(extent[1]))
    return packed
