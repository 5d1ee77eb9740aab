"""Choosing a part of a network, and networks made of any query."""

import pytest

from kg.errors import KgError
from kg.views.asked import from_select, from_triples
from kg.views.choice import Choice, choose
from kg.views.network import Network, from_rows

RDFS, RDF = "http://www.w3.org/2000/01/rdf-schema#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def _ids(network: Network) -> str:
    return "".join(node.id for node in network.nodes)


@pytest.fixture
def network() -> Network:
    def row(ends: str, **more: object) -> dict[str, object]:
        return {"source": ends[0], "target": ends[1], "kind": "call", "event": ends} | more

    return from_rows(
        [
            row("ab", date="2020-08-15", outlet="Первый", place="Минск"),
            row("ab", date="2020-08-15", outlet="Second"),
            row("bc", kind="accuses", date="2020-08", outlet="Second"),
            row("cd", status="planned", place="Гомель"),
            row("ad", kind="meeting", claimed_by="https://example.org/person/x", date="2021"),
            row("de", kind="rejects"),
            row("be", kind="says"),
        ],
        [{"actor": "https://example.org/person/x", "label": "Икс", "lang": "ru"}],
        "ru",
    )


@pytest.mark.parametrize(
    ("choice", "ids"),
    [
        (Choice(), "abcde"),
        (Choice(kinds=("statement",)), "bce"),
        (Choice(since="2020-08-20", until="2020-12"), "bc"),
        (Choice(since="2021", keep_undated=True), "abcde"),
        (Choice(place="минск"), "ab"),
        (Choice(source="SECOND"), "abc"),
        (Choice(min_sources=2), "ab"),
        (Choice(status=("planned", "refused")), "cd"),
        (Choice(claims="only"), "ad"),
        (Choice(claims="none", kinds=("meeting",)), ""),
        (Choice(top=2), "ab"),
        (Choice(top=3), "abd"),
    ],
)
def test_each_choice(network: Network, choice: Choice, ids: str):
    assert _ids(choose(network, choice)) == ids


def test_what_was_not_chosen_is_counted(network: Network):
    chosen = choose(network, Choice(min_sources=2))
    assert chosen.left_out.not_chosen == 5
    assert "опущено, не запрошено: 5" in chosen.left_out.say("ru")


def test_around_an_actor_only_what_was_chosen(network: Network):
    assert _ids(choose(network, Choice(claims="none"), ["a"])) == "ab"
    assert _ids(choose(network, Choice(hops=2, claims="none"), ["a"])) == "abce"
    assert choose(network, Choice(kinds=("post",)), ["a"]).edges == ()


def test_paths_between_two(network: Network):
    assert {e.event for e in network.between("a", "e").edges} == {"ab", "be", "ad", "de"}
    assert {e.event for e in network.between("a", "c").edges} == {"ab", "bc", "ad", "cd"}
    assert {e.event for e in network.between("b", "e").edges} == {"be"}
    assert len(network.between("b", "e", longer=2).edges) == 6
    assert {e.event for e in choose(network, Choice(claims="none"), between=("a", "d")).edges} == {
        "ab", "be", "de", "bc", "cd",
    }  # fmt: skip
    with pytest.raises(KgError, match="no actor 'x'"):
        network.between("a", "x")
    with pytest.raises(KgError, match="nothing joins a and d"):
        network.kinds("call").where(lambda e: e.status == "held" or e.source == "c").between("a", "d")


def test_an_unknown_status_is_named(network: Network):
    with pytest.raises(KgError, match="no status 'done'; use one of held"):
        choose(network, Choice(status=("done",)))


def test_who_claims_is_named_and_kept_apart(network: Network):
    (claimed,) = network.claims("only").relations()
    assert (claimed.claimed_by, claimed.slot) == (("Икс",), "meeting (claimed)")
    both = from_rows(
        [{"source": "a", "target": "b", "kind": "call", "event": "e", "claimed_by": c} for c in (None, "x")]
    )
    assert [r.claimed_by for r in both.relations()] == [(), ("x",)]


def test_actors_and_events():
    people = [
        {"source": x, "target": y, "kind": "Meeting", "event": "m", "date": "2020-08-15"} for x, y in ("ab", "bc", "ac")
    ]
    call = {"source": "a", "target": "b", "kind": "call", "event": "k"}
    vote = {"source": "a", "target": "election/x", "kind": "candidateOf", "event": "election/x"}
    network = from_rows([*people, call, vote]).bipartite()
    assert {n.id: n.type for n in network.nodes if n.type != "Other"} == {
        "k": "Event", "m": "Event", "election/x": "Election",
    }  # fmt: skip
    assert sorted((e.source, e.target, e.kind) for e in network.edges) == [
        ("a", "election/x", "candidate-of"),
        ("a", "k", "acts"),
        ("a", "m", "takes-part"),
        ("b", "m", "takes-part"),
        ("c", "m", "takes-part"),
        ("k", "b", "concerns"),
    ]
    assert network.by_id["m"].name("uk") == "зустріч 2020-08-15"


def test_a_select_becomes_a_network():
    rows = [
        {
            "source": "id:a",
            "target": "id:b",
            "type": "accuses",
            "date": "2020",
            "weight": "2.5",
            "label": "громко",
            "x": "1",
        },
        {"source": "id:a", "target": "id:c", "sourceLabel": "Анна", "date": None},
    ]
    network = from_select(("source", "target", "type"), rows, lang="uk")
    assert [(e.kind, e.weight, e.details) for e in network.edges] == [
        ("accuses", 2.5, ("громко",)),
        ("related", 1.0, ()),
    ]
    assert network.by_id["id:a"].label == "Анна"
    with pytest.raises(KgError, match=r"no \?target"):
        from_select(("source",), [])
    with pytest.raises(KgError, match="'heavy' is no number"):
        from_select(("source", "target"), [{"source": "a", "target": "b", "weight": "heavy"}])


def test_triples_become_a_network_without_types_and_dates_as_nodes():
    triples = [
        ("id:a", f"{RDF}type", "http://x/Person", None),
        ("id:b", f"{RDF}type", "http://x/Person", None),
        ("id:a", "http://x/ns#calls", "id:b", None),
        ("id:a", f"{RDFS}label", "Анна", "ru"),
        ("id:a", "http://x/ns#born", "1970", ""),
    ]
    network = from_triples(triples, lang="ru")
    assert [(n.id, n.label, n.type) for n in network.nodes] == [("id:a", "Анна", "Person"), ("id:b", "id:b", "Person")]
    assert network.by_id["id:a"].about == (("born", "1970"),)
    assert [(e.source, e.kind, e.target) for e in network.edges] == [("id:a", "calls", "id:b")]
