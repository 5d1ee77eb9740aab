"""Rows of a query -> Network: events joined over their sources, directions set, partners weighed, losses counted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from urllib.parse import unquote, urlsplit

from kg.errors import KgError
from kg.views import legend
from kg.views.dates import bounds
from kg.views.files import one_line
from kg.views.network import Edge, LeftOut, Network, Node, Quote, Row, assemble

Key = tuple[str, str, str, bool, str, bool, str]  # source, target, kind, directed, status, claimed, event

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
    sentence detail directed place claimed_by weight partners`; None or "" means unknown. Several rows of one event (one
    a source) become one edge, and another one if `claimed_by`, an actor's id or some words, says who claims it.
    `outlet` is the name of the source shown; without it the article's host or last part. `detail` is the role of a
    post, the share of a vote, the topics of a talk. `directed` (default true) is overruled for kinds that are symmetric
    by nature. `partners` says how many took part, where not all of them are in the rows. An actor row holds
    `actor label` and, optional, `type lang`; `lang` picks the label of each node.
    """
    loops, incomplete = set(), 0
    groups: dict[Key, list[dict[str, str]]] = defaultdict(list)
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
        groups[source, target, kind.id, directed, status, "claimed_by" in row, event].append(row)
    partners: dict[str, set[str]] = defaultdict(set)
    for source, target, *_, event in groups:
        partners[event] |= {source, target}
    ends = {end for key in groups for end in key[:2]}
    tellers = {row["claimed_by"] for rows in groups.values() for row in rows if "claimed_by" in row}
    named = {node.id: node for node in _nodes(ends | tellers, actors, lang)}
    edges = [_edge(key, groups[key], len(partners[key[-1]]), named, lang) for key in groups]
    nodes = [node for node in named.values() if node.id in ends]
    return assemble(nodes, edges, LeftOut(self_loops=len(loops), incomplete=incomplete))


def _edge(key: Key, rows: list[dict[str, str]], partners: int, named: Mapping[str, Node], lang: str) -> Edge:
    source, target, name, directed, status, _, event = key
    kind = legend.kind(name)
    date, others = _date(rows)
    earliest, latest = bounds(date) if date else _bounds(rows)
    if not date and earliest and latest:
        date = f"{earliest}/{latest}"
    details = sorted({one_line(row["detail"]) for row in rows if "detail" in row})
    quotes = _quotes(rows)
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
        sources=tuple(sorted({quote.source for quote in quotes if quote.source})),
        sentences=tuple(sorted({quote.sentence for quote in quotes if quote.sentence})),
        weight=_weight(rows, round(1 / (_partners(rows, partners) - 1), 6) if kind.contact else 1.0),
        event=event,
        articles=tuple(sorted({quote.article for quote in quotes if quote.article})),
        details=tuple(details),
        claimed_by=tuple(sorted({_teller(row["claimed_by"], named) for row in rows if "claimed_by" in row})),
        place=", ".join(sorted({one_line(row["place"]) for row in rows if "place" in row})),
        quotes=quotes,
    )


def _quotes(rows: list[dict[str, str]]) -> tuple[Quote, ...]:
    quotes = {
        Quote(
            one_line(row.get("sentence", "")),
            _outlet(row) if row.keys() & {"outlet", "article"} else "",
            row.get("article", ""),
        )
        for row in rows
    }
    return tuple(sorted(quotes - {Quote("", "", "")}))


def _partners(rows: list[dict[str, str]], seen: int) -> int:
    return max(seen, *(int(row.get("partners", 0)) for row in rows))


def _weight(rows: list[dict[str, str]], usual: float) -> float:
    told = next((row["weight"] for row in rows if "weight" in row), None)
    try:
        return usual if told is None else float(told)
    except ValueError as error:
        raise KgError(f"the weight {told!r} is no number") from error


def _teller(claimed_by: str, named: Mapping[str, Node]) -> str:
    """Return the name of an actor, or the words for a source that is none, such as "exit polls"."""
    actor = named[claimed_by]
    return actor.label if actor.labels or "://" in claimed_by else one_line(claimed_by)


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
