"""JSON with `nodes` and `links`, as D3 and networkx read it (`node_link_graph(data, edges="links")`)."""

from __future__ import annotations

import json
from pathlib import Path

from kg.views.files import Options, clean, write_text
from kg.views.network import Edge, Network, Relation


def save(network: Network, path: Path, options: Options) -> str:
    """Write every field of the records, one node or link a line."""
    items: tuple[Edge | Relation, ...] = network.edges if options.edges == "events" else network.relations()
    nodes = [
        {
            "id": node.id,
            "label": node.name(options.lang),
            "type": node.type,
            "labels": [list(pair) for pair in node.labels],
            "degree": node.degree,
        }
        for node in network.nodes
    ]
    links = [
        {"key": f"{options.edges[0]}{number}"} | {name: getattr(item, name) for name in item.__slots__}
        for number, item in enumerate(items)
    ]
    lines = [
        '{"directed": true, "multigraph": true, "graph": ' + _dump({"title": options.title or ""}) + ', "nodes": [',
        ",\n".join(_dump(node) for node in nodes),
        '], "links": [',
        ",\n".join(_dump(link) for link in links),
        "]}\n",
    ]
    write_text(path, "\n".join(lines))
    return f"{path.name}: {len(nodes)} actors, {len(links)} {options.edges}"


def _dump(record: object) -> str:
    return clean(json.dumps(_cleaned(record), ensure_ascii=False))


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _cleaned(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(item) for item in value]
    return value
