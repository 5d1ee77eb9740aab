"""The competency questions, answered on a small invented store and on the two real articles."""

import pytest

from kg.graph import Graph
from tests.queries.test_analysts import ROWS as ANALYSTS

SMALL: dict[str, tuple[dict[str, str], tuple[str, ...], list[tuple[str, ...]]]] = {
    "calls": (
        {"actor": "Norn", "other": "Boris Velin"},
        ("date", "initiator", "said_by", "status", "ordinal"),
        [
            ("2021-03-01", "", "", "held", ""),
            ("2021-03-04/2021-03-06", "", "", "held", ""),
            ("2021-03-10", "Ada Norn", "Boris Velin", "held", "3"),
        ],
    ),
    "initiator-claims": (
        {},
        ("initiator", "said_by"),
        [("Clara Velin", ""), ("Ada Norn", "Boris Velin")],
    ),
    "ordinal-check": ({}, ("claimed", "counted", "agrees"), [("3", "3", "yes")]),
    "attested-by-several": (
        {},
        ("articles", "fact"),
        [
            ("2", "election 2021-02-07: Velia"),
            ("2", "phone call 2021-03-10: Ada Norn, Boris Velin"),
            ("2", "office: Ada Norn"),
        ],
    ),
    "recognition": (
        {"state": "Velia"},
        ("actor", "stance", "said_by"),
        [("Dmytro Hai", "recognises", "Clara Velin"), ("Norland", "rejects", "")],
    ),
    "figures": (
        {"measure": "voteShare"},
        ("subject", "value", "outcome", "claimed_by"),
        [("Boris Velin", "71", "won", "Vote Office"), ("Boris Velin", "38.5", "", "exit polls")],
    ),
    "spread": ({"measure": "voteShare"}, ("least", "most", "claimed_by"), [("38.5", "71", "Vote Office, exit polls")]),
    "disagreements": ({}, ("less", "said_by", "more", "but_by"), [("38.5", "exit polls", "71", "Vote Office")]),
    "winners-claimed": ({"state": "Велия"}, ("winner", "said_by"), [("Boris Velin", "Vote Office")]),
    "elections": ({"state": "Velia"}, ("date", "in_state", "office"), [("2021-02-07", "Velia", "president")]),
    "announced-meetings": (
        {"actor": "Норн"},
        ("place", "announced", "later"),
        [("Norport", "2021-03-10", "2021-04-02")],
    ),
    "promises": ({}, ("date", "speaker", "addressee"), [("2021-03-10", "Ada Norn", "Boris Velin")]),
    "demands": ({"target": "Boris Velin"}, ("speaker", "addressee"), [("Dmytro Hai", "Boris Velin")]),
    "accusations": (
        {"actor": "Clara Velin"},
        ("speaker", "kind", "about"),
        [("Clara Velin", "accuses", "Boris Velin")],
    ),
    "congratulations": ({}, ("speaker", "addressee"), [("Dmytro Hai", "Boris Velin")]),
    "claims-about-others": (
        {"actor": "Clara Velin"},
        ("of_whom", "claim"),
        [("Boris Velin", "meeting"), ("Dmytro Hai", "statement")],
    ),
    "refused-contacts": (
        {"actor": "Клара Велина"},
        ("type", "initiator", "who", "said_by"),
        [
            ("phone call", "Clara Velin", "Ada Norn, Clara Velin", ""),
            ("meeting", "", "Boris Velin, Clara Velin", "Clara Velin"),
        ],
    ),
    "agenda": (
        {"actor": "Norn"},
        ("topic", "said_by"),
        [("fish", "Boris Velin"), ("grain", "")],
    ),
    "posts": ({"of": "Норландії"}, ("holder", "role_name", "of_actor"), [("Ada Norn", "prime minister", "Norland")]),
    "protests": ({}, ("date", "place", "measure", "value"), [("2021-02-08", "Norport", "detained", "120")]),
    "headline-only": ({}, ("type", "zone"), [("meeting", "headline")]),
    "contact-network": (
        {"actor": "Clara Velin"},
        ("one", "two", "contacts", "first", "last"),
        [("Ada Norn", "Clara Velin", "1", "2021-03-01", "2021-03-31")],
    ),
    "common-contacts": ({"actor": "Clara Velin", "other": "Hai"}, ("between",), [("Ada Norn",)]),
    "quotes": ({"text": "RANG"}, ("speaker", "quote"), [("Boris Velin", "she rang me")]),
    "meetings": (
        {"status": "held"},
        ("date", "who"),
        [("2021-04-01", "Ada Norn, Boris Velin, Dmytro Hai")],
    ),
    "statements-by": ({"actor": "Hai"}, ("kind",), [("congratulates",), ("demands",)]),
    "statements-about": ({"actor": "Велія"}, ("speaker", "kind"), [("Ada Norn", "promises")]),
    "timeline": (
        {"since": "2021-03-10", "until": "2021-03"},
        ("date", "type", "what"),
        [
            ("2021-03", "phone call", "refused"),
            ("2021-03-10", "phone call", "held"),
            ("2021-03-10", "statement", "promises"),
        ],
    ),
    "who-is": (
        {"actor": "Q900001"},
        ("name", "lang"),
        [("A. Norn", "en"), ("Ada Norn", "en"), ("Ада Норн", "ru"), ("Ада Норн", "uk")],
    ),
    "sources": ({"since": "2021-04"}, ("source", "facts"), [("Пример", "11")]),
    "most-active": (
        {"since": "2021-04"},
        ("who", "contacts"),
        [("Ada Norn", "1"), ("Boris Velin", "1"), ("Dmytro Hai", "1")],
    ),
    "search": ({"text": "третий"}, ("type",), []),
    "stats": ({}, ("type", "count"), []),
    "contacts": (
        {"actor": "Boris Velin", "since": "2021-04"},
        ("date", "type", "said_by"),
        [("2021-04-01", "meeting", "")],
    ),
    "network": ({"kind": "accuses"}, ("source", "target", "kind"), [("Clara Velin", "Boris Velin", "accuses")]),
    "network-around": (
        {"actor": "Clara Velin", "other": "Boris Velin"},
        ("source", "target", "kind", "claimed_by"),
        [("Boris Velin", "Clara Velin", "meeting", "Clara Velin"), ("Clara Velin", "Boris Velin", "accuses", "")],
    ),
}


@pytest.mark.parametrize("name", sorted(SMALL))
def test_small(name: str, small: Graph) -> None:
    params, columns, expected = SMALL[name]
    rows = list(dict.fromkeys(tuple(row[c] for c in columns) for row in small.ask(name, **params)))
    if expected:
        assert rows == expected


def test_every_question_is_tried() -> None:
    from kg import queries

    checks = {name for name in queries.catalogue() if name.startswith("check-")} | {"by-side", "review"}
    assert set(SMALL) | set(ANALYSTS) | checks == set(queries.catalogue())  # tests/consolidation/test_checks.py


def rows(graph: Graph, name: str, columns: str, **params: str) -> set[tuple[str, ...]]:
    return {tuple(row[c] for c in columns.split()) for row in graph.ask(name, **params)}


def test_real_calls(real: Graph) -> None:
    days = [row["date"] for row in real.ask("calls", actor="Путина", other="лукашенком")]
    assert [d for d in days if d] == ["2020-08-15", "2020-08-16", "2020-08-18", "2020-08-19", "2020-08-30"]


def test_real_recognition(real: Graph) -> None:
    table = real.ask("recognition")
    who, stance = (table.variables.index(c) for c in ("actor", "stance"))
    stances = {(str(row[who]), table.show(row[stance])) for row in table.rows}
    for entity, told in (("Q7747", "recognises"), ("Q159", "recognises"), ("Q458", "rejects")):
        assert (f"<{real.resolve(entity)[0]}>", told) in stances


def test_real_shares_and_disagreements(real: Graph) -> None:
    values = rows(real, "figures", "value", actor="Тихановская", measure="voteShare")
    assert values == {("10",), ("10.1",), ("70",)}
    assert ("3", "5") in rows(real, "disagreements", "less more", measure="killed")


def test_real_meeting_planned_for_one_place_and_then_another(real: Graph) -> None:
    places = rows(real, "announced-meetings", "place later_place")
    assert any(first[:1] in ("M", "М") and later[:1] in ("S", "С") for first, later in places)


def test_real_winners(real: Graph) -> None:
    who = rows(real, "winners-claimed", "winner said_by")
    assert len({winner for winner, _ in who}) == 2
    assert len(who) == 3


@pytest.mark.parametrize(
    "name",
    [
        "calls",
        "contacts",
        "meetings",
        "recognition",
        "figures",
        "disagreements",
        "winners-claimed",
        "announced-meetings",
        "posts",
        "statements-by",
        "statements-about",
        "accusations",
        "promises",
        "demands",
        "refused-contacts",
        "timeline",
        "agenda",
        "elections",
        "protests",
        "contact-network",
        "attested-by-several",
        "congratulations",
        "sources",
        "network",
    ],
)
def test_real_answers_prove_themselves(name: str, real: Graph) -> None:
    table = real.ask(name)
    assert len(table)
    if "sentence" in table.variables:
        assert all(row["sentence"] and row["article"] for row in table)


def test_labels_follow_the_language(real: Graph) -> None:
    ukrainian = Graph(real.store, "uk")
    assert ("президент",) in rows(ukrainian, "posts", "role_name", actor="Putin")
    assert "Володимир Путін" in {name for (name,) in rows(ukrainian, "posts", "holder")}


def test_contacts_that_somebody_only_claims_name_the_claimant(small: Graph) -> None:
    assert ("", "refused", "Clara Velin") in rows(small, "contacts", "date status said_by", actor="Clara Velin")
    assert ("refused", "Clara Velin") in rows(small, "meetings", "status said_by")
    assert not rows(small, "contact-network", "one", actor="Clara Velin") - {("Ada Norn",)}


def test_an_undated_contact_hides_no_first_and_last_day(small: Graph) -> None:
    columns = "one two contacts first last"
    assert ("Ada Norn", "Boris Velin", "5", "2021-03-01", "2021-04-01") in rows(small, "contact-network", columns)
