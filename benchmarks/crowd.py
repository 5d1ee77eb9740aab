"""32 clients at once with a runaway query among them: `python benchmarks/crowd.py [QUADS] [--seconds 60]`.

Each client asks for another actor twice a second or so; the runaway asks for a product of everything, again and again.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from collections import Counter
from pathlib import Path
from urllib.parse import quote

from engines import JSON, kg_serve
from made import PEOPLE, write
from results import keep

from kg.store import Store

CLIENTS, PAUSE, DEADLINE = 32, 0.5, 3.0
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }"
PORT = 7978


class Line:
    """One kept connection; next to nothing is done on this side, since both sides share the cores."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    @classmethod
    async def open(cls) -> Line:
        return cls(*await asyncio.open_connection("127.0.0.1", PORT))

    async def ask(self, query: str) -> str:
        """Send a query and return the status."""
        head = f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {JSON}\r\n\r\n"
        self.writer.write(head.encode())
        told = (await self.reader.readuntil(b"\r\n\r\n")).lower()
        await self.reader.readexactly(int(told.partition(b"content-length:")[2].partition(b"\r")[0]))
        return told.split(b" ", 2)[1].decode()


def point(dice: random.Random) -> str:
    """Everything about some actor."""
    return f"SELECT * {{ <https://w3id.org/actorgraph/id/person/p{dice.randrange(PEOPLE)}> ?p ?o }}"


async def crowd(clients: int, seconds: float, pause: float, runaway: bool) -> tuple[list[float], Counter[str]]:
    """Return the milliseconds of all answers in order of size, and how often each status came."""
    times: list[float] = []
    statuses: Counter[str] = Counter()
    until = time.perf_counter() + seconds

    async def one(seed: int) -> None:
        dice, line = random.Random(seed), await Line.open()
        await asyncio.sleep(pause * dice.random())
        while time.perf_counter() < until:
            start = time.perf_counter()
            statuses[await line.ask(point(dice))] += 1
            times.append((time.perf_counter() - start) * 1000)
            await asyncio.sleep(pause * (0.5 + dice.random()))

    async def bad() -> None:
        line = await Line.open()
        while time.perf_counter() < until:
            statuses[f"runaway {await line.ask(RUNAWAY)}"] += 1

    await asyncio.gather(*map(one, range(clients)), *([bad()] if runaway else []))
    return sorted(times), statuses


def share(times: list[float], part: float) -> float:
    return times[min(len(times) - 1, int(len(times) * part))]


def measure(store: Path, seconds: float) -> list[str]:
    """Return lines for RESULTS.md."""
    lines = []
    with kg_serve(store, PORT, DEADLINE):
        asyncio.run(crowd(1, 2, 0.0, runaway=False))  # warm
        alone, _ = asyncio.run(crowd(1, 5, 0.0, runaway=False))
        usual = share(alone, 0.5)
        lines.append(f"One client alone, asking at once again: median {usual:.2f} ms, p99 {share(alone, 0.99):.2f} ms.")
        for pause, words in ((PAUSE, "each asks about twice a second"), (0.0, "each asks at once again")):
            times, statuses = asyncio.run(crowd(CLIENTS, seconds, pause, runaway=True))
            told = ", ".join(f"{n:,} x {status}" for status, n in sorted(statuses.items()))
            lines.append(
                f"{CLIENTS} clients and a runaway for {seconds:g} s, {words}: median {share(times, 0.5):.2f} ms, p99 "
                f"{share(times, 0.99):.2f} ms = {share(times, 0.99) / usual:.1f} x the median alone; {told}."
            )
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("quads", nargs="?", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=60)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        store = Store(Path(place) / "store")
        store.load(write(told.quads, Path(place) / "made.nq"))
        store.close()
        lines = measure(Path(place) / "store", told.seconds)
    title = f"## A crowd and a runaway query, {told.quads:,} quads"
    keep(
        "\n".join(
            [
                title,
                "",
                "Made by `python benchmarks/crowd.py`; all of it shares two cores.",
                "",
                *(f"* {x}" for x in lines),
            ]
        )
    )


if __name__ == "__main__":
    main()
