"""GraphML, for Cytoscape, yEd, igraph and networkx. Gephi reads it too, but not its dates: use GEXF there."""

from __future__ import annotations

from pathlib import Path

from kg.views.files import Options, atomic, clean
from kg.views.network import Network


def save(network: Network, path: Path, options: Options) -> str:
    """Write all attributes as text or numbers; lists are joined with " | "."""
    from networkx import MultiDiGraph, write_graphml_lxml

    graph: MultiDiGraph[str] = MultiDiGraph()
    raw = network.to_networkx(options.edges)
    for node in network.nodes:
        names = {f"label_{lang}": clean(text) for lang, text in reversed(node.labels) if lang}
        graph.add_node(clean(node.id), label=clean(node.name(options.lang)), type=clean(node.type), **names)
    for source, target, key, attributes in raw.edges(keys=True, data=True):
        flat = {name: _flat(value) for name, value in attributes.items() if value is not None}
        graph.add_edge(clean(source), clean(target), key=key, id=key, **flat)
    with atomic(path) as temporary:
        write_graphml_lxml(graph, temporary, named_key_ids=True)
    return (
        f"{path.name}: {len(network.nodes)} actors, {graph.number_of_edges()} {options.edges}; Gephi ignores the dates"
    )


def _flat(value: object) -> str | int | float | bool:
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, tuple):
        return " | ".join("/".join(item) if isinstance(item, tuple) else clean(str(item)) for item in value)
    return clean(str(value))
