"""Protests: day, town, figures and who gives them."""

import pytest

from kg.model import Lang, Protest
from tests.extraction.reading import facts

Told = tuple[str | None, str | None, str | None, int | None, int | None]


def protests(words: str, lang: Lang = "ru") -> set[Told]:
    told = facts(Protest, words, lang)
    return {(p.place, p.state, p.date and p.date.value, p.detained, p.killed) for p in told}


@pytest.mark.parametrize(
    ("lang", "words", "expected"),
    [
        # figures beside their words, each to its own
        ("ru", "На митинге в Тбилиси 13 мая задержали 43 человека.", {("Тбилиси", "ge", "2024-05-13", 43, None)}),
        (
            "uk",
            "На протестах у Дацці 13 травня загинули 32 людини, 210 затримали.",
            {("Дакка", "bd", "2024-05-13", 210, 32)},
        ),
        # a span of time is no figure, a thousand without a number is one
        ("uk", "За п'ять днів протестів у Грузії затримали понад тисячу людей.", {(None, "ge", None, 1000, None)}),
        # since when: until the day of publication
        (
            "ru",
            "С 10 мая на протестах в Грузии задержали 224 человека.",
            {(None, "ge", "2024-05-10/2024-05-15", 224, None)},
        ),
        # the town that a part is of; the town of the sentence before
        (
            "ru",
            "На протесте в центре Белграда 13 мая задержали 12 человек.",
            {("Белград", "rs", "2024-05-13", 12, None)},
        ),
        ("uk", "У Тбілісі тривають протести. Поліція затримала 107 осіб.", {("Тбілісі", "ge", None, 107, None)}),
        # nobody
        ("ru", "Митинг в Праге прошёл 13 мая без задержаний.", {("Прага", "cz", "2024-05-13", 0, None)}),
        # a march that is called for a day; several towns are several protests
        ("ru", "Оппозиция созвала новый митинг в Тбилиси на 20 мая.", {("Тбилиси", "ge", "2024-05-20", None, None)}),
    ],
)
def test_a_protest_with_its_figures(lang: Lang, words: str, expected: set[Told]) -> None:
    assert protests(words, lang) == expected


def test_each_source_has_a_fact_of_its_own() -> None:
    words = "На митинге в Тбилиси 13 мая, по данным МВД Грузии, задержали 43 человека. Правозащитники говорят о 70."
    assert {(p.detained, p.according_to) for p in facts(Protest, words)} == {
        (43, "ge-interior-ministry"),
        (70, "human rights activists"),
    }


@pytest.mark.parametrize(
    "words",
    [
        "Польша заявила во вторник протест Белоруссии.",
        "В Тбилиси во вторник отпустили лидера протеста.",
        "Грузия устала от протестов.",
        "При аварии в Тбилиси во вторник погибли трое.",
    ],
)
def test_what_is_no_protest_makes_no_fact(words: str) -> None:
    assert protests(words) == set()


def test_a_town_told_before_has_its_proof() -> None:
    (found,) = facts(Protest, "У Тбілісі тривають протести. Поліція затримала 107 осіб.", "uk")
    assert any("Тбілісі" in proof.exact for proof in found.support)
