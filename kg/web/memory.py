"""Memory that the listener and a worker share: an answer that one writes there is copied once, by the other.

It has no name, takes no more than was written, and is gone with the two processes.
"""

from __future__ import annotations

import mmap
import os
from contextlib import suppress
from multiprocessing.reduction import DupFd
from typing import Protocol, Self

_KEPT = 8 << 20  # bytes that stay for the next answer


class _Duplicate(Protocol):
    def detach(self) -> int: ...


class Memory:
    """All bytes of a file, as `view`; raises OSError or ValueError if they cannot be had."""

    def __init__(self, file: int) -> None:
        self._file = file
        self._map = mmap.mmap(file, 0)
        self.view = memoryview(self._map)

    @classmethod
    def made(cls, size: int) -> Self | None:
        """Return new memory, or None where the system gives none of this kind, as macOS."""
        with suppress(AttributeError, OSError, ValueError):
            file = os.memfd_create("kg serve")
            try:
                os.truncate(file, size)
                return cls(file)
            except (OSError, ValueError):
                os.close(file)
        return None

    def __reduce__(self) -> tuple[object, ...]:
        """Have the process that is being started share it."""
        return _opened, (DupFd(self._file),)

    def take(self, size: int) -> bytes:
        """Return a copy of the first bytes."""
        return bytes(self.view[:size])

    def trim(self, used: int) -> None:
        """Give back what answers rarely need, if so much may have been written; it reads as zeros then."""
        if min(used, len(self.view)) > _KEPT:
            with suppress(AttributeError, OSError):  # Linux only
                self._map.madvise(mmap.MADV_REMOVE, _KEPT)

    def close(self) -> None:
        """Leave it to the other process."""
        self.view.release()
        self._map.close()
        os.close(self._file)


def _opened(file: _Duplicate) -> Memory | None:
    number = file.detach()
    with suppress(OSError):
        return Memory(number)
    os.close(number)
    return None
