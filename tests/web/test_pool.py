"""A slow query leaves the processor to quick ones, and the worker is as quick as before afterwards."""

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
def test_a_slow_query_gives_way_and_the_next_one_does_not(tmp_path: Path):
    small_store(tmp_path / "store").close()
    snapshots = Snapshots(tmp_path / "store")

    async def told() -> tuple[int, int, int, int]:
        pool = Pool(1, Limits(), snapshots.take().path)
        try:
            await pool.start()
            (worker,) = pool._all
            first = worker._thread
            assert first is not None
            usual = os.getpriority(os.PRIO_PROCESS, first)
            running = asyncio.create_task(pool.run(Job("query", (Query(SLOW),))))
            await asyncio.sleep(0.1)
            assert not running.done(), "the query is too quick to show anything"
            lowered = os.getpriority(os.PRIO_PROCESS, first)
            slow = await running
            quick = await pool.run(Job("query", (Query("ASK {}"),)))
            assert worker._thread not in (None, first)
            after = os.getpriority(os.PRIO_PROCESS, worker._thread or 0)
            assert pool.killed == 0
            return usual, lowered, after, slow.status + quick.status
        finally:
            await pool.close()
            snapshots.close()

    usual, lowered, after, statuses = asyncio.run(told())
    assert (lowered > usual, after == usual, statuses) == (True, True, 400)
