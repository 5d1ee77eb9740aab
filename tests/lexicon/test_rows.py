"""Every row of the lexicon finds its own example and leaves its traps alone."""

import pytest

from kg import lexicon
from kg.lexicon import Row, marked
from kg.proving import problem

ROWS = [(name, row) for lang in lexicon.LANGS for name in lexicon.files() for row in lexicon.rows(lang, name)]


@pytest.mark.parametrize(("name", "row"), ROWS, ids=[row.id for _, row in ROWS])
def test_row_proves_itself(name: str, row: Row) -> None:
    assert problem(row, name) is None


def test_a_row_that_proves_nothing_is_told() -> None:
    row = next(r for r in lexicon.rows("ru", "statement") if r.id == "say-ru-that")
    deaf = Row(row.id, row.cls, row.lang, row.triggers, row.roles, row.attributes, (), (), "Шёл [снег|trigger].", ())
    sprung = Row(row.id, row.cls, row.lang, row.triggers, row.roles, row.attributes, (), (), row.example,
                 ("Макрон заявил, что день хорош.",))  # fmt: skip
    assert "trigger is not found" in str(problem(deaf, "statement"))
    assert "makes a fact" in str(problem(sprung, "statement"))


@pytest.mark.parametrize("row", [row for _, row in ROWS], ids=[row.id for _, row in ROWS])
def test_marks_render_back(row: Row) -> None:
    assert marked.render(*marked.parse(row.example)) == row.example
