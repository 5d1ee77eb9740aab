"""Answers: what the library and `kg serve` add to raw pyoxigraph, beside Oxigraph's server; 32 clients with a runaway.

`python benchmarks/serving.py [QUADS]` makes an invented store of that size (100,000 without), measures in one run, and
puts the figures into RESULTS.md. Every engine answers the same bound query; a figure is the best of several.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import httpx
import pyoxigraph as ox

from kg import queries
from kg.graph import Graph
from kg.store import Store
from kg.web import Limits, Settings
from kg.web.running import running

sys.path.insert(0, str(Path(__file__).parent))
from made import write  # the script beside this one

HERE = Path(__file__).parent
TITLE = "## Answers: library, `kg serve` and raw pyoxigraph"
GIVEN = {
    "actor": "id:person/p0",
    "other": "id:person/p1",
    "about": "id:person/p0",
    "state": "id:state/s0",
    "text": "doubted 12",
}
DATES = {"since": "2020-01-01", "until": "2020-12-31", "before": "2022-01-01"}
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }"
POINT = "SELECT * { <https://w3id.org/actorgraph/id/person/p1> ?p ?o }"
JSON = {"accept": "application/sparql-results+json"}
Figure = tuple[str, float, float, float, float, int]
LONGEST = 0.8  # seconds for one query of one engine, if that is three answers
DEADLINE = 5.0


def bound(graph: Graph) -> dict[str, str]:
    """Return each question of the catalogue with an actor and a year where it takes them."""
    found = {}
    for name, query in queries.catalogue().items():
        params = {p.name: (GIVEN | DATES)[p.name] for p in query.params if p.name in GIVEN | DATES and p.type != "kind"}
        found[name] = graph.explain(name, **params)
    return found


def best(*runs: Callable[[], object]) -> list[float]:
    """Return the milliseconds of the best of up to 9 runs of each, in turn; fewer, three at least, if they are slow."""
    times: list[list[float]] = [[] for _ in runs]
    begun = time.perf_counter()
    while len(times[0]) < 9 and (len(times[0]) < 3 or time.perf_counter() - begun < LONGEST * len(runs)):
        for run, told in zip(runs, times, strict=True):
            start = time.perf_counter()
            run()
            told.append((time.perf_counter() - start) * 1000)
    return [min(told) for told in times]


class Oxigraph:
    """Oxigraph's server on a copy of the store."""

    def __init__(self, store: Path, port: int = 7977) -> None:
        program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or "oxigraph"
        self.url = f"http://127.0.0.1:{port}"
        command = [program, "serve-read-only", "-l", str(store), "-b", f"127.0.0.1:{port}"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(200):
            try:
                httpx.get(self.url)
                return
            except httpx.TransportError:
                time.sleep(0.05)
        raise SystemExit("oxigraph did not start")

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


def latencies(folder: Path, url: str, oxigraph: Oxigraph) -> tuple[list[Figure], list[str]]:
    """Return for each question raw, library, kg serve, oxigraph server in ms, and rows; and what took too long."""
    graph = Graph(Store(folder, read_only=True))
    store = graph.store.reader
    ours, theirs = httpx.Client(headers=JSON, timeout=120), httpx.Client(headers=JSON, timeout=120)
    form = {"content-type": "application/sparql-query"}
    figures: list[Figure] = []
    late: list[str] = []
    for name, sparql in bound(graph).items():
        start = time.perf_counter()
        answered = ours.post(f"{url}/sparql", content=sparql, headers=form).status_code == 200
        if not answered or time.perf_counter() - start > DEADLINE:
            print(f"{name:24} not within {DEADLINE:g} s", flush=True)
            late.append(name)
            continue
        rows = len(graph.query(sparql))  # type: ignore[arg-type]
        raw, library, serve, server = best(
            lambda q=sparql: store.query(q).serialize(format=ox.QueryResultsFormat.JSON),
            lambda q=sparql: graph.query(q),
            lambda q=sparql: ours.post(f"{url}/sparql", content=q, headers=form).raise_for_status().read(),
            lambda q=sparql: theirs.post(f"{oxigraph.url}/query", content=q, headers=form).read(),
        )
        figures.append((name, raw, library, serve, server, rows))
        print(f"{name:24} {rows:6} rows {raw:8.1f} {library:8.1f} {serve:8.1f} {server:8.1f}", flush=True)
    return figures, late


class Line:
    """One kept connection; next to nothing is done on this side, since both sides share the cores."""

    def __init__(self, host: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.host, self.reader, self.writer = host, reader, writer

    @classmethod
    async def open(cls, url: str) -> Line:
        host, _, port = url.removeprefix("http://").partition(":")
        return cls(host, *await asyncio.open_connection(host, int(port)))

    async def ask(self, query: str) -> str:
        """Send a query and return the status."""
        head = f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: {self.host}\r\nAccept: {JSON['accept']}\r\n\r\n"
        self.writer.write(head.encode())
        told = (await self.reader.readuntil(b"\r\n\r\n")).lower()
        await self.reader.readexactly(int(told.partition(b"content-length:")[2].partition(b"\r")[0]))
        return told.split(b" ", 2)[1].decode()

    def close(self) -> None:
        self.writer.close()


async def crowd(
    url: str, clients: int, seconds: float, pause: float, runaway: bool
) -> tuple[list[float], dict[str, int]]:
    """Let clients ask for one thing again and again; return milliseconds, and how often each status came."""
    times: list[float] = []
    statuses: dict[str, int] = {}
    until = time.perf_counter() + seconds

    async def one() -> None:
        line = await Line.open(url)
        while time.perf_counter() < until:
            start = time.perf_counter()
            status = await line.ask(POINT)
            times.append((time.perf_counter() - start) * 1000)
            statuses[status] = statuses.get(status, 0) + 1
            await asyncio.sleep(pause * (0.5 + random.random()))
        line.close()

    async def bad() -> None:
        line = await Line.open(url)
        while time.perf_counter() < until:
            key = f"runaway {await line.ask(RUNAWAY)}"
            statuses[key] = statuses.get(key, 0) + 1
        line.close()

    await asyncio.gather(*(one() for _ in range(clients)), *([bad()] if runaway else []))
    return times, statuses


def percentile(times: list[float], share: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def report(size: int, figures: list[Figure], late: list[str], crowded: list[str]) -> str:
    """Return the section for RESULTS.md."""
    lines = [
        f"{TITLE}, {size:,} quads",
        "",
        "Milliseconds, the best of several answers in turn, on two cores; every engine answers the same bound query as",
        f"SPARQL JSON, the library as a Table (without labels). Load average meanwhile: {os.getloadavg()[1]:.0f}",
        "(1.5 is this measurement alone). Made by `python benchmarks/serving.py`.",
        "",
        "| question | rows | raw pyoxigraph | library | `kg serve` | oxigraph server |",
        "|---|---|---|---|---|---|",
    ]
    lines += [f"| {n} | {r} | {a:.1f} | {b:.1f} | {c:.1f} | {d:.1f} |" for n, a, b, c, d, r in figures]
    over = [b - a for _, a, b, *_ in figures], [c - a for _, a, _, c, *_ in figures]
    share = sum(b <= a * 1.1 + 1 for _, a, b, *_ in figures)
    lines += [
        "",
        f"Over raw pyoxigraph: library {statistics.median(over[0]):+.1f} ms in the median "
        f"({share} of {len(figures)} within 10 % + 1 ms); `kg serve` {statistics.median(over[1]):+.1f} ms "
        f"({sum(o <= 3 for o in over[1])} of {len(figures)} within 3 ms).",
        "",
        f"Not within {DEADLINE:g} s: {', '.join(late) or 'none'}.",
        "",
        *crowded,
    ]
    return "\n".join(lines) + "\n"


def keep(section: str) -> None:
    """Put the section into RESULTS.md in the place of the old one of this size."""
    path = HERE / "RESULTS.md"
    title = section.splitlines()[0]
    text = path.read_text(encoding="utf-8")
    parts = [p for p in text.split("\n## ") if not f"## {p}".startswith(f"{title}\n")]
    path.write_text("\n## ".join(parts).rstrip() + "\n\n" + section, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("quads", nargs="?", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=20)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "store"
        store = Store(folder)
        store.load(write(told.quads, Path(place) / "made.nq"))
        store.close()
        copy = Path(place) / "oxigraph"
        shutil.copytree(folder, copy)
        limits = Limits(seconds=3, rate=0)
        with running(Settings(folder, port=0, limits=Limits(seconds=4 * DEADLINE, rate=0))) as url:
            oxigraph = Oxigraph(copy)
            try:
                figures, late = latencies(folder, url, oxigraph)
            finally:
                oxigraph.stop()
        crowded = []
        with running(Settings(folder, port=0, limits=limits)) as url:
            alone, _ = asyncio.run(crowd(url, 1, 3, 0.0, runaway=False))
            for pause, words in ((0.5, "each asks twice a second"), (0.0, "each asks again at once")):
                times, statuses = asyncio.run(crowd(url, 32, told.seconds, pause, runaway=True))
                crowded.append(
                    f"32 clients and a runaway query for {told.seconds:g} s, {words}: {len(times)} answers, median "
                    f"{percentile(times, 0.5):.1f} ms, p99 {percentile(times, 0.99):.1f} ms (one client alone: median "
                    f"{percentile(alone, 0.5):.1f} ms); statuses {statuses}."
                )
                print(crowded[-1])
        keep(report(told.quads, figures, late, crowded))


if __name__ == "__main__":
    main()
