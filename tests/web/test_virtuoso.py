"""The catalogue on Virtuoso: loaded by the Graph Store Protocol, asked through `--store URL`.

It is started as `virtuoso-t +foreground +configfile FILE` (Debian: virtuoso-opensource-7-bin). Virtuoso has no default
graph of its own, so the view is loaded into a named graph, and both addresses say which. Words that GROUP_CONCAT joins
come in an order of its own, its booleans are 1 and 0, and IRIs of VALUES come back as plain texts.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.graph import Graph
from tests.stores import small_store
from tests.web.servers import free_address, started
from tests.web.test_stores import examples, rows

VIEW = "https://w3id.org/actorgraph/id/graph/view"
ANALYSTS = Path(__file__).parent.parent / "queries" / "analysts.trig"
SETTINGS = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = {sql}
DirsAllowed = {folder}
NumberOfBuffers = 10000
[HTTPServer]
ServerPort = {http}
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = 100000
"""


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a new Virtuoso."""
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("Virtuoso is missing: apt-get install virtuoso-opensource-7-bin")
    folder, address = tmp_path_factory.mktemp("virtuoso"), free_address()
    settings = folder / "virtuoso.ini"
    settings.write_text(SETTINGS.format(folder=folder, sql=free_address(), http=address))
    with started([program, "+foreground", "+configfile", str(settings)], address, folder):
        yield address


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    store = small_store(tmp_path_factory.mktemp("local") / "store")
    store.apply([], list(ox.parse(path=str(ANALYSTS))))
    return Graph(store)


@pytest.fixture(scope="module")
def remote(virtuoso: str, local: Graph) -> Graph:
    told = local.export(f"http://dba:dba@{virtuoso}/sparql-graph-crud-auth?default-graph-uri={VIEW}")
    assert f"{len(local.store)} statements" in told
    return kg.open(f"http://{virtuoso}/sparql?default-graph-uri={VIEW}", "en")


def alike(found: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Rows as plain words, those of joined names in order, booleans as 1 and 0, nothing as an empty text."""
    numbers = {"true": "1", "false": "0", "None": ""}

    def plain(cell: str) -> str:
        words = re.sub(r"\^\^<[^>]*>|[\"<>]", " ", cell).split()
        return " ".join(sorted(numbers.get(word, word) for word in words))

    return sorted(tuple(plain(cell) for cell in row) for row in found)


def test_equal_rows(remote: Graph, local: Graph):
    for name, params in examples():
        assert alike(rows(remote, name, params)) == alike(rows(local, name, params)), (name, params)


def test_a_dossier(remote: Graph, local: Graph):
    ours, theirs = local.show("Норн"), remote.show("Норн")
    assert (theirs.name, theirs.names) == (ours.name, ours.names)
    assert [len(table) for _, table in theirs.sections] == [len(table) for _, table in ours.sections]


def test_a_wrong_password_is_said(virtuoso: str, local: Graph):
    with pytest.raises(kg.KgError, match="401"):
        local.export(f"http://dba:wrong@{virtuoso}/sparql-graph-crud-auth?default-graph-uri={VIEW}")
