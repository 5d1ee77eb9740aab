"""Two CSV files, edges and nodes, with the headers Gephi, Cytoscape and Neo4j's importers know."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path

from kg.views import legend
from kg.views.files import Options, atomic, one_line
from kg.views.network import Edge, Network, Relation

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_EDGES = (
    "Source", "Target", "Type", "Kind", "Id", "Label", "Weight", "Status", "Sign", "First date", "Last date", "Dates",
    "Events", "Details", "Sources", "Articles", "Sentences",
)  # fmt: skip


def save(network: Network, path: Path, options: Options) -> str:
    """Write the edges to `path` and the nodes beside it, `out.csv` and `out.nodes.csv`; both or none."""
    beside = path.with_name(f"{path.stem}.nodes{path.suffix}")
    items: tuple[Edge | Relation, ...] = network.edges if options.edges == "events" else network.relations()
    with ExitStack() as stack:
        edges, nodes = stack.enter_context(atomic(path)), stack.enter_context(atomic(beside))
        _write(edges, _EDGES, (_edge(number, item, options) for number, item in enumerate(items)))
        _write(nodes, ("Id", "Label", "Type", "Label en", "Label ru", "Label uk", "Aliases"), _nodes(network, options))
    return f"{path.name}: {len(items)} {options.edges}; {beside.name}: {len(network.nodes)} actors"


def guard(cell: str) -> str:
    """Return `cell` so that no spreadsheet takes it for a formula.

    >>> guard("=1+1"), guard("Рада")
    ("'=1+1", 'Рада')
    """
    text = one_line(cell)
    return "'" + text if text.startswith(_FORMULA) else text


def _write(path: Path, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows([guard(cell) for cell in row] for row in rows)


def _edge(number: int, item: Edge | Relation, options: Options) -> list[str]:
    label = legend.kind(item.kind).label
    relation = isinstance(item, Relation)
    spans = item.spans if isinstance(item, Relation) else ((item.earliest or "", item.latest or ""),)
    return [
        item.source,
        item.target,
        "Directed" if item.directed else "Undirected",
        item.slot if isinstance(item, Relation) else item.kind,
        f"{'r' if relation else 'e'}{number}",
        label.get(options.lang, label["en"]),
        f"{item.weight:g}",
        item.status,
        {1: "positive", -1: "negative"}.get(item.sign, ""),
        spans[0][0] if spans else "",
        max(last for _, last in spans) if spans else "",
        " ".join(item.dates),
        str(len(item.events)) if isinstance(item, Relation) else item.event,
        " | ".join(item.details),
        " | ".join(item.sources),
        " | ".join(item.articles),
        " | ".join(item.sentences),
    ]


def _nodes(network: Network, options: Options) -> Iterable[list[str]]:
    for node in network.nodes:
        names = dict(reversed(node.labels))
        labels = [names.get(lang, "") for lang in legend.LANGS]
        yield [node.id, node.name(options.lang), node.type, *labels, " | ".join(node.aliases)]
