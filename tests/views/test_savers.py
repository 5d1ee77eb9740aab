"""Every writer: whole files or none, the same bytes twice, hostile names, and back again."""

import csv
import hashlib
from pathlib import Path

import pytest
from lxml import etree

from kg.errors import KgError
from kg.views import SAVERS, save
from kg.views.files import Options, atomic, clean, one_line
from kg.views.network import Network, from_rows
from tests.networks import toy_network
from tests.views.readers import READERS

SAME_BYTES = sorted(set(SAVERS) - {".pdf"})  # a PDF holds the time of its making
TEXT = sorted(set(SAVERS) - {".pdf", ".png", ".html"})  # bundled code holds odd spaces


@pytest.mark.parametrize("suffix", SAME_BYTES)
def test_the_same_bytes_twice(tmp_path: Path, suffix: str, toy: Network):
    digests = set()
    for name in ("one", "two"):
        path = tmp_path / f"{name}{suffix}"
        assert save(toy, path, Options(title="Пробная сеть", lang="uk")).startswith(path.name)
        digests.add(hashlib.sha256(path.read_bytes()).hexdigest())
    assert len(digests) == 1


@pytest.mark.parametrize("suffix", sorted(SAVERS))
@pytest.mark.parametrize("edges", ["relations", "events", "bipartite"])
def test_hostile_and_empty_networks_are_written(tmp_path: Path, suffix: str, edges, hostile: Network):
    for name, network in (("hostile", hostile), ("empty", from_rows([]))):
        path = tmp_path / f"{name}{suffix}"
        save(network, path, Options(title="<script>&\x00", edges=edges))
        assert path.stat().st_size > 20 or (suffix, name) == (".ftm.json", "empty")
        if suffix in TEXT:
            text = path.read_text(encoding="utf-8")
            assert clean(text) == text
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".")]


@pytest.mark.parametrize("suffix", [".gexf", ".graphml", ".svg"])
def test_xml_is_well_formed(tmp_path: Path, suffix: str, hostile: Network):
    save(hostile, tmp_path / f"x{suffix}")
    tree = etree.parse(tmp_path / f"x{suffix}")
    assert not tree.xpath("//*[local-name()='script' or local-name()='img']")


@pytest.mark.parametrize("suffix", sorted(READERS))
@pytest.mark.parametrize("edges", ["relations", "events", "bipartite"])
@pytest.mark.parametrize("which", ["real", "hostile"])
def test_round_trip(tmp_path: Path, suffix: str, edges, which, request):
    network: Network = request.getfixturevalue(which)
    path = tmp_path / f"net{suffix}"
    save(network, path, Options(lang="ru", edges=edges))
    back = READERS[suffix](path)
    network = network.bipartite() if edges == "bipartite" else network
    items = network.relations() if edges == "relations" else network.edges
    assert back.labels == {clean(n.id): one_line(n.name("ru")) for n in network.nodes}
    assert sorted(back.edges) == sorted(
        (clean(i.source), clean(i.target), round(i.weight, 4), tuple(i.dates)) for i in items
    )


def test_every_writer_is_read_back_or_looked_at():
    pictures = {".svg", ".png", ".pdf", ".html"}
    assert set(READERS) | pictures | {".ftm.json"} == set(SAVERS)


def test_unknown_suffix_and_folder_are_clear(tmp_path: Path, toy: Network):
    with pytest.raises(KgError, match=r"did you mean \.gexf"):
        save(toy, tmp_path / "x.gefx")
    with pytest.raises(KgError, match="cannot write"):
        save(toy, tmp_path / "nowhere" / "x.csv")


def test_an_error_leaves_the_old_file(tmp_path: Path):
    path = tmp_path / "x.txt"
    path.write_text("old")

    def fail_halfway() -> None:
        with atomic(path) as temporary:
            temporary.write_text("new")
            raise ValueError("halfway")

    with pytest.raises(ValueError, match="halfway"):
        fail_halfway()
    assert (path.read_text(), [p.name for p in tmp_path.iterdir()]) == ("old", ["x.txt"])


def test_cells_are_no_formulas(tmp_path: Path, hostile: Network):
    save(hostile, tmp_path / "x.csv")
    for name in ("x.csv", "x.nodes.csv"):
        with (tmp_path / name).open(encoding="utf-8", newline="") as file:
            assert not [cell for row in csv.reader(file) for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_pictures_say_what_to_install(tmp_path: Path, toy: Network, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setitem(__import__("sys").modules, "cairosvg", None)
    with pytest.raises(KgError, match=r"librsvg2-bin.*pip install cairosvg"):
        save(toy, tmp_path / "x.png")
    assert not list(tmp_path.iterdir())


def test_another_pyvis_is_not_trusted(tmp_path: Path, toy: Network, monkeypatch):
    monkeypatch.setattr("pyvis.network.Network.generate_html", lambda _: "<html><body><script>1</script></body></html>")
    with pytest.raises(KgError, match="this version of pyvis"):
        save(toy, tmp_path / "x.html", Options(renderer="pyvis"))
    assert not list(tmp_path.iterdir())


def test_large_networks_are_cut_and_say_so(tmp_path: Path):
    network = toy_network(720, 1500)
    assert "left out, actors with the fewest relations" in save(network, tmp_path / "x.svg")
    assert "left out, actors with the fewest relations" in save(network, tmp_path / "x.html", Options(renderer="pyvis"))
    assert "опущено, акторы" in save(network, tmp_path / "x.svg", Options(lang="ru", limit=50))
    assert "left out, actors" in (tmp_path / "x.html").read_text(encoding="utf-8")
    assert "actors: 300" in save(network, tmp_path / "x.svg", Options(limit=300))
