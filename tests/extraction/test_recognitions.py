"""Who recognises what, and whose vote it is."""

import pytest

from kg.model import Lang, Recognition
from tests.extraction.reading import facts, last

VOTE = {"ru": "Выборы президента Белоруссии прошли 9 августа. ", "uk": "Вибори президента Білорусі пройшли 9 серпня. "}


def stances(words: str, lang: Lang = "ru") -> set[tuple[str | None, str, str | None, str | None]]:
    told = facts(Recognition, words, lang, "2020-08-20")
    return {(last(r.actor), r.stance, last(r.target), r.state) for r in told}


def test_the_state_is_whose_vote_it_was_not_who_looks_on() -> None:
    assert stances(VOTE["ru"] + "Литва не признала итоги голосования.") == {("lt", "rejects", "election", "by")}


def test_who_speaks_of_himself_takes_the_stance() -> None:
    told = stances(VOTE["ru"] + "«Мы не признаём эти выборы», — заявила Светлана Тихановская.")
    assert told == {("tsikhanouskaya", "rejects", "election", "by")}


def test_a_refusal_to_recognise_rejects() -> None:
    told = stances(VOTE["uk"] + "Литва відмовилася визнати підсумки виборів.", "uk")
    assert told == {("lt", "rejects", "election", "by")}


def test_a_state_that_is_recognised_has_no_vote() -> None:
    assert stances("Норвегия признала Палестину.") == {("no", "recognises", "ps", None)}


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ru", "США признали Хуана Гуайдо временным президентом Венесуэлы."),
        ("uk", "США визнали Хуана Гуайдо тимчасовим президентом Венесуели."),
    ],
)
def test_who_is_called_president_is_recognised_not_the_state(lang: Lang, words: str) -> None:
    assert stances(words, lang) == {("us", "recognises", "guaido", "ve")}


def test_the_result_and_the_victory_are_one_matter() -> None:
    words = VOTE["ru"] + "Литва не признала победу Александра Лукашенко. Литва не признаёт итоги выборов."
    assert len(facts(Recognition, words, "ru", "2020-08-20")) == 1


@pytest.mark.parametrize(
    "words",
    [
        "Итогов выборов не признал никто.",
        "Светлана Тихановская потребовала от Литвы признать итоги выборов недействительными.",
    ],
)
def test_nobody_and_what_is_only_asked_for_are_no_stance(words: str) -> None:
    assert stances(VOTE["ru"] + words) == set()


def test_a_foreign_ministry_speaks_of_votes_elsewhere() -> None:
    told = stances("Президент Белоруссии Александр Лукашенко прилетел в Литву. МИД Литвы его победу не признал.")
    assert told == {("ministry", "rejects", "victory", "by")}
