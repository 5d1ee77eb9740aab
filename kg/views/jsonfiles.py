"""JSON as different programs want it: D3 and networkx, Cytoscape.js, and the JSON Graph Format."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.views.files import Options, atomic, clean
from kg.views.flat import Value, edge_fields, node_fields
from kg.views.layout import layout
from kg.views.network import Network
from kg.views.projection import project, said

_PLACED = 5000


def save(network: Network, path: Path, options: Options) -> str:
    """Write `nodes` and `links`, as D3 and networkx read it (`node_link_graph(data, edges="links")`)."""
    network, items = project(network, options.edges)
    nodes = [node_fields(node, options.lang) for node in network.nodes]
    links = [_renamed(edge_fields(number, item, options.lang), "id", "key") for number, item in enumerate(items)]
    head = '{"directed": true, "multigraph": true, "graph": ' + _dump({"title": options.title or ""}) + ', "nodes": ['
    _write(path, [head, *_joined(nodes), '], "links": [', *_joined(links), "]}"])
    return said(path.name, len(nodes), len(links), options.edges)


def save_cytoscape(network: Network, path: Path, options: Options) -> str:
    """Write what Cytoscape.js takes as `elements` and Cytoscape imports, with positions."""
    network, items = project(network, options.edges)
    number = {node.id: index for index, node in enumerate(network.nodes)}
    edges = [edge_fields(index, item, options.lang) for index, item in enumerate(items)]
    nodes: list[object] = [{"data": node_fields(node, options.lang)} for node in network.nodes]
    if len(nodes) <= _PLACED:
        points = layout(len(nodes), [(number[e.source], number[e.target]) for e in network.edges])
        nodes = [
            {"data": node_fields(node, options.lang), "position": {"x": round(x * 100, 1), "y": round(y * 100, 1)}}
            for node, (x, y) in zip(network.nodes, points.tolist(), strict=True)
        ]
    head = '{"data": ' + _dump({"name": options.title or ""}) + ', "elements": {"nodes": ['
    _write(path, [head, *_joined(nodes), '], "edges": [', *_joined({"data": edge} for edge in edges), "]}}"])
    return said(path.name, len(nodes), len(edges), options.edges)


def save_json_graph(network: Network, path: Path, options: Options) -> str:
    """Write the JSON Graph Format, version 2: `graph` with `nodes` by id, `edges`, and `metadata` of each."""
    network, items = project(network, options.edges)
    edges = [_json_graph_edge(edge_fields(index, item, options.lang)) for index, item in enumerate(items)]
    pairs = []
    for node in network.nodes:
        fields = node_fields(node, options.lang)
        name, label = fields.pop("id"), fields.pop("label")
        pairs.append(f"{_dump(name)}: {_dump({'label': label, 'metadata': fields})}")
    graph = {"directed": True, "type": options.edges, "label": options.title or ""}
    head = '{"graph": ' + _dump(graph)[:-1] + ', "nodes": {'
    _write(path, [head, ",\n".join(pairs), '}, "edges": [', *_joined(edges), "]}}"])
    return said(path.name, len(network.nodes), len(edges), options.edges)


def _json_graph_edge(fields: dict[str, Value]) -> dict[str, object]:
    edge: dict[str, object] = {name: fields.pop(name) for name in ("id", "source", "target", "directed")}
    return edge | {"relation": fields.pop("kind"), "label": fields.pop("label"), "metadata": fields}


def _renamed(fields: dict[str, Value], old: str, new: str) -> dict[str, Value]:
    return {new if name == old else name: value for name, value in fields.items()}


def _joined(records: Iterable[object]) -> Iterator[str]:
    """One record a line, so that two files can be compared."""
    yield ",\n".join(map(_dump, records))


def _write(path: Path, lines: list[str]) -> None:
    with atomic(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)


def _dump(record: object) -> str:
    return clean(json.dumps(record, ensure_ascii=False))
