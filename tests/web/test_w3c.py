"""The W3C's own tests of the two protocols, all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.store import Store
from kg.web import Limits, Settings
from kg.web.running import running
from tests.conftest import SHARED
from tests.web import w3c
from tests.web.conftest import TOKEN

ROOT = SHARED / "data" / "w3c-sparql11" / "sparql" / "sparql11"
PROTOCOL, STORE = ROOT / "protocol", ROOT / "graph-store-protocol"


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[w3c.Runner]:
    folder = tmp_path_factory.mktemp("w3c") / "store"
    Store(folder).close()
    with running(Settings(folder, port=0, workers=2, token=TOKEN, limits=Limits(rate=0))) as url:
        yield w3c.Runner(url, TOKEN)


def test_all_are_there(shared: Path):
    assert len(w3c.names(PROTOCOL, "manifest.ttl")) == 34
    assert len(w3c.names(STORE, "manifest-indirect.ttl")) == 9


def test_protocol(runner: w3c.Runner, shared: Path):
    failures = {}
    for case in w3c.cases(PROTOCOL, "manifest.ttl"):
        runner.load(case)
        failures[case.name] = runner.run(case, protocol=True)
    assert len(failures) == 34
    assert {name: told for name, told in failures.items() if told} == {}


def test_graph_store(runner: w3c.Runner, shared: Path):
    failures = {}
    for case in w3c.cases(STORE, "manifest-indirect.ttl"):
        runner.clear()
        failures[case.name] = runner.run(case, protocol=False)
    assert len(failures) == 9
    assert {name: told for name, told in failures.items() if told} == {}
