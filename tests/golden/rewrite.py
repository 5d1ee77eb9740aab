"""Golden articles: what a store holds after adding each. To rewrite them: python -m tests.golden.rewrite."""

from __future__ import annotations

from pathlib import Path

from kg.rdf import Run, nquads, to_quads
from kg.rdf.links import link_quads
from kg.rdf.plan import Planner
from kg.store import Store
from tests.gold import extraction_from_gold

HERE = Path(__file__).parent
NAMES = sorted(path.parent.name for path in HERE.glob("*/extraction.json"))


def dump(name: str) -> str:
    """Return the sorted N-Quads of a store with this article alone."""
    extraction = extraction_from_gold(HERE / name / "extraction.json", HERE / name / "article.md")
    quads, links = to_quads(extraction, Run("golden")), link_quads(extraction)
    with Store() as store:
        change = Planner(store.reader).replacement(quads, links)
        store.apply(change.delete, change.insert)
        return nquads(store)


if __name__ == "__main__":
    for golden in NAMES:
        (HERE / golden / "quads.nq").write_text(dump(golden), encoding="utf-8")
