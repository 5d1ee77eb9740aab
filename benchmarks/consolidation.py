"""Consolidation on an invented world: quality by known truth, the cost of one more article, a rebuild.

Run with `python benchmarks/consolidation.py [ARTICLES]`. Nothing is read: the articles come as records, so that only
what happens between a reading and the store is measured. CPU seconds of one process.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from kg.rdf import to_quads  # noqa: E402
from kg.rdf.consolidate import whole as whole_links  # noqa: E402
from kg.rdf.iris import article_of  # noqa: E402
from kg.rdf.links import link_quads  # noqa: E402
from kg.rdf.plan import Planner, links_by_node  # noqa: E402
from kg.rdf.view import whole  # noqa: E402
from kg.registry import Registry, load  # noqa: E402
from kg.store import Store  # noqa: E402
from tests.generator import articles, measure, world  # noqa: E402

PROBES = 60


def main() -> None:
    """Print one line a figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="?", type=int, default=2000)
    count = parser.parse_args().articles
    here, registry = world.make(happenings=300), load()
    told, truth = articles.articles(here, count)
    rows = [(to_quads(e), link_quads(e, registry)) for e in told]
    store = Store()
    planner = Planner(store.reader, registry)
    probes = _probes(here)
    small = 0.0
    begun = time.process_time()
    for number, (quads, links) in enumerate(rows, 1):
        change = planner.replacement(quads, links)
        store.apply(change.delete, change.insert)
        if number == count // 10:
            begun += (small := _cost(store, registry, probes))
    print(f"built, article by article: {time.process_time() - begun:.1f} s for {count} articles, {len(store)} quads")
    large = _cost(store, registry, probes)
    few, many = (seconds / PROBES * 1000 for seconds in (small, large))
    print(f"one more article: {few:.1f} ms into {count // 10}, {many:.1f} ms into {count} ({large / small:.1f} times)")
    _rebuild(rows)
    _quality(truth, store)


def _probes(here: world.World) -> list[tuple[tuple, tuple]]:
    """Articles of their own about the same world."""
    registry, found = load(), []
    for extraction in articles.articles(here, PROBES, seed=7)[0]:
        fresh = replace(extraction.article, url=f"{extraction.article.url}-probe", text=extraction.article.text + " .")
        extraction = replace(extraction, document=replace(extraction.document, article=fresh))
        found.append((to_quads(extraction), link_quads(extraction, registry)))
    return found


def _cost(store: Store, registry: Registry, probes: list[tuple[tuple, tuple]]) -> float:
    """CPU seconds to plan each probe; nothing is written, so that every probe meets the same store."""
    planner = Planner(store.reader, registry)
    begun = time.process_time()
    for quads, links in probes:
        planner.replacement(quads, links)
    return time.process_time() - begun


def _rebuild(rows: list[tuple[tuple, tuple]]) -> None:
    begun = time.process_time()
    decided = whole_links(links_by_node(quad for _, links in rows for quad in links))
    by_article: dict[str, list] = {}
    for node, link in decided.items():
        by_article.setdefault(article_of(node), []).extend(link.quads(node))
    parts = [(quads, by_article[article_of(links[0].subject)]) for quads, links in rows]
    view = whole(parts)
    print(f"links and view of all at once: {time.process_time() - begun:.1f} s, {len(view)} triples")


def _quality(truth: articles.Truth, store: Store) -> None:
    found = measure.denoted(store)
    for name, table in (("actors", truth.people), ("events", truth.events)):
        score = measure.pairwise(table, found)
        print(
            f"{name}, pairwise: P {score.precision:.4f} R {score.recall:.4f} F1 {score.f1:.4f} ({len(table)} mentions)"
        )
    homonyms = len({truth.people[node] for node in truth.homonyms})
    print(f"homonyms merged: {measure.merged_homonyms(truth, found)} (of {homonyms} people who share a name)")
    recall, _ = measure.contested_recall(truth, found, store)
    print(f"contested values found: {recall:.3f} of {len(truth.contested)}")


if __name__ == "__main__":
    main()
