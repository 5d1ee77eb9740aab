"""Where the nodes of a drawing go: stress majorization in numpy, the same picture for the same network on every run.

Distances on paper follow distances in the network (Gansner, Koren & North 2004); an edge between hubs is longer than
one to a leaf, so hubs move apart. The parts of a disconnected network are laid out alone, then packed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from kg.views.forces import relax

Points = NDArray[np.float64]
Distances = NDArray[np.float32]  # half the memory to move: twice as quick

EXACT = 600  # above this many nodes all-pairs distances cost too much: landmarks place them, then forces
_ROUNDS = 60


def layout(size: int, pairs: Sequence[tuple[int, int]], aspect: float = 1.4) -> Points:
    """Return `size` x 2 coordinates, y downward, about `aspect` times as wide as high; neighbours are about 1 apart.

    `pairs` are edges between the numbers 0..size-1; directions and loops do not matter, repeated pairs lie farther
    apart to leave room for parallel lines.
    """
    near: list[set[int]] = [set() for _ in range(size)]
    often: Counter[tuple[int, int]] = Counter()
    for a, b in pairs:
        if a != b:
            near[a].add(b)
            near[b].add(a)
            often[min(a, b), max(a, b)] += 1
    points = np.zeros((size, 2))
    boxes = []
    parts = _parts(near)
    home = {node: index for index, part in enumerate(parts) for node in part}
    repeated: list[dict[tuple[int, int], int]] = [{} for _ in parts]
    for (a, b), times in often.items():
        repeated[home[a]][a, b] = times
    for index, part in enumerate(parts):
        place = {node: index for index, node in enumerate(part)}
        counts = {(place[a], place[b]): times for (a, b), times in repeated[index].items()}
        local = [sorted(place[other] for other in near[node]) for node in part]
        placed = _one_part(local, counts, aspect)
        boxes.append((part, placed, _filled(placed, local)))
    for part, placed in _pack(boxes, aspect):
        points[part] = placed
    return points


def spread(points: Points, sizes: Points, rounds: int = 60) -> Points:
    """Push boxes of `sizes` (n x 2: width, height) around `points` apart until none overlap or the rounds are over."""
    x, y = points[:, 0].copy(), points[:, 1].copy()
    reach_x, reach_y = (np.add.outer(side, side) / 2 for side in sizes.T)
    order = np.sign(np.subtract.outer(np.arange(len(x)), np.arange(len(x))))
    for _ in range(rounds):
        gap_x, gap_y = np.subtract.outer(x, x), np.subtract.outer(y, y)
        over_x, over_y = reach_x - np.abs(gap_x), reach_y - np.abs(gap_y)
        hit = (over_x > 0) & (over_y > 0) & (order != 0)
        if not hit.any():
            break
        sideways = hit & (over_x <= over_y)
        x += np.where(sideways, over_x * np.where(gap_x == 0, order, np.sign(gap_x)), 0).sum(axis=1) * 0.3
        y += np.where(hit & ~sideways, over_y * np.where(gap_y == 0, order, np.sign(gap_y)), 0).sum(axis=1) * 0.3
    return np.column_stack([x, y])


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


def _filled(points: Points, near: list[list[int]]) -> Points:
    """Return the nodes and points on the edges, as far as parts must keep clear of them."""
    edges = [(a, b) for a, row in enumerate(near) for b in row if a < b]
    if not edges or len(points) > EXACT:
        return points
    starts, ends = (points[[edge[i] for edge in edges]] for i in (0, 1))
    return np.vstack([points, *(starts + (ends - starts) * t for t in (0.2, 0.4, 0.6, 0.8))])


def _one_part(near: list[list[int]], often: Mapping[tuple[int, int], int], aspect: float) -> Points:
    if len(near) == 1:
        return np.zeros((1, 2))
    if len(near) == 2:
        return np.array([[-0.6, 0.0], [0.6, 0.0]])
    if len(near) > EXACT:
        pairs = np.array([(a, b) for a, row in enumerate(near) for b in row if a < b], dtype=np.int64)
        return _lie_flat(relax(_landmarks(near), pairs), aspect)
    distances = _distances(near, often)
    return _lie_flat(_majorize(_start(distances), distances), aspect)


def _distances(near: list[list[int]], often: Mapping[tuple[int, int], int]) -> Distances:
    """All shortest paths (Floyd-Warshall); an edge is longer for parallel lines and for neighbours not shared."""
    size = len(near)
    distances = np.full((size, size), np.inf, dtype=np.float32)
    np.fill_diagonal(distances, 0)
    sets = [set(row) for row in near]
    for a, row in enumerate(near):
        for b in row:
            parallel = often[min(a, b), max(a, b)] - 1
            distances[a, b] = 1 + 0.12 * np.sqrt(min(len(sets[a] ^ sets[b]), 100)) + 0.16 * min(parallel, 8)
    through = np.empty_like(distances)
    for middle in range(size):
        np.add(distances[:, middle, None], distances[None, middle, :], out=through)
        np.minimum(distances, through, out=distances)
    return distances


def _start(distances: Distances) -> Points:
    """Classical scaling: the two main axes of the distances, plus a fixed tremble that tells equal places apart."""
    square = distances**2
    centred = -(square - square.mean(0) - square.mean(1)[:, None] + square.mean()) / 2
    axes = np.random.default_rng(7).normal(size=(len(distances), 2))
    for _ in range(40):  # power iteration: two axes of 500 nodes cost a tenth of all of them
        axes, _ = np.linalg.qr(centred @ axes)
    scale = np.sqrt(np.abs(np.einsum("ij,ij->j", axes, centred @ axes)))
    tremble = np.random.default_rng(11).normal(scale=0.05, size=axes.shape)
    return np.asarray(axes * scale + tremble)


def _majorize(start: Points, distances: Distances) -> Points:
    """Lower the stress, sum of ((on paper - in the network) / in the network)**2, by local steps (SMACOF, diagonal)."""
    with np.errstate(divide="ignore"):
        weights = 1 / distances**2
    np.fill_diagonal(weights, 0)
    total = weights.sum(axis=1)[:, None]
    pull = weights * distances
    points = start.astype(np.float32)
    ratio = np.empty_like(distances)
    for _ in range(_ROUNDS if len(points) > 200 else 3 * _ROUNDS):
        squares = (points**2).sum(axis=1)
        np.matmul(points, -2 * points.T, out=ratio)
        ratio += squares[:, None]
        ratio += squares
        np.maximum(ratio, 1e-6, out=ratio)
        np.sqrt(ratio, out=ratio)
        np.divide(pull, ratio, out=ratio)
        moved = (weights @ points + ratio.sum(axis=1)[:, None] * points - ratio @ points) / total
        if np.abs(moved - points).max() < 1e-4:
            break
        points = moved
    return points.astype(np.float64)


def _landmarks(near: list[list[int]]) -> Points:
    """Place many nodes by their distance to 50 far apart ones (Brandes & Pich 2007)."""
    chosen, rows = 0, []
    nearest = np.full(len(near), np.inf)
    for _ in range(min(50, len(near))):
        row = _steps(near, chosen)
        rows.append(row)
        nearest = np.minimum(nearest, row)
        chosen = int(nearest.argmax())
    square = np.array(rows, dtype=float).T ** 2
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


def _pack(boxes: list[tuple[list[int], Points, Points]], aspect: float) -> list[tuple[list[int], Points]]:
    """Set each part, the largest first, where the whole grows least and nodes and edges there stay clear."""
    if len(boxes) > 1 and sum(len(points) for _, points, _ in boxes) > EXACT:
        return _shelves(boxes)
    packed: list[tuple[list[int], Points]] = []
    taken = np.zeros((0, 2))
    for part, points, filled in boxes:
        low, high = filled.min(axis=0), filled.max(axis=0)
        shift = -low if not len(taken) else _free_place(filled - low, high - low, taken, aspect)
        packed.append((part, points - low + shift if len(taken) else points + shift))
        taken = np.vstack([taken, filled - low + shift if len(taken) else filled + shift])
    return packed


def _shelves(boxes: list[tuple[list[int], Points, Points]]) -> list[tuple[list[int], Points]]:
    """Set the small parts in rows under the largest: quick for thousands of them."""
    packed = []
    width = max(float(np.ptp(boxes[0][1][:, 0])), np.sqrt(sum(len(points) for _, points, _ in boxes)))
    x = y = row = 0.0
    for part, points, _ in boxes:
        wide, tall = np.ptp(points, axis=0) + 1.2
        if x and x + wide > width:
            x, y, row = 0.0, y + row, 0.0
        packed.append((part, points - points.min(axis=0) + (x, y)))
        x, row = x + float(wide), max(row, float(tall))
    return packed


def _free_place(filled: Points, extent: Points, taken: Points, aspect: float) -> Points:
    low, high = taken.min(axis=0), taken.max(axis=0)
    step = max(0.5, float((high - low).max()) / 40)
    columns = np.arange(low[0] - extent[0] - 1.5, high[0] + 2.5, step)
    rows = np.arange(low[1] - extent[1] - 1.5, high[1] + 2.5, step)
    spots = np.array([(x, y) for y in rows for x in columns])
    new_low, new_high = np.minimum(spots, low), np.maximum(spots + extent, high)
    wide, tall = (new_high - new_low).T
    cost = np.maximum(wide, tall * aspect)
    for index in np.lexsort((spots[:, 0], spots[:, 1], cost)):
        moved = filled + spots[index]
        gaps = moved[:, None, :] - taken[None, :, :]
        if (np.abs(gaps) > (1.3, 0.8)).any(axis=2).all():
            return np.asarray(spots[index])
    return np.array([low[0], high[1] + 1.2])
