"""Which part of a network is wanted: the same choice for pictures, files and Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kg.errors import KgError
from kg.views import legend
from kg.views.network import Claims, Edge, Network

Test = Callable[[Edge], bool]


@dataclass(frozen=True, slots=True)
class Choice:
    """What to keep; everything left open keeps all.

    `kinds` are relations or groups of them, `since` and `until` ISO dates of any precision, both included. `place` and
    `source` are words in the name of a place or of an outlet, whatever their case. `min_sources` counts outlets.
    `claims`: whether what somebody merely claims is in it too, or alone, or not. `top` keeps the actors with the most
    neighbours. `hops` and `longer` are steps around actors, and beyond the shortest path between two.
    """

    kinds: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    keep_undated: bool = False
    place: str | None = None
    source: str | None = None
    min_sources: int = 0
    status: tuple[str, ...] = ()
    claims: Claims = "include"
    hops: int = 1
    longer: int = 0
    top: int | None = None


def choose(
    network: Network, choice: Choice, actors: Iterable[str] = (), between: tuple[str, str] | None = None
) -> Network:
    """Return the part of the network that is wanted, around the actors or between the two with these ids.

    Events are chosen first, then actors, so a path between two runs over wanted events only. Raises KgError for an
    unknown status, and if no path is left.
    """
    network = network.claims(choice.claims)
    if choice.kinds:
        network = network.kinds(*choice.kinds)
    if tests := list(_tests(choice)):
        network = network.where(lambda edge: all(test(edge) for test in tests))
    if choice.since or choice.until:
        network = network.window(choice.since, choice.until, keep_undated=choice.keep_undated)
    if between is not None:
        network = network.between(*between, longer=choice.longer)
    if around := list(actors):  # of whom nothing is left, a choice of events has taken away
        network = network.ego([actor for actor in around if actor in network.by_id], choice.hops)
    return network if choice.top is None else network.top(choice.top)


def _tests(choice: Choice) -> Iterator[Test]:
    if choice.place:
        place = choice.place.casefold()
        yield lambda edge: place in edge.place.casefold()
    if choice.source:
        source = choice.source.casefold()
        yield lambda edge: any(source in name.casefold() for name in (*edge.sources, *edge.articles))
    if choice.status:
        known = legend.statuses()
        for name in choice.status:
            if name not in known:
                raise KgError(f"no status {name!r}; use one of {', '.join(known)}")
        yield lambda edge: edge.status in choice.status
    if choice.min_sources > 1:
        yield lambda edge: len(edge.sources) >= choice.min_sources
