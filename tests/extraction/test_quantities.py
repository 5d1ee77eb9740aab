"""Numbers in the text: shares in percent, counts of people."""

import pytest

from kg.extraction.quantities import counts, people, percents, shares
from kg.model import Lang
from tests.extraction.reading import scene


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Набрал 51,2% и 4.5 %", [51.2, 4.5]),
        ("Собрал 40 процентов, а не 40 голосов", [40.0]),
        ("Половина голосов", []),
        ("Набрал 57, 61% голосов", [57.61]),
    ],
)
def test_percents(words: str, expected: list[float]) -> None:
    told = scene(words)
    assert [q.value for q in percents(told, range(len(told.tokens)))] == expected


def test_decimals_after_the_first_share_that_count_nothing_are_shares() -> None:
    told = scene("За 2,5 часа у Туска 40,3%, у Дуды — 38,1 и 2,5 млн голосов за 1,5 часа, явка 7.5 балла")
    assert [q.value for q in shares(told, range(len(told.tokens)))] == [40.3, 38.1]


@pytest.mark.parametrize(
    ("lang", "words", "expected"),
    [
        ("ru", "Задержали 3 700 человек", [3700]),
        ("ru", "Задержали 2,5 тысячи человек", [2500]),
        ("ru", "Погибли двадцать один и трое", [21, 3]),
        ("uk", "Загинули п'ятеро", [5]),
        ("ru", "Явка 40%", []),
    ],
)
def test_counts(lang: Lang, words: str, expected: list[int]) -> None:
    told = scene(words, lang)
    assert [q.value for q in counts(told, range(len(told.tokens)))] == expected


@pytest.mark.parametrize(
    ("lang", "words", "expected"),
    [
        ("ru", "За пять дней задержали тысячу человек", [1000]),
        ("uk", "Понад сотню людей затримали", [100]),
        ("ru", "Тысячи людей вышли на площадь", []),
        ("ru", "В 22 городах задержали 300 человек", [300]),
    ],
)
def test_people(lang: Lang, words: str, expected: list[int]) -> None:
    told = scene(words, lang)
    assert [q.value for q in people(told, range(len(told.tokens)))] == expected
