"""Where rules and net tell one event with other people."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from kg.extraction.scene import Scene
from kg.model import Actor, Article, Cast, ElectionResult, Evidence, Fact, Meeting, PhoneCall, Statement
from kg.neural.combining import combined
from kg.neural.facts import Told
from kg.neural.reading import Reading
from kg.text import analyse

TEXT = "Aro rang Bex, not Cay. Aro said so."
NET = cast(Any, SimpleNamespace(settings={}))
CAST = Cast(tuple(Actor(key, "Person", (("en", key.title()),)) for key in ("aro", "bex", "cay")), (), ())


def proof(words: str) -> Evidence:
    document = analyse(Article(id="x", text=TEXT, lang="en"))
    at = [i for i, t in enumerate(document.tokens) if t.text in words.split()]
    return Scene(document, CAST).evidence(at[0], at[-1] + 1)


def call(*people: str, id: str = "", confidence: float = 0.9) -> PhoneCall:
    return PhoneCall(id=id, rule="r", evidence=proof("Aro rang Bex"), participants=people, confidence=confidence)


def met(*people: str, id: str = "", confidence: float = 0.9) -> Meeting:
    return Meeting(id=id, rule="r", evidence=proof("Aro rang Bex"), participants=people, confidence=confidence)


def said(speaker: str, id: str = "", confidence: float = 0.9) -> Statement:
    return Statement(
        id=id, rule="r", evidence=proof("Aro said so"), speaker=speaker, kind="says", confidence=confidence
    )


def share(candidate: str, id: str = "", confidence: float = 0.9) -> ElectionResult:
    return ElectionResult(
        id=id, rule="r", evidence=proof("Aro rang Bex"), candidate=candidate, share=51, confidence=confidence
    )


@pytest.mark.parametrize(
    ("ruled", "seen", "stays"),
    [
        (call("aro", "cay", id="e1"), call("aro", "bex"), False),
        (call("aro", "bex", id="e1"), call("bex", "aro"), True),
        (said("cay", id="s1"), said("aro"), False),
        (said("cay", id="s1"), said("aro", confidence=0.7), True),
        (share("cay", id="f1"), share("aro"), False),
    ],
)
def test_the_surer_of_the_people_wins(ruled: Fact, seen: Fact, stays: bool) -> None:
    document = analyse(Article(id="x", text=TEXT, lang="en"))
    trigger = next(i for i, t in enumerate(document.tokens) if ruled.evidence.span.covers(t.span))
    reading = Reading(document, CAST, CAST, (Told(seen, trigger),), cast(Any, None))
    facts, added = combined([ruled], reading, NET)
    assert [f.id for f in facts] == [ruled.id]  # what it claims is claimed still
    assert not added
    people = (facts[0].participants if isinstance(facts[0], PhoneCall) else None, getattr(facts[0], "speaker", None))
    expected = ruled if stays else seen
    assert people == (getattr(expected, "participants", None), getattr(expected, "speaker", None))


def test_a_contact_of_the_rules_alone_is_none_if_it_is_a_call_or_the_net_tells_another() -> None:
    document = analyse(Article(id="x", text=TEXT, lang="en"))

    def left(ruled: Fact, *seen: Fact) -> list[Fact]:
        trigger = next(i for i, t in enumerate(document.tokens) if ruled.evidence.span.covers(t.span))
        told = tuple(Told(fact, trigger) for fact in seen)
        return combined([ruled], Reading(document, CAST, CAST, told, cast(Any, None)), NET)[0]

    unsure = call("aro", "bex", confidence=0.4)
    assert left(call("aro", "cay", id="e1"), unsure) == left(call("aro", "cay", id="e1")) == []
    assert [f.id for f in left(met("aro", "cay", id="m1"))] == ["m1"]
    assert left(met("aro", "cay", id="m1"), met("aro", "bex", confidence=0.4)) == []


def test_one_trigger_tells_several_contacts_but_one_statement() -> None:
    document = analyse(Article(id="x", text=TEXT, lang="en"))

    def added(ruled: Fact, *seen: Fact) -> list[Fact]:
        trigger = next(i for i, t in enumerate(document.tokens) if ruled.evidence.span.covers(t.span))
        told = tuple(Told(fact, trigger) for fact in seen)
        return [t.fact for t in combined([ruled], Reading(document, CAST, CAST, told, cast(Any, None)), NET)[1]]

    other = call("aro", "cay")
    assert added(call("aro", "bex", id="e1"), call("aro", "bex"), other) == [other]
    assert added(said("aro", id="s1"), said("aro"), said("cay", confidence=0.7)) == []
