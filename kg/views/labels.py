"""Names that do not cover each other: each takes the best of eight places around its node, the important ones first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, cos, pi, radians, sin

import numpy as np
from numpy.typing import NDArray

from kg.views.curves import Curve, Point
from kg.views.files import cut
from kg.views.textwidth import text_width

Box = tuple[float, float, float, float]  # left, top, right, bottom

LINE = 1.18  # height of a line of text, in font sizes


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of text with their middle at `x`, top at `y`; `leader` is where a line to the node starts, if it is far."""

    lines: tuple[str, ...]
    x: float
    y: float
    size: float
    leader: Point | None = None


@dataclass(frozen=True, slots=True)
class EdgeLabel:
    """A text on a line, `width` long, turned by `angle` degrees around its middle (x, y)."""

    text: str
    x: float
    y: float
    size: float
    angle: float
    width: float


class Space:
    """What is taken on the paper, and which lines run where."""

    def __init__(self, frame: Box, nodes: Iterable[Box], line_points: Sequence[Point]) -> None:
        self.frame = frame
        self._taken: NDArray[np.float64] = np.array([*nodes], dtype=float).reshape(-1, 4)
        self._lines: NDArray[np.float64] = np.array([*line_points], dtype=float).reshape(-1, 2)

    def free(self, boxes: Iterable[Box], but: int | None = None) -> bool:
        """Whether the boxes lie inside the frame and touch nothing; node number `but` may be touched."""
        return all(self._inside(box) and not self._hits(box, but).any() for box in boxes)

    def take(self, boxes: Iterable[Box]) -> None:
        """Mark the boxes as taken."""
        self._taken = np.vstack([self._taken, np.array([*boxes], dtype=float).reshape(-1, 4)])

    def crossed(self, box: Box) -> int:
        """Return how many points of lines lie in the box."""
        x, y = self._lines[:, 0], self._lines[:, 1]
        return int(((x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])).sum())

    def _inside(self, box: Box) -> bool:
        left, top, right, bottom = self.frame
        return box[0] >= left and box[1] >= top and box[2] <= right and box[3] <= bottom

    def _hits(self, box: Box, but: int | None) -> NDArray[np.bool_]:
        taken = self._taken
        hits = (taken[:, 0] < box[2]) & (taken[:, 2] > box[0]) & (taken[:, 1] < box[3]) & (taken[:, 3] > box[1])
        if but is not None:
            hits[but] = False
        return np.asarray(hits)


def wrap(text: str, width: int = 22) -> tuple[str, ...]:
    """Break a name at a space into one or two lines of about `width` letters; the rest becomes an ellipsis.

    >>> wrap("Центральная избирательная комиссия")
    ('Центральная', 'избирательная комиссия')
    """
    words = cut(text, width * 2).split(" ")
    if len(words) == 1 or len(" ".join(words)) <= width:
        return (cut(" ".join(words), width + 6),)
    best = min(range(1, len(words)), key=lambda i: abs(len(" ".join(words[:i])) - len(" ".join(words[i:]))))
    return cut(" ".join(words[:best]), width + 6), cut(" ".join(words[best:]), width + 6)


def place_name(
    space: Space, number: int, at: Point, radius: float, lines: tuple[str, ...], size: float, *, must: bool
) -> Label | None:
    """Find a place for the name of node `number` and take it; None if all are taken and it need not be named.

    A name that must be there goes farther away, with a leader line; in the worst case it covers something.
    """
    width = max(text_width(line, size) for line in lines) + 4
    height = size * LINE * len(lines)
    near = [(x, y) for x, y in _around(at, radius + 3, width, height)]
    open_places = [spot for spot in near if space.free([_box(spot, width, height)], number)]
    if open_places:
        # Fewest lines under the name; among equals the order of `_around`, right and left first.
        spot = min(open_places, key=lambda s: space.crossed(_box(s, width, height)))
        return _label(space, spot, lines, size, width, height, None)
    if not must:
        return None
    for ring in range(1, 9):
        for step in range(16):
            angle = step * pi / 8
            reach = radius + 3 + ring * size * 1.4
            spot = (at[0] + cos(angle) * (reach + width / 2), at[1] + sin(angle) * (reach + height / 2) - height / 2)
            if space.free([_box(spot, width, height)]):
                return _label(space, spot, lines, size, width, height, at)
    left, top, right, bottom = space.frame
    x = min(max(at[0], left + width / 2), right - width / 2)
    y = min(max(at[1] + radius + 3, top), bottom - height)
    return _label(space, (x, y), lines, size, width, height, None)


def place_on_line(space: Space, curve: Curve, texts: Sequence[str], size: float) -> EdgeLabel | None:
    """Write the first of `texts` (long to short) that fits on the line, along it, near its middle; else None."""
    for text in texts:
        width = text_width(text, size) + 6
        if width > curve.length * 0.92:
            continue
        for t in (0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73, 0.2, 0.8):
            if min(t, 1 - t) * curve.length < width / 2 + 2:
                continue
            x, y = curve.at(t)
            angle = curve.angle(t)
            boxes = _along(x, y, angle, width, size * LINE)
            if space.free(boxes):
                space.take(boxes)
                return EdgeLabel(text, x, y, size, angle, width)
    return None


def _label(
    space: Space, spot: Point, lines: tuple[str, ...], size: float, width: float, height: float, leader: Point | None
) -> Label:
    space.take([_box(spot, width, height)])
    return Label(lines, spot[0], spot[1], size, leader)


def _box(spot: Point, width: float, height: float) -> Box:
    return spot[0] - width / 2, spot[1], spot[0] + width / 2, spot[1] + height


def _around(at: Point, reach: float, width: float, height: float) -> list[Point]:
    x, y = at
    slant = reach * 0.95
    return [
        (x + reach + width / 2, y - height / 2),
        (x - reach - width / 2, y - height / 2),
        (x, y + reach),
        (x, y - reach - height),
        (x + slant + width / 2, y - slant - height),
        (x - slant - width / 2, y - slant - height),
        (x + slant + width / 2, y + slant),
        (x - slant - width / 2, y + slant),
    ]


def _along(x: float, y: float, angle: float, width: float, height: float) -> list[Box]:
    """Return small boxes that together cover a turned text."""
    count = max(1, ceil(width / height))
    half = height / 2
    step = (width - height) / max(count - 1, 1)
    dx, dy = cos(radians(angle)), sin(radians(angle))
    middles = [-(width - height) / 2 + i * step for i in range(count)]
    return [(x + m * dx - half, y + m * dy - half, x + m * dx + half, y + m * dy + half) for m in middles]
