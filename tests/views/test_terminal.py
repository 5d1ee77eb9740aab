"""Bars of months and images in terminals."""

import base64
import io
import re

import pytest
from rich.cells import cell_len

from kg.views.network import Network, from_rows
from kg.views.terminal import image, image_protocol, show_image, sparkbars
from tests.networks import toy_network


@pytest.mark.parametrize("lang", ["en", "ru", "uk"])
@pytest.mark.parametrize("width", [40, 80, 200])
def test_bars_fit_and_count_what_is_dated(lang, width):
    network = toy_network(40, 200)
    lines = sparkbars(network, lang, width)
    assert max(map(cell_len, lines)) <= width
    dated = {(e.event, e.kind) for e in network.edges if e.spans}
    assert sum(int(line.split()[-1]) for line in lines[:-1]) == len(dated)
    assert "\x1b" not in "".join(lines)


def test_no_dates_no_bars():
    assert sparkbars(from_rows([{"source": "a", "target": "b", "kind": "call"}])) == []


def test_many_years_become_quarters_or_years():
    rows = [
        {"source": "a", "target": "b", "kind": "call", "event": str(y), "date": f"{y}-05-01"} for y in range(1994, 2025)
    ]
    (bars, scale) = sparkbars(from_rows(rows), width=60)
    assert cell_len(bars) <= 60
    assert "1994-05" in scale


@pytest.mark.parametrize(
    ("environment", "protocol"),
    [
        ({"TERM": "xterm-kitty"}, "kitty"),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, "kitty"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, "iterm"),
        ({"TERM": "foot"}, "sixel"),
        ({"TERM": "xterm-256color"}, None),
        ({"TERM": "tmux-256color", "TERM_PROGRAM": "WezTerm"}, None),
        ({"TERM": "xterm-kitty", "TMUX": "/tmp/x"}, None),
        ({"TERM": "dumb", "TERM_PROGRAM": "WezTerm"}, None),
        ({}, None),
    ],
)
def test_only_what_the_terminal_says_it_can(environment, protocol):
    assert image_protocol(environment) == protocol


def test_images_are_the_png_in_pieces():
    png = bytes(range(256)) * 40
    pieces = re.findall("\x1b_G([^;]*);([^\x1b]*)\x1b\\\\", image(png, "kitty"))
    assert base64.b64decode("".join(piece for _, piece in pieces)) == png
    assert all(len(piece) <= 4096 for _, piece in pieces)
    assert [head.rpartition("m=")[2] for head, _ in pieces] == ["1"] * (len(pieces) - 1) + ["0"]
    assert base64.b64decode(image(png, "iterm").partition(":")[2].rstrip("\x07\n")) == png


def test_a_pipe_gets_no_image(toy: Network):
    file = io.StringIO()
    assert not show_image(toy, file, "en", {"TERM": "xterm-kitty"})
    assert file.getvalue() == ""
