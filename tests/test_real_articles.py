"""The two real articles, read as they come: no date told, dashes stripped, teasers in the body."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import articles, pipeline
from kg.graph import Graph
from kg.model import Extraction, Meeting, PhoneCall, Recognition, Statement
from kg.rdf import to_quads
from kg.rdf.links import link_quads
from kg.rdf.plan import Planner
from kg.registry import load
from kg.store import Store


@pytest.fixture(scope="module")
def read(shared: Path) -> dict[str, Extraction]:
    found = [pipeline.extract(a) for a in articles.read([str(shared / "articles")])]
    return {x.document.lang: x for x in found}


def calls(extraction: Extraction) -> set[tuple[str | None, str, frozenset[str]]]:
    facts = [f for f in extraction.facts if isinstance(f, PhoneCall)]
    names = {a.key: a.names[0][1].split()[-1] for a in extraction.cast.actors}
    return {(f.date.value if f.date else None, f.status, frozenset(names[p] for p in f.participants)) for f in facts}


def test_all_six_calls_are_found(read):
    pair = frozenset({"Путин", "Лукашенко"})
    held = {(f"2020-08-{day}", "held", pair) for day in ("15", "16", "18", "19", "30")}
    assert calls(read["ru"]) == held | {(None, "refused", frozenset({"Меркель", "Лукашенко"}))}


def test_the_year_is_inferred_with_its_reason(read):
    for extraction in read.values():
        assert extraction.article.published is None
        assert extraction.document.published is not None
        assert extraction.document.published.value.startswith("2020")
        assert "election on 2020-08-09" in extraction.document.published.reason


def test_who_called_is_what_a_press_service_says(read):
    newest = next(f for f in read["ru"].facts if isinstance(f, PhoneCall) and f.initiator)
    ((slot, statement),) = newest.attributed
    speaker = next(f for f in read["ru"].facts if f.id == statement)
    assert slot == "initiator"
    assert isinstance(speaker, Statement)
    assert any("пресс-служб" in name.lower() for _, name in read["ru"].cast.by_key[speaker.speaker].names)


def test_the_planned_meeting_is_a_claim_of_the_spokesman(read):
    meeting = next(f for f in read["ru"].facts if isinstance(f, Meeting) and f.status == "planned")
    assert meeting.place == "Москва"
    within = next(f for f in read["ru"].facts if f.id == meeting.within)
    assert isinstance(within, Statement)
    assert within.speaker == "dmitry-peskov"


def test_who_recognises_and_who_does_not(read):
    stances = {
        (read["ru"].cast.by_key[f.actor].canonical or f.actor, f.stance)
        for f in read["ru"].facts
        if isinstance(f, Recognition)
    }
    assert {("state/ru", "recognises"), ("org/eu", "rejects"), ("person/vladimir-putin", "recognises")} <= stances


def test_every_span_is_read_again(read):
    for extraction in read.values():
        text = extraction.article.text
        for fact in extraction.facts:
            for proof in (fact.evidence, *fact.support):
                assert proof.span.of(text) == proof.exact


def test_nothing_comes_from_boilerplate_or_the_photo_credit(read):
    for extraction in read.values():
        bad = [z.span for z in extraction.article.zones if z.kind == "boilerplate"]
        assert bad
        credit = extraction.article.text.find("Фото:")
        for fact in extraction.facts:
            assert not any(fact.evidence.span.touches(b) for b in bad)
            line_end = extraction.article.text.find("\n", credit)
            assert not credit <= fact.evidence.span.start < line_end


def test_the_moscow_plan_leads_to_sochi(read, tmp_path: Path):
    """No date is told for the second article: what it says was done, in September, makes it the later one."""
    store = Store(tmp_path / "store")
    planner = Planner(store.reader, load())
    for extraction in read.values():
        change = planner.replacement(to_quads(extraction), link_quads(extraction, load()))
        store.apply(change.delete, change.insert)
    (outcome,) = Graph(store).ask("check-outcomes")
    assert (outcome["place"], outcome["announced"], outcome["later_place"]) == ("Moscow", "2020-08-30", "Sochi")
