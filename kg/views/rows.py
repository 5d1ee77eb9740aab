"""Rows of a query -> Network: events joined over their sources, directions set, partners weighed, losses counted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from urllib.parse import unquote, urlsplit

from kg.views import legend
from kg.views.dates import bounds
from kg.views.files import one_line
from kg.views.network import Edge, LeftOut, Network, Node, Row, assemble

_TYPE_OF_ID = {
    "person": "Person",
    "state": "State",
    "org": "Organization",
    "outlet": "Organization",
    "group": "Group",
    "place": "Place",
    "election": "Election",
}


def build(rows: Iterable[Row], actors: Iterable[Row] = (), lang: str = "en") -> Network:
    """Build a network from rows of relations and rows of names.

    A relation row holds `source target kind` and, each optional, `date earliest latest status event article outlet
    sentence detail directed`; None or "" means unknown. Several rows of one event (one a source) become one edge.
    `outlet` is the name of the source shown; without it the article's host or last part. `detail` is the role of a
    post, the share of a vote, the topics of a talk. `directed` (default true) is overruled for kinds that are symmetric
    by nature. An actor row holds `actor label` and, optional, `type lang`; `lang` picks the label of each node.
    """
    loops, incomplete = set(), 0
    groups: dict[tuple[str, str, str, bool, str, str], list[dict[str, str]]] = defaultdict(list)
    for number, raw in enumerate(rows):
        row = {key: str(value) for key, value in raw.items() if value is not None and value != ""}
        if not {"source", "target", "kind"} <= row.keys():
            incomplete += 1
            continue
        kind = legend.kind(row["kind"])
        source, target = row["source"], row["target"]
        event = row.get("event", f"~{number}")
        if source == target:
            loops.add((event, source))
            continue
        directed = not kind.symmetric and row.get("directed", "true").lower() not in ("false", "0")
        if not directed and target < source:
            source, target = target, source
        status = legend.status(row.get("status", "held")).id
        groups[source, target, kind.id, directed, status, event].append(row)
    partners: dict[str, set[str]] = defaultdict(set)
    for source, target, _, _, _, event in groups:
        partners[event] |= {source, target}
    edges = [_edge(key, groups[key], len(partners[key[-1]]), lang) for key in groups]
    ends = {end for edge in edges for end in (edge.source, edge.target)}
    return assemble(_nodes(ends, actors, lang), edges, LeftOut(self_loops=len(loops), incomplete=incomplete))


def _edge(key: tuple[str, str, str, bool, str, str], rows: list[dict[str, str]], partners: int, lang: str) -> Edge:
    source, target, name, directed, status, event = key
    kind = legend.kind(name)
    date, others = _date(rows)
    earliest, latest = bounds(date) if date else _bounds(rows)
    if not date and earliest and latest:
        date = f"{earliest}/{latest}"
    details = sorted({one_line(row["detail"]) for row in rows if "detail" in row})
    if others:
        details.append(legend.word("also_dated", lang, ", ".join(others)))
    return Edge(
        source,
        target,
        name,
        directed,
        date=date,
        earliest=earliest,
        latest=latest,
        status=status,
        sign=kind.sign,
        sources=tuple(sorted({_outlet(row) for row in rows if row.keys() & {"outlet", "article"}})),
        sentences=tuple(sorted({one_line(row["sentence"]) for row in rows if "sentence" in row})),
        weight=round(1 / (partners - 1), 6) if kind.contact else 1.0,
        event=event,
        articles=tuple(sorted({row["article"] for row in rows if "article" in row})),
        details=tuple(details),
    )


def _date(rows: list[dict[str, str]]) -> tuple[str | None, list[str]]:
    """Return the most precise date of an event, and those that contradict it."""
    dates = sorted({row["date"] for row in rows if "date" in row}, key=lambda d: ("/" in d, -len(d), d))
    if not dates:
        return None, []
    first, last = bounds(dates[0])
    return dates[0], [d for d in dates[1:] if bounds(d)[0] > last or bounds(d)[1] < first]


def _bounds(rows: list[dict[str, str]]) -> tuple[str | None, str | None]:
    firsts = [bounds(row["earliest"])[0] for row in rows if "earliest" in row]
    lasts = [bounds(row["latest"])[1] for row in rows if "latest" in row]
    return min(firsts, default=None), max(lasts, default=None)


def _outlet(row: Mapping[str, str]) -> str:
    if "outlet" in row:
        return one_line(row["outlet"])
    article = row["article"]
    host = urlsplit(article).hostname or ""
    return host if host and host != "w3id.org" else _tail(article)


def _tail(iri: str) -> str:
    return unquote(re.split(r"[/#]", iri.rstrip("/#"))[-1]) or iri


def _nodes(ends: set[str], actors: Iterable[Row], lang: str) -> list[Node]:
    types: dict[str, str] = {}
    labels: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for raw in actors:
        row = {key: str(value) for key, value in raw.items() if value is not None and value != ""}
        actor = row["actor"]
        if actor in ends:
            if "type" in row:
                types.setdefault(actor, _tail(row["type"]))
            if "label" in row and (pair := (row.get("lang", ""), one_line(row["label"]))) not in labels[actor]:
                labels[actor].append(pair)
    return [
        Node(end, _label(end, labels[end], lang), types.get(end) or _type(end), tuple(labels[end]))
        for end in sorted(ends)
    ]


def _label(iri: str, labels: list[tuple[str, str]], lang: str) -> str:
    for wanted in (lang, "en", "ru", "uk"):
        for tag, text in labels:
            if tag == wanted and text:
                return text
    return next((text for _, text in labels if text), _tail(iri).replace("-", " ").lstrip("~"))


def _type(iri: str) -> str:
    parts = re.split(r"[/#]", iri)
    return next((_TYPE_OF_ID[part] for part in reversed(parts[:-1]) if part in _TYPE_OF_ID), "Other")
