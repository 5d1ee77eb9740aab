"""Votes: the state, the office and the day that is the vote's own, or no fact at all."""

import pytest

from kg.model import Election, Lang
from tests.extraction.reading import facts


def votes(
    words: str, lang: Lang = "ru", published: str = "2024-05-15"
) -> set[tuple[str | None, str | None, str | None]]:
    return {(e.state, e.office, e.date and e.date.value) for e in facts(Election, words, lang, published)}


@pytest.mark.parametrize(
    ("lang", "words", "published", "expected"),
    [
        # the day in the clause after the vote, whatever the verb before it
        (
            "ru",
            "Избирком Финляндии объявил в понедельник итоги президентских выборов, прошедших 28 января.",
            "2024-02-05",
            {("fi", "president", "2024-01-28")},
        ),
        (
            "uk",
            "Опозиція відкинула підсумки виборів президента Словаччини, що відбулися в суботу, 6 квітня.",
            "2024-04-08",
            {("sk", "president", "2024-04-06")},
        ),
        # the day in the phrase of the vote
        (
            "ru",
            "Евросоюз раскритиковал состоявшиеся 26 октября парламентские выборы в Грузии.",
            "2024-11-01",
            {("ge", "parliament", "2024-10-26")},
        ),
        # the day of a verb of voting, and a day alone before the sentence
        ("ru", "Болгария выбирала парламент 9 июня.", "2024-06-12", {("bg", "parliament", "2024-06-09")}),
        ("ru", "9 июня. Парламентские выборы в Болгарии.", "2024-06-12", {("bg", "parliament", "2024-06-09")}),
        # of two days the one a vote is set for
        (
            "uk",
            "У четвер Молдова призначила президентські вибори на 20 жовтня.",
            "2024-05-20",
            {("md", "president", "2024-10-20")},
        ),
        # two rounds are two votes; the office goes on from one to the other
        (
            "ru",
            "Второй тур президентских выборов в Литве прошёл 26 мая. В первом туре, 12 мая, победителя не было.",
            "2024-05-28",
            {("lt", "president", "2024-05-26"), ("lt", "president", "2024-05-12")},
        ),
        # the state is known to have voted on that day, though another is named more often
        (
            "ru",
            "Президент Польши Анджей Дуда говорил о выборах 9 августа. Польша их осудила, Белоруссия ответила Польше.",
            "2020-08-20",
            {("by", "president", "2020-08-09")},
        ),
    ],
)
def test_a_vote_has_the_day_told_as_its_own(
    lang: Lang, words: str, published: str, expected: set[tuple[str, str, str]]
) -> None:
    assert votes(words, lang, published) == expected


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ru", "Комиссия огласила в понедельник итоги выборов в Польше."),  # the day of the announcement
        ("ru", "В среду Макрон позвонил избранному президенту Финляндии."),  # no vote at all
        ("ru", "За поправку во вторник проголосовали 69 депутатов парламента Польши."),
        ("uk", "«На вимогу виборів президент Сербії не погодиться», — сказав у середу речник."),
    ],
)
def test_without_a_day_of_its_own_no_vote_is_told(lang: Lang, words: str) -> None:
    assert votes(words, lang) == set()
