"""The lines of a drawing: quadratic curves from the rim of one node to that of another, parallel ones bent apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, degrees, hypot

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Curve:
    """A quadratic Bezier curve from `start` to `end`."""

    start: Point
    control: Point
    end: Point

    def at(self, t: float) -> Point:
        """Return the point at t, 0 at the start and 1 at the end."""
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
        return (
            a * self.start[0] + b * self.control[0] + c * self.end[0],
            a * self.start[1] + b * self.control[1] + c * self.end[1],
        )

    def direction(self, t: float) -> Point:
        """Return the unit vector along the curve at t."""
        x = (1 - t) * (self.control[0] - self.start[0]) + t * (self.end[0] - self.control[0])
        y = (1 - t) * (self.control[1] - self.start[1]) + t * (self.end[1] - self.control[1])
        length = hypot(x, y) or 1.0
        return x / length, y / length

    def angle(self, t: float) -> float:
        """Return the slope at t in degrees between -90 and 90, so that a text on the line is never upside down."""
        x, y = self.direction(t)
        if x < -1e-9 or (abs(x) <= 1e-9 and y > 0):
            x, y = -x, -y
        return degrees(atan2(y, x))

    def part(self, first: float, last: float) -> Curve:
        """Return the piece between two values of t."""
        start, end = self.at(first), self.at(last)
        x, y = (
            (1 - first) * ((1 - last) * self.start[i] + last * self.control[i])
            + first * ((1 - last) * self.control[i] + last * self.end[i])
            for i in (0, 1)
        )
        return Curve(start, (x, y), end)

    def points(self, count: int) -> list[Point]:
        """Return `count` points evenly spaced in t, the ends included."""
        return [self.at(i / (count - 1)) for i in range(count)]

    @property
    def length(self) -> float:
        """The length, near enough."""
        points = self.points(9)
        return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points))


def route(
    pairs: Sequence[tuple[str, str]],
    places: Mapping[str, Point],
    rims: Mapping[str, float],
    gap: float,
    *,
    avoid: bool = True,
) -> list[Curve]:
    """Return a curve for each pair of ids, cut off at the rims of its nodes; parallel ones lie `gap` apart.

    With `avoid` a single line bends around nodes that it would strike through.
    """
    others = {end: (*places[end], rims[end]) for end in places} if avoid else {}
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, (source, target) in enumerate(pairs):
        groups[min(source, target), max(source, target)].append(number)
    curves: dict[int, Curve] = {}
    for (low, high), numbers in groups.items():
        for rank, number in enumerate(numbers):
            bend = (rank - (len(numbers) - 1) / 2) * gap
            whole = _bent(places[low], places[high], bend)
            if len(numbers) == 1 and others:
                whole = _around(places[low], places[high], [others[end] for end in others if end not in (low, high)])
            if pairs[number][0] != low:
                whole = Curve(whole.end, whole.control, whole.start)
            curves[number] = _trimmed(whole, *(rims[end] for end in pairs[number]))
    return [curves[number] for number in range(len(pairs))]


def _bent(a: Point, b: Point, bend: float) -> Curve:
    x, y = b[0] - a[0], b[1] - a[1]
    length = hypot(x, y) or 1.0
    middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    # The curve reaches half as far as its control point.
    return Curve(a, (middle[0] - y / length * bend * 2, middle[1] + x / length * bend * 2), b)


def _around(a: Point, b: Point, others: Sequence[tuple[float, float, float]]) -> Curve:
    """Return the least bent of some curves that strikes through the fewest of `others` (x, y, rim)."""
    near = [o for o in others if _apart((o[0], o[1]), a) + _apart((o[0], o[1]), b) < _apart(a, b) * 1.3 + 40]

    def struck(bend: float) -> int:
        points = _bent(a, b, bend).points(33)
        return sum(any(_apart((x, y), point) < rim + 3 for point in points) for x, y, rim in near)

    return _bent(a, b, min((0, 16, -16, 28, -28, 42, -42, 60, -60), key=struck))


def _trimmed(curve: Curve, rim_start: float, rim_end: float) -> Curve:
    steps = [i / 256 for i in range(257)]
    first = next((t for t in steps if _apart(curve.at(t), curve.start) >= rim_start), 0.0)
    last = next((t for t in reversed(steps) if _apart(curve.at(t), curve.end) >= rim_end), 1.0)
    return curve.part(first, last) if first < last else curve


def _apart(a: Point, b: Point) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])
