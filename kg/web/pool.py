"""Worker processes on a snapshot: a bounded queue before them, a deadline over each job, a new one for each killed."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from kg.web.line import Line
from kg.web.memory import Memory
from kg.web.reply import Reply, problem
from kg.web.settings import Limits
from kg.web.worker import Job, work

log = logging.getLogger(__name__)

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["kg.web.worker"])
_SLOW = 0.03  # seconds after which a job gives way to others
_LOW = 10  # niceness
_SHARE = 8  # of what a worker may have, the part that answers may take beside the rest
_PAUSE = 1.0  # seconds before another try, if a worker could not even open the snapshot
_GONE = (EOFError, ConnectionError, OSError)


class Worker:
    """One process and the line to it; it does one job at a time.

    `listen` comes first and `end` last, both in the event loop; between them the line is always listened to.
    """

    def __init__(self, limits: Limits) -> None:
        near, far = _CONTEXT.Pipe()
        self._line = Line(near, Memory.made(limits.bytes) if limits.bytes <= limits.memory // _SHARE else None)
        theirs = Line(far, self._line.memory)
        self._process: ForkServerProcess = _CONTEXT.Process(target=work, args=(theirs, limits), daemon=True)
        self._process.start()
        far.close()
        self._thread: int | None = None
        self._answered: asyncio.Future[Reply] | None = None
        self.path: str | None = None
        self.proved = False
        self.late = False

    def listen(self) -> None:
        """Take what the process says from now on."""
        asyncio.get_running_loop().add_reader(self._line.wire.fileno(), self._receive)

    def give_way(self) -> None:
        """Leave the processor to quicker ones. A thread cannot take that back: after the job another one goes on."""
        if self._thread is not None and sys.platform == "linux":  # elsewhere threads have no priority of their own
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self._thread, _LOW)
            self._thread = None

    async def do(self, job: Job, when_late: Callable[[], None]) -> Reply:
        """Send a job and wait for its reply; raises EOFError if the process dies."""
        loop = asyncio.get_running_loop()
        self._answered = loop.create_future()
        self.late = False
        slow = loop.call_later(_SLOW, self._be_late, when_late)
        try:
            self.path = job.snapshot or self.path
            self._line.send(job)
            reply = await self._answered
            self.proved = True
            return reply
        finally:
            slow.cancel()

    def _be_late(self, then: Callable[[], None]) -> None:
        self.late = True
        then()

    def _receive(self) -> None:
        try:
            told = self._line.receive()
        except _GONE as error:
            self._hang_up(str(error))
            return
        if isinstance(told, int):
            self._thread = told
        elif isinstance(told, Reply) and self._answered and not self._answered.done():
            self._answered.set_result(told)

    def _hang_up(self, why: str) -> None:
        asyncio.get_running_loop().remove_reader(self._line.wire.fileno())
        if self._answered and not self._answered.done():
            self._answered.set_exception(EOFError(why))

    async def end(self) -> None:
        """Kill the process, whatever it is doing."""
        self._hang_up("killed")
        await asyncio.to_thread(self._kill)

    def _kill(self) -> None:
        self._process.kill()
        self._process.join()
        self._line.close()


class Pool:
    """Some workers and who waits for them; guests, who may ask anything, always leave one worker to the page."""

    def __init__(self, count: int, limits: Limits, snapshot: Path | None = None) -> None:
        self.limits = limits
        self.snapshot = snapshot
        self.killed = 0
        self._count = count
        self._idle: asyncio.LifoQueue[Worker] = asyncio.LifoQueue()
        self._guests = asyncio.Semaphore(max(1, count - 1))
        self._waiting = 0
        self._all: set[Worker] = set()
        self._busy: set[Worker] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._closed = False

    async def start(self) -> None:
        """Start all workers and have them open the snapshot."""
        await asyncio.gather(*(self._add() for _ in range(self._count)))

    async def close(self) -> None:
        """Kill all workers; jobs that still run are answered with 500."""
        self._closed = True
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        await asyncio.gather(*(worker.end() for worker in self._all))

    def in_use(self) -> set[Path]:
        """Return the snapshots that workers have open."""
        return {Path(worker.path) for worker in self._all if worker.path}

    async def turn_to(self, snapshot: Path) -> None:
        """From now on answer from another snapshot; whoever is idle opens it at once."""
        self.snapshot = snapshot
        idle = [self._idle.get_nowait() for _ in range(self._idle.qsize())]
        await asyncio.gather(*(self._work(worker, Job("open")) for worker in idle))

    async def run(self, job: Job, *, guest: bool = False) -> Reply:
        """Return the reply of a worker; 503 with Retry-After past the deadline, or if too many wait."""
        if self._waiting >= self.limits.queue:
            return _busy(f"{self.limits.queue} requests are waiting already")
        self._waiting += 1
        try:
            async with asyncio.timeout(None if self._is_free(guest) else self.limits.patience):
                worker = await self._take(guest)
        except TimeoutError:
            return _busy(f"no worker was free for {self.limits.patience:g} seconds")
        finally:
            self._waiting -= 1
        try:
            return await self._work(worker, job)
        finally:
            if guest:
                self._guests.release()

    def _is_free(self, guest: bool) -> bool:
        return not self._idle.empty() and not (guest and self._guests.locked())

    async def _take(self, guest: bool) -> Worker:
        if not guest:
            return await self._idle.get()
        await self._guests.acquire()
        try:
            return await self._idle.get()
        except asyncio.CancelledError:
            self._guests.release()
            raise

    async def _work(self, worker: Worker, job: Job) -> Reply:
        snapshot = str(self.snapshot) if self.snapshot else None
        self._busy.add(worker)
        self._make_room()
        try:
            async with asyncio.timeout(self.limits.seconds):
                reply = await worker.do(replace(job, snapshot=snapshot), self._make_room)
        except TimeoutError:
            self._renew(worker)
            return problem(
                503,
                f"stopped after {self.limits.seconds:g} seconds: ask for less, or narrow it down",
                ("Retry-After", str(max(1, round(self.limits.seconds)))),
            )
        except _GONE as error:
            log.error("a worker died over %s: %s", job.task, error)
            self._renew(worker)
            return problem(500, "the worker died, most likely of too little memory: ask for less")
        except asyncio.CancelledError:
            self._renew(worker)
            raise
        finally:
            self._busy.discard(worker)
        self._idle.put_nowait(worker)
        return reply

    def _make_room(self) -> None:
        """Have the jobs that are late leave the processor to the others, if there are any."""
        if len(self._busy) > 1:
            for worker in self._busy:
                if worker.late:
                    worker.give_way()

    def _renew(self, worker: Worker) -> None:
        """Kill a worker and start another one, without making anybody wait for it."""
        if self._closed:
            return
        self.killed += 1
        self._all.discard(worker)

        async def renewed() -> None:
            await worker.end()
            await asyncio.sleep(0 if worker.proved else _PAUSE)
            await self._add()

        task = asyncio.create_task(renewed())
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    async def _add(self) -> None:
        worker = await asyncio.to_thread(Worker, self.limits)
        worker.listen()
        self._all.add(worker)
        await self._work(worker, Job("open"))


def _busy(why: str) -> Reply:
    return problem(503, f"too busy: {why}", ("Retry-After", "2"))
