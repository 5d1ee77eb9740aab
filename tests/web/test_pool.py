"""A slow query leaves the processor to quick ones, and its worker is as quick as before; a dead one is replaced."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import pytest

from kg.web.answering import Query
from kg.web.pool import Pool, Worker
from kg.web.settings import Limits
from kg.web.snapshot import Snapshots
from kg.web.worker import Job
from tests.stores import small_store

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . FILTER(STRLEN(CONCAT(STR(?a), STR(?d), STR(?c))) > 0) }"


@pytest.mark.skipif(sys.platform != "linux", reason="threads have priorities of their own on Linux only")
def test_a_slow_query_gives_way_and_the_next_one_does_not(tmp_path: Path):
    small_store(tmp_path / "store").close()
    snapshots = Snapshots(tmp_path / "store")

    async def quick(pool: Pool, worker: Worker) -> int:
        """Ask until a thread is known that has not given way, on however busy a machine; return its id."""
        for _ in range(100):
            assert (await pool.run(Job("query", (Query("ASK {}"),)))).status == 200
            if worker._thread is not None:
                return worker._thread
        raise AssertionError("every quick query gave way")

    async def told() -> tuple[int, int, int]:
        pool = Pool(1, Limits(), snapshots.take().path)
        try:
            await pool.start()
            (worker,) = pool._all
            first = await quick(pool, worker)
            usual = os.getpriority(os.PRIO_PROCESS, first)
            running = asyncio.create_task(pool.run(Job("query", (Query(SLOW),))))
            await asyncio.sleep(0.1)
            assert not running.done(), "the query is too quick to show anything"
            lowered = os.getpriority(os.PRIO_PROCESS, first)
            assert (await running).status == 200
            next_one = await quick(pool, worker)
            assert next_one != first
            assert pool.killed == 0
            return usual, lowered, os.getpriority(os.PRIO_PROCESS, next_one)
        finally:
            await pool.close()
            snapshots.close()

    usual, lowered, after = asyncio.run(told())
    assert lowered > usual == after


def test_a_worker_that_dies_idle_is_replaced(tmp_path: Path):
    small_store(tmp_path / "store").close()
    snapshots = Snapshots(tmp_path / "store")

    async def told() -> list[int]:
        pool = Pool(1, Limits(), snapshots.take().path)
        try:
            await pool.start()
            (worker,) = pool._all
            worker._process.kill()
            await asyncio.sleep(0.1)
            return [(await pool.run(Job("query", (Query("ASK {}"),)))).status for _ in range(2)]
        finally:
            await pool.close()
            snapshots.close()

    assert asyncio.run(told()) == [500, 200]


def test_jobs_that_run_while_all_ends_are_answered(tmp_path: Path):
    small_store(tmp_path / "store").close()
    snapshots = Snapshots(tmp_path / "store")

    async def told() -> int:
        pool = Pool(1, Limits(), snapshots.take().path)
        await pool.start()
        running = asyncio.create_task(pool.run(Job("query", (Query(SLOW),))))
        await asyncio.sleep(0.1)
        await pool.close()
        snapshots.close()
        return (await running).status

    assert asyncio.run(told()) == 500
