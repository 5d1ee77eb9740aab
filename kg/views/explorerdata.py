"""What the explorer's scripts get: rows of numbers and texts, each text once, places of all actors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from kg.views import legend
from kg.views.files import clean, one_line
from kg.views.layout import Points, layout, spread
from kg.views.network import Edge, Network

ALL = 200  # up to so many actors the page opens with all of them
BACKBONE = 150  # else with so many, placed for themselves

Row = list[object]


@dataclass(slots=True)
class _Texts:
    """Texts by number, in the order of their first use."""

    number: dict[str, int] = field(default_factory=dict)

    def of(self, text: str) -> int:
        if not text:
            return -1
        return self.number.setdefault(clean(text), len(self.number))


def explorer_data(network: Network, lang: str, title: str) -> dict[str, object]:
    """Return the data as JSON can hold it; the shapes of rows are told in `static/explorer/1-state.js`.

    Days are counted from the first day of any event; -1 is no day.
    """
    number = {node.id: index for index, node in enumerate(network.nodes)}
    first, last = _span(network)
    types, kinds, statuses = _looks(network)
    sentences, outlets, articles, distinct = _Texts(), _Texts(), _Texts(), _Texts()
    relations: list[Row] = []
    events: list[Row] = []
    for group in network.gathered():
        edge = group[0]
        ends = [number[edge.source], number[edge.target]]
        claimed = int(bool(edge.claimed_by))
        relations.append([*ends, kinds[edge.kind], int(edge.directed), statuses[edge.status], claimed])
        for event in group:
            quotes = [[sentences.of(q.sentence), outlets.of(q.source), articles.of(q.article)] for q in event.quotes]
            events.append(
                [len(relations) - 1, *_event(event, first), quotes, distinct.of(event.event or f"~{len(events)}")]
            )
    return {
        "title": title,
        "lang": lang,
        "day0": (first - date(1970, 1, 1)).days * 86_400_000,
        "days": (last - first).days,
        "all": ALL,
        "types": [_type_row(name) for name in types],
        "kinds": [_kind_row(name) for name in kinds],
        "statuses": [[m.id, m.mark, _labels(m.label)] for m in map(legend.status, statuses)],
        "nodes": _nodes(network, types),
        "backbone": {"limit": BACKBONE, "places": _backbone(network, number)},
        "relations": relations,
        "events": events,
        "distinct": len(distinct.number),
        "sentences": list(sentences.number),
        "outlets": list(outlets.number),
        "articles": list(articles.number),
    }


def _event(edge: Edge, day0: date) -> Row:
    return [
        _day(edge.earliest or edge.latest, day0),
        _day(edge.latest or edge.earliest, day0),
        (edge.date or "").replace("/", " – "),
        ", ".join(map(one_line, edge.claimed_by)),
        one_line(edge.place),
        " · ".join(map(one_line, edge.details)),
    ]


def _span(network: Network) -> tuple[date, date]:
    span = network.span()
    if span is None:
        return date(1970, 1, 1), date(1970, 1, 1)
    return date.fromisoformat(span[0]), date.fromisoformat(span[1])


def _day(day: str | None, day0: date) -> int:
    return (date.fromisoformat(day) - day0).days if day else -1


def _looks(network: Network) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """Number the types, kinds and statuses that occur, in the order of the legend."""
    types = {legend.shape(node.type).id for node in network.nodes}
    kinds = {edge.kind for edge in network.edges}
    statuses = {edge.status for edge in network.edges}
    return (
        _numbered(sorted(types, key=lambda name: legend.type_order(legend.shape(name)))),
        _numbered(sorted(kinds, key=lambda name: (legend.style_order(legend.kind(name).style), name))),
        _numbered(sorted(statuses, key=lambda name: (name != "held", name))),
    )


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: index for index, name in enumerate(names)}


def _labels(label: Mapping[str, str]) -> list[str]:
    return [one_line(label.get(lang, "")) for lang in legend.LANGS]


def _type_row(name: str) -> Row:
    look = legend.shape(name)
    return [look.id, look.shape, look.color, _labels(look.label)]


def _kind_row(name: str) -> Row:
    kind = legend.kind(name)
    dash = [float(part) for part in kind.style.dash.split()]
    dash = dash * 2 if len(dash) == 2 else dash
    return [one_line(kind.id), kind.group, kind.style.color, dash or None, kind.style.width, _labels(kind.label)]


def _nodes(network: Network, types: dict[str, int]) -> list[Row]:
    rows: list[Row] = []
    for node, (x, y) in zip(network.nodes, _places(network), strict=True):
        names = dict(reversed(node.labels))  # reversed: the first name of a language wins
        labels = [one_line(names.get(lang, "")) for lang in legend.LANGS]
        if not any(labels):
            labels[0] = one_line(node.label)
        aliases = [one_line(name) for name in node.aliases if one_line(name) not in labels]
        rows.append([clean(node.id), labels, types[legend.shape(node.type).id], x, y, aliases])
    return rows


def _places(network: Network) -> list[tuple[float, float]]:
    """Return places in a square of 1000, y upwards."""
    number = {node.id: index for index, node in enumerate(network.nodes)}
    points = layout(len(number), [(number[e.source], number[e.target]) for e in network.edges])
    if not len(points):
        return []
    points = _scaled(points)
    if len(points) <= ALL:  # room for names
        room = 1000 / max(len(points), 12) ** 0.5
        points = _scaled(spread(points, np.full((len(points), 2), (room * 0.62, room * 0.36))))
    return [(round(x, 1), round(-y, 1)) for x, y in points.tolist()]


def _scaled(points: Points) -> Points:
    points = points - points.min(axis=0)
    return np.asarray(points * (1000 / max(float(points.max()), 1e-9)))


def _backbone(network: Network, number: dict[str, int]) -> list[Row]:
    if len(network.nodes) <= ALL:
        return []
    part = network.top(BACKBONE)
    return [[number[node.id], x, y] for node, (x, y) in zip(part.nodes, _places(part), strict=True)]
