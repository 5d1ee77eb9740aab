"""Large answers come whole through memory that workers share, and without it; what nobody needs is given back."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg.store import Store
from kg.web import memory
from kg.web.answering import Query, query
from kg.web.memory import Memory
from kg.web.pool import Pool, Worker
from kg.web.reply import Reply
from kg.web.settings import MEGABYTE, Limits
from kg.web.snapshot import Snapshots
from kg.web.worker import Job

SHARED = pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="this system has no memory to share")


def rows(name: str, count: int) -> Query:
    """A query with so many rows of some 170 bytes; `name` is what it asks for."""
    digits = "VALUES ?{} {{ 0 1 2 3 4 5 6 7 8 9 }}"
    text = " ".join(digits.format(one) for one in "abcde")
    return Query(
        f"SELECT (CONCAT('{name * 100}', STR(?a), STR(?b), STR(?c), STR(?d), STR(?e)) AS ?x) {{ {text} }} LIMIT {count}"
    )


def held(worker: Worker) -> int:
    """How many bytes of its memory are really there."""
    shared = worker._line.memory
    assert shared
    return os.fstat(shared._file).st_blocks * 512


def shared_with_workers() -> int:
    """How many pieces of such memory this process has, as files or mapped."""
    files = [os.path.realpath(f"/proc/self/fd/{name}") for name in os.listdir("/proc/self/fd")]  # noqa: PTH208
    lines = Path("/proc/self/maps").read_text().splitlines()
    return sum("memfd:kg serve" in one for one in (*files, *lines))


def refuse(*_: object) -> None:
    raise OSError("no room")


@pytest.fixture
def asked(folder: Path) -> Iterator[Callable[..., list[Reply]]]:
    """Have one worker do what a function wants."""
    snapshots = Snapshots(folder)

    def ask(doing: Callable[[Pool], Awaitable[list[Reply]]], limits: Limits) -> list[Reply]:
        async def run() -> list[Reply]:
            pool = Pool(1, limits, snapshots.take().path)
            try:
                await pool.start()
                return await doing(pool)
            finally:
                await pool.close()

        return asyncio.run(run())

    yield ask
    snapshots.close()


def bodies(replies: list[Reply]) -> list[bytes | memoryview]:
    assert all(isinstance(reply.body, bytes) for reply in replies)
    return [reply.body for reply in replies]


@pytest.mark.parametrize("way", ["shared", "none", "refused", "too much of a worker's"])
def test_large_answers_come_whole_and_apart(way: str, asked, folder: Path, monkeypatch: pytest.MonkeyPatch):
    limits = Limits(rows=60_000)
    if way == "none":
        monkeypatch.delattr(os, "memfd_create", raising=False)
    elif way == "refused":
        monkeypatch.setattr(os, "truncate", refuse)
    elif way != "shared":
        limits = replace(limits, bytes=2048 * MEGABYTE)
    queries = [
        rows("a", 24_000),
        rows("b", 12_000),
        Query("ASK {}"),
        rows("c", 200),
        rows("d", 70_000),
        rows("a", 24_000),
    ]

    async def doing(pool: Pool) -> list[Reply]:
        (worker,) = pool._all
        assert (worker._line.memory is not None) == (way == "shared" and hasattr(os, "memfd_create"))
        return list(await asyncio.gather(*(pool.run(Job("query", (one,))) for one in queries)))

    store = Store(folder, read_only=True).reader
    replies = asked(doing, limits)
    assert bodies(replies) == [query(store, one, limits).body for one in queries]
    assert max(len(reply.body) for reply in replies) > 8 * MEGABYTE
    assert dict(replies[4].headers)["KG-Truncated"] == "rows=60000"


def test_only_what_must_be_counted_is_shown(folder: Path):
    store, limits = Store(folder, read_only=True).reader, Limits(rows=2_000)
    shown: list[bytes | memoryview] = []
    for asked in (rows("a", 10), rows("a", 2_000), Query("ASK {}"), Query("CONSTRUCT WHERE { ?s ?p ?o }")):
        query(store, asked, limits, show=shown.append)
    assert not shown
    cut = query(store, rows("a", 3_000), limits, show=shown.append)
    (body,) = shown
    assert len(body) > len(cut.body)


@SHARED
@pytest.mark.parametrize("gzip", [False, True])
def test_what_is_rarely_needed_is_given_back(asked, gzip: bool):
    async def doing(pool: Pool) -> list[Reply]:
        (worker,) = pool._all
        large = await pool.run(Job("query", (rows("a", 90_000),), gzip=gzip))
        assert held(worker) <= memory._KEPT
        refused = await pool.run(Job("query", (rows("ab", 90_000),)))
        assert held(worker) <= memory._KEPT
        return [large, refused, await pool.run(Job("query", (rows("b", 20),)))]

    assert [reply.status for reply in asked(doing, Limits(bytes=16 * MEGABYTE))] == [200, 413, 200]


@SHARED
def test_a_worker_killed_amid_a_large_answer_leaves_nothing(asked, folder: Path):
    before = shared_with_workers()
    whole = rows("b", 12_000)

    async def doing(pool: Pool) -> list[Reply]:
        (worker,) = pool._all
        usual = shared_with_workers()
        running = asyncio.create_task(pool.run(Job("query", (rows("a", 100_000),))))
        while held(worker) < MEGABYTE:
            await asyncio.sleep(0.001)
        assert not running.done(), "the answer is too quick to show anything"
        worker._process.kill()
        replies = [await running, await pool.run(Job("query", (whole,)))]
        assert worker not in pool._all
        assert shared_with_workers() == usual
        return replies

    dead, alive = asked(doing, Limits())
    assert (dead.status, alive.status) == (500, 200)
    assert alive.body == query(Store(folder, read_only=True).reader, whole, Limits()).body
    assert shared_with_workers() == before


@SHARED
def test_memory_that_cannot_be_had_is_none():
    assert Memory.made(0) is None
    assert Memory.made(1 << 62) is None
