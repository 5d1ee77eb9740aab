"""Rows -> network -> relations: joins, directions, weights, windows, and what is counted as left out."""

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KgError
from kg.views.dates import bounds
from kg.views.network import Network, from_rows
from kg.views.svg import render
from tests.networks import toy_network

CALL = {"source": "person/b", "target": "person/a", "kind": "PhoneCall", "event": "e1", "date": "2020-08-15"}


def test_several_sources_of_one_event_are_one_edge():
    rows = [CALL | {"article": f"https://{host}.by/1", "sentence": f"Так пишет {host}."} for host in ("x", "y", "x")]
    network = from_rows(rows)
    (edge,) = network.edges
    assert edge.sources == ("x.by", "y.by")
    assert edge.sentences == ("Так пишет x.", "Так пишет y.")
    assert (edge.source, edge.target, edge.directed) == ("person/b", "person/a", True)
    (relation,) = network.relations()
    assert (relation.weight, relation.events) == (1.0, ("e1",))


def test_meetings_and_calls_without_a_caller_have_no_direction():
    network = from_rows([CALL | {"kind": "Meeting"}, CALL | {"event": "e2", "directed": False}])
    assert {(e.kind, e.source, e.target, e.directed) for e in network.edges} == {
        ("meeting", "person/a", "person/b", False),
        ("call", "person/a", "person/b", False),
    }
    assert [r.slot for r in network.relations()] == ["call (mutual)", "meeting"]


def test_a_meeting_of_k_gives_each_actor_a_weight_of_one():
    people = ["a", "b", "c", "d"]
    rows = [{"source": x, "target": y, "kind": "Meeting", "event": "m"} for x, y in itertools.combinations(people, 2)]
    rows.append({"source": "a", "target": "b", "kind": "Meeting", "event": "n"})
    weights = {(r.source, r.target): r.weight for r in from_rows(rows).relations()}
    assert weights["a", "c"] == pytest.approx(1 / 3, abs=1e-6)
    assert weights["a", "b"] == pytest.approx(1 + 1 / 3, abs=1e-6)


def test_self_loops_and_rows_without_two_actors_are_counted():
    network = from_rows([CALL, CALL | {"target": "person/b"}, CALL | {"target": None}, CALL | {"source": ""}])
    assert (len(network.edges), network.left_out.self_loops, network.left_out.incomplete) == (1, 1, 2)
    assert network.left_out.say("en") == (
        "left out, an actor with itself: 1",
        "left out, without two actors: 2",
    )


def test_status_keeps_relations_apart_and_dates_are_sorted():
    days = ("2020-08-19", "2020-08-15", "2020-08-16")
    rows = [CALL | {"event": day, "date": day} for day in days]
    rows.append(CALL | {"event": "p", "date": None, "status": "https://w3id.org/actorgraph/ns#planned"})
    held, planned = from_rows(rows).relations()
    assert held.dates == tuple(sorted(days))
    assert held.when() == "2020-08-15 … 2020-08-19 (3)"
    assert (planned.status, planned.undated, planned.when("ru")) == ("planned", 1, "без даты")


def test_the_most_precise_date_wins_and_others_are_told():
    rows = [
        CALL | {"date": d, "article": f"https://{n}.by"} for n, d in enumerate(("2020-08", "2020-08-16", "2020-08-15"))
    ]
    (edge,) = from_rows(rows, lang="en").edges
    assert (edge.date, edge.earliest, edge.latest) == ("2020-08-15", "2020-08-15", "2020-08-15")
    assert edge.details == ("also dated 2020-08-16",)


def test_an_event_with_bounds_only_has_an_interval():
    (edge,) = from_rows([CALL | {"date": None, "earliest": "2020-08-30", "latest": "2020-09"}]).edges
    assert edge.date == "2020-08-30/2020-09-30"


def test_signs_of_recognition():
    network = from_rows([CALL | {"kind": kind, "event": kind} for kind in ("recognises", "rejects", "says")])
    assert {e.kind: e.sign for e in network.edges} == {"recognises": 1, "rejects": -1, "says": 0}


def test_window_before_aggregating_with_partial_dates():
    rows = [
        CALL | {"event": str(n), "date": d} for n, d in enumerate(("2020-08-15", "2020-08", "2020", "2021-01", None))
    ]
    network = from_rows(rows)
    inside = network.window("2020-08-20", "2020-12")
    assert [e.date for e in inside.edges] == ["2020", "2020-08"]
    assert (inside.left_out.outside, inside.left_out.undated_left_out) == (2, 1)
    assert [e.date for e in network.window("2021", keep_undated=True).edges] == ["2021-01", None]


def test_ego_and_kinds_and_top():
    rows = [
        {"source": a, "target": b, "kind": kind, "event": a + b}
        for a, b, kind in (("a", "b", "call"), ("b", "c", "accuses"), ("c", "d", "meeting"), ("d", "e", "rejects"))
    ]
    network = from_rows(rows)
    assert [n.id for n in network.ego(["a"], 2).nodes] == ["a", "b", "c"]
    assert [e.kind for e in network.kinds("statement", "Meeting").edges] == ["accuses", "meeting"]
    top = network.top(3)
    assert [n.id for n in top.nodes] == ["b", "c", "d"]
    assert (top.left_out.cut_nodes, [n.degree for n in top.nodes]) == (2, [1, 2, 1])
    with pytest.raises(KgError, match="no actor 'x'"):
        network.ego(["x"])


def test_names_and_types():
    actors = [
        {"actor": "state/by", "label": "Беларусь", "lang": "ru"},
        {"actor": "state/by", "label": "Белоруссия", "lang": "ru"},
        {"actor": "state/by", "label": "Білорусь", "lang": "uk"},
        {"actor": "nobody", "label": "Никто", "lang": "ru"},
    ]
    network = from_rows([{"source": "state/by", "target": "person/~ivan-ivanov", "kind": "says"}], actors, "uk")
    person, state = network.nodes
    assert (state.label, state.type, state.name("ru")) == ("Білорусь", "State", "Беларусь")
    assert state.aliases == ("Беларусь", "Белоруссия")
    assert (person.label, person.type) == ("ivan ivanov", "Person")


@given(st.permutations(range(12)))
def test_the_order_of_rows_does_not_matter(order):
    rows = [CALL | {"event": f"e{n % 5}", "article": f"https://a.by/{n}", "source": f"p{n % 3}"} for n in range(12)]
    assert from_rows([rows[n] for n in order]) == from_rows(rows)


def test_networkx_has_all_events_and_relations(toy: Network):
    events, relations = toy.to_networkx("events"), toy.to_networkx()
    assert events.number_of_edges() == len(toy.edges)
    assert relations.number_of_edges() == len(toy.relations())
    assert sum(len(d["events"]) for *_, d in relations.edges(data=True)) == len(toy.edges)


@pytest.mark.parametrize("bad", ["yesterday", "2020-13", "2020-02-30", ""])
def test_a_bad_date_is_named(bad):
    with pytest.raises(KgError):
        bounds(bad)


def test_relations_partition_the_events():
    network = toy_network(30, 200)
    dice = random.Random(1)
    part = network.window(f"2021-{dice.randint(2, 5):02}", "2021-10")
    assert sum(len(r.events) for r in part.relations()) == len(part.edges)
    assert {n.id for n in part.nodes} == {end for e in part.edges for end in (e.source, e.target)}


def test_summits_are_told():
    rows = [
        {"source": f"p{a}", "target": f"p{b}", "kind": "Meeting", "event": "m"}
        for a, b in itertools.combinations(range(13), 2)
    ]
    network = from_rows([*rows, CALL])
    assert network.summits() == 1
    assert "twelve actors or more" in render(network)
    assert "twelve actors or more" not in render(from_rows([CALL]))
