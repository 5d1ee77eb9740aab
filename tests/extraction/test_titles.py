"""Titles with what they are of and whose they are."""

import pytest

from kg.model import Lang
from tests.extraction.reading import scene

TITLED: list[tuple[Lang, str, str, str, str | None]] = [
    # words, name, role row, what it is of
    ("ru", "Представитель эфиопского МИД Дина Муфти выступил.", "Дина Муфти", "spokesperson", "эфиопского МИД"),
    (
        "uk",
        "Речниця литовського МЗС Раса Вайткунайте виступила.",
        "Раса Вайткунайте",
        "spokesperson",
        "литовського МЗС",
    ),
    ("uk", "Речник німецького уряду Штеффен Зайберт мовчить.", "Штеффен Зайберт", "spokesperson", "німецького уряду"),
    ("ru", "Глава польской дипломатии Радослав Сикорский ждёт.", "Радослав Сикорский", "foreign-minister", "польской"),
    ("ru", "Пресс-секретарь президента Франции Поль Дюран молчит.", "Поль Дюран", "spokesperson", "президента Франции"),
    ("ru", "Лидер «Мереца» Зеава Гальон ушла.", "Зеава Гальон", "leader", "«Мереца»"),
]


@pytest.mark.parametrize(("lang", "words", "name", "role", "of"), TITLED)
def test_title_with_name(lang: Lang, words: str, name: str, role: str, of: str | None) -> None:
    s = scene(words, lang)
    m = next(m for m in s.mentions if m.span.of(words) == name)
    assert (m.role or "").endswith(role)
    owner = s.mentions[m.of].span.of(words) if m.of is not None else None
    assert owner is not None
    assert of is not None
    assert of in owner or owner in of


@pytest.mark.parametrize(
    ("lang", "words", "modifier"),
    [
        ("ru", "Бывший президент Финляндии Саули Нийнистё прибыл.", "former"),
        ("uk", "Колишній прем'єр-міністр Чехії Андрій Бабіш прибув.", "former"),
        ("ru", "Президент Финляндии Александр Стубб прибыл.", None),
        ("ru", "Исполняющий обязанности губернатора Иван Бугров прибыл.", "acting"),
        ("uk", "Він прийняв виконувача обов'язків мера Івана Бугая.", "acting"),
    ],
)
def test_a_word_before_a_title_changes_it(lang: Lang, words: str, modifier: str | None) -> None:
    assert next(m.modifier for m in scene(words, lang).mentions if m.role) == modifier


def test_who_acts_for_a_minister_is_in_the_case_of_acting() -> None:
    words = "Он говорил с исполняющим обязанности министра обороны Ливии Салахом Намрушем."
    assert next(m.lemma for m in scene(words).mentions if m.kind == "name" and m.type == "Person") == "Салах Намруш"


def test_a_ministry_is_of_no_person() -> None:
    words = "Речниця МЗС Мао Нін виступила."
    bodies = [m for m in scene(words, "uk").mentions if m.type == "Organization"]
    assert [m.span.of(words) for m in bodies] == ["МЗС"]


def test_a_campaign_is_of_a_person() -> None:
    words = "В штабе Светланы Тихановской ждут."
    s = scene(words)
    body = next(m for m in s.mentions if m.type == "Organization")
    assert body.of is not None
    assert s.mentions[body.of].span.of(words) == "Светланы Тихановской"


def test_a_bare_noun_means_the_body_told_before() -> None:
    words = "МИД Польши вызвал посла. В ведомстве сообщили, что нота вручена."
    s = scene(words)
    noun = next(i for i, m in enumerate(s.mentions) if m.span.of(words) == "ведомстве")
    assert s.actors(noun) == s.actors(next(i for i, m in enumerate(s.mentions) if "МИД" in m.span.of(words)))
