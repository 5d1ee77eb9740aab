"""Timeline and matrix, the style for print, and what is claimed drawn apart."""

import subprocess
from pathlib import Path

import pytest
from lxml import etree

from kg.views import legend, save
from kg.views.drawing import draw
from kg.views.files import Options
from kg.views.network import Network, from_rows
from kg.views.timescale import Scale
from tests.networks import toy_network

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("picture", ["network", "timeline", "matrix"])
@pytest.mark.parametrize("style", ["screen", "print"])
@pytest.mark.parametrize("which", ["real", "hostile", "toy", "empty"])
def test_every_picture_is_well_formed_and_inert(picture, style, which, request):
    network = from_rows([]) if which == "empty" else request.getfixturevalue(which)
    root = etree.fromstring(draw(network, Options(picture=picture, style=style, title="<script>&")))
    assert not root.xpath("//*[local-name()='script' or local-name()='image' or local-name()='foreignObject']")
    assert not root.xpath("//@href | //@*[starts-with(name(), 'on')]")
    if style == "print":
        assert root.get("width").endswith("mm")
        assert len(list(root.iter(f"{SVG}title"))) == 1  # nobody rests a mouse on paper


def test_the_timeline_has_a_mark_for_each_dated_event(toy: Network):
    root = etree.fromstring(draw(toy, Options(picture="timeline", lang="ru")))
    titles = [t.text for t in root.iter(f"{SVG}title")][1:]
    assert len(titles) == sum(bool(edge.spans) for edge in toy.edges)
    text = "".join(root.itertext())
    assert "без даты: " in text


def test_long_silence_is_cut_out_of_the_axis():
    days = ["2019-07-18", "2020-08-15", "2020-08-16", "2020-08-30"]
    network = from_rows([{"source": "a", "target": "b", "kind": "call", "date": d, "event": d} for d in days])
    scale = Scale(network, 0, 100)
    places = [scale.at(day) for day in days]
    assert places == sorted(places)
    assert (places[0], places[-1]) == (0, 100)
    assert scale.broken == [0]
    assert places[1] < 60


def test_the_matrix_counts_contacts_in_both_directions(real: Network):
    root = etree.fromstring(draw(real, Options(picture="matrix", lang="ru")))
    titles = [t.text for t in root.iter(f"{SVG}title")][1:]
    assert titles == [
        "Александр Лукашенко – Владимир Путин: разговоров и встреч: 6",
        "Владимир Путин – Александр Лукашенко: разговоров и встреч: 6",
    ]


def test_a_claim_is_hollow_and_in_the_legend():
    row = {"source": "a", "target": "b", "kind": "call", "event": "e"}
    asserted, claimed = (draw(from_rows([row | more]), Options()) for more in ({}, {"claimed_by": "Песков"}))
    assert "only claimed" in claimed
    assert "claimed by Песков" in claimed
    assert "only claimed" not in asserted
    assert claimed.count('stroke="#ffffff"') > asserted.count('stroke="#ffffff"')


def test_styles_differ_without_colour():
    lines = {(s.dash, s.width) for s in legend.styles()}
    assert len(lines) == len(legend.styles())


@pytest.mark.parametrize("picture", ["network", "timeline", "matrix"])
def test_pdf_holds_its_fonts(picture, tmp_path: Path):
    save(toy_network(), tmp_path / "x.pdf", Options(picture=picture, lang="uk", style="print"))
    data = (tmp_path / "x.pdf").read_bytes()
    assert data.startswith(b"%PDF")
    assert b"/FontFile" in data
    assert b"/ToUnicode" in data


def test_grey_pictures_keep_their_contrast(tmp_path: Path):
    """Lines and shapes are dark enough on white when a printer has no colour."""
    for colour in {s.color for s in legend.styles()}:
        red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        grey = 0.2126 * red + 0.7152 * green + 0.0722 * blue
        assert grey < 0.68, colour


def test_save_and_notebooks(toy: Network, tmp_path: Path):
    assert toy.save(tmp_path / "x.gexf").startswith("x.gexf")
    frame = toy._repr_html_()
    assert 'sandbox="allow-scripts allow-downloads"' in frame
    assert "<script" not in frame


def test_drawing_needs_no_program(tmp_path: Path, toy: Network, monkeypatch):
    monkeypatch.setattr(subprocess, "run", None)
    save(toy, tmp_path / "x.svg", Options(picture="timeline"))
