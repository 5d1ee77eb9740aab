"""The people of `seeds/people/*.toml`: shape, scripts, dates, and one holder at a time of an office for one."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
FILES = sorted([*SEEDS.glob("people.toml"), *(SEEDS / "people").glob("*.toml")])
LANGS = ("en", "ru", "uk")
KEYS = {"id", "gender", "born", "qid", "names", "surname", "terms"}
SINGLE = ("president", "prime minister", "chancellor", "foreign minister", "secretary of state", "secretary of defence")
HANDOVER = timedelta(days=3)  # a minister is often sworn in a day or two before or after the predecessor leaves
LATIN, CYRILLIC = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"), re.compile(r"[\u0400-\u04ff]")
NOT_IN = {"ru": set("іїєґІЇЄҐўЎ"), "uk": set("ыэёъЫЭЁЪўЎ")}

# the offices whose holders from 2014 on must be there without gaps longer than a caretaker's time
SUCCESSIONS = {
    "president": (
        "ru ua by md ge am az kz kg tj tm uz lt lv ee pl de fr us it tr",
        "hu cz sk ro bg rs at fi gr br ve cn kr in il eg sy ir",
    ),
    "prime minister": (
        "ru ua by md ge am az kz kg lt lv ee pl fr gb it hu cz sk ro bg",
        "rs es nl fi se no dk gr jp in ca il cn sy eg",
    ),
    "foreign minister": (
        "ru ua by md ge am az kz lt lv ee pl de fr gb it tr hu cz sk ro",
        "rs gr es fi se no dk nl jp ca br ve at il in kr cn sy eg ir",
    ),
    "chancellor": ("de at",),
    "secretary of state": ("us",),
    "secretary of defence": ("us",),
}
LONGEST_GAP = timedelta(days=310)  # a caretaker may stay long; a whole missing term would be longer
Row = dict[str, Any]


def read(path: Path) -> list[Row]:
    rows: list[Row] = tomllib.loads(path.read_text(encoding="utf-8"))["person"]
    return rows


PEOPLE = [row for path in FILES for row in read(path)]
BY_ID = {row["id"]: row for row in PEOPLE}


def day(text: str | None, *, last: bool) -> date | None:
    """Return the first or last day that an ISO date of any precision can mean."""
    if text is None:
        return None
    parts = [int(part) for part in text.split("-")]
    first = date(*[*parts, 1, 1][:3])
    if not last or len(parts) == 3:
        return first
    years, month = divmod(first.month, 12) if len(parts) == 2 else (1, 0)
    return date(first.year + years, month + 1, 1) - timedelta(days=1)


def terms_of(row: Row) -> list[Row]:
    terms: list[Row] = row.get("terms", [])
    return terms


def offices() -> dict[tuple[str, str], list[tuple[date, date, str]]]:
    """Return who held each single-holder office, in order; inexact dates read so that they collide least."""
    held: dict[tuple[str, str], list[tuple[date, date, str]]] = defaultdict(list)
    for row in PEOPLE:
        for term in terms_of(row):
            since, until = day(term.get("since"), last=True), day(term.get("until"), last=False)
            if term["role"] in SINGLE and "of" in term and since is not None:
                held[term["role"], term["of"]].append((since, max(since, until or date.max), row["id"]))
    return {office: sorted(holders) for office, holders in held.items()}


def test_there_are_many_people_of_many_states() -> None:
    states = {term["of"] for row in PEOPLE for term in terms_of(row) if term.get("of", "").startswith("state/")}
    assert len(PEOPLE) >= 450
    assert len(states) >= 80


def test_ids_are_unique_slugs() -> None:
    assert not [name for name, count in Counter(row["id"] for row in PEOPLE).items() if count > 1]
    assert not [row["id"] for row in PEOPLE if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["id"])]


def test_rows_have_known_keys_and_a_gender() -> None:
    assert not [(row["id"], row.keys() - KEYS) for row in PEOPLE if row.keys() - KEYS]
    assert not [row["id"] for row in PEOPLE if row["gender"] not in ("masc", "fem")]


@pytest.mark.parametrize("lang", LANGS)
def test_everybody_is_named_in_each_language(lang: str) -> None:
    assert not [row["id"] for row in PEOPLE if not row["names"].get(lang)]
    assert not [row["id"] for row in PEOPLE if len(set(row["names"][lang])) < len(row["names"][lang])]


@pytest.mark.parametrize("lang", LANGS)
def test_nobody_shares_a_full_name(lang: str) -> None:
    bearers: dict[str, set[str]] = defaultdict(set)
    for row in PEOPLE:
        for name in row["names"][lang]:
            bearers[name].add(row["id"])
    assert {name: ids for name, ids in bearers.items() if len(ids) > 1} == {}


@pytest.mark.parametrize("lang", LANGS)
def test_names_keep_to_their_script(lang: str) -> None:
    words = [
        (row["id"], word)
        for row in PEOPLE
        for name in (*row["names"][lang], *row.get("surname", {}).get(lang, ()))
        for word in re.split(r"[\s-]", name)
    ]
    assert not [found for found in words if LATIN.search(found[1]) and CYRILLIC.search(found[1])]
    assert not [found for found in words if set(found[1]) & NOT_IN.get(lang, set())]
    foreign = CYRILLIC if lang == "en" else LATIN
    assert not [found for found in words if foreign.search(found[1]) and not re.fullmatch(r"[IVX]+", found[1])]


def test_surnames_are_part_of_a_name() -> None:
    lost = [
        (row["id"], surname)
        for row in PEOPLE
        for lang, surnames in row.get("surname", {}).items()
        for surname in surnames
        if not any(surname in name for name in row["names"][lang]) and len(row["names"][lang][0].split()) > 1
    ]
    assert lost == []


def test_dates_are_iso_and_in_order() -> None:
    for row in PEOPLE:
        dates = [row.get("born"), *(term.get(key) for term in terms_of(row) for key in ("since", "until"))]
        assert all(re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", text) and day(text, last=True) for text in dates if text), row
        for term in terms_of(row):
            since, until = day(term.get("since"), last=False), day(term.get("until"), last=True)
            assert since is None or until is None or since <= until, (row["id"], term)
            born = day(row.get("born"), last=False)
            assert born is None or since is None or born < since, (row["id"], term)


def test_terms_say_whose_office_in_the_form_of_an_id() -> None:
    for row in PEOPLE:
        for term in terms_of(row):
            assert term.keys() <= {"role", "of", "since", "until"}, (row["id"], term)
            assert re.fullmatch(r"[a-z' -]+", term["role"]), (row["id"], term)
            assert re.fullmatch(r"(state|org)/[a-z0-9]+(-[a-z0-9]+)*", term.get("of", "org/x")), (row["id"], term)


def test_an_office_has_one_holder_at_a_time() -> None:
    clashes = [
        (office, one, other)
        for office, holders in offices().items()
        for one, other in pairwise(holders)
        if other[0] < one[1] - HANDOVER
    ]
    assert clashes == []


@pytest.mark.parametrize(
    ("role", "state"), [(role, state) for role, lines in SUCCESSIONS.items() for state in " ".join(lines).split()]
)
def test_successions_since_2014_have_no_long_gap(role: str, state: str) -> None:
    holders = [held for held in offices()[role, f"state/{state}"] if held[1] >= date(2014, 1, 1)]
    assert holders[0][0] <= date(2014, 6, 30), holders[0]
    assert holders[-1][1] == date.max or holders[-1][1] > date(2020, 1, 1), holders[-1]
    gaps = [(one, other) for one, other in pairwise(holders) if other[0] - one[1] > LONGEST_GAP]
    assert gaps == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("alexander-lukashenko", "viktor-lukashenko"),
        ("petro-poroshenko", "oleksiy-poroshenko"),
        ("volodymyr-zelensky", "olena-zelenska"),
        ("alexei-navalny", "yulia-navalnaya"),
        ("sviatlana-tsikhanouskaya", "siarhei-tsikhanouski"),
        ("gurbanguly-berdimuhamedov", "serdar-berdimuhamedov"),
        ("sooronbay-jeenbekov", "asylbek-jeenbekov"),
        ("sadyr-japarov", "akylbek-japarov"),
        ("nawaz-sharif", "shehbaz-sharif"),
    ],
)
def test_people_of_one_surname_are_rows_of_their_own(one: str, other: str) -> None:
    assert set(BY_ID[one]["names"]["ru"]).isdisjoint(BY_ID[other]["names"]["ru"])


def test_no_two_people_have_one_wikidata_id() -> None:
    qids = Counter(row["qid"] for row in PEOPLE if "qid" in row)
    assert all(re.fullmatch(r"Q[1-9]\d*", qid) for qid in qids)
    assert not [qid for qid, count in qids.items() if count > 1]
    assert BY_ID["alexander-lukashenko"]["qid"] == "Q2866"
