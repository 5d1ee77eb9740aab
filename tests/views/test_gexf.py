"""GEXF against its schema, and the traps of its readers."""

from pathlib import Path

import pytest
from lxml import etree

from kg.views import save
from kg.views.files import Options
from kg.views.network import Network, from_rows
from tests.networks import toy_network

GEXF = "{http://gexf.net/1.3}"


@pytest.fixture(scope="module")
def schema(shared: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(shared / "data" / "gexf-1.3" / "gexf.xsd"))


@pytest.mark.parametrize("edges", ["relations", "events", "bipartite"])
@pytest.mark.parametrize("which", ["toy", "hostile", "real", "days", "empty"])
def test_valid(tmp_path: Path, schema: etree.XMLSchema, edges, which, request):
    made = {"days": lambda: toy_network(partial=False), "empty": lambda: from_rows([])}
    network = made[which]() if which in made else request.getfixturevalue(which)
    save(network, tmp_path / "x.gexf", Options(edges=edges))
    schema.assertValid(etree.parse(tmp_path / "x.gexf"))


def _read(network: Network, tmp_path: Path, **options) -> etree._ElementTree:
    save(network, tmp_path / "x.gexf", Options(**options))
    return etree.parse(tmp_path / "x.gexf")


def test_days_are_timestamps_and_partial_dates_make_all_intervals(tmp_path: Path):
    days = _read(toy_network(partial=False), tmp_path)
    assert days.find(f"{GEXF}graph").get("timerepresentation") == "timestamp"
    assert days.xpath("//@timestamps")
    assert not days.xpath("//@intervals")
    partial = _read(toy_network(), tmp_path)
    assert partial.find(f"{GEXF}graph").get("timerepresentation") == "interval"
    assert partial.xpath("//@intervals")
    assert not partial.xpath("//@timestamps")


def test_a_pair_and_kind_occurs_once_among_relations(tmp_path: Path, real: Network):
    edges = list(_read(real, tmp_path).iter(f"{GEXF}edge"))
    keys = [(e.get("source"), e.get("target"), e.get("kind")) for e in edges]
    assert len(keys) == len(set(keys))


def test_columns_that_readers_need(tmp_path: Path, real: Network):
    tree = _read(real, tmp_path)
    blocks = [b.get("class") for b in tree.iter(f"{GEXF}attributes")]
    assert blocks == ["node", "edge"]
    columns = list(tree.iter(f"{GEXF}attribute"))
    assert all(c.get("id") == c.get("title") for c in columns)
    assert "anyURI" not in {c.get("type") for c in columns}
    assert not {"type", "weight", "label", "id", "start", "end"} & {c.get("id") for c in columns}


def test_lists_are_not_split_by_their_items(tmp_path: Path):
    row = {"source": "a", "target": "b", "kind": "says", "article": "https://x.by/?a=1,2", "outlet": "А, [Б] «В»"}
    tree = _read(from_rows([row]), tmp_path)
    values = {v.get("for"): v.get("value") for v in tree.iter(f"{GEXF}attvalue")}
    assert values["articles"] == "[https://x.by/?a=1%2C2]"
    assert values["sources"] == "[А; (Б) «В»]"
