"""Networks out of a store: what is read around actors is what a picture of everybody would show around them."""

from pathlib import Path

import pytest

from kg import queries
from kg.errors import KgError, QueryError
from kg.graph import Graph
from kg.views.network import Network


def _cells(table) -> set[tuple[str | None, ...]]:
    return {tuple(getattr(cell, "value", None) for cell in row) for row in table.rows}


@pytest.fixture(params=["small", "real"])
def graph(request: pytest.FixtureRequest) -> Graph:
    return request.getfixturevalue(request.param)


def test_around_every_node_are_its_edges(graph: Graph) -> None:
    everything = _cells(graph.query(queries.find("network").bind({}, graph.resolve)))
    around = queries.find("network-around")
    ends = {row[i] for row in everything for i in (0, 1)}
    for end in ends:
        found = _cells(graph.query(around.bind({"actor": [end]}, lambda iri: [iri])))
        assert found == {row for row in everything if end in row[:2]}
    both = {"actor": sorted(ends), "other": sorted(ends)}
    assert _cells(graph.query(around.bind(both, lambda iri: [iri]))) == everything


@pytest.mark.parametrize("hops", [1, 2, 3])
def test_hops_read_from_the_store_equal_hops_of_the_whole(graph: Graph, hops: int) -> None:
    whole = graph.network()
    for node in whole.nodes:
        if node.type in ("Person", "State", "Organization"):
            near = graph.network(node.id, hops=hops)
            wanted = whole.ego([node.id], hops)
            assert (near.nodes, near.edges) == (wanted.nodes, wanted.edges)


def test_choices_and_paths(small: Graph) -> None:
    def pairs(network: Network) -> set[tuple[str, str, str]]:
        return {(network.by_id[e.source].label, e.kind, network.by_id[e.target].label) for e in network.edges}

    assert ("Boris Velin", "meeting", "Clara Velin") in pairs(small.network("Клара Велина", claims="only"))
    assert not small.network(claims="none").claims("only").edges
    assert {e.place for e in small.network(place="norport").edges} == {"Norport"}
    assert {e.status for e in small.network(status=["planned"]).edges} == {"planned"}
    path = small.network(between=("Clara Velin", "Hai"))
    assert {"Clara Velin", "Dmytro Hai"} < {n.label for n in path.nodes}
    assert len(small.network(top=2).nodes) == 2
    with pytest.raises(QueryError, match="no actor"):
        small.network(between=("Clara Velin", "Zorro"))
    with pytest.raises(KgError, match="no status"):
        small.network(status=["done"])


def test_any_query_is_a_network(small: Graph, tmp_path: Path) -> None:
    select = (
        "PREFIX kg: <https://w3id.org/actorgraph/ns#>\n"
        "SELECT ?source ?target ?type ?date WHERE {\n"
        "?e a kg:Meeting ; kg:participant ?source, ?target ; kg:date ?date .\n"
        "BIND(kg:Meeting AS ?type) FILTER(STR(?source) < STR(?target)) }"
    )
    (tmp_path / "q.rq").write_text(select, encoding="utf-8")
    for query in (select, tmp_path / "q.rq"):
        network = small.network(query=query)
        assert {n.label for n in network.nodes} == {"Ada Norn", "Boris Velin", "Dmytro Hai"}
        assert {(e.kind, e.date) for e in network.edges} == {("meeting", "2021-04-01")}
    made = small.network(query="CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o . FILTER(STRENDS(STR(?p), 'holder')) }")
    assert {e.kind for e in made.edges} == {"holds"}
    with pytest.raises(QueryError, match="an ASK has no network"):
        small.network(query="ASK { ?s ?p ?o }")
    with pytest.raises(KgError, match=r"no \?target"):
        small.network(query="SELECT ?source WHERE { ?source ?p ?o }")
