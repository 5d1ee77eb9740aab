"""Tables fit the terminal and lose nothing."""

import io

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal
from rich.console import Console

from kg.views.table import Table, print_table, render

WORDS = st.text(st.characters(categories=["Ll", "Lu", "Nd", "Zs", "Po"], max_codepoint=0x4FF), max_size=60)


@given(st.lists(st.lists(WORDS, min_size=4, max_size=4), min_size=1, max_size=6), st.integers(40, 160))
def test_lines_fit_and_letters_stay(rows: list[list[str]], width: int) -> None:
    names = ("date", "who", "what", "sentence", "article")
    cells = tuple((*map(Literal, row), Literal("The Post, 2021-03-10")) for row in rows)
    out = io.StringIO()
    print_table(Table(names, cells), Console(file=out, width=width, color_system=None))
    lines = out.getvalue().splitlines()
    assert all(len(line) <= width for line in lines)
    letters = set("".join(lines))
    assert all(c in letters for row in rows for value in row[:3] for c in value if not c.isspace())


@given(WORDS)
def test_markdown_keeps_one_row_a_line(text: str) -> None:
    table = Table(("who", "what"), ((Literal(text + "|"), Literal("x\n\ny")),))
    assert render(table, "markdown").count("\n") == 3


def test_words_inside_a_longer_quotation_are_not_repeated() -> None:
    rows = tuple((Literal("x"), Literal(words), Literal("A")) for words in ("16 August", "They spoke on 16 August"))
    printed = render(Table(("who", "sentence", "article"), rows), "table")
    assert "“16 August”" not in printed
    assert "“They spoke on 16 August” [1]" in printed
