"""A network of actors: who had to do with whom, when, and who says so.

Rows of a query become a `Network` of single events (`edges`); `relations()` gathers them to one line per pair and kind.
Everything is in a fixed order, and what was left out is counted in `left_out`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from kg.errors import KgError
from kg.views import legend
from kg.views.dates import bounds, show_dates

if TYPE_CHECKING:
    import networkx

Row = Mapping[str, object]


@dataclass(frozen=True)
class Network:
    """Actors and the events between them. Every edge's ends are nodes; nodes are sorted by id, edges by date."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: LeftOut = field(default_factory=LeftOut)

    @cached_property
    def by_id(self) -> dict[str, Node]:
        """Nodes by id."""
        return {node.id: node for node in self.nodes}

    @cached_property
    def _relations(self) -> tuple[Relation, ...]:
        groups: dict[tuple[str, str, str, bool, str], list[Edge]] = defaultdict(list)
        for edge in self.edges:
            groups[edge.source, edge.target, edge.kind, edge.directed, edge.status].append(edge)
        return tuple(_relation(groups[key]) for key in sorted(groups))

    def relations(self) -> tuple[Relation, ...]:
        """Gather the events to one relation per pair, kind, direction and status, sorted by these."""
        return self._relations

    def window(self, since: str | None = None, until: str | None = None, *, keep_undated: bool = False) -> Network:
        """Keep events that can lie between two ISO dates of any precision, both included; count the others.

        Do this before `relations()`: a relation of ten events is not one of the two in the window.
        """
        first = bounds(since)[0] if since else ""
        last = bounds(until)[1] if until else "9999-12-31"
        dated = [edge for edge in self.edges if edge.earliest or edge.latest]
        inside = {id(e) for e in dated if (e.earliest or "") <= last and (e.latest or "9999-12-31") >= first}
        undated = len(self.edges) - len(dated)
        kept = [e for e in self.edges if id(e) in inside or (keep_undated and not (e.earliest or e.latest))]
        return self._with_edges(
            kept,
            replace(
                self.left_out,
                outside=self.left_out.outside + len(dated) - len(inside),
                undated_left_out=self.left_out.undated_left_out + (0 if keep_undated else undated),
            ),
        )

    def kinds(self, *names: str) -> Network:
        """Keep relations of these kinds or groups of kinds ("statement", "recognition", "post", "election")."""
        wanted = {legend.kind(name).id for name in names}
        return self._with_edges([e for e in self.edges if wanted & {e.kind, legend.kind(e.kind).group}], self.left_out)

    def ego(self, actors: Iterable[str], hops: int = 1) -> Network:
        """Keep the actors within `hops` steps of these ids, and all events among them; KgError for an unknown id."""
        near = set(actors)
        for actor in sorted(near):
            if actor not in self.by_id:
                raise KgError(f"no actor {actor!r} in this network; ask for one of its {len(self.nodes)} actors")
        for _ in range(hops):
            near |= {end for e in self.edges if e.source in near or e.target in near for end in (e.source, e.target)}
        return self._only(near, self.left_out)

    def top(self, limit: int) -> Network:
        """Keep the `limit` actors with the most neighbours (ties: events, then id); count those cut."""
        if len(self.nodes) <= limit:
            return self
        events: dict[str, int] = defaultdict(int)
        for edge in self.edges:
            events[edge.source] += 1
            events[edge.target] += 1
        ranked = sorted(self.nodes, key=lambda n: (-n.degree, -events[n.id], n.id))
        cut = self.left_out.cut_nodes + len(self.nodes) - limit
        return self._only({n.id for n in ranked[:limit]}, replace(self.left_out, cut_nodes=cut))

    def to_networkx(self, edges: Literal["relations", "events"] = "relations") -> networkx.MultiDiGraph[str]:
        """Return a MultiDiGraph; attributes are named as the records' fields, undirected edges are `directed=False`."""
        from networkx import MultiDiGraph

        graph: MultiDiGraph[str] = MultiDiGraph()
        for node in self.nodes:
            graph.add_node(node.id, label=node.label, type=node.type, labels=node.labels, degree=node.degree)
        items: tuple[Edge | Relation, ...] = self.relations() if edges == "relations" else self.edges
        for number, item in enumerate(items):
            attributes = {name: getattr(item, name) for name in item.__slots__ if name not in ("source", "target")}
            graph.add_edge(item.source, item.target, key=f"{edges[0]}{number}", **attributes)
        return graph

    def span(self) -> tuple[str, str] | None:
        """Return the first and the last date of any event, or None."""
        days = [day for e in self.edges for day in (e.earliest, e.latest) if day]
        return (min(days), max(days)) if days else None

    def sources(self) -> tuple[str, ...]:
        """All sources, sorted."""
        return tuple(sorted({source for edge in self.edges for source in edge.sources}))

    def undated(self) -> int:
        """How many events have no date at all."""
        return len({e.event for e in self.edges if not (e.earliest or e.latest)})

    def _only(self, ids: set[str], left_out: LeftOut) -> Network:
        nodes = [node for node in self.nodes if node.id in ids]
        return assemble(nodes, [e for e in self.edges if e.source in ids and e.target in ids], left_out)

    def _with_edges(self, edges: list[Edge], left_out: LeftOut) -> Network:
        ends = {end for edge in edges for end in (edge.source, edge.target)}
        return assemble([node for node in self.nodes if node.id in ends], edges, left_out)


def from_rows(rows: Iterable[Row], actors: Iterable[Row] = (), lang: str = "en") -> Network:
    """Build a network from the rows of a query; see `kg.views.rows.build`."""
    from kg.views.rows import build

    return build(rows, actors, lang)


def _relation(edges: list[Edge]) -> Relation:
    first = edges[0]
    return Relation(
        first.source,
        first.target,
        first.kind,
        first.directed,
        first.status,
        first.sign,
        dates=tuple(sorted({e.date for e in edges if e.date})),
        spans=tuple(sorted({(e.earliest, e.latest) for e in edges if e.earliest and e.latest})),
        undated=len({e.event for e in edges if not (e.earliest or e.latest)}),
        sources=_distinct(e.sources for e in edges),
        sentences=_distinct(e.sentences for e in edges),
        weight=round(sum(e.weight for e in edges), 6),
        events=tuple(dict.fromkeys(e.event for e in edges)),
        articles=_distinct(e.articles for e in edges),
        details=_distinct(e.details for e in edges),
    )


def _distinct(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for group in groups for item in group))


def _edge_order(edge: Edge) -> tuple[str, ...]:
    return (
        edge.earliest or "9999",
        edge.latest or "9999",
        edge.source,
        edge.target,
        edge.kind,
        edge.status,
        edge.event,
    )


def assemble(nodes: Iterable[Node], edges: Iterable[Edge], left_out: LeftOut) -> Network:
    """Return a network with its nodes and edges in order and the neighbours counted."""
    ordered = tuple(sorted(edges, key=_edge_order))
    near: dict[str, set[str]] = defaultdict(set)
    for edge in ordered:
        near[edge.source].add(edge.target)
        near[edge.target].add(edge.source)
    counted = (replace(node, degree=len(near[node.id])) for node in nodes)
    return Network(tuple(sorted(counted, key=lambda n: n.id)), ordered, left_out)
