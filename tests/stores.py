"""Stores to ask: a small invented one, and the two real articles as the annotators read them."""

from pathlib import Path

import pyoxigraph as ox

from kg.rdf import to_quads
from kg.rdf.links import link_quads
from kg.rdf.plan import Planner
from kg.registry import load
from kg.store import Store
from tests.gold import all_gold

SMALL = Path(__file__).parent / "queries" / "small.trig"


def small_store(folder: Path | None = None) -> Store:
    store = Store(folder)
    store.apply([], list(ox.parse(path=str(SMALL))))
    store.flush()
    return store


def gold_store(shared: Path, folder: Path | None = None, *kinds: str) -> Store:
    store = Store(folder)
    registry = load()
    planner = Planner(store.reader, registry)
    for extraction in all_gold(shared, *(kinds or ("articles",))):
        change = planner.replacement(to_quads(extraction), link_quads(extraction, registry))
        store.apply(change.delete, change.insert)
    store.flush()
    return store
