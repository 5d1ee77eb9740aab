"""What goes back to the caller, made in a worker and sent by the listener."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, replace

_SMALLEST = 1000  # bytes; below, packing costs more than it saves


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole HTTP answer; there are no half ones."""

    body: bytes | memoryview = b""  # a view only in a worker, of what it shares with the listener
    media: str = "text/plain; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()

    def having(self, *headers: tuple[str, str]) -> Reply:
        """Return the reply with more headers."""
        return replace(self, headers=(*self.headers, *headers))

    def packed(self) -> Reply:
        """Return the reply compressed, if that is worth it."""
        if len(self.body) < _SMALLEST or any(name == "Content-Encoding" for name, _ in self.headers):
            return self
        return replace(self, body=gzip.compress(self.body, 4, mtime=0)).having(("Content-Encoding", "gzip"))


def problem(status: int, message: str, *headers: tuple[str, str]) -> Reply:
    """Return an error as plain text."""
    return Reply(f"{message}\n".encode(), status=status, headers=headers)


def as_json(value: object) -> Reply:
    """Return a value as JSON."""
    return Reply(json.dumps(value, ensure_ascii=False).encode(), "application/json")
