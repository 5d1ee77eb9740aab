"""GraphML, for Cytoscape, yEd, igraph and networkx. Gephi reads it too, but not its dates: use GEXF there."""

from __future__ import annotations

from pathlib import Path

from kg.views.files import Options, atomic
from kg.views.flat import Value, edge_fields, node_fields
from kg.views.network import Network
from kg.views.projection import project, said


def save(network: Network, path: Path, options: Options) -> str:
    """Write all fields as text or numbers; lists are joined with " | "."""
    from networkx import MultiDiGraph, write_graphml_lxml

    network, items = project(network, options.edges)
    graph: MultiDiGraph[str] = MultiDiGraph()
    for node in network.nodes:
        fields = _flat(node_fields(node, options.lang))
        graph.add_node(str(fields.pop("id")), **fields)
    for number, item in enumerate(items):
        fields = _flat(edge_fields(number, item, options.lang))
        graph.add_edge(str(fields.pop("source")), str(fields.pop("target")), key=str(fields["id"]), **fields)
    with atomic(path) as temporary:
        write_graphml_lxml(graph, temporary, named_key_ids=True)
    line = said(path.name, len(network.nodes), graph.number_of_edges(), options.edges)
    return f"{line}; Gephi ignores the dates"


def _flat(fields: dict[str, Value]) -> dict[str, str | int | float | bool]:
    return {name: " | ".join(value) if isinstance(value, list) else value for name, value in fields.items()}
