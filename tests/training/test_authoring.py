"""Drafts of training articles: what compiles, and what is complained of."""

import json
from pathlib import Path

import pytest

from training.authoring import Compiled, compiled
from training.gold import BLIND, CORPUS, HELD_OUT, WAITING

DRAFT = """\
#### en-999
lang: en
date: 2024-03-11
source: Harbour Wire
actor vane: Person; ; Ada Vane / Ада Вейн
actor orr: Person; Q1; Tom Orr
actor finland: State; Q33; Finland / Helsinki
===
[[vane|Finland's president]] rings [[orr|Orr]]

HELSINKI – [[vane|Ada Vane]] phoned [[orr|Tom Orr]] [[date:2024-03-10|on Sunday]] at [[vane|her]] own wish.
===
PhoneCall: participants=vane,orr; initiator=vane; date=2024-03-10; status=held; topics=aid/grain | phoned | Ada Vane ... on Sunday
Office: person=vane; role=president; of=finland | | Finland's president
"""  # noqa: E501  # a fact is one line


def only(draft: str) -> Compiled:
    (article,) = compiled(draft)
    return article


def test_marks_become_spans_of_the_text() -> None:
    article = only(DRAFT)
    assert article.errors == []
    assert [article.text[m["start"] : m["end"]] for m in article.gold["mentions"]] == [
        m["surface"] for m in article.gold["mentions"]
    ]
    assert [m["key"] for m in article.gold["mentions"]] == ["vane", "orr", "vane", "orr", "date:2024-03-10", "vane"]
    assert "[[" not in article.text


def test_an_ellipsis_stands_for_what_is_between() -> None:
    call, office = only(DRAFT).gold["facts"]
    assert call["evidence"] == "Ada Vane phoned Tom Orr on Sunday"
    assert call["topics"] == ["aid", "grain"]
    assert office["trigger"] is None


@pytest.mark.parametrize(
    ("right", "wrong", "complaint"),
    [
        ("status=held", "status=done", "status is one of"),
        ("initiator=vane", "initiator=lee", "no such actor in initiator"),
        ("initiator=vane", "caller=vane", "no slot caller"),
        ("date=2024-03-10; status", "date=Sunday; status", "no ISO date"),
        ("participants=vane,orr", "participants=vane", "fewer than two participants"),
        ("| phoned |", "| rang |", "trigger is not in the evidence"),
        ("| phoned |", "| |", "trigger missing"),
        ("Ada Vane ... on Sunday", "Ada Vane ... on Monday", "evidence is not in the text"),
        ("[[orr|Orr]]", "[[ore|Orr]]", "no such actor, place or date"),
        ("actor orr:", "actor lee: Person; ; Bo Lee\nactor orr:", "actor lee is in no fact"),
        ("source: Harbour Wire\n", "", "no source"),
        ("PhoneCall:", "Call:", "not TYPE"),
        ("\n===\nPhoneCall", "\nPhoneCall", "2 parts"),
    ],
)
def test_what_is_wrong_is_said(right: str, wrong: str, complaint: str) -> None:
    assert right in DRAFT
    assert any(complaint in error for error in only(DRAFT.replace(right, wrong)).errors)


def test_an_unmarked_name_is_a_doubt() -> None:
    article = only(DRAFT.replace("rings [[orr|Orr]]", "rings [[orr|Orr]], but not Tom Orr's wife"))
    assert article.errors == []
    assert any("unmarked" in doubt for doubt in article.doubts)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    article = only(DRAFT)
    article.write(tmp_path)
    assert json.loads((tmp_path / "en-999.json").read_text("utf-8")) == article.gold
    assert (tmp_path / "en-999.md").read_text("utf-8").split("---\n", 2)[2].rstrip("\n") == article.text


def test_the_corpus_is_what_an_author_may_write() -> None:
    """Every fact and mark of the corpus stands where it says."""
    for path in sorted([p for folder in (CORPUS, HELD_OUT, BLIND, WAITING) for p in folder.glob("*.json")]):
        gold = json.loads(path.read_text("utf-8"))
        text = path.with_suffix(".md").read_text("utf-8").split("---\n", 2)[2]
        for mark in gold["mentions"]:
            assert text[mark["start"] : mark["end"]] == mark["surface"], path.name
        for fact in gold["facts"]:
            assert fact["evidence"] in text, (path.name, fact["evidence"])
            assert (fact.get("trigger") or "") in fact["evidence"], (path.name, fact)
