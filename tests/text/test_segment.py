"""Where sentences and words end: lines, zones, sites, apostrophes, soft hyphens."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Span, Zone
from kg.morphology import forms
from kg.text.segment import split_sentences, split_tokens


def words(text: str) -> list[str]:
    return [t.text for t in split_tokens(text, Span(0, len(text)), forms("ru"))]


def test_a_line_ends_a_sentence() -> None:
    text = "Мэр приехал\nОн устал. Потом уснул."
    assert [s.of(text) for s, _ in split_sentences(text, ())] == ["Мэр приехал", "Он устал.", "Потом уснул."]


def test_zones_are_cut_first() -> None:
    text = "Мэр приехал. Он устал."
    zones = (Zone("headline", Span(0, 12)), Zone("body", Span(13, 22)))
    assert [(s.of(text), z) for s, z in split_sentences(text, zones)] == [
        ("Мэр приехал.", "headline"),
        ("Он устал.", "body"),
    ]


def test_words_keep_their_signs_inside() -> None:
    assert words("Сайт TUT.by, прем'єр-міністр і 80,1% голосів") == [
        "Сайт", "TUT.by", ",", "прем'єр-міністр", "і", "80,1", "%", "голосів",
    ]  # fmt: skip


def test_initialisms_are_one_word() -> None:
    assert words("The U.S. and the U.N.") == ["The", "U.S.", "and", "the", "U.N."]
    assert words("Russian-U.S. talks") == ["Russian", "-", "U.S.", "talks"]


def test_stress_and_soft_hyphens_do_not_show() -> None:
    (token,) = split_tokens("го\u0301ро\u00adда", Span(0, 8), forms("ru"))
    assert token.norm == "города"


@given(st.text(alphabet="аб «».,!?\n-1", max_size=60))
def test_sentences_are_in_order_and_hold_every_word(text: str) -> None:
    spans = [s for s, _ in split_sentences(text, ())]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    inside = [i for s in spans for i in range(s.start, s.end)]
    assert [c for c in text if not c.isspace()] == [text[i] for i in inside if not text[i].isspace()]
