"""Sentences of plain agency copy on votes and protests, read whole."""

import pytest

from kg.model import Election, ElectionResult, Lang, Meeting, Protest, Recognition
from tests.neural.test_plain_copy import contacts, read

ROUNDS: list[tuple[Lang, str]] = [
    ("en", "Maia Sandu took 42% of the vote, Alexandr Stoianoglo 26%, officials said. They will face off on June 3."),
    ("ru", "Майя Санду набрала 42% голосов, Александр Стояногло — 26%. Второй тур выборов пройдёт 3 июня."),
    ("uk", "Мая Санду здобула 42% голосів, Александр Стояногло – 26%. Другий тур виборів відбудеться 3 червня."),
]


@pytest.mark.parametrize(("lang", "text"), ROUNDS)
def test_a_first_round_decides_nothing(lang: Lang, text: str) -> None:
    found = [f for f in read(text, lang).facts if isinstance(f, ElectionResult)]
    assert [(f.share, f.outcome) for f in found] == [(42.0, None), (26.0, None)]
    assert not contacts(Meeting, text, lang)


def test_who_beats_whom() -> None:
    text = "Emmerson Mnangagwa won the vote. Mnangagwa beat out Nelson Chamisa, 40. Chamisa received 44% of the vote."
    found = {(f.candidate, f.outcome) for f in read(text).facts if isinstance(f, ElectionResult)}
    assert ("nelson-chamisa", "lost") in found
    assert not found & {("nelson-chamisa", "won"), ("emmerson-mnangagwa", "lost")}
    there = next(f for f in read(text).facts if isinstance(f, ElectionResult) and f.share == 44.0)
    assert any("beat out" in proof.exact for proof in (there.evidence, *there.support))


def test_those_who_march_are_not_all_detained() -> None:
    text = (
        "Those arrested in Nairobi were part of a march by roughly 100 women; 12 protesters were arrested, police said."
    )
    assert [f.detained for f in read(text).facts if isinstance(f, Protest)] == [12]


@pytest.mark.parametrize(
    ("lang", "text", "outcome"),
    [
        ("ru", "Иван Петров проиграл, получив 31% голосов.", "lost"),
        ("ru", "Второе место заняла премьер Ингрида Шимоните с 24,1% голосов.", "lost"),
        ("uk", "Іван Петренко програв, здобувши 31% голосів.", "lost"),
        ("en", "Rajiv Kumar finished second with 31 percent of the vote.", "lost"),
        ("en", "Donald Trump, who lost in 2020, won with 49.8 percent.", "won"),
    ],
)
def test_who_comes_second_has_not_won(lang: Lang, text: str, outcome: str) -> None:
    (fact,) = [f for f in read(text, lang).facts if isinstance(f, ElectionResult)]
    assert fact.outcome == outcome
    told = [e.exact for e in (fact.evidence, *fact.support)]
    assert all(e.span.of(text) == e.exact for e in (fact.evidence, *fact.support))
    assert outcome == "won" or any(word in t for t in told for word in ("проиграл", "место", "програв", "second"))


def test_an_election_to_come_is_planned_and_a_run_off_no_meeting() -> None:
    ahead = read(
        "Iran will hold a presidential election on June 28. A run-off between Ali Saidi and Reza Amiri is set."
    )
    assert [f.status for f in ahead.facts if isinstance(f, Election)] == ["planned"]
    assert not [f for f in ahead.facts if isinstance(f, Meeting)]


def test_a_vote_that_would_be_held_has_no_result() -> None:
    text = "Were a general election held tomorrow, a poll suggests, Robert Fico would take 44 per cent."
    assert not [f for f in read(text).facts if isinstance(f, ElectionResult)]


@pytest.mark.parametrize(
    ("lang", "text", "outcomes"),
    [
        ("uk", "Опрацьовано 10% протоколів. За Анну Коваль проголосували 54,3 % виборців.", [None]),
        ("ru", "После обработки 12% протоколов Анна Коваль набирает 54,3 %.", [None]),
        ("en", "With 12 percent of ballots counted, Anna Koval has 54.3 percent of the votes.", [None]),
        ("en", "Anna Koval won with 54.3 percent of the votes.", ["won"]),
    ],
)
def test_a_count_that_goes_on_decides_nothing(lang: Lang, text: str, outcomes: list[str | None]) -> None:
    assert [f.outcome for f in read(text, lang).facts if isinstance(f, ElectionResult)] == outcomes


def test_a_vote_found_invalid_is_not_recognised() -> None:
    text = "Центризбирком Румынии решил признать итоги выборов президента недействительными."
    assert "recognises" not in {f.stance for f in read(text, "ru").facts if isinstance(f, Recognition)}
