"""A network of actors: who had to do with whom, when, and who says so.

Rows of a query become a `Network` of single events (`edges`); `relations()` gathers them to one line per pair and kind.
Everything is in a fixed order, and what was left out is counted in `left_out`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from kg.errors import KgError
from kg.views import legend
from kg.views.dates import bounds
from kg.views.records import Edge, LeftOut, Node, Quote, Relation, gather

if TYPE_CHECKING:
    import networkx

    from kg.views.files import Options

__all__ = ["Claims", "Edge", "LeftOut", "Network", "Node", "Quote", "Relation", "Row", "assemble", "from_rows"]

Row = Mapping[str, object]
Claims = Literal["include", "only", "none"]


@dataclass(frozen=True)
class Network:
    """Actors and the events between them. Every edge's ends are nodes; nodes are sorted by id, edges by date."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: LeftOut = field(default_factory=LeftOut)

    # --- reading it ---

    @cached_property
    def by_id(self) -> dict[str, Node]:
        """Nodes by id."""
        return {node.id: node for node in self.nodes}

    @cached_property
    def _relations(self) -> tuple[Relation, ...]:
        return tuple(map(gather, self.gathered()))

    def relations(self) -> tuple[Relation, ...]:
        """Gather the events to one relation per pair, kind, direction, status and claim, sorted by these."""
        return self._relations

    def gathered(self) -> Iterator[list[Edge]]:
        """Yield the events of each relation, in the order of `relations()`, without holding them all at once."""
        sources: dict[str, list[Edge]] = defaultdict(list)
        for edge in self.edges:
            sources[edge.source].append(edge)
        for source in sorted(sources):
            groups: dict[tuple[str, str, bool, str, bool], list[Edge]] = defaultdict(list)
            for edge in sources.pop(source):
                groups[edge.target, edge.kind, edge.directed, edge.status, bool(edge.claimed_by)].append(edge)
            yield from (groups[key] for key in sorted(groups))

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

    def summits(self, least: int = 12) -> int:
        """How many contacts have `least` actors or more: they fill a picture with lines between all who were there."""
        actors: dict[str, set[str]] = defaultdict(set)
        for edge in self.edges:
            if legend.kind(edge.kind).contact:
                actors[edge.event] |= {edge.source, edge.target}
        return sum(len(there) >= least for there in actors.values())

    # --- choosing a part ---

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

    def where(self, test: Callable[[Edge], bool]) -> Network:
        """Keep the events that pass a test; count the others."""
        kept = [edge for edge in self.edges if test(edge)]
        gone = len(self.edges) - len(kept)
        return self._with_edges(kept, replace(self.left_out, not_chosen=self.left_out.not_chosen + gone))

    def claims(self, which: Claims) -> Network:
        """Keep everything, only what somebody claims, or only what articles say themselves ("none")."""
        if which == "include":
            return self
        return self.where(lambda edge: bool(edge.claimed_by) == (which == "only"))

    def ego(self, actors: Iterable[str], hops: int = 1) -> Network:
        """Keep the actors within `hops` steps of these ids, and all events among them; KgError for an unknown id."""
        near = set(actors)
        self._known(near)
        for _ in range(hops):
            near |= {end for e in self.edges if e.source in near or e.target in near for end in (e.source, e.target)}
        return self._only(near, self.left_out)

    def between(self, one: str, two: str, longer: int = 0) -> Network:
        """Keep the shortest paths between two actors, and those up to `longer` steps longer.

        Directions do not matter. Raises KgError for an unknown id, and if no path joins the two.
        """
        self._known((one, two))
        from_one, from_two = self._steps(one), self._steps(two)
        if two not in from_one:
            names = [self.by_id[end].label for end in (one, two)]
            raise KgError(f"nothing joins {names[0]} and {names[1]} in this network")
        limit = from_one[two] + longer
        far = len(self.nodes) + limit

        def on_a_path(edge: Edge) -> bool:
            steps = [
                from_one.get(a, far) + 1 + from_two.get(b, far)
                for a, b in ((edge.source, edge.target), (edge.target, edge.source))
            ]
            return min(steps) <= limit

        return self._with_edges(list(filter(on_a_path, self.edges)), self.left_out)

    def top(self, limit: int) -> Network:
        """Keep the `limit` actors with the most neighbours (ties: events, then id); count those cut.

        Who is left without any of them goes too; if none of them is joined to another, the first stays with the best
        of its neighbours.
        """
        if len(self.nodes) <= limit:
            return self
        events: dict[str, int] = defaultdict(int)
        for edge in self.edges:
            events[edge.source] += 1
            events[edge.target] += 1
        ranked = sorted(self.nodes, key=lambda n: (-n.degree, -events[n.id], n.id))
        ids = {node.id for node in ranked[:limit]}
        kept = [edge for edge in self.edges if edge.source in ids and edge.target in ids]
        if not kept:
            near = self._steps(ranked[0].id)
            ids = {node.id for node in [n for n in ranked if near.get(n.id, 2) <= 1][:limit]}
            kept = [edge for edge in self.edges if edge.source in ids and edge.target in ids]
        met = {end for edge in kept for end in (edge.source, edge.target)}
        cut = self.left_out.cut_nodes + len(self.nodes) - len(met)
        return self._with_edges(kept, replace(self.left_out, cut_nodes=cut))

    def bipartite(self) -> Network:
        """Return the network of actors and events: each event a node that those who take part are joined to."""
        from kg.views.bipartite import with_events

        return with_events(self)

    # --- giving it away ---

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

    def save(self, path: str | Path, options: Options | None = None) -> str:
        """Write the network in the format the suffix names, see `kg.views.save`; return what was written."""
        from kg.views import save

        return save(self, path, options)

    def _repr_html_(self) -> str:
        """Return the page for a notebook, in a frame that may run its own scripts and nothing else."""
        from kg.views.explorer import frame

        return frame(self)

    # --- inside ---

    def _known(self, actors: Iterable[str]) -> None:
        for actor in sorted(actors):
            if actor not in self.by_id:
                raise KgError(f"no actor {actor!r} in this network; ask for one of its {len(self.nodes)} actors")

    def _steps(self, start: str) -> dict[str, int]:
        near: dict[str, set[str]] = defaultdict(set)
        for edge in self.edges:
            near[edge.source].add(edge.target)
            near[edge.target].add(edge.source)
        steps = {start: 0}
        queue = [start]
        for node in queue:
            for other in near[node]:
                if other not in steps:
                    steps[other] = steps[node] + 1
                    queue.append(other)
        return steps

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
