import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings

from kg.text.names import find_names
from kg.text.respell import Respeller, load_rules
from kg.text.tagger import _CONTEXT, _WINDOW, best_path, load_tagger
from tests.strategies import news_text


def names(text, lang):
    return [(name.span.of(text), name.label) for name in find_names(text, lang)]


def test_russian_names_with_their_labels():
    text = "Ангела Меркель прилетела в Варшаву и выступила в НАТО."
    assert names(text, "ru") == [("Ангела Меркель", "PER"), ("Варшаву", "LOC"), ("НАТО", "ORG")]


def test_ukrainian_names_keep_their_own_spelling_and_place():
    text = "Прем'єр Ангела Меркель прибула до Варшави, повідомило МЗС."
    assert names(text, "uk") == [("Ангела Меркель", "PER"), ("Варшави", "LOC"), ("МЗС", "ORG")]


def test_a_headline_without_a_stop_does_not_run_into_the_next_line():
    text = "Во Львов приехал Марек Новак\nАнна Ковальская ушла в отставку"
    assert ("Марек Новак", "PER") in names(text, "ru")
    assert ("Анна Ковальская", "PER") in names(text, "ru")


def test_stress_marks_soft_hyphens_and_no_break_spaces_do_not_hide_a_name():
    assert names("Вчера А́нгела\u00a0Мер\u00adкель прилетела домой.", "ru") == [("А́нгела\u00a0Мер\u00adкель", "PER")]


def test_a_surname_seen_once_is_found_wherever_it_stands(monkeypatch):
    tagger = load_tagger()
    text = "Анна Ковальская уехала. Ковальскую ждали. Город ждал."
    tags = ["B-PER", "I-PER", *["O"] * 8]
    monkeypatch.setattr(tagger, "tags", lambda words: [tag for tag, _ in zip(tags, words, strict=True)])
    assert names(text, "ru") == [("Анна Ковальская", "PER"), ("Ковальскую", "PER")]


def test_words_glued_by_a_web_page_are_taken_apart():
    text = "Читайте такожМеркель відвідала Варшаву"
    assert names(text, "uk")[0] == ("Меркель", "PER")


@pytest.mark.parametrize("name", ["Bloomberg", "The Guardian", "Tagblatt.ch"])
def test_latin_names_the_tagger_overlooks(name):
    assert name in [surface for surface, _ in names(f"Об этом пишет {name}, передаёт агентство.", "ru")]


def test_lower_case_latin_words_and_addresses_are_no_names():
    assert names("Он включил push и wi-fi на сайте @reporter.", "ru") == []


def test_english_is_left_for_later():
    assert find_names("Angela Merkel met Donald Tusk in Warsaw.", "en") == ()


@settings(max_examples=60, deadline=None)
@given(news_text())
def test_names_lie_within_the_text_in_order(text):
    for lang in ("ru", "uk"):
        found = find_names(text, lang)
        assert all(0 <= n.span.start < n.span.end <= len(text) and n.span.of(text).strip() for n in found)
        assert all(a.span.end <= b.span.start for a, b in pairwise(found))


def test_a_long_text_is_read_like_its_parts():
    sentence = ["Ангела", "Меркель", "прилетела", "в", "Варшаву", ".", "Погода", "хорошая", "."]
    many = sentence * ((_WINDOW + 2 * _CONTEXT) // len(sentence) + 40)
    tags = load_tagger().tags(many)
    assert tags == tags[:9] * (len(many) // 9)


def test_best_path_obeys_the_transitions():
    import numpy as np

    scores = np.array([[1.0, 0.9], [0.0, 1.0], [1.0, 0.9]], dtype=np.float32)
    free = np.zeros((2, 2), dtype=np.float32)
    sticky = np.array([[0, -5], [-5, 0]], dtype=np.float32)
    assert best_path(scores, free) == [0, 1, 0]
    assert best_path(scores, sticky) == [1, 1, 1]


def test_respelling_prefers_the_most_frequent_known_word():
    spell = Respeller({"виборы": 50, "выборы": 3, "страна": 1}, load_rules())
    assert spell("рибалка") == "рибалка"  # none of the spellings is known: only letters change
    assert spell("виборы") == "выборы"
    assert spell("Країна") == "Страна"
    assert spell("МІНСЬК") == "МИНСК"
    assert spell("2024") == "2024"


def test_natasha_is_never_imported():
    code = "import sys; from kg.text.names import find_names as f; f('Меркель', 'ru'); print('natasha' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_importing_names_loads_no_weights():
    code = "import sys, kg.text.names; print(sorted({'numpy', 'slovnet', 'navec'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
