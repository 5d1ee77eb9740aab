"""Sentences of our own, one for each construction: which words make one clause."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Article, Document, Lang
from kg.text import analyse


def read(text: str, lang: Lang) -> Document:
    return analyse(Article(id="t", text=text, lang=lang))


def clauses(text: str, lang: Lang) -> list[tuple[str, str]]:
    """Kind and own words of each clause that has a word."""
    document = read(text, lang)
    own: dict[int, list[str]] = {}
    for token, clause in zip(document.tokens, document.clause_of, strict=True):
        if token.text[0].isalnum():
            own.setdefault(clause, []).append(token.text)
    return [(document.clauses[c].kind, " ".join(words)) for c, words in sorted(own.items())]


CASES: list[tuple[Lang, str, list[tuple[str, str]]]] = [
    # an inserted reporting clause is a clause of its own, what is reported goes on around it
    (
        "ru",
        "Норвегия, сказал премьер, поможет соседям.",
        [("main", "Норвегия поможет соседям"), ("main", "сказал премьер")],
    ),
    (
        "uk",
        "Норвегія, сказав прем'єр, допоможе сусідам.",
        [("main", "Норвегія допоможе сусідам"), ("main", "сказав прем'єр")],
    ),
    # but only a verb of speech is inserted: a predicate after an apposition is not
    (
        "ru",
        "Лидер партии Иво Кранц в среду, 3 марта, провёл долгий разговор с мэром, сообщила газета.",
        [
            ("main", "Лидер партии Иво Кранц в среду 3 марта провёл долгий разговор с мэром"),
            ("main", "сообщила газета"),
        ],
    ),
    ("ru", "В мае, напомним, министр летал в Осло.", [("main", "В мае министр летал в Осло"), ("main", "напомним")]),
    # the main clause is gone back to after a relative clause, a participle or a converb
    (
        "uk",
        "Саміт, на якому вирішать долю мосту, відбудеться в четвер.",
        [("main", "Саміт відбудеться в четвер"), ("relative", "на якому вирішать долю мосту")],
    ),
    (
        "ru",
        "Переговоры министров, намеченные на июнь, отложены.",
        [("main", "Переговоры министров отложены"), ("participle", "намеченные на июнь")],
    ),
    (
        "uk",
        "Іво Кранц, летячи над морем, подзвонив дружині.",
        [("main", "Іво Кранц подзвонив дружині"), ("participle", "летячи над морем")],
    ),
    (
        "ru",
        "Завтра вечером, как сообщил мэр, состоится концерт.",
        [("main", "Завтра вечером состоится концерт"), ("adverbial", "как сообщил мэр")],
    ),
    # what is claimed stays claimed in a coordinated complement
    (
        "ru",
        "Мэр сказал, что мост починят, а дорогу закроют.",
        [("main", "Мэр сказал"), ("complement", "что мост починят"), ("complement", "а дорогу закроют")],
    ),
    (
        "ru",
        "Мэр сказал, что мост построят и город вырастет.",
        [("main", "Мэр сказал"), ("complement", "что мост построят и"), ("complement", "город вырастет")],
    ),
    ("uk", "Мер просив, щоб міст закрили.", [("main", "Мер просив"), ("complement", "щоб міст закрили")]),
    ("uk", "Невідомо, чи приїде мер.", [("main", "Невідомо"), ("complement", "чи приїде мер")]),
    # a semicolon ends what came before
    (
        "ru",
        "Мэр сел, чтобы передохнуть; гости ушли.",
        [("main", "Мэр сел"), ("complement", "чтобы передохнуть"), ("main", "гости ушли")],
    ),
    # dates in a list stay together
    (
        "ru",
        "Они встречались 3, 5, 8, 13 и 21 мая, а потом расстались.",
        [("main", "Они встречались 3 5 8 13 и 21 мая"), ("main", "а потом расстались")],
    ),
    # quotation marks that do not match swallow nothing
    (
        "uk",
        'Як повідомляє «Обрій", мер приїде у форматі "без преси".',
        [("main", "мер приїде у форматі без преси"), ("main", "Як повідомляє Обрій")],
    ),
    (
        "ru",
        'Газета "Заря" пишет, что мэр "устал".',
        [("main", "Газета Заря пишет"), ("complement", "что мэр"), ("quote", "устал")],
    ),
    (
        "uk",
        'Він обіцяв разом діяти»у разі загрози" й поїхав.',
        [("main", "Він обіцяв разом діяти у разі загрози й поїхав")],
    ),
]


@pytest.mark.parametrize(("lang", "text", "wanted"), CASES, ids=[c[1][:40] for c in CASES])
def test_construction(lang: Lang, text: str, wanted: list[tuple[str, str]]) -> None:
    assert sorted(clauses(text, lang)) == sorted(wanted)


WORDS = ["мэр", "сказал", "что", "приедет", "и", "который", ",", "—", "«", "»", '"', "(", ")", "если", ";", ":"]
WORDS += ["Осло", "позвонил", "обещая", "намеченный", "3", "мая"]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25))
@settings(max_examples=60, deadline=None)
def test_every_word_has_its_clause_and_children_lie_inside(words: list[str]) -> None:
    document = read(" ".join(words), "ru")
    assert len(document.clause_of) == len(document.tokens)
    for token, clause in enumerate(document.clause_of):
        assert document.clauses[clause].first <= token < document.clauses[clause].last
    for c in document.clauses:
        if c.parent is not None:
            parent = document.clauses[c.parent]
            assert parent.first <= c.first <= c.last <= parent.last
