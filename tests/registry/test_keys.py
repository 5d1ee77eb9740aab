import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.registry import given_key, name_key, norm, surname_key, word_key

SAME_SURNAME = """
Лукашенко Лукашенка Lukashenka Lukashenko Лукашэнка Łukaszenko
Путин Путін Putin Пуцін
Зеленский Зеленський Zelensky Zelenskyy Zelenskiy Zelenskyi Zełenski
Тихановская Тихановська Tsikhanouskaya Tikhanovskaya Ціханоўская
Эрдоган Ердоган Erdogan Erdoğan Ердоґан
Макрон Macron
Шольц Scholz
Мерц Merz
Меркель Merkel
Медведев Медведєв Medvedev Miedwiediew
Порошенко Порошенка Poroshenko
Ющенко Yushchenko
Янукович Yanukovych Yanukovich
Джонсон Johnson
Харрис Гарріс Harris
Мирзиёев Мірзійоєв Mirziyoyev
Нетаньяху Нетаньягу Netanyahu
Вучич Vucic Vučić
Моравецкий Моравецький Morawiecki
Качиньский Качинський Kaczyński
Колесникова Kalesnikava Колеснікова Калеснікава
Цепкало Tsepkalo Цапкала
Яценюк Yatsenyuk
Уоллес Воллес Wallace
Кобахидзе Кобахідзе Kobakhidze
Ельцин Єльцин Yeltsin
Вэнс Венс Vance
Трюдо Trudeau
Жапаров Japarov Zhaparov
Рахмон Rahmon Rakhmon
""".strip().splitlines()

SAME_PERSON = [
    ("Александр Лукашенко", "Олександр Лукашенко", "Alyaksandr Lukashenka", "Лукашенко Александр Григорьевич"),
    ("Владимир Путин", "Володимир Путін", "Vladimir Putin", "Путін Володимир Володимирович"),
    ("Светлана Тихановская", "Світлана Тихановська", "Sviatlana Tsikhanouskaya", "Святлана Ціханоўская"),
    ("Реджеп Тайип Эрдоган", "Реджеп Ердоган", "Recep Tayyip Erdoğan"),
    ("Михаил Саакашвили", "Михайло Саакашвілі", "Mikheil Saakashvili"),
    ("Дмитрий Кулеба", "Дмитро Кулеба", "Dmytro Kuleba"),
    ("Дональд Трамп-младший", "Donald Trump Jr."),
]

DIFFERENT = [
    ("Сергей Тихановский", "Светлана Тихановская"),  # husband and wife
    ("Виктор Лукашенко", "Александр Лукашенко"),  # father and son
    ("Дональд Трамп", "Дональд Трамп-младший"),
    ("Виталий Кличко", "Владимир Кличко"),  # brothers
    ("Лех Качиньский", "Ярослав Качиньский"),
    ("Дмитрий Медведев", "Виктор Медведчук"),
    ("Никол Пашинян", "Никол Пашинский"),
    ("Юлия Тимошенко", "Юлия Тимченко"),
    ("Алексей Навальный", "Юлия Навальная"),
    ("Joe Biden", "Hunter Biden"),
    ("Ким Чен Ын", "Ким Ё Чжон"),
]


@pytest.mark.parametrize("line", SAME_SURNAME)
def test_spellings_of_a_surname_share_a_key(line):
    assert len({word_key(word) for word in line.split()}) == 1


@pytest.mark.parametrize("names", SAME_PERSON, ids=lambda names: names[0])
def test_spellings_of_a_full_name_share_a_key(names):
    assert len({name_key(name) for name in names}) == 1


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_near_misses_stay_apart(one, other):
    assert name_key(one) != name_key(other)


def test_relatives_share_the_surname_key_alone():
    assert surname_key("Сергей Тихановский") == surname_key("Sviatlana Tsikhanouskaya")


def test_initials_count_as_no_given_name():
    assert name_key("А. Лукашенко") == name_key("A.G. Lukashenko") == name_key("Лукашенко")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Павло", "Павел"), ("Ганна", "Anna"), ("Сяргей", "Serhii"), ("Уладзімір", "Volodymyr"), ("Gennady", "Hennadii")],
)
def test_given_names_are_one_across_languages(one, other):
    assert given_key(one) == given_key(other)


@pytest.mark.parametrize(("one", "other"), [("Михаил", "Michael"), ("Игорь", "Егор"), ("Марина", "Мария")])
def test_other_given_names_are_not(one, other):
    assert given_key(one) != given_key(other)


@pytest.mark.parametrize(
    "text",
    [
        "Об’єднані Арабські Емірати",
        "Обʼєднані  Арабські\u00a0Емірати",
        "ОБ'ЄДНАНІ АРАБСЬКІ ЕМІРАТИ",
        "Об´єднані Арабські Емірати",
    ],
)
def test_norm_unifies_signs_and_case(text):
    assert norm(text) == "об'єднані арабські емірати"


def test_norm_drops_quotation_marks():
    assert norm("ЧВК «Вагнер»") == "чвк вагнер"
    assert norm('"Svoboda"') == norm("“Svoboda”") == "svoboda"


def test_norm_knows_yo_and_stress_but_keeps_short_i():
    assert norm("Объединённый Кие\u0301в") == "объединенный киев"
    assert norm("Й") == norm("И\u0306") == "й"


@given(
    st.text(
        alphabet="абвгґдеєжзиіїйклмнопрстуўфхцчшщъыьэюяАЛІЇabcdefghijklmnopqrstuvwxyzłșğıЁ '’-.\u0301\u00ad🙂",
        max_size=30,
    )
)
def test_keys_are_fit_for_an_iri_and_stable(text):
    key = name_key(text)
    assert re.fullmatch("[a-z-]*", key)
    assert norm(norm(text)) == norm(text)
    assert name_key(norm(text)) == key
