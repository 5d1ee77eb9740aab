"""What must hold for all rows together."""

import re
from collections import Counter

import pytest

from kg.registry import load, name_key

CYRILLIC = re.compile("[А-ЯЁІЇЄҐа-яёіїєґ]")


@pytest.fixture(scope="module")
def registry():
    return load()


def test_all_members_of_the_united_nations_are_there(registry):
    kinds = Counter(state.kind for state in registry.of_type("State"))
    assert kinds[None] == 193
    assert kinds["observer"] == 2


@pytest.mark.parametrize("kind", ["State", "Organization", "Person"])
def test_wikidata_ids_belong_to_one_row(registry, kind):
    ids = Counter(known.qid for known in registry.of_type(kind) if known.qid)
    assert [qid for qid, count in ids.items() if count > 1] == []


def test_states_are_written_in_the_right_script(registry):
    for state in registry.of_type("State"):
        assert not any(CYRILLIC.search(name) for name in state.names["en"]), state.id
        assert not any(re.search("[a-zA-Z]", name) for lang in ("ru", "uk") for name in state.names[lang]), state.id
        assert not any(re.search("[ыэёъ]", name) for name in state.names["uk"]), state.id
        assert not any(re.search("[іїєґ]", name) for name in state.names["ru"]), state.id


def test_adjectives_are_masculine_nominative(registry):
    for state in registry.of_type("State"):
        for lang in ("ru", "uk"):
            assert all(word.endswith(("ий", "ый", "ой")) for word in state.adjectives.get(lang, ())), state.id


def test_an_adjective_names_one_state(registry):
    words = Counter(
        w for s in registry.of_type("State") for lang in ("ru", "uk") for w in set(s.adjectives.get(lang, ()))
    )
    shared = {word for word, count in words.items() if count > 1}
    assert shared <= {"конголезский", "конголезький"}  # two states bear one name


def test_every_state_has_a_genitive_to_compose_with(registry):
    assert [s.id for s in registry.of_type("State") if not {"ru", "uk"} <= s.genitive.keys()] == []


def test_terms_refer_to_rows(registry):
    assert [k.id for k in registry.known.values() for t in k.terms if t.of and registry.get(t.of) is None] == []


def test_people_with_one_key_are_few(registry):
    keys = Counter(
        key for p in registry.of_type("Person") for key in {name_key(n) for ns in p.names.values() for n in ns}
    )
    assert sum(1 for count in keys.values() if count > 1) <= len(keys) * 0.005


def test_elections_are_not_before_2014(registry):
    votes = [v for s in registry.of_type("State") for v in registry.elections(s.id)]
    assert min(v.date for v in votes) >= "2014"
    assert all(v.until is None or v.until > v.date for v in votes)
    assert {v.round for v in votes} == {1, 2}
