"""Starting and stopping the server: in the foreground for the command, in a thread for tests and notebooks."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from kg.errors import KgError
from kg.web.app import create
from kg.web.settings import Settings

_LONGEST_URL = 64 * 1024


def run(settings: Settings) -> None:
    """Serve until interrupted. Raises KgError if the port is taken, StoreError if there is no store."""
    listening = _listen(settings)
    uvicorn.Server(_config(settings)).run(sockets=[listening])


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
        yield f"http://{settings.host}:{listening.getsockname()[1]}"
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
    )


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
