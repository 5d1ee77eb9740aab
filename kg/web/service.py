"""What the handlers share: the workers, the snapshot they answer from, and how a reply becomes a response."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import StoreError
from kg.web.pool import Pool
from kg.web.reply import Reply
from kg.web.settings import Settings
from kg.web.snapshot import Snapshot, Snapshots, sign
from kg.web.worker import Job
from kg.web.writing import GraphChange, Update

log = logging.getLogger(__name__)

_EXPOSED = "ETag, KG-Limits, KG-Truncated, Location, Retry-After, Server-Timing"
_LOOK = 0.5  # seconds between looks whether a waiting client is still there


class Service:
    """Starts workers on a snapshot, follows the store, and ends with nothing left behind."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.snapshots = Snapshots(settings.store)
        self.snapshot: Snapshot | None = None
        self._retired: list[Snapshot] = []
        self.pool = Pool(settings.workers, settings.limits)
        self._writer = Pool(1, settings.limits) if settings.writable else None
        self._following: asyncio.Task[None] | None = None
        self._turning = asyncio.Lock()
        limits = settings.limits
        self._limits = f"rows={limits.rows}, bytes={limits.bytes}, seconds={limits.seconds:g}"
        self._started = time.time_ns()  # another version of kg may answer otherwise

    async def start(self) -> None:
        """Take the first snapshot and start the workers."""
        await self.refresh()
        await self.pool.start()
        if self._writer:
            await self._writer.start()
        self._following = asyncio.create_task(self._follow())

    async def stop(self) -> None:
        """End the workers and delete the snapshots."""
        if self._following:
            self._following.cancel()
            with suppress(asyncio.CancelledError):
                await self._following
        await self.pool.close()
        if self._writer:
            await self._writer.close()
        self.snapshots.close()

    async def _follow(self) -> None:
        while True:
            await asyncio.sleep(self.settings.refresh)
            try:
                await self.refresh()
            except StoreError as error:
                log.warning("still on the old snapshot: %s", error)

    async def refresh(self) -> None:
        """Turn to a new snapshot if the store has changed."""
        async with self._turning:
            looks = await asyncio.to_thread(sign, self.settings.store)
            if self.snapshot is None or looks != self.snapshot.sign:
                taken = await asyncio.to_thread(self.snapshots.take)
                if self.snapshot:
                    self._retired.append(self.snapshot)
                self.snapshot = taken
                await self.pool.turn_to(taken.path)
            used = self.pool.in_use()
            for old in [s for s in self._retired if s.path not in used]:
                self._retired.remove(old)
                await asyncio.to_thread(self.snapshots.drop, old)

    async def answer(self, request: Request, job: Job, *, guest: bool = False, lasting: bool = True) -> Response:
        """Have a worker answer; a client that has this answer already gets 304."""
        etag = self._etag(request) if lasting else ""
        known = [tag.strip() for tag in request.headers.get("if-none-match", "").split(",")]
        if etag and (etag in known or "*" in known):
            return self.respond(request, Reply(status=304).having(*self._caching(etag)))
        begun = time.perf_counter()
        gzip = "gzip" in request.headers.get("accept-encoding", "")
        reply = await self._run(request, Job(job.task, job.arguments, gzip=gzip), guest)
        if reply.status == 200 and etag:
            reply = reply.having(*self._caching(etag))
        spent = [f"total;dur={(time.perf_counter() - begun) * 1000:.2f}"]
        spent += [told for name, told in reply.headers if name == "Server-Timing"]
        return self.respond(request, reply.having(("Server-Timing", ", ".join(spent))))

    async def _run(self, request: Request, job: Job, guest: bool) -> Reply:
        """Have a worker do the job, unless the client goes away: then the worker is freed for others."""
        try:
            with _ending_with(request):
                return await self.pool.run(job, guest=guest)
        except asyncio.CancelledError:
            return Reply(status=499)

    def _etag(self, request: Request) -> str:
        """Weak, since the same rows may come in another order; of this snapshot, address and format."""
        assert self.snapshot
        parts = (str(request.url), request.headers.get("accept", ""), self._started)
        return f'W/"{self.snapshot.id}-{hashlib.sha256(repr(parts).encode()).hexdigest()[:12]}"'

    def _caching(self, etag: str) -> tuple[tuple[str, str], ...]:
        return ("ETag", etag), ("Cache-Control", "no-cache"), ("Vary", "Accept, Accept-Encoding")

    async def write(self, change: Update | GraphChange) -> Reply:
        """Do a change and turn to what it made, so that the writer reads it."""
        assert self._writer
        reply = await self._writer.run(Job("change", (self.settings.store, change)))
        if reply.status < 300:
            await self.refresh()
        return reply

    def respond(self, request: Request, reply: Reply) -> Response:
        """Return the HTTP response, with what may be asked for and who may read it."""
        headers = {**dict(reply.headers), "KG-Limits": self._limits}
        if self.settings.cors and request.url.path.startswith(("/sparql", "/store")):
            headers["Access-Control-Allow-Origin"] = self.settings.cors
            headers["Access-Control-Expose-Headers"] = _EXPOSED
        response = Response(reply.body, reply.status, headers)
        if reply.body or reply.status == 200:
            response.headers["Content-Type"] = reply.media
        return response


@contextmanager
def _ending_with(request: Request) -> Iterator[None]:
    """Cancel what is done inside once the client is gone; before the first look that costs nothing."""
    doing = asyncio.current_task()
    looking: list[asyncio.Task[None]] = []

    async def look() -> None:
        while not await request.is_disconnected():
            await asyncio.sleep(_LOOK)
        if doing:
            doing.cancel()

    first = asyncio.get_running_loop().call_later(_LOOK, lambda: looking.append(asyncio.create_task(look())))
    try:
        yield
    finally:
        first.cancel()
        for task in looking:
            task.cancel()
