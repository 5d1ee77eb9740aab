"""serve as a process of its own; ask --explain and -f parquet."""

from __future__ import annotations

import io
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from kg.graph import Graph
from tests.stores import small_store

from .conftest import Run

COMMAND = [sys.executable, "-m", "kg"]


def stopped(process: subprocess.Popen[str]) -> int:
    process.send_signal(signal.SIGINT)
    return process.wait(20)


def test_serve_says_where_it_is_and_leaves_nothing_behind(tmp_path: Path):
    small_store(tmp_path / "store").close()
    command = [*COMMAND, "--store", str(tmp_path / "store"), "serve", "--port", "0", "--workers", "1"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "LANG": "C"}) as process:
        try:
            assert process.stderr is not None
            line = process.stderr.readline()
            assert " at http://127.0.0.1:" in line
            url = line.split(" at ")[1].strip()
            answer = httpx.get(f"{url}/sparql", params={"query": "ASK { ?s ?p ?o }"}, timeout=30)
            assert answer.json()["boolean"] is True
            assert "kg" in httpx.get(url, timeout=30).text
        finally:
            assert stopped(process) == 0
        assert process.stderr.read() == ""
    assert [p.name for p in tmp_path.iterdir()] == ["store"]


def test_serve_without_a_store_or_a_port_is_one_line(kg: Run, tmp_path: Path):
    ran = kg("--store", tmp_path / "none", "serve")
    assert (ran.code, len(ran.err.splitlines())) == (1, 1)
    small_store(tmp_path / "store").close()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ran = kg("--store", tmp_path / "store", "serve", "--port", taken.getsockname()[1])
    assert (ran.code, len(ran.err.splitlines())) == (1, 1)
    assert "choose another --port" in ran.err


def test_explain_prints_a_query_that_runs(kg: Run, tmp_path: Path):
    small_store(tmp_path / "store").close()
    ran = kg("--store", tmp_path / "store", "ask", "calls", "--actor", "Norn", "--explain")
    assert ran.code == 0
    assert ran.out.startswith("PREFIX kg:")
    graph = Graph(small_store())
    assert graph.query(ran.out).rows == graph.ask("calls", actor="Norn").rows


def test_parquet(tmp_path: Path):
    parquet = pytest.importorskip("pyarrow.parquet")
    small_store(tmp_path / "store").close()
    ran = subprocess.run(
        [*COMMAND, "--store", str(tmp_path / "store"), "ask", "calls", "-f", "parquet"], capture_output=True, check=True
    )
    assert parquet.read_table(io.BytesIO(ran.stdout)).num_rows == len(Graph(small_store()).ask("calls"))
