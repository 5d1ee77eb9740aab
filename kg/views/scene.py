"""A network on paper: places, sizes, lines and names, all decided before a single tag is written."""

from __future__ import annotations

from dataclasses import dataclass
from math import log2, sqrt

import numpy as np
from numpy.typing import NDArray

from kg.views import legend
from kg.views.curves import Curve, Point, route
from kg.views.files import cut, one_line
from kg.views.labels import LINE, EdgeLabel, Label, Space, place_name, place_on_line, wrap
from kg.views.layout import layout, spread
from kg.views.network import Network, Relation
from kg.views.textwidth import text_width

MARGIN = 22.0
FEW = 25  # up to this many relations each line says what it is
DATED = 60  # up to this many, dates are written on the lines where they fit
_REACH = {"circle": 1.0, "square": 0.95, "diamond": 1.2}  # how far a shape reaches, in radii


@dataclass(frozen=True, slots=True)
class Line:
    """A relation as drawn: `width` grows with the number of events."""

    relation: Relation
    curve: Curve
    width: float
    label: EdgeLabel | None


@dataclass(frozen=True, slots=True)
class Spot:
    """A node as drawn; `label` is None where no room was left."""

    id: str
    at: Point
    radius: float
    label: Label | None


@dataclass(frozen=True, slots=True)
class Scene:
    """The picture of a network between `top` and `bottom` of a page `width` wide; units are SVG's pixels."""

    width: float
    top: float
    bottom: float
    spots: tuple[Spot, ...]
    lines: tuple[Line, ...]

    @property
    def named(self) -> int:
        """How many nodes have a name."""
        return sum(spot.label is not None for spot in self.spots)


def compose(network: Network, lang: str, top: float, width: float | None = None) -> Scene:
    """Place everything, from `top` downwards."""
    relations = network.relations()
    size = len(network.nodes)
    page = width or _page_width(size)
    radii = np.array([_radius(node.degree, size) for node in network.nodes])
    names = [wrap(node.name(lang), 24 if size <= 60 else 20) for node in network.nodes]
    sizes = [_font(radius, radii, size) for radius in radii]
    number = {node.id: index for index, node in enumerate(network.nodes)}
    pairs = [(number[r.source], number[r.target]) for r in relations]
    points, bottom = _fit(layout(size, pairs), radii, names, sizes, page, top)
    places = {node.id: (float(x), float(y)) for node, (x, y) in zip(network.nodes, points, strict=True)}
    rims = {node.id: float(radius) * 1.1 + 1.5 for node, radius in zip(network.nodes, radii, strict=True)}
    dated, few = len(relations) <= DATED, len(relations) <= FEW
    curves = route(
        [(r.source, r.target) for r in relations], places, rims, _gap(dated, size), avoid=len(relations) <= 400
    )
    step = 25 if dated else 13
    reaches = radii * [_REACH.get(legend.shape(node.type).shape, 1.1) for node in network.nodes]
    space = Space(
        (6, top, page - 6, bottom),
        ((x - r, y - r, x + r, y + r) for (x, y), r in zip(points, reaches, strict=True)),
        [point for curve in curves for point in curve.points(step)] if size <= 250 else [],
    )
    labels = _names(space, network, points, reaches, names, sizes)
    lines = tuple(
        Line(relation, curve, _width(relation, size), _line_label(space, relation, curve, lang, few) if dated else None)
        for relation, curve in zip(relations, curves, strict=True)
    )
    spots = tuple(
        Spot(node.id, places[node.id], float(radii[index]), labels.get(index))
        for index, node in enumerate(network.nodes)
    )
    return Scene(page, top, bottom, spots, lines)


def _page_width(size: int) -> float:
    return 1000.0 if size <= 12 else 1240.0 if size <= 60 else 1600.0 if size <= 200 else 2200.0


def _radius(degree: int, size: int) -> float:
    base, growth = (9, 3.4) if size <= 60 else (5, 2.2) if size <= 200 else (3.5, 1.6)
    return min(base + growth * sqrt(degree), 30)


def _font(radius: float, radii: NDArray[np.float64], size: int) -> float:
    hub = radius >= np.percentile(radii, 88)
    small, large = (13.5, 16.0) if size <= 60 else (11.5, 15.0)
    return large if hub and radii.max() > radii.min() else small


def _gap(dated: bool, size: int) -> float:
    return 24.0 if dated else 11.0 if size <= 60 else 7.0


def _width(relation: Relation, size: int) -> float:
    width = legend.kind(relation.kind).style.width * (1 + 0.35 * log2(max(len(relation.events), 1)))
    return min(width, 7.0) * (1 if size <= 60 else 0.75 if size <= 200 else 0.5)


def _fit(
    points: NDArray[np.float64],
    radii: NDArray[np.float64],
    names: list[tuple[str, ...]],
    sizes: list[float],
    page: float,
    top: float,
) -> tuple[NDArray[np.float64], float]:
    """Scale the layout to the page and push nodes (few: with names) apart; return the places and the lower border."""
    if not len(points):
        return points, top + 120
    wide = [max(text_width(line, size) for line in lines) for lines, size in zip(names, sizes, strict=True)]
    side = MARGIN + min(max(wide), 180) / 2
    inner = page - 2 * side
    extent = np.ptp(points, axis=0)
    shape = float(np.clip(extent[1] / max(float(extent[0]), 1e-9), 0.42, 0.8)) if len(points) > 2 else 0.3
    height = inner * shape
    few = len(points) <= 60
    boxes = np.column_stack(
        [
            np.maximum(radii * 2, np.minimum(wide, 190) if few else 0) + (18 if few else 8),
            radii * 2 + (44 if few else 8),
        ]
    )
    placed = _scaled(points, inner, height)
    for _ in range(3 if few else 2):
        placed = _scaled(spread(placed, boxes, 60 if few else 15), inner, height)
    return placed + np.array([side, top + 2 * MARGIN]), top + height + 4 * MARGIN


def _scaled(points: NDArray[np.float64], width: float, height: float) -> NDArray[np.float64]:
    extent = np.ptp(points, axis=0)
    scale = np.array([width, height]) / np.maximum(extent, 1e-9)
    # Unequal scaling fills the page but bends the distances: at most by half.
    scale = np.minimum(scale, scale[extent > 1e-9].min(initial=np.inf) * 1.5)
    scale[~np.isfinite(scale)] = 0
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    return np.asarray((points - middle) * scale + [width / 2, height / 2])


def _names(
    space: Space,
    network: Network,
    points: NDArray[np.float64],
    reaches: NDArray[np.float64],
    names: list[tuple[str, ...]],
    sizes: list[float],
) -> dict[int, Label]:
    """Name the nodes, hubs first; in any case all of a small picture and the eighth with most neighbours."""
    order = sorted(range(len(points)), key=lambda i: (-network.nodes[i].degree, network.nodes[i].id))
    always = len(points) if len(points) <= 40 else max(8, min(len(points) // 8, 20))
    labels = {}
    for rank, index in enumerate(order):
        x, y = points[index]
        must = rank < always
        label = place_name(
            space, index, (float(x), float(y)), float(reaches[index]), names[index], sizes[index], must=must
        )
        if label is not None:
            labels[index] = label
    return labels


def _line_label(space: Space, relation: Relation, curve: Curve, lang: str, few: bool) -> EdgeLabel | None:
    if not (few or relation.dates or relation.status != "held"):
        return None
    kind, mark = legend.kind(relation.kind), legend.status(relation.status)
    shared = kind.label["en"] != kind.style.label["en"]
    if relation.details and not kind.contact:
        word = cut(relation.details[0], 30)
    else:
        word = kind.label.get(lang, kind.label["en"]) if shared else ""
    status = mark.label.get(lang, mark.label["en"])
    dates = relation.when(lang) if relation.dates else ""
    texts = [
        " ".join(part for part in (mark.mark, word, status, dates) if part),
        " ".join(part for part in (mark.mark, word, dates) if part),
        " ".join(part for part in (mark.mark, dates or word) if part),
    ]
    if relation.dates[1:]:
        texts.append(f"{mark.mark} {relation.dates[0]} +{len(relation.dates) - 1}".strip())
    return place_on_line(space, curve, [one_line(text) for text in texts if text], 11.0)


def line_height(size: float) -> float:
    """Return the height of a line of text."""
    return size * LINE
