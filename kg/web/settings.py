"""What the server is told: where the store is, where to listen, and how much one caller may ask for."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what callers may cost: seconds, bytes, rows, how many at once.

    `rate` is requests per second and client, with bursts of four seconds' worth; 0 means no bound. `queue` requests may
    wait for a worker, `patience` seconds at most. `memory` bounds one worker.
    """

    seconds: float = 30.0
    rows: int = 100_000
    bytes: int = 64 * MEGABYTE
    request: int = MEGABYTE
    upload: int = 64 * MEGABYTE
    queue: int = 64
    patience: float = 10.0
    rate: float = 100.0
    memory: int = 4096 * MEGABYTE


def default_workers() -> int:
    """Return how many processes answer: one more than there are cores, so that a slow query leaves them all busy."""
    return max(3, (os.cpu_count() or 2) + 1)


@dataclass(frozen=True, slots=True)
class Settings:
    """How `kg serve` runs. `token` opens the store for writing; `cors` is the origin that may read, or ""."""

    store: Path
    host: str = "127.0.0.1"
    port: int = 7878
    workers: int = field(default_factory=default_workers)
    lang: str = "en"
    token: str = ""
    cors: str = "*"
    refresh: float = 2.0
    limits: Limits = field(default_factory=Limits)

    @property
    def writable(self) -> bool:
        """Whether updates are taken at all."""
        return bool(self.token)
