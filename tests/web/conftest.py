"""Servers on free ports of this machine, stopped when the tests are over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from kg.web import Limits, Settings
from kg.web.running import running
from tests.stores import small_store

TOKEN = "a secret of the tests"


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store on disk that nobody writes to."""
    path = tmp_path_factory.mktemp("small") / "store"
    small_store(path).close()
    return path


@pytest.fixture(scope="session")
def server(folder: Path) -> Iterator[str]:
    """A server that only reads."""
    with running(Settings(folder, port=0, workers=2, limits=Limits(rate=0))) as url:
        yield url


@pytest.fixture(scope="session")
def client(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=60) as opened:
        yield opened


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Start servers with settings of their own."""
    from contextlib import ExitStack

    with ExitStack() as stack:

        def start(store: Path, limits: Limits | None = None, **settings: object) -> str:
            settings.setdefault("workers", 2)
            told = Settings(store, port=0, limits=limits or Limits(rate=0), **settings)
            return stack.enter_context(running(told))

        yield start
