"""What becomes an edge of a file: a relation, a single event, or taking part in an event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.views.files import Projection
from kg.views.network import Edge, Network, Relation
from kg.views.records import gather

Item = Edge | Relation


def project(network: Network, edges: Projection) -> tuple[Network, Iterable[Item]]:
    """Return the network whose nodes are written, and its edges, made one by one: a million need no memory."""
    if edges == "bipartite":
        network = network.bipartite()
    return network, _relations(network) if edges == "relations" else network.edges


def _relations(network: Network) -> Iterator[Relation]:
    return map(gather, network.gathered())


def said(name: str, nodes: int, count: int, edges: Projection) -> str:
    """Return the line that tells what was written."""
    what = {"relations": "relations", "events": "events", "bipartite": "parts taken in events"}[edges]
    return f"{name}: {nodes} {'actors and events' if edges == 'bipartite' else 'actors'}, {count} {what}"
