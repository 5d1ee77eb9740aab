"""Whom pronouns, office words and descriptions stand for."""

import pytest

from kg.model import Lang
from tests.extraction.reading import last, scene

CASES: list[tuple[Lang, str, str, str | None]] = [
    # words, the mention, whom it stands for
    ("ru", "Путин позвонил Токаеву и поздравил его с праздником.", "его", "tokayev"),
    ("ru", "Стубб встретил Орбана. Он был краток.", "Он", "stubb"),
    ("ru", "Стубб позвонил Орбану, но тот не ответил.", "тот", "orban"),
    ("uk", "Стубб зателефонував Орбану. Той не відповів.", "Той", "orban"),
    ("ru", "Ангела Меркель приехала к Орбану. Она довольна.", "Она", "merkel"),
    ("ru", "Договор готов, заявил Стубб: по его словам, осталось поставить дату.", "его", "stubb"),
    ("ru", "Токаев говорил с Вучичем и его министром.", "его", "vucic"),
    ("ru", "«Орбан опоздал», — сказал Стубб. Он улыбался.", "Он", "stubb"),
    ("ru", "Премьер-министр Индии приехал в Токио.", "Премьер-министр Индии", "modi"),
    ("ru", "Густаво Петро, глава Колумбии, молчал.", "глава Колумбии", "petro"),
    ("ru", "Шольц и Макрон молчали. Канцлер ушёл.", "Канцлер", "scholz"),
    ("ru", "Канцлер Олаф Шольц принял гостей. Бывший канцлер не пришёл.", "канцлер", None),
    ("uk", "Міністр закордонних справ Німеччини Анналена Бербок приймала польського колегу.", "колегу", "sikorski"),
    ("uk", "Словацький політик Роберт Фіцо мовчав. Орбан чекав. Політик пішов.", "Політик", "fico"),
]


@pytest.mark.parametrize(("lang", "words", "text", "who"), CASES)
def test_antecedent(lang: Lang, words: str, text: str, who: str | None) -> None:
    s = scene(words, lang)
    i = max(i for i, m in enumerate(s.mentions) if m.span.of(words) == text)
    found = [last(k) for k in s.actors(i)]
    assert found == ([] if who is None else [who])


def test_an_office_is_never_somebody_beside_it() -> None:
    words = "Путин поздравил президента с победой."
    s = scene(words)
    role = next(i for i, m in enumerate(s.mentions) if m.kind == "role")
    assert s.actors(role) == ()


def test_relatives_of_one_surname_stay_apart_by_office() -> None:
    words = "Президент США Трамп прибыл в Лондон."
    s = scene(words)
    assert s.actors(next(i for i, m in enumerate(s.mentions) if m.kind == "name" and m.type == "Person")) == (
        "donald-trump",
    )


def test_titles_with_unknown_words_find_their_own_holder() -> None:
    words = "Председатель комиссии по спорту Пётр Авдеев ушёл. Президент Стубб ждал. Председатель комиссии вернулся."
    s = scene(words)
    chair = max(i for i, m in enumerate(s.mentions) if "Председатель" in m.span.of(words))
    assert [last(k) for k in s.actors(chair)] == [last(k) for k in s.actors(0)]
