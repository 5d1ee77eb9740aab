"""The terminal: 80 columns whatever the letters, no escape codes in a pipe, nothing of a name obeyed."""

import io

import pytest
from rich.cells import cell_len

from kg.errors import KgError
from kg.views.network import Network, from_rows
from kg.views.tree import show


def printed(network: Network, **options) -> str:
    file = io.StringIO()
    show(network, file, width=80, **options)
    return file.getvalue()


@pytest.mark.parametrize("table", [False, True])
def test_no_line_is_wider_than_80_columns(table, hostile: Network, real: Network, toy: Network):
    for network in (hostile, real, toy):
        text = printed(network, table=table, lang="uk")
        assert max(cell_len(line) for line in text.splitlines()) <= 80


@pytest.mark.parametrize("table", [False, True])
def test_a_pipe_gets_no_escape_codes(table, hostile: Network):
    assert "\x1b" not in printed(hostile, table=table)


def test_colour_on_a_terminal_unless_forbidden(toy: Network, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b[32m" in printed(toy) or "\x1b[31m" in printed(toy) or "\x1b[36m" in printed(toy)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "[36m" not in printed(toy)


def test_dates_arrows_marks_and_sentences(real: Network):
    text = printed(real, actors=["lukashenko"], lang="ru")
    lines = text.splitlines()
    assert lines[0] == "Александр Лукашенко  человек"
    assert "├── 2019-07-18 ↔ встреча: Владимир Путин" in lines
    assert any(line.startswith("├── 2020-08-30 ← телефонный разговор: Владимир Путин (двустор") for line in lines)
    assert any("✕ отказано ← телефонный разговор: Ангела Меркель" in line for line in lines)
    dates = [line.split()[1] for line in lines if line.startswith(("├── 20", "└── 20"))]
    assert dates == sorted(dates)


def test_each_event_once_even_with_two_hops(real: Network):
    for hops in (1, 2):
        text = printed(real, actors=["putin", "lukashenko"], hops=hops, lang="ru")
        assert text.count("2019-07-18 ↔ встреча") == 1


def test_several_sources_are_counted():
    row = {"source": "a", "target": "b", "kind": "call", "event": "e", "date": "2020-08-15"}
    assert "×2" in printed(from_rows([row | {"article": "x"}, row | {"article": "y"}]))


def test_nothing_and_nobody():
    assert printed(from_rows([]), lang="uk") == "зв’язків немає\n"
    with pytest.raises(KgError, match="no actor"):
        printed(from_rows([{"source": "a", "target": "b", "kind": "call"}]), actors=["c"])
