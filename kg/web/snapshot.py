"""A consistent copy of a store that somebody may be writing: files linked, never the quads copied.

RocksDB's own backup through a read-only opening leaves the log behind (tried: 0 of 3,000 quads), so we link
the folder: data files never change once written, the log only grows, and an unchanged manifest proves that none was
swapped meanwhile. The copy is opened once for writing, which replays the log, and from then on only read.
"""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from kg.errors import StoreError
from kg.store import Store

log = logging.getLogger(__name__)

_TRIES = 50


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A copy of the store: `id` is equal for equal files of the store, `sign` is what the files looked like."""

    id: str
    path: Path
    sign: str


def sign(store: Path) -> str:
    """Return what the files of a store look like: every write changes it. Raises StoreError without a store."""
    try:
        files = [(e.name, _size(e)) for e in os.scandir(store) if e.name not in ("LOCK", "LOG")]
    except OSError as error:
        raise StoreError(f"{store}: no store here: {error.strerror}") from error
    if not any(name == "CURRENT" for name, _ in files):
        raise StoreError(f"{store}: no store here; make one with: kg add --store {store} ARTICLES")
    return hashlib.sha256(repr(sorted(files)).encode()).hexdigest()[:16]


def _size(entry: os.DirEntry[str]) -> int | None:
    """Return the size of a file, None if a writer has removed it since it was listed."""
    try:
        return entry.stat().st_size
    except FileNotFoundError:
        return None


class Snapshots:
    """Makes snapshots of one store in a folder of its own beside it, and clears them away."""

    def __init__(self, store: Path) -> None:
        self.store = store
        self._made = 0
        sign(store)
        _clear_left_over(store)
        self.folder = _folder(store)

    def take(self) -> Snapshot:
        """Link the store as it is and settle the copy. Raises StoreError if it will not hold still or is broken."""
        self._made += 1
        target = self.folder / str(self._made)
        for _ in range(_TRIES):
            try:
                looked = sign(self.store)
                if _link(self.store, target):
                    Store(target).close()
                    return Snapshot(looked, target, looked)
            except OSError as error:  # a file has gone while we looked
                log.info("snapshot of %s again: %s", self.store, error)
            shutil.rmtree(target, ignore_errors=True)
            time.sleep(0.02)
        raise StoreError(f"{self.store}: changes too fast to be read")

    def drop(self, snapshot: Snapshot) -> None:
        """Delete a snapshot; the store keeps its files."""
        shutil.rmtree(snapshot.path, ignore_errors=True)

    def close(self) -> None:
        """Delete all snapshots."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _link(store: Path, target: Path) -> bool:
    """Link or copy the files; return whether the copy is of one moment."""
    target.mkdir(parents=True)
    current = (store / "CURRENT").read_bytes()
    manifest = store / current.decode().strip()
    before = manifest.read_bytes()
    names = sorted(path.name for path in store.iterdir())
    for name in (n for n in names if n.endswith((".sst", ".blob"))):
        _share(store / name, target / name)
    for name in (n for n in names if n.endswith(".log") or n == "IDENTITY" or n.startswith("OPTIONS-")):
        shutil.copyfile(store / name, target / name)
    (target / "CURRENT").write_bytes(current)
    (target / manifest.name).write_bytes(before)
    return (store / "CURRENT").read_bytes() == current and manifest.read_bytes() == before


def _share(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copyfile(source, target)


def _folder(store: Path) -> Path:
    """A folder on the disk of the store, so that files can be linked; elsewhere if that may not be written."""
    name = f".{store.name}.serve-{os.getpid()}-"
    try:
        return Path(tempfile.mkdtemp(prefix=name, dir=store.resolve().parent))
    except OSError:
        return Path(tempfile.mkdtemp(prefix=name))


def _clear_left_over(store: Path) -> None:
    """Delete the snapshots of servers that were killed."""
    for folder in store.resolve().parent.glob(f".{store.name}.serve-*-*"):
        process = folder.name.rsplit("serve-", 1)[1].partition("-")[0]
        if process.isdigit() and not Path(f"/proc/{process}").exists() and Path("/proc").exists():
            shutil.rmtree(folder, ignore_errors=True)
