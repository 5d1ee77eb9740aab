"""Each question of the catalogue, answered by the library, `kg serve`, Oxigraph's server, rdflib and raw pyoxigraph.

`python benchmarks/serving.py [QUADS]` makes an invented store of that size (100,000 without), measures in one run, and
puts the figures into RESULTS.md. Raw pyoxigraph answers twice, here and in a process of its own: what two processes
differ by is no work of ours. Every engine answers the same bound query; a figure is the best of several, in turn.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engines import Apart, Engine, Late, Rdflib, kg_serve, opened, oxigraph
from made import write
from results import keep

from kg import queries
from kg.graph import Graph
from kg.store import Store

GIVEN = {
    "actor": "id:person/p0",
    "other": "id:person/p1",
    "about": "id:person/p0",
    "state": "id:state/s0",
    "text": "doubted 12",
}
DATES = {"since": "2020-01-01", "until": "2020-12-31", "before": "2022-01-01"}
NAMES = ("raw pyoxigraph", "library", "raw in its own process", "`kg serve`", "oxigraph server", "rdflib")
DEADLINE = 5.0
LONGEST = 1.5  # seconds an engine may spend on one question, if that is four answers


@dataclass(frozen=True, slots=True)
class Row:
    """A question, how many rows it has, its budget, and the milliseconds of each engine; None: not in time."""

    name: str
    rows: int
    budget: int
    times: tuple[float | None, ...]
    added: float | None  # what `kg serve` took beside its store, in the median

    def over(self, engine: str) -> float:
        """Milliseconds more than raw pyoxigraph takes."""
        raw, it = self.times[0], self.times[NAMES.index(engine)]
        return float("inf") if raw is None or it is None else it - raw


def bound(graph: Graph) -> dict[str, str]:
    """Return each question of the catalogue with an actor and a year where it takes them."""
    found = {}
    for name, query in queries.catalogue().items():
        params = {p.name: (GIVEN | DATES)[p.name] for p in query.params if p.name in GIVEN | DATES and p.type != "kind"}
        found[name] = graph.explain(name, **params)
    return found


def best(query: str, engines: Sequence[Engine]) -> tuple[tuple[float | None, ...], float | None]:
    """Return the best of up to 15 answers of each engine in turn, four at least, and what one added to its store."""
    found: list[float | None] = [None] * len(engines)
    late = [False] * len(engines)
    added: list[float] = []
    spent = 0.0  # seconds, but for engines that gave no answer: they must not cost the others their turns
    for turn in range(15):
        if turn >= 4 and spent > LONGEST * len(engines):
            break
        for n, engine in enumerate(engines):
            if late[n]:
                continue
            try:
                took = engine.ask(query, DEADLINE)
            except Late:
                late[n] = True
                continue
            spent += took.all
            added += [] if took.store is None else [(took.all - took.store) * 1000]
            found[n] = min(took.all * 1000, found[n] or took.all * 1000)
    return tuple(found), statistics.median(added) if added else None


def measure(place: Path, quads: Path, with_rdflib: bool) -> tuple[list[Row], str]:
    """Return a row for each question, and how long rdflib took to load."""
    store, copy = place / "store", place / "oxigraph"
    shutil.copytree(store, copy)
    raw, library = opened(store)
    rows: list[Row] = []
    peer = Rdflib(quads) if with_rdflib else None
    apart = Apart(store)
    with kg_serve(store, 7976, DEADLINE) as ours, oxigraph(copy, 7977) as theirs:
        engines: list[Engine] = [raw, library, apart, ours, theirs, *([peer] if peer else [])]
        for name, sparql in bound(library.graph).items():
            times, added = best(sparql, engines)
            count = len(library.graph.query(sparql)) if times[1] else -1
            rows.append(Row(name, count, queries.find(name).budget or 0, times, added))
            print(
                f"{name:24} {count:6} {' '.join('     late' if t is None else f'{t:9.1f}' for t in (*times, added))}",
                flush=True,
            )
    apart.stop()
    if peer:
        peer.stop()
    return rows, f" rdflib took {peer.loading:.0f} s to load." if peer else ""


def report(size: int, rows: Sequence[Row], loading: str) -> str:
    """Return the section for RESULTS.md."""
    names = NAMES[: len(rows[0].times)]
    over = [r.over("library") for r in rows]
    within = sum(x <= 0.1 * (r.times[0] or 0) + 1 for x, r in zip(over, rows, strict=True))
    outside = [r.name for r in rows if (r.times[1] or DEADLINE * 1000) > r.budget]
    lines = [
        f"## Answers of {len(rows)} questions, {size:,} quads",
        "",
        "Milliseconds, the best of up to 15 answers in turn, on two cores; every engine answers the same bound query",
        f"as SPARQL JSON, the library as a Table. Load average: {os.getloadavg()[1]:.1f}. A dash: no answer in",
        f"{DEADLINE:g} s, or none at all. Made by `python benchmarks/serving.py`.{loading}",
        "",
        f"| question | rows | budget | {' | '.join(names)} | `kg serve` adds |",
        "|---|---|---|" + "---|" * (len(names) + 1),
    ]
    for r in rows:
        times = " | ".join("-" if t is None else f"{t:.1f}" for t in (*r.times, r.added))
        lines.append(f"| {r.name} | {r.rows} | {r.budget} | {times} |")
    told = [r.added for r in rows if r.added is not None] or [0.0]
    lines += [
        "",
        f"Over raw pyoxigraph: library {statistics.median(over):+.1f} ms in the median "
        f"({within} of {len(rows)} within 10 % + 1 ms); {_over(rows, '`kg serve`')}; the same pyoxigraph "
        f"{_over(rows, 'raw in its own process')}: what two processes differ by.",
        f"What `kg serve` adds to its own store in the same request (`Server-Timing`): {statistics.median(told):.1f} "
        f"ms in the median, {max(told):.1f} at most ({sum(x <= 3 for x in told)} of {len(told)} within 3 ms).",
        f"Over their budget in the library: {', '.join(outside) or 'none'}.",
    ]
    return "\n".join(lines)


def _over(rows: Sequence[Row], name: str) -> str:
    over = [r.over(name) for r in rows]
    return f"{name} {statistics.median(over):+.1f} ms ({sum(x <= 3 for x in over)} of {len(rows)} within 3 ms)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("quads", nargs="?", type=int, default=100_000)
    parser.add_argument("--no-rdflib", action="store_true", help="leave out rdflib, which takes longest")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        quads = write(told.quads, place / "made.nq")
        store = Store(place / "store")
        store.load(quads)
        store.close()
        rows, loading = measure(place, quads, not told.no_rdflib)
    keep(report(told.quads, rows, loading))


if __name__ == "__main__":
    main()
