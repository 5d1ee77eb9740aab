"""Where an answer is written: bytes up to a limit, in the memory shared with the listener if there is any."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from kg.web.memory import Memory

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer


class TooLarge(Exception):  # noqa: N818 - told to nobody outside
    """The answer has more bytes than may be sent."""


class Sink(io.BytesIO):
    """Collects bytes, at the beginning of shared memory that has room for all that may come; else in its own."""

    def __init__(self, limit: int, memory: Memory | None = None) -> None:
        super().__init__()
        self._limit = limit
        self._shared = memory.view if memory and len(memory.view) >= limit else None
        self._end = 0

    def write(self, data: Buffer) -> int:
        """Add bytes; raises TooLarge."""
        piece = memoryview(data)
        begun, self._end = self._end, self._end + len(piece)
        if self._end > self._limit:
            raise TooLarge
        if self._shared is None:
            return super().write(piece)
        self._shared[begun : self._end] = piece
        return len(piece)

    def body(self) -> bytes | memoryview:
        """Return what was written; in shared memory it lies only until another answer is written there."""
        return self.getvalue() if self._shared is None else self._shared[: self._end]
