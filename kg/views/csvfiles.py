"""Two CSV files, edges and nodes, with the headers that Gephi and Cytoscape know, or those of Neo4j's importer."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from kg.views.files import Options, atomic, one_line
from kg.views.flat import Value, edge_fields, node_fields
from kg.views.network import Network
from kg.views.projection import project, said

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NODES = {"id": "Id", "label": "Label", "type": "Type"}
_NODES |= {name: name.replace("_", " ").capitalize() for name in ("label_en", "label_ru", "label_uk", "aliases")}
_NODES |= {"degree": "Degree", "about": "About"}
_EDGES = {"source": "Source", "target": "Target", "directed": "Type", "kind": "Kind", "id": "Id", "label": "Label"}
_EDGES |= {
    name: name.replace("_", " ").capitalize() for name in ("weight", "status", "sign", "first_date", "last_date")
}
_TOLD = ("dates", "events", "claimed_by", "places", "details", "sources", "articles", "sentences")
_EDGES |= {name: name.replace("_", " ").capitalize() for name in _TOLD}
_NEO_NODES = {"id": ":ID", "type": ":LABEL", "label": "name", "label_en": "name_en", "label_ru": "name_ru"}
_NEO_NODES |= {"label_uk": "name_uk", "aliases": "aliases:string[]", "degree": "degree:int"}
_NEO_EDGES = {"source": ":START_ID", "target": ":END_ID", "kind": ":TYPE", "id": "id", "label": "label"}
_NEO_EDGES |= {"directed": "directed:boolean", "weight": "weight:double", "status": "status", "sign": "sign:int"}
_NEO_EDGES |= {"claimed": "claimed:boolean", "first_date": "first_date:date", "last_date": "last_date:date"}
_NEO_EDGES |= {name: f"{name}:string[]" for name in _TOLD}


def save(network: Network, path: Path, options: Options) -> str:
    """Write the edges to `path` and the nodes beside it, `out.csv` and `out.nodes.csv`; both or none."""
    return _save(network, path, options, _Dialect(_NODES, _EDGES, _cell))


def save_neo4j(network: Network, path: Path, options: Options) -> str:
    """Write `out.neo4j.csv` and `out.neo4j.nodes.csv` for `neo4j-admin database import`; lists are parted by ";"."""
    line = _save(network, path, options, _Dialect(_NEO_NODES, _NEO_EDGES, _neo_cell))
    return f"{line}; neo4j-admin database import full --nodes={_beside(path).name} --relationships={path.name}"


def guard(cell: str) -> str:
    """Return `cell` so that no spreadsheet takes it for a formula.

    >>> guard("=1+1"), guard("Рада")
    ("'=1+1", 'Рада')
    """
    text = one_line(cell)
    return "'" + text if text.startswith(_FORMULA) else text


@dataclass(frozen=True, slots=True)
class _Dialect:
    """Headers by our field names, and how a value is written."""

    nodes: Mapping[str, str]
    edges: Mapping[str, str]
    cell: Callable[[str, Value], str]


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.stem}.nodes{path.suffix}")


def _save(network: Network, path: Path, options: Options, dialect: _Dialect) -> str:
    network, items = project(network, options.edges)
    with ExitStack() as stack:
        edges, nodes = stack.enter_context(atomic(path)), stack.enter_context(atomic(_beside(path)))
        fields = (edge_fields(number, item, options.lang) for number, item in enumerate(items))
        count = _write(edges, dialect.edges, fields, dialect.cell)
        _write(nodes, dialect.nodes, (node_fields(node, options.lang) for node in network.nodes), dialect.cell)
    return f"{said(path.name, len(network.nodes), count, options.edges)}; nodes in {_beside(path).name}"


def _write(
    path: Path, columns: Mapping[str, str], rows: Iterable[Mapping[str, Value]], cell: Callable[[str, Value], str]
) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns.values())
        for row in rows:
            writer.writerow([cell(name, row[name]) if name in row else "" for name in columns])
            count += 1
    return count


def _cell(name: str, value: Value) -> str:
    if name == "directed":
        return "Directed" if value else "Undirected"
    if name == "sign":
        return {"1": "positive", "-1": "negative"}.get(str(value), "")
    if isinstance(value, list):
        return guard((" " if name == "dates" else " | ").join(value))
    return f"{value:g}" if isinstance(value, float) else guard(str(value))


def _neo_cell(name: str, value: Value) -> str:
    if name in ("kind", "type"):  # Neo4j's names of labels and types
        word = re.sub(r"\W+", "_", str(value)).strip("_") or "Other"
        return word.upper() if name == "kind" else word
    if isinstance(value, list):
        return ";".join(guard(text).replace(";", ",") for text in value)
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float | int) else guard(value)
