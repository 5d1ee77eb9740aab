"""A slow query leaves the processor to quick ones, and its worker is as quick as before; a dead one is replaced."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import pytest

from kg.web.answering import Query
from kg.web.pool import Pool
from kg.web.settings import Limits
from kg.web.snapshot import Snapshots
from kg.web.worker import Job
from tests.stores import small_store

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . FILTER(STRLEN(CONCAT(STR(?a), STR(?d), STR(?c))) > 0) }"


@pytest.mark.skipif(sys.platform != "linux", reason="threads have priorities of their own on Linux only")
def test_a_slow_query_gives_way_to_another_and_its_worker_does_not_stay_slow(tmp_path: Path):
    small_store(tmp_path / "store").close()
    snapshots = Snapshots(tmp_path / "store")

    def nice(thread: int | None) -> int:
        assert thread is not None
        return os.getpriority(os.PRIO_PROCESS, thread)

    async def ask(pool: Pool, query: str) -> None:
        assert (await pool.run(Job("query", (Query(query),)))).status == 200

    async def told() -> list[int]:
        pool = Pool(2, Limits(), snapshots.take().path)
        try:
            await pool.start()
            running = asyncio.create_task(ask(pool, SLOW))
            await asyncio.sleep(0.1)
            assert not running.done(), "the query is too quick to show anything"
            (worker,) = pool._busy
            thread = worker._thread
            alone = nice(thread)
            await ask(pool, "ASK {}")
            lowered = nice(thread)
            await running
            while worker._thread is None:  # the next thread says who it is
                await asyncio.sleep(0.01)
            assert pool.killed == 0
            return [alone, lowered, nice(worker._thread)]
        finally:
            await pool.close()
            snapshots.close()

    alone, lowered, after = asyncio.run(told())
    assert lowered > alone == after == os.getpriority(os.PRIO_PROCESS, 0)


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
