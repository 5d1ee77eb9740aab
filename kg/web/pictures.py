"""The network as a picture: an explorer page to use, or an SVG to keep."""

from __future__ import annotations

import tempfile
from pathlib import Path

from kg.graph import Graph
from kg.views import save
from kg.views.files import Options
from kg.web.asked import NotFound, Parameters, one
from kg.web.reply import Reply
from kg.web.settings import Limits

_MEDIA = {
    "html": "text/html; charset=utf-8",
    "svg": "image/svg+xml",
    "gexf": "application/xml",
    "graphml": "application/xml",
    "json": "application/json",
}
_MOST_HOPS = 4
_NOTHING = "nothing to draw: no relations of these actors, in this time, of these kinds"


def network(graph: Graph, parameters: Parameters, limits: Limits) -> Reply:
    """Return who has to do with whom, around `actor` or among `among`; also since, until, kinds, hops, format."""
    among = set(parameters.get("among", ()))
    hops = one(parameters, "hops", "1")
    actors = [graph.resolve(actor)[0] for actor in parameters.get("actor", ()) if actor]
    drawn = graph.network(
        since=one(parameters, "since") or None,
        until=one(parameters, "until") or None,
        kinds=[k for k in one(parameters, "kinds").split(",") if k],
    )
    if actors and drawn.by_id.keys() >= set(actors):
        drawn = drawn.ego(actors, min(int(hops), _MOST_HOPS) if hops.isdigit() else 1)
    elif actors:
        raise NotFound(_NOTHING)
    if among:
        drawn = drawn.where(lambda edge: edge.source in among and edge.target in among)
    if not drawn.edges:
        raise NotFound(_NOTHING)
    suffix = one(parameters, "format", "html")
    if suffix not in _MEDIA:
        raise NotFound(f"no format '{suffix}'; use {', '.join(_MEDIA)}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"network.{suffix}"
        save(drawn, path, Options(lang=graph.lang))
        return Reply(path.read_bytes(), _MEDIA[suffix])
