"""What the README shows, runs: its Python block and its commands, against a store of the example articles."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PYTHON = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
COMMANDS = [
    shlex.split(line, comments=True)
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if line.startswith("kg ")
]


def run(args: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "KG_STORE": str(folder / "store"),
        "PYTHONIOENCODING": "utf-8",
    }
    return subprocess.run(
        args, cwd=folder, env=environment, capture_output=True, text=True, check=False, encoding="utf-8"
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("readme")
    (place / "seeds").symlink_to(ROOT / "seeds")
    told = run([sys.executable, "-m", "kg", "add", "seeds/articles"], place)
    assert told.returncode == 0, told.stderr
    return place


def test_there_is_something_to_run():
    assert len(PYTHON) >= 1
    assert len(COMMANDS) >= 10


@pytest.mark.parametrize("code", PYTHON)
def test_python(code: str, folder: Path):
    told = run([sys.executable, "-c", code], folder)
    assert told.returncode == 0, told.stderr
    assert "позвонил" in told.stdout


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_command(command: list[str], folder: Path):
    told = run([sys.executable, "-m", *command], folder)
    assert told.returncode == 0, told.stderr
    assert told.stdout.strip() or {"-o", "export", "add"} & set(command)
