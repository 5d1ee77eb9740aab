"""Days of contacts: their clause, their sentence, the sentence before, the day of the news."""

from typing import get_args

import pytest

from kg import extraction, registry, resolution, text
from kg.articles.zones import find_zones
from kg.model import Article, Lang, Meeting, PhoneCall

PUBLISHED = "2024-05-15"  # a Wednesday


def days(words: str, lang: Lang) -> list[str | None]:
    known = registry.load()
    article = Article(id="t", text=words, lang=lang, published=PUBLISHED, zones=find_zones(words, None))
    document = extraction.date_document(text.analyse(article), known)
    cast = resolution.resolve(document, extraction.find_mentions(document, known), known)
    facts = extraction.read(document, cast, known).facts
    return [f.date.value if f.date else None for f in facts if isinstance(f, get_args(PhoneCall | Meeting))]


CASES: list[tuple[Lang, str, list[str | None]]] = [
    ("ru", "Эммануэль Макрон в понедельник позвонил Александру Вучичу.", ["2024-05-13"]),
    ("ru", "Мэр уехал в понедельник. Эммануэль Макрон позвонил Александру Вучичу.", ["2024-05-13"]),
    ("ru", "Мэр уехал в понедельник.\nЭммануэль Макрон позвонил Александру Вучичу.", [None]),
    ("ru", "Мэр уехал в понедельник.\nВечером Эммануэль Макрон позвонил Александру Вучичу.", ["2024-05-13"]),
    ("uk", "Зустріч Емманюеля Макрона з Дональдом Туском, яка пройшла в понеділок, була довгою.", ["2024-05-13"]),
    # an offer has the day it is for, not the day it was made
    ("ru", "В понедельник Эммануэль Макрон предложил Александру Вучичу встретиться.", [None]),
    ("ru", "Эммануэль Макрон предложил Александру Вучичу встретиться в пятницу.", ["2024-05-17"]),
    # two days running of one meeting; two days of talking are two calls
    ("ru", "Саммит НАТО пройдёт в Вильнюсе 3 и 4 июня.", ["2024-06-03/2024-06-04"]),
    ("ru", "Эммануэль Макрон и Дональд Туск созванивались 3 и 4 мая.", ["2024-05-03", "2024-05-04"]),
    # a month is not taken for the next contact's day
    ("ru", "Сейчас Эммануэль Макрон ведёт переговоры с Дональдом Туском.", [PUBLISHED]),
]


@pytest.mark.parametrize(("lang", "words", "wanted"), CASES, ids=[c[1][:50] for c in CASES])
def test_day(lang: Lang, words: str, wanted: list[str | None]) -> None:
    assert days(words, lang) == wanted


LEAD = "Мэры говорили\n\nЭммануэль Макрон позвонил Александру Вучичу. Мэр рад.\n\n"


def test_news_of_the_day_told_later_in_the_section() -> None:
    assert days(LEAD + "Погода хорошая. Сегодня в городе праздник, мэр откроет новый мост.", "ru") == [PUBLISHED]


def test_another_day_between_bars_it() -> None:
    assert days(LEAD + "В понедельник шёл дождь. Сегодня в городе праздник, мэр откроет мост.", "ru") == [None]


def test_without_today_there_is_no_day() -> None:
    assert days(LEAD + "Погода хорошая, в городе праздник, мэр откроет новый мост.", "ru") == [None]
