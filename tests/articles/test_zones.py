from itertools import pairwise

import pytest
from hypothesis import given, settings

from kg.articles import furniture
from kg.articles.zones import find_zones
from tests.strategies import news_text


def zones(text, title=None, lang=None):
    return [(zone.kind, zone.span.of(text)) for zone in find_zones(text, title, lang)]


BODY = "Глава комиссии Анна Новак в пятницу представила отчёт о выборах."
BODY_UK = "Голова комісії Анна Новак у п'ятницю представила звіт про вибори."


def kind_inside_an_article(line):
    text = f"Комиссия отчиталась\n\n{BODY}\n\n{line}\n\n{BODY}"
    return [kind for kind, _ in zones(text, lang="ru")[2:-1]]


@pytest.mark.parametrize("row", furniture.rows(), ids=lambda row: row.id)
def test_every_row_knows_its_example_and_leaves_its_trap_alone(row):
    expected = {"boilerplate": ["boilerplate"], "related": ["boilerplate", "teaser"], "credit": ["caption"]}
    assert kind_inside_an_article(row.example) == expected[row.kind]
    assert kind_inside_an_article(row.trap) == ["body"]


def test_ids_of_rows_are_unique():
    ids = [row.id for row in furniture.rows()]
    assert len(ids) == len(set(ids))


def test_a_credit_on_the_line_of_the_headline_is_split_off():
    text = f"Комісія прозвітувала / Фото: AFP\n\n{BODY_UK}"
    assert zones(text) == [("headline", "Комісія прозвітувала"), ("caption", "/ Фото: AFP"), ("body", BODY_UK)]


def test_a_picture_line_with_a_credit_at_its_end_is_a_caption():
    line = "Анна Новак (слева) на площади Свободы 2 мая 2019 года Фото: Иван Ткач / АГН"
    assert kind_inside_an_article(line) == ["caption"]


def test_a_credit_glued_to_a_paragraph_is_split_off():
    paragraph = f"{BODY} {BODY} {BODY}"
    text = f"Комиссия отчиталась\n\n{paragraph} Фото: АГН\n\n{BODY}"
    assert zones(text)[1:3] == [("body", paragraph), ("caption", "Фото: АГН")]


def test_a_label_glued_to_a_teaser():
    text = f"Комісія прозвітувала\n\n{BODY_UK}\n\nЧитайте такожНовак пішла з посади\n\n{BODY_UK}"
    assert zones(text)[2:4] == [("boilerplate", "Читайте також"), ("teaser", "Новак пішла з посади")]


def test_titles_below_a_bare_label_are_teasers_until_the_text_goes_on():
    text = f"Комиссия отчиталась\n\n{BODY}\n\nЧитайте также:\nНовак ушла с поста\nКто заменит Новак\n\n{BODY}"
    assert [kind for kind, _ in zones(text)] == ["headline", "body", "boilerplate", "teaser", "teaser", "body"]


@pytest.mark.parametrize("line", ["Первый отчёт за год", "«Чистая победа»", "Что дальше?", "РЕАКЦИЯ", "Связь с Новак"])
def test_short_lines_between_paragraphs_are_subheads(line):
    assert kind_inside_an_article(line) == ["subhead"]


@pytest.mark.parametrize(
    "line",
    [
        "Новак пообещала вернуться на заседание комиссии, когда будет готов новый доклад",
        "Депутаты отказались обсуждать отчёт комиссии без её руководителя Анны Новак",
    ],
)
def test_long_sentences_without_a_stop_between_paragraphs_are_teasers(line):
    assert kind_inside_an_article(line) == ["teaser"]


@pytest.mark.parametrize(
    "line",
    [
        "Новак ушла. Её место в комиссии занял юрист Марек Левит, бывший депутат сейма",  # two sentences
        "А до комиссии, жалуются в штабе Анны Новак, вторые сутки никто не может дозвониться ☎️",
        "— Мы ждём отчёта, — сказала Новак.",
        "В комиссии назвали трёх кандидатов:",
    ],
)
def test_odd_lines_that_are_the_article_itself(line):
    assert kind_inside_an_article(line) == ["body"]


def test_the_line_below_the_headline_is_the_articles_own():
    text = f"Комиссия отчиталась\n\nАнна Новак рассказала о нарушениях на пятнадцати участках столицы\n\n{BODY}"
    assert zones(text)[1][0] == "subhead"


@pytest.mark.parametrize("sign", ["•", "*", "●"])
def test_bullets(sign):
    text = f"Комиссия отчиталась\n\n{BODY}\n\n  {sign} Первый пункт отчёта.\n  {sign} Второй пункт\n\n{BODY}"
    assert [kind for kind, _ in zones(text)][2:4] == ["bullet", "bullet"]


def test_dashes_are_bullets_only_together():
    text = f"Комісія прозвітувала\n\n{BODY_UK}\n\n- Анна Новак, голова;\n- Марек Левіт, заступник.\n\n{BODY_UK}"
    assert [kind for kind, _ in zones(text)][2:4] == ["bullet", "bullet"]
    speech = f"Комісія прозвітувала\n\n– Ми чекаємо, – сказала Новак.\n– І ми, – додав Левіт.\n\n{BODY_UK}"
    assert [kind for kind, _ in zones(speech)][1:3] == ["body", "body"]


def test_the_told_title_is_the_headline_even_with_a_stop():
    text = f"Партия растёт. Комиссия отчиталась.\n{BODY}"
    assert [kind for kind, _ in zones(text, "Партия растёт. Комиссия отчиталась.")] == ["headline", "body"]
    assert [kind for kind, _ in zones(text)] == ["body", "body"]


def test_a_title_that_is_not_in_the_text_does_not_hide_the_headline():
    assert zones(f"Комиссия отчиталась\n\n{BODY}", "Другое название")[0][0] == "headline"


def test_a_text_that_begins_with_its_body():
    assert [kind for kind, _ in zones(BODY)] == ["body"]


def test_markdown_headings():
    text = f"# Комиссия отчиталась\n\n{BODY}\n\n## Что дальше\n\n{BODY}"
    assert [kind for kind, _ in zones(text)] == ["headline", "body", "subhead", "body"]


def test_english_teasers_by_a_closed_list():
    body = "The head of the commission presented her report on Friday."
    teaser = "Deputies refused to discuss the report of the commission without its head"
    text = f"Commission reports\n\n{body}\n\n{teaser}\n\n{body}"
    assert [kind for kind, _ in zones(text, lang="en")] == ["headline", "body", "teaser", "body"]


def test_no_text_no_zones():
    assert find_zones("") == find_zones(" \n\u00a0\n") == ()


@settings(max_examples=150, deadline=None)
@given(news_text())
def test_every_sign_but_blanks_is_in_one_zone(text):
    found = find_zones(text, lang="ru")
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    inside = {i for zone in found for i in range(zone.span.start, zone.span.end)}
    assert all(i in inside for i, char in enumerate(text) if not char.isspace())
    assert all(zone.span.of(text) == zone.span.of(text).strip() for zone in found)


def test_the_real_russian_article(shared):
    text = (shared / "articles" / "000_26ccd95dfccfcd4b.txt").read_text("utf-8")
    kinds = [kind for kind, _ in zones(text)]
    assert kinds[:3] == ["headline", "caption", "subhead"]
    assert kinds.count("teaser") == 4
    assert kinds.count("subhead") == 3
    assert kinds[-2:] == ["boilerplate", "boilerplate"]


def test_the_real_ukrainian_article(shared):
    text = (shared / "articles" / "001_a558f047720bb37e.txt").read_text("utf-8")
    kinds = [kind for kind, _ in zones(text)]
    assert kinds[:5] == ["headline", "caption", "body", "boilerplate", "teaser"]
    assert kinds.count("bullet") == 10
    assert kinds.count("boilerplate") == 2
