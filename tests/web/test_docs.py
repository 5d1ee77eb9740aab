"""What docs/serve.md shows, runs: each Python block and each curl line, against a server of the real articles."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.web import Limits, Settings
from kg.web.running import running
from tests.stores import gold_store

ROOT = Path(__file__).parent.parent.parent
TEXT = (ROOT / "docs" / "serve.md").read_text("utf-8")
PYTHON = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
CURL = [line for line in TEXT.splitlines() if line.startswith("curl ")]
ADDRESS = "http://127.0.0.1:7878"


@pytest.fixture(scope="module")
def url(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("docs") / "store"
    gold_store(shared, folder).close()
    with running(Settings(folder, port=0, workers=1, limits=Limits(rate=0))) as address:
        yield address


@pytest.mark.parametrize("code", PYTHON, ids=lambda code: re.findall(r"(?:from|import) (\w+)", code)[0])
def test_python(code: str, url: str):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "LANG": "C"}
    command = [sys.executable, "-c", code.replace(ADDRESS, url)]
    told = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    assert told.returncode == 0, told.stderr
    assert len(told.stdout.splitlines()) > 2


@pytest.mark.parametrize("line", CURL)
def test_curl(line: str, url: str):
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    told = subprocess.run(line.replace(ADDRESS, url), shell=True, capture_output=True, text=True, check=True)
    assert len(told.stdout.splitlines()) > 2


def test_the_limits_told_are_the_limits():
    limits = Limits()
    assert f"{limits.seconds:g} seconds" in TEXT
    assert f"{limits.rows:,} |" in TEXT
    assert f"{limits.bytes >> 20} MB |" in TEXT
    assert f"{limits.memory >> 30} GB" in TEXT
    assert f"busy for {limits.patience:g} seconds, or {limits.queue} waiting" in TEXT
    assert f"more than {limits.rate:g} requests" in TEXT
    assert f"more than {limits.request >> 20} MB" in TEXT


def test_comunica(url: str):
    program = ROOT / ".venv" / "comunica" / "node_modules" / ".bin" / "comunica-sparql"
    if not program.exists():
        pytest.skip("comunica is missing: npm install --prefix .venv/comunica @comunica/query-sparql@4")
    (line,) = [line for line in TEXT.splitlines() if line.startswith("comunica-sparql ")]
    command = [str(program), *shlex.split(line.replace(ADDRESS, url))[1:]]
    told = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    called = [row["who"] for row in json.loads(told.stdout)]
    assert len(called) > 2
    assert all(who.startswith("https://w3id.org/actorgraph/id/person/") for who in called)
