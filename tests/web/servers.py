"""Other stores' servers, as processes for the time of a test."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

SECONDS = 60.0  # a server may take to answer


def free_address() -> str:
    """Return HOST:PORT that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"


@contextmanager
def started(command: list[str], address: str, folder: Path) -> Iterator[str]:
    """Run a server in a folder until the block ends; give the address of its root once it answers there."""
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + SECONDS
    try:
        while True:
            try:
                httpx.get(f"http://{address}")
                break
            except httpx.TransportError:
                assert time.monotonic() < until, f"{command[0]} does not answer at {address}"
                time.sleep(0.05)
        yield f"http://{address}"
    finally:
        process.kill()
        process.wait()
