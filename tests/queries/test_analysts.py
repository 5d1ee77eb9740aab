"""The questions of analysts, answered on an invented store with exact rows."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.graph import Graph
from kg.store import Store

ROWS: dict[str, tuple[dict[str, str], tuple[str, ...], list[tuple[str, ...]]]] = {
    "anonymous-sources": (
        {},
        ("speaker", "kind", "about", "source", "sentence"),
        [("insiders", "says", "Ronia", "Morning", "He said it")],
    ),
    "hypothetical": (
        {},
        ("type", "who", "said_by", "sentence"),
        [
            ("meeting", "Lea Ron", "Ivo Dal", "He said it"),
            ("meeting", "Max Tor", "", "They talked"),
            ("meeting", "Uma Vey", "", "They talked"),
        ],
    ),
    "relayed": ({}, ("speaker", "reported_by", "kind"), [("Ivo Dal", "Press Service", "says")]),
    "contacts-by-month": (
        {"actor": "Lea Ron"},
        ("month", "calls", "meetings"),
        [("2022-01", "2", "0"), ("2022-03", "0", "1"), ("2022-05", "0", "1")],
    ),
    "partners-by-month": (
        {"since": "2022-03"},
        ("month", "who", "partners", "contacts"),
        [
            ("2022-03", "Ivo Dal", "1", "1"),
            ("2022-03", "Lea Ron", "1", "1"),
            ("2022-05", "Lea Ron", "1", "1"),
            ("2022-05", "Max Tor", "1", "1"),
        ],
    ),
    "stopped-contacts": (
        {"before": "2022-04-01"},
        ("one", "two", "contacts", "first", "last"),
        [("Ivo Dal", "Lea Ron", "3", "2022-01-05", "2022-03-02")],
    ),
    "new-contacts": (
        {"since": "2022-04-15"},
        ("one", "two", "first"),
        [("Lea Ron", "Max Tor", "2022-05-01")],
    ),
    "brokers": (
        {"actor": "Lea Ron", "least": "1"},
        ("between", "one", "two"),
        [
            ("Lea Ron", "Ivo Dal", "Max Tor"),
            ("Lea Ron", "Ivo Dal", "Uma Vey"),
            ("Lea Ron", "Max Tor", "Uma Vey"),
        ],
    ),
    "recognition-counts": (
        {"state": "Toria"},
        ("in_state", "stance", "speakers", "who"),
        [("Toria", "recognises", "2", "Ivo Dal, Ronia"), ("Toria", "rejects", "1", "Uma Vey")],
    ),
    "statements-by-month": (
        {"about": "Max Tor"},
        ("month", "kind", "statements", "speakers"),
        [("2022-02", "accuses", "2", "2")],
    ),
    "only-one-source": (
        {"kind": "Meeting", "outlet": "Evening"},
        ("source", "type", "date"),
        [("Evening", "meeting", "2022-03-02")],
    ),
    "first-to-report": (
        {"kind": "PhoneCall"},
        ("first", "source", "articles"),
        [("2022-05-02", "Morning", "2")],
    ),
    "mutual-accusations": ({}, ("one", "two", "from_one", "from_two"), [("Ivo Dal", "Max Tor", "1", "1")]),
    "outlets": (
        {},
        ("source", "articles", "facts", "alone"),
        [("Evening", "2", "3", "1"), ("Morning", "1", "5", "2")],
    ),
    "contested": ({"actor": "Uma Vey"}, ("value",), [("Lea Ron",), ("Uma Vey",)]),
    "meeting-places": (
        {"actor": "Lea Ron"},
        ("place", "meetings", "last"),
        [("Lake Town", "2", "2022-05-01")],
    ),
}


@pytest.fixture(scope="module")
def analysts() -> Graph:
    store = Store()
    store.apply([], list(ox.parse(path=str(Path(__file__).parent / "analysts.trig"))))
    return Graph(store)


@pytest.mark.parametrize("name", sorted(ROWS))
def test_rows(name: str, analysts: Graph) -> None:
    params, columns, expected = ROWS[name]
    found = list(dict.fromkeys(tuple(row[c] for c in columns) for row in analysts.ask(name, **params)))
    assert found == expected


def test_who_raises_it_can_be_asked(analysts: Graph) -> None:
    told = [row["said_by"] for row in analysts.ask("hypothetical", actor="Ivo Dal")]
    assert told == ["Ivo Dal"]
