"""What goes over the line between the listener and a worker: records pickled, a large body of a reply as it is.

A large body lies in memory that both share, where there is such; else it follows on the line, in twice the time.
The worker leaves one there at a time: it gets its next job when the listener has taken the last reply. It may show
one before it knows that this will be the reply: then the listener takes it while the worker looks at it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection

from kg.web.memory import Memory
from kg.web.reply import Reply

_LARGE = 1 << 15  # bytes; below, a second message costs more than the copies that pickling makes


@dataclass(frozen=True, slots=True)
class Shown:
    """There are so many bytes in the memory, and most likely they are the body of the reply to come."""

    size: int


@dataclass(frozen=True, slots=True)
class _Large:
    """A reply without its body, which lies in the memory or follows, or is what was shown."""

    reply: Reply
    size: int
    shared: bool
    shown: bool


@dataclass(slots=True)
class Line:
    """One end of it."""

    wire: Connection
    memory: Memory | None = None
    _shown: bytes | memoryview | None = None  # by this end, since the last reply
    _taken: bytes = b""  # by this end, of what the other one has shown

    def show(self, body: bytes | memoryview) -> None:
        """Let the other end take a body that may become the reply's; it must stay as it is if it does."""
        if isinstance(body, memoryview) and len(body) >= _LARGE:
            self._shown = body
            self.wire.send(Shown(len(body)))

    def send(self, told: object) -> None:
        """Send a record; the body of a reply may be a view of the memory from its beginning."""
        if not isinstance(told, Reply):
            self.wire.send(told)
            return
        shown, self._shown = told.body is self._shown, None
        size = len(told.body)
        if size < _LARGE:
            self.wire.send(replace(told, body=bytes(told.body)))
            return
        shared = self._lay(told.body)
        self.wire.send(_Large(replace(told, body=b""), size, shared, shown))
        if not shared:
            _write(self.wire, told.body)

    def receive(self) -> object:
        """Wait for a record and return it; raises EOFError if the other end has gone, and be it amid a body."""
        told = self.wire.recv()
        if isinstance(told, Shown) and self.memory:
            self._taken = self.memory.take(told.size)
        if not isinstance(told, Reply | _Large):
            return told
        taken, self._taken = self._taken, b""
        if isinstance(told, Reply):
            return told
        if not told.shared:
            return replace(told.reply, body=_read(self.wire, told.size))
        assert self.memory
        body = taken if told.shown else self.memory.take(told.size)
        self.memory.trim(max(len(taken), len(body)))
        return replace(told.reply, body=body)

    def close(self) -> None:
        """Hang up; the memory is gone when both ends have done so."""
        self.wire.close()
        if self.memory:
            self.memory.close()

    def _lay(self, body: bytes | memoryview) -> bool:
        """See to it that a body lies in the memory; tell whether it does."""
        if not self.memory or len(body) > len(self.memory.view):
            return False
        if isinstance(body, bytes):
            self.memory.view[: len(body)] = body
        return True


def _write(wire: Connection, body: bytes | memoryview) -> None:
    left = memoryview(body)
    while left:
        left = left[os.write(wire.fileno(), left) :]


def _read(wire: Connection, size: int) -> bytes:
    body = bytearray(size)
    left = memoryview(body)
    while left:
        read = os.readv(wire.fileno(), [left])
        if not read:
            raise EOFError
        left = left[read:]
    return bytes(body)
