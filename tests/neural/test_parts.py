"""The parts of the trained reader that need no weights."""

from dataclasses import replace

import numpy as np

from kg.extraction import date_document
from kg.extraction.scene import Scene
from kg.model import Actor, Article, Cast, Date, Document, Evidence, Meeting, PhoneCall, Span, Statement
from kg.neural.candidates import Candidate, fixed, numbers, tokens_within
from kg.neural.facts import Builder, Told
from kg.neural.features import prominences
from kg.neural.filling import Filled
from kg.neural.labels import ANCHORS, ATTRIBUTES, ATTRIBUTES_OF, ROLES, ROLES_OF, CandidateType, Role
from kg.neural.merging import completed, merged, numbered, same
from kg.neural.tagging import Trigger
from kg.neural.tokenizer import UNKNOWN, Tokenizer
from kg.neural.windows import SIZE, cut
from kg.registry import load
from kg.text import analyse

PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁вст", "реча", "▁встреча", "▁в", ".", "▁met", "e", "r"]
SCORES = [0.0, 0.0, 0.0, 0.0, -3.0, -4.0, -4.0, -6.0, -2.0, -1.0, -3.0, -5.0, -5.0]


def tokenizer() -> Tokenizer:
    return Tokenizer(PIECES, SCORES, {"\n": " "})


def document(text: str, lang: str = "ru") -> Document:
    article = Article(id="x", text=text, lang=lang, published="2024-05-15")  # type: ignore[arg-type]
    return date_document(analyse(article), load())


def call(confidence: float, *people: str, day: str | None = None, start: int = 0) -> PhoneCall:
    proof = Evidence(Span(start, start + 5), "words")
    date = Date(day, "told") if day else None
    return PhoneCall(id="", rule="net-phonecall", evidence=proof, participants=people, date=date, confidence=confidence)


def test_tokenizer_takes_the_likeliest_pieces_and_keeps_offsets() -> None:
    ids, offsets = tokenizer()("встреча в\nмире.")
    assert ids[0] == PIECES.index("▁встреча")
    assert offsets[0] == (0, 7)
    assert UNKNOWN in ids
    assert offsets[-1] == (14, 15)
    assert all(a < b for a, b in offsets)


def test_every_token_of_a_long_text_is_read_once_in_the_middle_of_a_window() -> None:
    text = "встреча в встреча. " * 700
    doc = document(text)
    windows = cut(doc, tokenizer())
    assert len(windows.ids) > 2
    assert all(len(ids) <= SIZE + 2 for ids in windows.ids)
    assert sorted(set(windows.token.tolist())) == list(range(len(doc.tokens)))
    inner = [r for w, r in zip(windows.window, windows.row, strict=True) if 0 < w < len(windows.ids) - 1]
    assert min(inner) > 60  # never read right at a seam


def test_gather_gives_each_token_the_mean_of_its_pieces() -> None:
    doc = document("встреча в мире.")
    windows = cut(doc, tokenizer())
    states = [np.arange(len(ids), dtype=np.float32)[:, None] for ids in windows.ids]
    assert windows.gather(states)[0, 0] == 1.0
    assert windows.gather(states).shape == (4, 1)


def test_numbers_are_found_outside_dates_in_all_languages() -> None:
    ru = document("15 мая 2024 года задержали 3 700 человек, трое погибли, за него 51,2%.")
    en = document("On 15 May 2024 police held 1,200 people, three died; he won 51.2 percent.", "en")
    for doc, expected in ((ru, {3700.0, 3.0, 51.2}), (en, {1200.0, 3.0, 51.2})):
        found = numbers(Scene(doc, Cast((), (), ())))
        assert {n.value for n in found} == expected


def test_each_day_of_a_list_is_a_candidate() -> None:
    doc = document("Они говорили 1 и 3 мая 2024 года.")
    keys = {c.key for c in fixed(doc, ())}
    assert {"date:2024-05-01", "date:2024-05-03", "date:2024-05-15"} <= keys


def test_tokens_within_a_span() -> None:
    doc = document("Он позвонил ей.")
    assert tokens_within(doc, 3, 11) == [1]
    assert tokens_within(doc, 4, 13) == [1, 2]


def test_labels_agree_with_each_other() -> None:
    assert set(ROLES_OF) == set(ANCHORS)
    assert {r for roles in ROLES_OF.values() for r in roles} == set(ROLES)
    assert {a for names in ATTRIBUTES_OF.values() for a in names} == set(ATTRIBUTES)


def test_one_call_told_twice_is_one_fact_with_both_passages() -> None:
    sure, unsure = call(0.9, "a", "b", start=50), call(0.6, "a", "b", day="2024-05-14")
    facts = [t.fact for t in merged([Told(unsure, 0), Told(sure, 9)])]
    assert len(facts) == 1
    assert isinstance(facts[0], PhoneCall)
    assert facts[0].date == unsure.date
    assert facts[0].evidence == sure.evidence
    assert facts[0].support == (unsure.evidence,)


def test_calls_of_two_days_and_meetings_stay_apart() -> None:
    first, second = call(0.9, "a", "b", day="2024-05-13"), call(0.9, "a", "b", day="2024-05-14")
    meeting = Meeting(id="", rule="r", evidence=first.evidence, participants=("a", "b"))
    assert not same(first, second)
    assert not same(first, meeting)


def test_of_two_statuses_of_one_call_the_surer_stays() -> None:
    sure, unsure = (
        call(0.9, "a", "b", day="2024-05-10"),
        replace(call(0.6, "b", "a", day="2024-05-10"), status="refused"),
    )
    other = replace(call(0.5, "a", "b", day="2024-05-12", start=40), status="refused")
    beside = replace(call(0.4, "a", "b", start=2), status="proposed")
    kept = [t.fact for t in merged(Told(f, n) for n, f in enumerate((sure, unsure, other, beside)))]
    assert kept == [sure, other]


def test_a_new_initiator_must_take_part() -> None:
    told = call(0.9, "a", "b")
    other = PhoneCall(id="", rule="r", evidence=told.evidence, participants=("a", "b", "c"), initiator="c")
    joined = completed(told, other)
    assert isinstance(joined, PhoneCall)
    assert joined.initiator is None


def test_ids_count_by_kind() -> None:
    said = Statement(id="", rule="r", evidence=Evidence(Span(0, 1), "x"), speaker="a", kind="says")
    assert [f.id for f in numbered([call(1.0, "a", "b"), said, call(1.0, "c", "d")])] == ["e1", "s1", "e2"]


def test_whom_an_article_names_most_is_told_apart_if_clearly() -> None:
    def of(*keys: str) -> list[Candidate]:
        types: dict[str, CandidateType] = {"p": "Person", "s": "State", "d": "day"}
        return [Candidate(i, i + 1, types[k[0]], k) for i, k in enumerate(keys)]

    assert prominences(of("p1", "p1", "p2", "p3", "s1", "s1", "s2", "d1")).tolist() == [1, 1, 3, 4, 6, 6, 7, 0]
    assert prominences(of("p1", "p2")).tolist() == [2, 3]
    assert prominences(of("p1")).tolist() == [1]
    assert prominences([]).tolist() == []


def test_pairs_told_by_one_word_have_a_day_each_if_there_are_as_many() -> None:
    doc = document("Aro saw Bex on 12 May, Cay on 13 May and Dru.", "en")
    cast = Cast(tuple(Actor(k, "Person", (("en", k.title()),)) for k in ("aro", "bex", "cay", "dru")), (), ())
    at = {k: next(i for i, t in enumerate(doc.tokens) if t.text == k.title()) for k in cast.by_key}

    def days(people: tuple[str, ...], *told: str) -> dict[str, str | None]:
        roles: dict[Role, tuple[tuple[str, float], ...]] = {
            "participant": tuple((k, 0.9) for k in people),
            "date": tuple((f"date:2024-05-{day}", 0.9) for day in told),
            "place": (),
        }
        where = {k: (i, i + 1) for k, i in at.items()}
        attributes = {"several": ("each", 1.0), "status": ("held", 1.0)}
        event = Filled(Trigger(1, 2, "Meeting", 0.9), roles, attributes, where)
        told_ = Builder(Scene(doc, cast), (), {}).facts([event])
        meetings = [t.fact for t in told_ if isinstance(t.fact, Meeting)]
        return {m.participants[1]: m.date.value if m.date else None for m in meetings}

    assert days(("aro", "cay", "bex"), "13", "12") == {"bex": "2024-05-12", "cay": "2024-05-13"}
    assert days(("aro", "bex", "cay"), "12") == {"bex": "2024-05-12", "cay": "2024-05-12"}
    assert days(("aro", "bex", "cay")) == {"bex": None, "cay": None}
