"""Starting and stopping the server: in the foreground for the command, in a thread for tests and notebooks."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import uvicorn

from kg.errors import KgError
from kg.web import heap
from kg.web.app import create
from kg.web.settings import Settings

_LONGEST_URL = 64 * 1024


class _Server(uvicorn.Server):
    """A server that says when it is ready."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start workers and listening, then tell."""
        await super().startup(sockets)
        if self.started:
            self._ready()


def run(settings: Settings, ready: Callable[[str], None]) -> None:
    """Serve until interrupted. Raises KgError if the port is taken, StoreError if there is no store."""
    heap.hold()
    listening = _listen(settings)
    url = _url(settings, listening)
    server = _Server(_config(settings), lambda: ready(url))
    with suppress(KeyboardInterrupt):  # uvicorn raises it again once it has ended well
        server.run(sockets=[listening])


@contextmanager
def running(settings: Settings) -> Iterator[str]:
    """Serve in the background; give the address. Port 0 means any that is free."""
    listening = _listen(settings)
    server = uvicorn.Server(_config(settings))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        while not server.started and thread.is_alive():
            thread.join(0.01)
        if not server.started:
            raise KgError("the server did not start; see its log")
        yield _url(settings, listening)
    finally:
        server.should_exit = True
        thread.join(30)


def _config(settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        create(settings),
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="on",
        h11_max_incomplete_event_size=_LONGEST_URL,
        timeout_graceful_shutdown=5,
        ws="none",
        loop="asyncio",  # uvloop would make the lines to the workers non-blocking, and half an answer an error
    )


def _url(settings: Settings, listening: socket.socket) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{listening.getsockname()[1]}"


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # asyncio turns off Nagle only for sockets that name their protocol: 40 ms an answer.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except (OSError, OverflowError) as error:
        listening.close()
        raise KgError(f"cannot listen on {settings.host}:{settings.port}: {error}; choose another --port") from error
    listening.listen(128)
    return listening
