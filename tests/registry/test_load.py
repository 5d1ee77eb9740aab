from pathlib import Path

import pytest

from kg.errors import RegistryError
from kg.registry import load
from kg.registry.load import read

STATE = """
[[state]]
id = "xx"
names = {en = ["Xenia"], ru = ["Ксения"], uk = ["Ксенія"]}
genitive = {ru = ["Ксении"], uk = ["Ксенії"]}
adjectives = {en = ["Xenian"], ru = ["ксенийский"], uk = ["ксенійський"]}
"""
INSTITUTION = """
[[institution]]
id = "foreign-ministry"
kind = "ministry"
head = "foreign minister"
names = {en = ["foreign ministry"], ru = ["МИД"], uk = ["МЗС"]}
"""
PERSON = """
[[person]]
id = "ann-example"
names = {en = ["Ann Example"], ru = ["Анна Пример"], uk = ["Анна Приклад"]}
"""


def seeds(folder: Path, **files: str) -> Path:
    for name, text in {"states": STATE, **files}.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        ("people", PERSON + 'qid = "184"', "people.toml, row ann-example: qid must look like Q184"),
        ("people", PERSON + 'born = "1960-13-01"', "row ann-example: born must be an ISO date"),
        ("people", PERSON + 'gender = "f"', "row ann-example: gender must be one of masc, fem"),
        ("people", PERSON + 'borm = "1960"', "row ann-example: unknown key 'borm'"),
        ("people", PERSON + 'terms = [{role = "president", of = "state/yy"}]', "row ann-example: no row state/yy"),
        ("people", PERSON + PERSON, "row ann-example: id person/ann-example is used twice"),
        (
            "people",
            PERSON + 'terms = [{role = "mayor", since = "2020", until = "2019-05"}]',
            "row ann-example: mayor ends 2019-05, before it begins 2020",
        ),
        ("people", PERSON.replace(', uk = ["Анна Приклад"]', ""), "row ann-example: names has no uk"),
        ("people", PERSON.replace("uk =", "by ="), "row ann-example: names has an unknown language 'by'"),
        ("people", PERSON.replace("Ann Example", " Ann"), "row ann-example: names.en must be strings without spaces"),
        ("people", PERSON.replace("ann-example", "Ann Example"), "id must be lower-case letters"),
        ("people", PERSON.replace("person", "people"), "people.toml: unknown table 'people'"),
        ("people", "[[person]\n", "people.toml: "),
        (
            "elections",
            '[[election]]\nstate = "xx"\noffice = "president"',
            "elections.toml, row number 1: date is missing",
        ),
        ("elections", '[[election]]\nstate = "xx"\noffice = "mayor"\ndate = "2020-02-02"', "office must be one of"),
        ("elections", '[[election]]\nstate = "yy"\noffice = "local"\ndate = "2020-02-02"', "no state state/yy"),
        ("elections", '[[election]]\nstate = "xx"\noffice = "local"\ndate = "2020-02"', "date must be an ISO date"),
        (
            "organizations",
            '[[organization]]\nid = "xx-navy"\ninstitution = "navy"\nof = "state/xx"',
            "no institution or",
        ),
        ("organizations", '[[organization]]\nid = "league"\nkind = "club"', "kind must be one of"),
    ],
)
def test_wrong_rows_are_named(tmp_path, file, text, problem):
    with pytest.raises(RegistryError) as error:
        read(seeds(tmp_path, **{file: text}))
    assert problem in str(error.value)


def test_missing_folder_says_so(tmp_path):
    with pytest.raises(RegistryError, match=r"no states\.toml"):
        read(tmp_path)


def test_composed_bodies_can_be_referred_to(tmp_path):
    person = PERSON + 'terms = [{role = "foreign minister", of = "org/xx-foreign-ministry"}]'
    registry = read(seeds(tmp_path, people=person, institutions=INSTITUTION))
    (holder,) = registry.holder("foreign minister", "org/xx-foreign-ministry", None)
    assert holder.id == "person/ann-example"


def test_rows_may_lie_in_a_folder_of_the_file_s_name(tmp_path):
    folder = seeds(tmp_path)
    (folder / "people").mkdir()
    (folder / "people" / "here.toml").write_text(PERSON, encoding="utf-8")
    assert read(folder).get("person/ann-example")


def test_digest_follows_the_seeds(tmp_path):
    before = read(seeds(tmp_path)).digest
    assert read(seeds(tmp_path)).digest == before
    assert read(seeds(tmp_path, people=PERSON)).digest != before


def test_load_is_read_once():
    assert load() is load()
