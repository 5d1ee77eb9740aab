"""Calendar expressions: every row of the lexicon proves itself, and what rows cannot say is said here."""

import datetime as dt
import itertools
import json
import re
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import LexiconError
from kg.extraction.dates import find_dates
from kg.extraction.dates import words as words_module
from kg.extraction.dates.grammar import read, unify
from kg.extraction.dates.placing import nearest
from kg.extraction.dates.words import Rule, load
from kg.model import Lang

LANGS: tuple[Lang, ...] = get_args(Lang)
MARK = re.compile(r"\[([^\]|]*)\|([^\]]*)\]")
RULES = [(lang, rule) for lang in LANGS for rule in load(lang).rules]


def unmark(marked: str) -> tuple[str, set[tuple[int, int, tuple[str, ...]]]]:
    """Return the text of «Они виделись [9 августа|2020-08-09].» and its spans with their values."""
    text, marks, done = "", set(), 0
    for match in MARK.finditer(marked):
        text += marked[done : match.start()]
        marks.add((len(text), len(text) + len(match[1]), tuple(match[2].split())))
        text, done = text + match[1], match.end()
    return text + marked[done:], marks


@pytest.mark.parametrize(("lang", "rule"), RULES, ids=[rule.id for _, rule in RULES])
def test_rule(lang: Lang, rule: Rule) -> None:
    tried: set[str] = set()
    for example in rule.example:
        published, sentence = example.split(": ", 1)
        text, marks = unmark(sentence)
        found = {(d.span.start, d.span.end, d.values) for d in find_dates(text, lang, published)}
        assert found >= marks, example
        assert marks or not found, example
        tried |= {rule_id for e in read(unify(text), lang) for rule_id in e.rule.split()}
    assert rule.means == "nothing" or rule.id in tried, "another rule wins in all examples of this one"
    for trap in rule.trap:
        found_rules = {rule_id for e in read(unify(trap.split(": ", 1)[1]), lang) for rule_id in e.rule.split()}
        assert rule.id not in found_rules, trap


def test_rule_ids_are_unique() -> None:
    ids = [rule.id for _, rule in RULES]
    assert len(ids) == len(set(ids))


# (language, publication date, marked text): what a whole text needs, beyond one rule
TEXTS: list[tuple[Lang, str, str]] = [
    (
        "ru",
        "2021-01-04",
        "Он ушёл [28 декабря|2020-12-28], а [2 января|2021-01-02] вернулся. Совет соберётся [6 января|2021-01-06].",
    ),
    ("ru", "2020-08-30", "Переговоры прошли [9\u00a0августа|2020-08-09]."),
    ("ru", "2020-08-30", "Переговоры прошли [9 а\u0301вгуста|2020-08-09] и закончились."),
    ("uk", "2024-05-10", "Міністр приїхав [у п’ятницю|2024-05-10], посол — [у п'ятницю|2024-05-10] теж."),
    ("uk", "2024-05-10", "Нараду провели [2 травня|2024-05-02]. [Наступного дня|2024-05-03] посли роз'їхалися."),
    ("ru", "2024-05-10", "[Вечером 2 мая|2024-05-02] они говорили. [Днём ранее|2024-05-01] звонил посол."),
    (
        "en",
        "2024-05-10",
        "MINSK, [May 9|2024-05-09] (Wire) - Envoys met [on Wednesday|2024-05-08]. They meet [next Monday|2024-05-13].",
    ),
    ("ru", "2024-05-10", "Счёт 2:1, 80% голосов, статья 9, Ту-154, 26 лет, тел. 8-800-555-35-35."),
    ("uk", "2024-05-10", "Рахунок 2:1, 80,1% голосів, стаття 9, понад 400 людей, п'ятеро поранених."),
    ("en", "2024-05-10", "He may go; 80% voted; Article 9; the 5th call; aged 66; score 2-1."),
    (
        "en",
        "2024-05-15",
        "Blinken met the crown prince [on Monday|2024-05-13] and will travel to Oslo [on Friday|2024-05-17].",
    ),
    ("en", "2024-05-15", "Blinken will see Mohammed bin Salman [on Friday|2024-05-17]."),
    ("en", "2024-05-15", "Voters go to the polls [on October 20|2024-10-20] in Moldova."),
    ("en", "2024-05-15", "He won in the early hours of today, beating a rival."),
    ("ru", "2024-05-15", "Самолёт вылетел [нынешним утром|2024-05-15]."),
    ("uk", "2024-05-15", "Літак вилетів [цього ранку|2024-05-15]."),
    ("ru", "2021-02-01", "Они говорили [в понедельник, 1 февраля|2021-02-01], дважды."),
    ("ru", "2024-02-05", "Они говорили [в четверг, 1 февраля 2024 года|2024-02-01]."),
    ("ru", "2024-05-10", "Трое погибли в теракте [11 сентября 2001 года|2001-09-11]."),
    ("uk", "2024-05-10", "Вони зустрінуться [12 і 13 червня|2024-06-12 2024-06-13] у Римі."),
    ("uk", "2024-05-14", "Канцлер прийме посла [у четвер|2024-05-16], а [завтра, в середу|2024-05-15], їде."),
    ("ru", "2024-05-14", "Министр складывает вещи: [в пятницу|2024-05-17] его сменит посол."),
    ("ru", "2024-05-14", "Он позвонил послу [вечером 9 мая|2024-05-09]; [наутро, в пятницу|2024-05-10], улетел."),
    ("en", "2024-05-14", "She told reporters [on Sunday|2024-05-12] that he would resign."),
    ("en", "2024-05-14", "An envoy is to be received by the king [on Thursday|2024-05-16], an aide announced."),
    ("en", "2024-05-14", "The bloc has agreed to see him [on Friday|2024-05-17]."),
    ("en", "2024-05-14", "He flew to Lagos [on Friday|2024-05-10] to see the president."),
    ("en", "2024-05-14", "The queue that lasted until [Sunday|2024-05-12] has gone."),
    ("en", "2024-05-14", "A letter from the court extended the stay until [Sunday|2024-05-19]."),
    ("en", "2024-05-14", "Soldiers stood there from [Saturday|2024-05-11] until [Sunday|2024-05-12]."),
    ("en", "2024-05-14", "The court extended the truce until [Sunday|2024-05-19]; he was told to wait."),
    ("ru", "2024-05-15", "Он прилетит [16 мая|2024-05-16], а [на следующий день, в пятницу|2024-05-17], улетит."),
]


@pytest.mark.parametrize(("lang", "published", "marked"), TEXTS)
def test_text(lang: Lang, published: str, marked: str) -> None:
    text, marks = unmark(marked)
    assert {(d.span.start, d.span.end, d.values) for d in find_dates(text, lang, published) if d.values} == {
        mark for mark in marks if mark[2]
    }


@pytest.mark.parametrize(
    ("lang", "text", "role"),
    [
        ("ru", "Он болеет с 9 августа.", "since"),
        ("ru", "Запрет действует до 1 сентября.", "until"),
        ("uk", "Заборона діє до вівторка.", "until"),
        ("en", "He has been ill since 9 August.", "since"),
        ("ru", "Они увидятся в ближайшие недели.", "window"),
        ("uk", "Найближчими днями вони побачаться.", "window"),
        ("ru", "Это самый важный на сегодня вопрос.", "other"),
        ("ru", "По договору 1991 года это запрещено.", "other"),
        ("ru", "Форум шёл с 15 по 19 августа.", "when"),
    ],
)
def test_role(lang: Lang, text: str, role: str) -> None:
    (found,) = find_dates(text, lang, "2020-08-30")
    assert found.role == role
    assert found.reason


def test_without_publication_date_days_keep_their_span_and_no_value() -> None:
    text = "Они говорили 9 августа и в среду, а 3 марта 2020 года виделись."
    assert [d.values for d in find_dates(text, "ru")] == [(), (), ("2020-03-03",)]


@pytest.mark.parametrize("published", ["2020", "2020-09", "2020-09-13/2020-12-31"])
def test_a_year_places_days_and_months_but_no_weekdays(published: str) -> None:
    text = "9 августа они спорили, в среду и сегодня молчат. В июле был мир, в прошлом году тоже."
    assert [d.values for d in find_dates(text, "ru", published)] == [("2020-08-09",), (), (), ("2020-07",), ("2019",)]


@pytest.mark.parametrize(
    "published", ["2020-02-30", "2020-13-45", "0001-01-01", "soon", "", "2020-08-30T10:00:00+03:00"]
)
def test_an_odd_publication_date_is_no_error(published: str) -> None:
    found = find_dates("9 августа, вчера и тысячу лет назад", "ru", published)
    assert all(value.startswith("2020") for mention in found for value in mention.values)


def test_a_table_of_numbers_ends() -> None:
    """Lists are bounded: unbounded, this took minutes."""
    assert find_dates("1, 2, 3, 4, 5, 6, 7, 8, 9, " * 2000, "ru", "2020-08-30") == ()


def test_the_caller_may_tell_the_tense() -> None:
    text = "Встреча в понедельник."
    assert find_dates(text, "ru", "2024-05-10", future=lambda _: True)[0].values == ("2024-05-13",)
    assert find_dates(text, "ru", "2024-05-10", future=lambda _: False)[0].values == ("2024-05-06",)


def test_nearest_prefers_the_past() -> None:
    assert nearest(2020, 9, 20, dt.date(2020, 8, 30), None) == 2020
    assert nearest(2021, 2, 29, dt.date(2021, 1, 5), None) == 2020
    assert nearest(2021, 10, 1, dt.date(2021, 1, 5), True) == 2021


def test_a_wrong_row_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = (words_module._FOLDER / "dates-ru.toml").read_text("utf-8")
    (tmp_path / "dates-ru.toml").write_text(source.replace('"{monthly}"', '"{moon}"'), "utf-8")
    monkeypatch.setattr(words_module, "_FOLDER", tmp_path)
    with pytest.raises(LexiconError, match=r"dates-ru\.toml date-ru-monthly.*\{moon\}"):
        load.__wrapped__("ru")


WORDS = """9 31 30 2020 2020-13-45 99.99.2020 августа серпня August февраля 29 в с по до и , — – - . İ й сегодня завтра
понедельник середу Friday через года назад тому ago 12:00 прошлой неделе накануне 😀 ’ two days 0 00 1 января"""
PIECES = st.sampled_from([*WORDS.split(), "\n", "\u00a0", "\u0301", "\u00ad", "\u2028"])


@settings(deadline=None)
@given(
    st.lists(PIECES, max_size=14),
    st.sampled_from(["", " "]),
    st.sampled_from(LANGS),
    st.sampled_from([None, "2024-02-29", "2021"]),
)
def test_any_text_gives_spans_in_order_and_real_days(
    pieces: list[str], gap: str, lang: Lang, published: str | None
) -> None:
    text = gap.join(pieces)
    found = find_dates(text, lang, published)
    for mention in found:
        assert mention.span.of(text)
        for value in mention.values:
            for part in value.split("/"):
                assert re.fullmatch(r"\d{4}(-\d\d){0,2}", part)
                dt.date.fromisoformat((part + "-01-01")[:10])
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))


# share of marks found, of found marks with the right value, of found expressions that are marked (others tell no fact)
FLOORS = {"ru": (0.99, 0.97, 0.93), "uk": (0.99, 0.965, 0.90), "en": (0.99, 0.96, 0.93)}


@pytest.mark.parametrize("lang", LANGS)
def test_floors_on_marked_articles(shared: Path, lang: Lang) -> None:
    marks = hits = right = told = marked = 0
    for path in sorted((shared / "eval" / "train").glob(f"{lang}-*.json")):
        article = json.loads(path.read_text("utf-8"))
        text = path.with_suffix(".md").read_text("utf-8").split("---\n", 2)[2]
        dates = [(m["start"], m["end"], m["key"][5:]) for m in article["mentions"] if m["key"].startswith("date:")]
        found = [d for d in find_dates(text, lang, article["date"]) if d.role not in ("other", "window")]
        for start, end, value in dates:
            values = [v for d in found if d.span.start < end and start < d.span.end for v in d.values]
            marks, hits = marks + 1, hits + bool(values)
            right += bool(values) and value in (*values, f"{values[0]}/{values[-1]}")
        told += len(found)
        marked += sum(any(d.span.start < end and start < d.span.end for start, end, _ in dates) for d in found)
    recall, values_right, precision = hits / marks, right / hits, marked / told
    floor = FLOORS[lang]
    assert recall >= floor[0], recall
    assert values_right >= floor[1], values_right
    assert precision >= floor[2], precision
