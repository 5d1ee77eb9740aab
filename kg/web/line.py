"""What goes over the line between the listener and a worker: records pickled, a large body of a reply as it is."""

from __future__ import annotations

import os
from dataclasses import replace
from multiprocessing.connection import Connection

from kg.web.reply import Reply

_LARGE = 1 << 15  # bytes; below, a second message costs more than the copies that pickling makes


def send(line: Connection, told: object) -> None:
    """Send a record."""
    if not isinstance(told, Reply) or len(told.body) < _LARGE:
        line.send(told)
        return
    line.send((replace(told, body=b""), len(told.body)))
    left = memoryview(told.body)
    while left:
        left = left[os.write(line.fileno(), left) :]


def receive(line: Connection) -> object:
    """Wait for a record and return it; raises EOFError if the other end has gone, and be it amid a body."""
    told = line.recv()
    if not isinstance(told, tuple):
        return told
    reply, size = told
    body = bytearray(size)
    left = memoryview(body)
    while left:
        read = os.readv(line.fileno(), [left])
        if not read:
            raise EOFError
        left = left[read:]
    return replace(reply, body=bytes(body))
