"""Kinds of body that any state has: whose they are, by the words of their names."""

import re

import pytest

from kg.extraction.orgnames import body_name
from kg.model import ElectionResult, Lang, Statement
from tests.extraction.reading import facts, scene


def test_a_state_inside_the_name_owns_the_body() -> None:
    """Though the article speaks of another state more often."""
    words = (
        "Россия ждёт. Президент России Владимир Путин молчит. Пресс-служба белорусского президента сообщила о звонке."
    )
    assert [s.speaker for s in facts(Statement, words)] == ["by-presidential-press-service"]


@pytest.mark.parametrize(
    ("lang", "words", "name"),
    [
        ("ru", "В Гане голосуют. Избирательная комиссия Аккры молчит. Ганский избирком ждёт.", "избирком Ганы"),
        ("ru", "В Гане выборы. Национальный избирательный трибунал огласил итоги.", "Национальный ... трибунал Ганы"),
        ("uk", "У Гані вибори. Виборча комісія оголосила підсумки.", "Виборча комісія Гани"),
        ("ru", "В Гане ждут Независимой избирательной комиссии.", "Независимая избирательная комиссия Ганы"),
        ("uk", "У Гані рахує Автономна національна виборча комісія.", "Автономна національна виборча комісія Гани"),
        ("en", "In Ghana the Independent Electoral Commission counts.", "Independent Electoral Commission of Ghana"),
        ("en", "In Ghana the Electoral Commission counts.", "Ghana Electoral Commission"),
        ("ru", "Национальная регистратура Колумбии молчит.", "Национальная регистратура Колумбии"),
        ("uk", "Виборчий центр Гондурасу мовчить.", "Виборчий центр Гондурасу"),
    ],
)  # fmt: skip
def test_bodies_are_found_with_their_state_too(lang: Lang, words: str, name: str) -> None:
    told = {n for a in scene(words, lang).cast.actors for _, n in a.names}
    assert any(re.fullmatch(name.replace("...", r"\w+"), n, re.IGNORECASE) for n in told), told


def test_a_party_with_a_plain_name_is_of_a_state_the_article_speaks_of() -> None:
    at_home = scene("В США голосуют. Демократическая партия выдвинула Байдена.")
    abroad = scene("В Монголии голосуют. Демократическая партия победила.")
    assert "us-democrats" in {a.key for a in at_home.cast.actors}
    assert "us-democrats" not in {a.key for a in abroad.cast.actors}


@pytest.mark.parametrize(
    ("lang", "words", "body"),
    [
        ("en", "Noboa leads in Ecuador, the National Electoral Council said.", "ec-cec"),
        ("en", "Maduro leads in Venezuela, the National Electoral Council said.", "ve-cec"),
        ("ru", "В Сенегале ждут. Конституционный совет утвердил итоги.", "sn-constitutional-court"),
        ("ru", "Во Франции ждут. Конституционный совет утвердил итоги.", "fr-constitutional-court"),
        ("uk", "У Гондурасі чекають. Національна виборча рада мовчить.", "hn-cec"),
    ],
)
def test_a_body_is_of_the_state_the_article_speaks_of_though_another_state_has_one_of_that_name(
    lang: Lang, words: str, body: str
) -> None:
    assert body in {a.key for a in scene(words, lang).cast.actors}


def test_the_initials_of_who_counts_votes_are_nobody_elses_in_an_article_on_another_state() -> None:
    assert "ve-cec" in {a.key for a in scene("In Venezuela the CNE counts.", "en").cast.actors}
    assert "ve-cec" not in {a.key for a in scene("In Honduras the CNE counts.", "en").cast.actors}


def test_two_people_whom_the_registry_tells_apart_stay_two() -> None:
    people = {a.key for a in scene("Ван И принял Ван Вэньбиня.").cast.actors if a.type == "Person"}
    assert {"wang-yi", "wang-wenbin"} <= people


def test_a_commission_is_of_the_state_whose_people_it_counts_for() -> None:
    words = (
        "Тихановская встретилась с главой МИД Германии. Германия не признаёт выборы в Белоруссии. По данным ЦИК, на "
        "выборах за Александра Лукашенко проголосовали 80,1% избирателей, за Светлану Тихановскую – 10,1%."
    )
    assert {(r.state, r.according_to) for r in facts(ElectionResult, words)} == {("by", "by-cec")}


@pytest.mark.parametrize(
    ("words", "party"),
    [
        ("Премьер-министр Франции поздравил Партию справедливости и развития.", "tr-akp"),
        ("Президент Франции осудил Коммунистическую партию Китая.", "cn-communist-party"),
    ],
)
def test_a_party_with_a_name_of_its_own_is_itself_everywhere(words: str, party: str) -> None:
    assert party in {a.key for a in scene(words).cast.actors}


def test_a_world_tribunal_counts_no_votes_of_a_state() -> None:
    told = scene("В Молдавии ждут. Молдавия спорит. Международный уголовный трибунал молчит.").cast.actors
    assert not [n for a in told if a.type == "Organization" for _, n in a.names if "Молда" in n]


@pytest.mark.parametrize(
    ("words", "body"),
    [
        (
            "Молчит глава МИД Белоруссии, ждёт Белоруссия.\nТам русские туристы. Избирательная комиссия считает.",
            "by-cec",
        ),
        ("Белоруссия ждёт, Белоруссия считает.\nВ Молдавии голосовали. Избирательная комиссия считает.", "md-cec"),
        ("Зурабишвили молчит. Кобахидзе ждёт. Там русские туристы.\nИзбирательная комиссия считает.", "ge-cec"),
    ],
)
def test_a_commission_is_of_the_state_that_votes_here(words: str, body: str) -> None:
    assert body in {a.key for a in scene(words).cast.actors}


def test_a_noun_agrees_with_the_adjectives_before_it() -> None:
    read = scene("Ждут Высшего избирательного суда.")
    text, cases = read.document.article.text, frozenset({"nom", "gen", "acc"})  # «суда»: of a court, or vessels
    first = next(i for i, t in enumerate(read.tokens) if t.text == "Высшего")
    assert body_name(read.tokens[first : first + 3], text, "ru", cases) == "Высший избирательный суд"


@pytest.mark.parametrize(
    ("lang", "words", "body"),
    [
        # of the state the article is set in, not of the one told last, nor of who rang
        ("ru", "В Перу жгли шины, Перу молчит.\n\nАргентина и Чили ждут. Полиция задержала троих.", "pe-police"),
        ("uk", "Замбія голосує.\n\nЗа словами речника уряду, Замбія рада: дзвонив Сиріл Рамафоса.", "zm-government"),
        ("ru", "В Перу жгли шины, Перу молчит.\n\nЗвонил посол Чили: тамошний МИД ждёт.", "cl-foreign-ministry"),
    ],
)  # fmt: skip
def test_a_body_without_a_state_is_of_the_state_at_home(lang: Lang, words: str, body: str) -> None:
    assert body in {a.key for a in scene(words, lang).cast.actors}


def test_a_body_of_no_state_is_the_same_wherever_the_article_speaks_of() -> None:
    words = "Польша и Чехия ждут. Представитель Еврокомиссии Ян Новак прибыл из Варшавы в Прагу."
    assert "european-commission" in {a.key for a in scene(words).cast.actors}
