"""RDF files: back to the same statements, the same bytes in any order, no claims among facts."""

import random
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

from kg.errors import KgError
from kg.views.rdffiles import FORMATS, save_rdf

KG = "https://w3id.org/actorgraph/ns#"
ID = "https://w3id.org/actorgraph/id/"


def quads(graph=None) -> list[Quad]:
    call, place = NamedNode(ID + "event/1"), graph or DefaultGraph()
    day = NamedNode("http://www.w3.org/2001/XMLSchema#date")
    return [
        Quad(call, NamedNode(KG + "participant"), NamedNode(ID + "person/a"), place),
        Quad(call, NamedNode(KG + "date"), Literal("2020-08-15", datatype=day), place),
        Quad(NamedNode(ID + "person/a"), NamedNode(KG + "name"), Literal('Їжак "Ґ"\n</x>', language="uk"), place),
        Quad(BlankNode("b1"), NamedNode(KG + "start"), Literal(3), place),
    ]


@pytest.mark.parametrize("suffix", sorted(set(FORMATS) - {".jsonld"}))
def test_round_trip(tmp_path: Path, suffix):
    path = tmp_path / f"x{suffix}"
    assert save_rdf(quads(), path) == f"x{suffix}: 4 statements"
    back = {q.triple if hasattr(q, "triple") else q for q in parse(path=str(path))}
    assert {str(t) for t in back if "_:" not in str(t)} == {str(q.triple) for q in quads() if "_:" not in str(q)}
    assert len(back) == 4


def test_json_ld_round_trip(tmp_path: Path):
    save_rdf(quads(), tmp_path / "x.jsonld")
    save_rdf(quads(), tmp_path / "x.nt")
    text = (tmp_path / "x.jsonld").read_text(encoding="utf-8")
    assert "@context" in text
    back = Graph()
    data = Dataset()
    data.parse(tmp_path / "x.jsonld", format="json-ld")
    for triple in data.triples((None, None, None)):
        back.add(triple)
    assert isomorphic(back, Graph().parse(tmp_path / "x.nt", format="nt"))


@pytest.mark.parametrize("suffix", sorted(set(FORMATS) - {".jsonld"}))
def test_the_same_bytes_in_any_order(tmp_path: Path, suffix):
    rows = quads() * 2
    save_rdf(rows, tmp_path / f"one{suffix}")
    random.Random(3).shuffle(rows)
    save_rdf(rows, tmp_path / f"two{suffix}")
    assert (tmp_path / f"one{suffix}").read_bytes() == (tmp_path / f"two{suffix}").read_bytes()


@pytest.mark.parametrize("suffix", [".trig", ".nq", ".jsonld"])
def test_named_graphs_survive(tmp_path: Path, suffix):
    graph = NamedNode(ID + "article/1#s4/content")
    save_rdf([*quads(), *quads(graph)], tmp_path / f"x{suffix}")
    data = Dataset()
    data.parse(tmp_path / f"x{suffix}", format={".trig": "trig", ".nq": "nquads", ".jsonld": "json-ld"}[suffix])
    assert len(data.graph(graph.value)) == 4


@pytest.mark.parametrize("suffix", [".ttl", ".nt"])
def test_turtle_refuses_named_graphs(tmp_path: Path, suffix):
    with pytest.raises(KgError, match="4 statements are in named graphs"):
        save_rdf(quads(NamedNode(ID + "article/1")), tmp_path / f"x{suffix}")
    assert not list(tmp_path.iterdir())


def test_format_by_name_and_unknown(tmp_path: Path):
    save_rdf(quads(), tmp_path / "out.rdf.txt", "trig")
    assert "kg:participant" in (tmp_path / "out.rdf.txt").read_text(encoding="utf-8")
    with pytest.raises(KgError, match=r"no RDF format '\.xml'"):
        save_rdf(quads(), tmp_path / "x.xml")


def test_large_json_ld_is_expanded_and_says_the_same(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("kg.views.rdffiles.COMPACTED", 1)
    quads = [
        Quad(NamedNode("x:a"), NamedNode("x:p"), Literal(f"{n}", language="uk"), NamedNode("x:g")) for n in range(9)
    ]
    save_rdf(quads, tmp_path / "x.jsonld")
    assert set(parse(path=tmp_path / "x.jsonld", format=RdfFormat.JSON_LD)) == set(quads)
