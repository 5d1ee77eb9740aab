"""Snapshots are of one moment, whoever writes meanwhile, and cost no copy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import StoreError
from kg.store import Store
from kg.web.snapshot import Snapshots, sign

WRITER = """
import sys, pyoxigraph as ox
store, p = ox.Store(sys.argv[1]), ox.NamedNode("http://x/p")
for n in range(100000):
    store.extend([ox.Quad(ox.NamedNode(f"http://x/{n}"), p, ox.Literal(str(i))) for i in range(10)])
    if n % 200 == 0:
        store.flush()
    if n == 50:
        print("writing", flush=True)
"""


def test_a_snapshot_holds_what_is_only_in_the_log(tmp_path: Path):
    store = Store(tmp_path / "store")
    store.apply([], [ox.Quad(ox.NamedNode("http://x/1"), ox.NamedNode("http://x/p"), ox.Literal("1"))])
    snapshots = Snapshots(tmp_path / "store")
    taken = snapshots.take()
    assert len(Store(taken.path, read_only=True)) == 1
    store.apply([], [ox.Quad(ox.NamedNode("http://x/2"), ox.NamedNode("http://x/p"), ox.Literal("2"))])
    assert sign(tmp_path / "store") != taken.id
    assert len(Store(taken.path, read_only=True)) == 1
    assert len(Store(snapshots.take().path, read_only=True)) == 2
    snapshots.close()
    assert [p.name for p in tmp_path.iterdir()] == ["store"]


def test_files_are_shared_and_the_store_stays_whole(tmp_path: Path):
    store = Store(tmp_path / "store")
    store.apply(
        [], [ox.Quad(ox.NamedNode(f"http://x/{n}"), ox.NamedNode("http://x/p"), ox.Literal("1")) for n in range(500)]
    )
    store.close()
    Store(tmp_path / "store").close()
    snapshots = Snapshots(tmp_path / "store")
    taken = snapshots.take()
    data = list((tmp_path / "store").glob("*.sst"))
    assert data
    assert all(p.stat().st_nlink == 2 for p in data)
    snapshots.drop(taken)
    snapshots.close()
    assert len(Store(tmp_path / "store")) == 500


def test_transactions_are_whole_while_another_process_writes(tmp_path: Path):
    folder = tmp_path / "store"
    Store(folder).close()
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE)
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"writing\n"
        snapshots = Snapshots(folder)
        counts = []
        for _ in range(5):
            taken = snapshots.take()
            counts.append(len(Store(taken.path, read_only=True)))
            snapshots.drop(taken)
        snapshots.close()
    finally:
        writer.kill()
        writer.wait()
    assert counts == sorted(counts)
    assert counts[0] >= 510
    assert all(count % 10 == 0 for count in counts)


def test_no_store_and_what_a_killed_server_left(tmp_path: Path):
    with pytest.raises(StoreError, match="no store here"):
        Snapshots(tmp_path / "none")
    Store(tmp_path / "store").close()
    left = tmp_path / ".store.serve-999999999-x"
    left.mkdir()
    Snapshots(tmp_path / "store").close()
    assert not left.exists()
