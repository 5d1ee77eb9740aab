"""`kg check`: every check finds what it is for, in articles that disagree on purpose."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from kg import queries
from kg.cli import app
from kg.cli.check import CHECKS
from tests.consolidation.tell import CAST, article, call, graph, meeting, office, protest, says


def rows(found, name, columns, **params):
    return sorted({tuple(row[c] for c in columns.split()) for row in found.ask(name, **params)})


def test_numbers_that_disagree_stand_side_by_side():
    found = graph(
        article("a", protest(state="by", detained=40, according_to="police")),
        article("b", protest(state="by", detained=70, according_to="rights groups")),
        article("c", protest("2024-06-01", state="by", detained=5, according_to="police")),
    )
    assert rows(found, "check-figures", "value claimed_by") == [("40", "police"), ("70", "rights groups")]


def test_who_called_is_contested():
    found = graph(article("a", call(initiator="ann")), article("b", call(initiator="bob")))
    told = rows(found, "check-contested", "claim article")
    assert [claim for claim, _ in told] == ["Анна Берг", "Боб Тан"]


def test_plans_with_and_without_outcome():
    plan = meeting(None, place="Минск", status="planned")
    held = meeting("2024-05-20", place="Вена")
    lost = meeting(None, who=("ann", "by"), status="planned")
    found = graph(article("a", plan, lost), article("b", held, published="2024-05-21"))
    assert rows(found, "check-outcomes", "place outcome later later_place") == [
        ("Minsk", "held", "2024-05-20", "Vienna")
    ]
    assert rows(found, "check-plans", "who announced") == [("Belarus, Анна Берг", "2024-05-15")]


def test_an_article_without_a_day_is_as_late_as_the_last_thing_it_tells():
    plan = meeting(None, place="Минск", status="planned")
    moved = meeting(None, place="Вена", status="planned")
    first = article("a", plan, published="2024-05-15")
    later = article("b", call("2024-05-20"), moved, published="2024")
    assert rows(graph(first, later), "check-outcomes", "place outcome later_place") == [("Minsk", "planned", "Vienna")]
    earlier = article("b", call("2024-05-10"), moved, published="2024")
    assert rows(graph(first, earlier), "check-outcomes", "place later_place") == [("Vienna", "Minsk")]
    unknown = article("b", moved, published="2024")
    assert rows(graph(first, unknown), "check-outcomes", "place") == []


def test_claimed_plans_count_too():
    spoken = says("ann")
    plan = meeting(None, place="Минск", status="planned", within="e0")
    found = graph(article("a", spoken, plan), article("b", meeting("2024-05-20"), published="2024-05-21"))
    assert rows(found, "check-outcomes", "outcome later") == [("held", "2024-05-20")]


def test_one_side_alone():
    found = graph(article("a", call(), source="БелТА"), article("b", call("2024-05-20"), source="Укринформ"))
    assert len(rows(found, "check-one-side", "event")) == 2
    assert rows(found, "by-side", "date", side="Belarus") == [("2024-05-14",)]
    both = graph(article("a", call(), source="БелТА"), article("b", call(), source="Укринформ"))
    assert rows(both, "check-one-side", "event") == []


def test_a_promise_that_only_its_beneficiary_reports():
    promise = says("ann", "promises", addressee="bob", within="e0")
    found = graph(article("a", says("bob"), promise))
    assert rows(found, "check-promises", "speaker said_by addressee") == [("Анна Берг", "Боб Тан", "Боб Тан")]


def test_dates_a_day_apart():
    found = graph(article("a", call()), article("b", call("2024-05-15")))
    assert rows(found, "check-dates", "date later") == [("2024-05-14", "2024-05-15")]
    told = graph(article("a", call(), call("2024-05-15")))
    assert rows(told, "check-dates", "date") == []


def test_a_surname_alone_may_be_somebody():
    found = graph(article("a", call()), article("b", call("2024-05-20", who=("ann", "tan"))))
    assert ("Тан", "Тан", "Боб Тан") in rows(found, "check-actors", "name one two")


def test_a_surname_with_the_office_is_somebody():
    mayor = office("bob", "mayor", "ua"), office("tan", "mayor", "ua")
    found = graph(article("a", call(), mayor[0]), article("b", call("2024-05-20", who=("ann", "tan")), mayor[1]))
    assert rows(found, "check-actors", "name one two") == []
    assert len(found.ask("calls", actor="Боб Тан")) == 2


@pytest.fixture
def store(tmp_path):
    from kg.store import Store

    memory = graph(article("a", call(initiator="ann")), article("b", call(initiator="bob")))
    with Store(tmp_path / "store") as kept:
        kept.apply([], list(memory.store))
    return str(tmp_path / "store")


def test_the_command_says_what_is_wrong_and_what_is_clear(store):
    run = CliRunner().invoke(app, ["--store", store, "--lang", "en", "check"])
    assert run.exit_code == 0
    assert "Анна Берг" in run.stdout
    assert "nothing to report in" in run.stderr
    machine = CliRunner().invoke(app, ["--store", store, "check", "check-contested", "-f", "json"])
    (one,) = json.loads(machine.stdout)
    assert one["check"] == "check-contested"
    assert {row["sentence"] for row in one["rows"]} == {"Анна Берг и Боб Тан поговорили"}


def test_every_check_is_a_question():
    assert set(CHECKS) <= set(queries.catalogue())
    listed = CliRunner().invoke(app, ["check", "--list"]).stdout
    assert all(name in listed for name in CHECKS)


def test_offices_have_their_time_and_conflicts_are_shown():
    """The register knows when somebody was president; an article of another time that says so is named."""
    past = replace(CAST["ann"], key="yan", canonical="person/viktor-yanukovych")
    told = article("a", office("yan", "president", "ua"), published="2013-05-15")
    late = article("b", office("yan", "president", "ua"), published="2019-05-15")
    told, late = (replace(e, cast=replace(e.cast, actors=(*e.cast.actors, past))) for e in (told, late))
    found = graph(told, late)
    assert ("2010-02-25", "2014-02-22") in rows(found, "posts", "from to", actor="Yanukovych")
    assert rows(found, "check-posts", "published from") == [("2019-05-15", "2010-02-25")]
