"""The same questions give the same rows whoever holds the quads: this process, `kg serve`, Oxigraph's own server.

`kg serve` is started in a thread by `running`; Oxigraph's server is the program `oxigraph` of the PyPI package of that
name, started on a copy of the store as `oxigraph serve-read-only -l FOLDER -b 127.0.0.1:PORT`.
"""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg import queries
from kg.errors import KgError, QueryError, StoreError
from kg.graph import Graph, Triples
from kg.remote import Remote
from kg.store import Store
from kg.web import Limits, Settings
from kg.web.running import running
from tests.stores import small_store
from tests.web.conftest import TOKEN
from tests.web.servers import free_address, started


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both invented stores in one folder."""
    folder = tmp_path_factory.mktemp("stores") / "store"
    store = small_store(folder)
    analysts = Path(__file__).parent.parent / "queries" / "analysts.trig"
    store.apply([], list(ox.parse(path=str(analysts))))
    store.close()
    return folder


@pytest.fixture(scope="module")
def local(whole: Path) -> Graph:
    return Graph(Store(whole, read_only=True))


@pytest.fixture(scope="module")
def serve(whole: Path) -> Iterator[str]:
    with running(Settings(whole, port=0, workers=1, limits=Limits(rate=0))) as url:
        yield f"{url}/sparql"


def _oxigraph(folder: Path, command: str) -> Iterator[str]:
    """Run Oxigraph's server on a folder; give its address."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.fail("Oxigraph's server is missing: pip install oxigraph")
    address = free_address()
    with started([program, command, "-l", str(folder), "-b", address], address, folder.parent) as url:
        yield url


@pytest.fixture(scope="module")
def oxigraph(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    copy = tmp_path_factory.mktemp("oxigraph") / "store"
    shutil.copytree(whole, copy)
    for address in _oxigraph(copy, "serve-read-only"):
        yield f"{address}/query"


def rows(graph: Graph, name: str, params: dict[str, str]) -> list[tuple[str, ...]]:
    table = graph.query(graph.explain(name, **params))
    assert not isinstance(table, (bool, Triples))
    return sorted(tuple(str(cell) for cell in row) for row in table.rows)


def examples() -> Iterator[tuple[str, dict[str, str]]]:
    """Each question without parameters, and each that takes an actor with one."""
    for name, query in queries.catalogue().items():
        yield name, {}
        actors = [p.name for p in query.params if p.type == "actor"]
        if actors:
            yield name, {actors[0]: "Ada Norn"}


@pytest.mark.parametrize("server", ["serve", "oxigraph"])
def test_equal_rows(server: str, local: Graph, request: pytest.FixtureRequest):
    remote = kg.open(request.getfixturevalue(server), "en")
    different = [
        shlex.join([name, *params.values()])
        for name, params in examples()
        if rows(remote, name, params) != rows(local, name, params)
    ]
    assert different == []


def test_all_else_works_on_an_endpoint(serve: str, local: Graph, tmp_path: Path):
    remote = kg.open(serve, "uk")
    assert remote.show("Норн").name == "Ада Норн"
    assert len(remote.network("Ada Norn").edges) == len(local.network("Ada Norn").edges)
    assert remote.query("ASK { ?s ?p ?o }") is True
    described = remote.query("CONSTRUCT WHERE { ?s a <https://w3id.org/actorgraph/ns#Meeting> }")
    assert isinstance(described, Triples)
    assert len(described) > 2
    remote.export(tmp_path / "all.nq")
    local.export(tmp_path / "local.nq")
    assert sorted((tmp_path / "all.nq").read_text().split("\n")) == sorted(
        (tmp_path / "local.nq").read_text().split("\n")
    )


def test_what_goes_wrong_is_said(serve: str, whole: Path):
    with pytest.raises(QueryError, match="not valid SPARQL"):
        kg.open(serve).query("SELECT * {")
    with pytest.raises(StoreError, match="no answer"):
        kg.open("http://127.0.0.1:9/sparql").ask("stats")
    with pytest.raises(StoreError, match="only read"):
        Remote(serve).apply([], [])
    with (
        running(Settings(whole, port=0, workers=1, limits=Limits(rate=0, rows=5))) as url,
        pytest.raises(KgError, match="cut at rows=5"),
    ):
        kg.open(f"{url}/sparql").query("SELECT * { ?s ?p ?o }")


def test_other_stores_are_loaded_by_graph(local: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_TOKEN", TOKEN)
    Store(tmp_path / "ours").close()
    for address in _oxigraph(tmp_path / "theirs", "serve"):
        told = local.export(f"{address}/store")
        assert f"{len(local.store)} statements" in told
        assert kg.open(f"{address}/query").store.nquads() == local.store.nquads()
    with running(Settings(tmp_path / "ours", port=0, workers=1, token=TOKEN, limits=Limits(rate=0))) as address:
        local.export(f"{address}/store")
        assert kg.open(f"{address}/sparql").store.nquads() == local.store.nquads()
        monkeypatch.setenv("KG_TOKEN", "wrong")
        with pytest.raises(StoreError, match="answers 401"):
            local.export(f"{address}/store")
