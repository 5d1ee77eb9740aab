"""Errors by cause in `kg eval`: made-up gold and predictions that go wrong in one way each."""

import json
from pathlib import Path
from typing import Any

import pytest

from kg.cli.causes import FALSE, MISSED, Causes
from kg.cli.scoring import TYPES, Scores, score

from .conftest import Run

Fact = dict[str, Any]
TEXT = "Anna rang Boris. Vera met Gleb in Oslo. Anna spoke. Boris won 40 percent. Vera heads Aria."
CALL, MEETING, WORDS, RESULT, OFFICE = (sentence + "." for sentence in TEXT.removesuffix(".").split(". "))


def people(*keys: str) -> dict[str, Any]:
    return {key: {"type": "Person", "names": [key.title()], "qid": None} for key in keys}


ALL = people("anna", "boris", "vera", "gleb", "aria")


def call(*who: str, date: str | None = None, evidence: str = CALL) -> Fact:
    told = {"participants": list(who), "initiator": None, "date": date, "status": "held"}
    return {"type": "PhoneCall", **told, "evidence": evidence}


def statement(speaker: str, evidence: str = WORDS) -> Fact:
    return {"type": "Statement", "speaker": speaker, "addressee": None, "kind": "says", "evidence": evidence}


def result(candidate: str, share: float, evidence: str = RESULT) -> Fact:
    told = {"candidate": candidate, "share": share, "outcome": None, "accordingTo": None}
    return {"type": "ElectionResult", **told, "evidence": evidence}


def office(person: str, of: str | None) -> Fact:
    return {"type": "Office", "person": person, "role": "head", "of": of, "evidence": OFFICE}


def protest(state: str | None, place: str | None, date: str) -> Fact:
    told = {"state": state, "place": place, "date": date, "detained": None, "killed": None}
    return {"type": "Protest", **told, "evidence": MEETING}


def recognition(actor: str, stance: str) -> Fact:
    return {"type": "Recognition", "actor": actor, "stance": stance, "state": None, "evidence": WORDS}


def write_gold(folder: Path, facts: list[Fact]) -> Path:
    gold = folder / "gold"
    gold.mkdir()
    (gold / "a.txt").write_text(TEXT, "utf-8")
    (gold / "a.json").write_text(json.dumps({"id": "a", "lang": "en", "actors": ALL, "facts": facts}), "utf-8")
    return gold


def scored(folder: Path, gold: list[Fact], found: list[Fact], actors: dict[str, Any] = ALL) -> Scores:
    return score(write_gold(folder, gold), {"a": {"id": "a", "actors": actors, "facts": found}})


def causes(scores: Scores) -> tuple[list[str], list[str]]:
    return [cause for _, cause in scores.causes.missed], [cause for _, cause in scores.causes.false]


@pytest.mark.parametrize(
    ("gold", "found", "missed", "false"),
    [
        ([call("anna", "boris")], [], ["not seen"], []),
        ([call("anna", "boris")], [statement("anna", CALL)], ["not seen"], ["invented"]),  # another type
        ([call("anna", "boris")], [call("vera", "gleb")], ["other people"], ["other people"]),
        (
            [call("anna", "boris", date="2020-01-02")],
            [call("anna", "boris", date="2020-01-03")],
            ["other date"],
            ["other date"],
        ),
        ([statement("anna")], [statement("vera")], ["other people"], ["other people"]),
        ([result("boris", 40)], [result("boris", 41)], ["other value"], ["other value"]),
        ([recognition("anna", "recognizes")], [recognition("anna", "denies")], ["other value"], ["other value"]),
        ([office("vera", "aria")], [office("vera", "gleb")], ["other value"], ["other value"]),
        ([protest(None, "Oslo", "2020-01-02")], [protest(None, "Oslo", "2021")], ["other date"], ["other date"]),
        ([protest("aria", "Oslo", "2020")], [protest("vera", "Bergen", "2020")], ["other people"], ["other people"]),
        ([call("anna", "boris"), call("vera", "gleb")], [call("anna", "boris")], ["merged"], []),
        ([call("anna", "boris")], [call("anna", "boris"), call("vera", "gleb")], [], ["repeated"]),
        ([call("anna", "boris")], [call("anna", "boris"), call("vera", "gleb", evidence=OFFICE)], [], ["invented"]),
        ([], [call("anna", "boris")], [], ["invented"]),
        ([call("anna", "boris")], [call("anna", "boris")], [], []),
    ],
)
def test_each_error_has_its_cause(
    gold: list[Fact], found: list[Fact], missed: list[str], false: list[str], tmp_path: Path
) -> None:
    assert causes(scored(tmp_path, gold, found)) == (missed, false)


def test_an_actor_in_no_fact_is_named_first_and_the_fact_in_its_place_has_other_people(tmp_path: Path) -> None:
    found = scored(tmp_path, [statement("anna")], [statement("vera")], people("vera"))
    assert causes(found) == (["actor missed"], ["other people"])


def test_of_three_participants_two_are_enough(tmp_path: Path) -> None:
    found = scored(tmp_path, [call("anna", "boris", "vera")], [], people("anna", "boris"))
    assert causes(found) == (["not seen"], [])
    assert causes(score(tmp_path / "gold", {"a": {"actors": people("anna"), "facts": []}})) == (["actor missed"], [])


def test_of_several_facts_in_its_words_the_likest_is_compared(tmp_path: Path) -> None:
    told = [call("vera", "gleb", date="2020-01-02"), call("boris", "anna", date="2020-01-03")]
    found = scored(tmp_path, [call("anna", "boris", date="2020-01-02")], told)
    assert causes(found) == (["other date"], ["invented", "other date"])


def test_causes_keep_step_with_the_facts(tmp_path: Path) -> None:
    gold = [result("boris", 40), call("anna", "boris"), statement("anna")]
    found = scored(tmp_path, gold, [statement("vera"), result("boris", 41), call("vera", "gleb", evidence=OFFICE)])
    for facts, told in ((found.missed, found.causes.missed), (found.false, found.causes.false)):
        assert [fact["type"] for _, fact in facts] == [kind for kind, _ in told]
    assert causes(found) == (["not seen", "other people", "other value"], ["invented", "other people", "other value"])


def test_the_command_prints_a_table_that_tells_both_sides_apart(kg: Run, tmp_path: Path) -> None:
    gold = write_gold(tmp_path, [call("anna", "boris"), result("boris", 40)])
    told = {"id": "a", "actors": ALL, "facts": [result("boris", 41), statement("vera")]}
    (tmp_path / "facts.jsonl").write_text(json.dumps(told), "utf-8")
    out = kg("eval", gold, "--predicted", "facts.jsonl").out
    assert out.split("\n\n")[1].splitlines() == [
        "               MISSED                                    |  FALSE",
        "errors          actor    not  other  other  other        |  other  other  other",
        "by cause       missed   seen people   date  value merged | people   date  value repeated invented",
        "PhoneCall           -      1      -      -      -      - |      -      -      -        -        -",
        "Statement           -      -      -      -      -      - |      -      -      -        -        1",
        "ElectionResult      -      -      -      -      1      - |      -      -      1        -        -",
        "ALL                 -      1      -      -      1      - |      -      -      1        -        1",
    ]


def test_the_command_names_the_cause_in_each_line_and_in_json(kg: Run, tmp_path: Path) -> None:
    gold = write_gold(tmp_path, [call("anna", "boris"), result("boris", 40)])
    told = {"id": "a", "actors": ALL, "facts": [result("boris", 41), statement("vera")]}
    (tmp_path / "facts.jsonl").write_text(json.dumps(told), "utf-8")
    out = kg("eval", gold, "--predicted", "facts.jsonl", "--errors", "1").out
    assert 'MISSED PhoneCall a (not seen) {"participants"' in out
    assert 'FALSE ElectionResult a (other value) {"candidate"' in out
    assert 'FALSE Statement a (invented) {"speaker"' in out
    counts = json.loads(kg("eval", gold, "--predicted", "facts.jsonl", "-f", "json").out)["causes"]
    assert counts == {
        "missed": {"PhoneCall": {"not seen": 1}, "ElectionResult": {"other value": 1}},
        "false": {"Statement": {"invented": 1}, "ElectionResult": {"other value": 1}},
    }


def test_no_errors_is_said_and_every_row_fits(tmp_path: Path) -> None:
    perfect = scored(tmp_path, [statement("anna")], [statement("anna")])
    assert "errors by cause: none" in perfect.as_text()
    missed, false = ([(kind, cause) for kind in TYPES for cause in side] * 1234 for side in (MISSED, FALSE))
    assert all(len(line) <= 100 for line in Causes(missed, false).as_text(TYPES).splitlines())
