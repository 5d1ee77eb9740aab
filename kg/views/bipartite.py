"""Actors and events as one network of two sorts of nodes: nothing of an event with many actors is lost in pairs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from kg.views import legend
from kg.views.network import Edge, Network, Node, assemble


def with_events(network: Network) -> Network:
    """Return actors joined to events instead of each other.

    Who acts points to the event, the event to whom it concerns; who merely takes part is joined without direction.
    An event that is a node already, such as an election, stays that node.
    """
    groups: dict[tuple[str, str, str, bool], list[Edge]] = defaultdict(list)
    for edge in network.edges:
        groups[edge.event, edge.kind, edge.status, bool(edge.claimed_by)].append(edge)
    nodes = list(network.nodes)
    edges: dict[tuple[str, str, str], Edge] = {}
    taken = {node.id for node in nodes}
    for (event, kind, status, _), group in groups.items():
        if event in {end for edge in group for end in (edge.source, edge.target)}:
            edges |= {(edge.source, edge.target, edge.kind): edge for edge in group}
            continue
        name = event if event not in taken else f"{event}|{kind}|{status}|{len(taken)}"
        taken.add(name)
        nodes.append(_node(name, group[0]))
        for edge in group:
            for part in _parts(edge, name):
                edges.setdefault((part.source, part.target, part.kind), part)
    return assemble(nodes, edges.values(), network.left_out)


def _node(name: str, edge: Edge) -> Node:
    kind, mark = legend.kind(edge.kind), legend.status(edge.status)
    labels = tuple(
        (lang, " ".join(part for part in (mark.mark, kind.label[lang], edge.date or "") if part))
        for lang in legend.LANGS
    )
    return Node(name, labels[0][1], "Event", labels, about=tuple(("details", detail) for detail in edge.details))


def _parts(edge: Edge, event: str) -> tuple[Edge, Edge]:
    common = replace(edge, weight=1.0, details=())
    if not edge.directed:
        one, two = (replace(common, source=end, target=event, kind="takes-part") for end in (edge.source, edge.target))
        return one, two
    return (
        replace(common, target=event, kind="acts"),
        replace(common, source=event, kind="concerns"),
    )
