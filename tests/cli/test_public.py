"""What a notebook user types."""

import subprocess
import sys

import pytest

import kg
from tests.stores import small_store

TEXT = "Президент Турции Реджеп Тайип Эрдоган позвонил президенту России Владимиру Путину."


def test_every_public_name_is_there() -> None:
    for name in kg.__all__:
        assert getattr(kg, name) is not None
    assert set(dir(kg)) >= set(kg.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        kg.nothing  # noqa: B018


def test_import_is_instant() -> None:
    code = "import kg, sys; print([m for m in sys.modules if m.startswith('kg.')])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.strip() == b"[]"


def test_from_text_to_answer_in_memory() -> None:
    graph = kg.open(lang="en")
    article = kg.Article(id="one", text=TEXT, lang="ru", published="2021-03-03")
    assert graph.add([article]).added == 1
    assert graph.add([article]).unchanged == 1
    (row,) = {row["who"] for row in graph.ask("calls", actor="Эрдогана")}
    assert "Vladimir Putin" in row
    assert "phone call" in str(graph.ask("contacts"))
    assert graph.network("Путин").edges
    assert graph.remove("one") == 1
    assert len(graph.ask("calls")) == 0


def test_tables_iterate_print_and_render() -> None:
    table = kg.Graph(small_store()).ask("posts")
    assert {row["holder"] for row in table} == {"Ada Norn", "Boris Velin"}
    assert str(table).startswith("Who holds which office")
    assert len(table.first(1)) == 1
    assert "holder" not in table.without("holder").variables
