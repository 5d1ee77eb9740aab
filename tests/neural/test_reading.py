"""The trained reader with its weights: plain sentences of our own are read, and always in the same way."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from kg import neural
from kg.extraction import date_document
from kg.model import Article, Extraction, Lang, Meeting, Office, PhoneCall, Statement
from kg.registry import load
from kg.text import analyse

CALLS: dict[Lang, str] = {
    "ru": "Президент Франции Эммануэль Макрон позвонил президенту Турции Реджепу Тайипу Эрдогану "
    "в понедельник, 13 мая.\n\n«Мы готовы к переговорам», — заявил Макрон журналистам.",
    "uk": "Президент Франції Еммануель Макрон зателефонував президентові Туреччини Реджепу Таїпу Ердогану "
    "в понеділок, 13 травня.\n\n«Ми готові до переговорів», — заявив Макрон журналістам.",
    "en": "French President Emmanuel Macron telephoned Turkish President Recep Tayyip Erdogan on Monday, 13 May.\n\n"
    '"We are ready for talks," Macron told reporters.',
}


def read(text: str, lang: Lang, reader: str = "read") -> Extraction:
    registry = load()
    article = Article(id="x", text=text, lang=lang, published="2024-05-15")
    extraction: Extraction = getattr(neural, reader)(date_document(analyse(article), registry), registry)
    return extraction


def test_the_net_says_of_no_call_of_the_rules_who_rang() -> None:
    """Of two subjects of one verb neither is the caller, however the net scores them."""
    extraction = read("У вівторок, 14 травня, Путін і Ердоган знову поговорили телефоном.", "uk", "both")
    assert [c.initiator for c in extraction.facts if isinstance(c, PhoneCall)] == [None]


@pytest.mark.parametrize("reader", ["read", "both"])
@pytest.mark.parametrize("lang", ["ru", "uk", "en"])
def test_a_plain_call_and_a_plain_statement(lang: Lang, reader: str) -> None:
    extraction = read(CALLS[lang], lang, reader)
    calls = [f for f in extraction.facts if isinstance(f, PhoneCall)]
    assert [set(c.participants) for c in calls] == [{"emmanuel-macron", "recep-tayyip-erdogan"}]
    assert calls[0].date is not None
    assert calls[0].date.value == "2024-05-13"
    assert calls[0].status == "held"
    assert "emmanuel-macron" in {f.speaker for f in extraction.facts if isinstance(f, Statement)}
    offices = {(f.person, f.role, f.of) for f in extraction.facts if isinstance(f, Office)}
    assert {("emmanuel-macron", "president", "fr"), ("recep-tayyip-erdogan", "president", "tr")} <= offices


def test_a_day_to_come_is_planned_and_a_day_nobody_tells_is_none() -> None:
    extraction = read("Antony Blinken will travel to Cairo on Thursday to meet Abdel Fattah al-Sisi.", "en")
    assert [(m.status, m.date and m.date.value) for m in extraction.facts if isinstance(m, Meeting)] == [
        ("planned", "2024-05-16")
    ]
    extraction = read("Президент Сербии Александар Вучич поговорил по телефону с Эммануэлем Макроном.", "ru", "both")
    assert [c.date for c in extraction.facts if isinstance(c, PhoneCall)] == [None]


def test_a_leader_of_a_state_is_not_in_it() -> None:
    extraction = read("President Joe Biden hosted Japanese Prime Minister Fumio Kishida at the White House.", "en")
    assert [m.place for m in extraction.facts if isinstance(m, Meeting)] == [None]


def test_a_capital_is_nobodys_surname() -> None:
    extraction = read("Эр-Рияд отрицает причастность к исчезновению журналиста.", "ru")
    assert {f.speaker for f in extraction.facts if isinstance(f, Statement)} == {"sa"}


def test_an_outlet_passes_on_what_others_say() -> None:
    for text in ("The Washington Post said the talks had failed.", "Reuters reported that the talks had failed."):
        assert not [f for f in read(text, "en").facts if isinstance(f, Statement)]


@pytest.mark.parametrize("lang", ["ru", "uk", "en"])
def test_evidence_is_verbatim_and_confidence_a_probability(lang: Lang) -> None:
    extraction = read(CALLS[lang], lang)
    text = extraction.article.text
    assert extraction.facts
    for fact in extraction.facts:
        assert fact.evidence.span.of(text) == fact.evidence.exact
        assert 0 < fact.confidence <= 1
    assert len({f.id for f in extraction.facts}) == len(extraction.facts)
    keys = set(extraction.cast.by_key)
    assert {k for refers in extraction.cast.refers for k in refers} <= keys
    starts = [m.span.start for m in extraction.cast.mentions]
    assert starts == sorted(starts)


def test_many_threads_read_the_same() -> None:
    once = [read(CALLS[lang], lang).facts for lang in CALLS]
    with ThreadPoolExecutor(4) as pool:
        again = list(pool.map(lambda lang: read(CALLS[lang], lang).facts, [*CALLS] * 3))
    assert again == once * 3


def test_a_long_article_loses_nothing_behind_the_first_window() -> None:
    filler = (
        "The weather in the valley stayed dry and the harvest of apples went on as usual, farmers of the region found. "
    )
    extraction = read(filler * 60 + "\n\n" + CALLS["en"], "en")
    calls = [f for f in extraction.facts if isinstance(f, PhoneCall)]
    assert [set(c.participants) for c in calls] == [{"emmanuel-macron", "recep-tayyip-erdogan"}]


def test_nothing_political_gives_no_contact() -> None:
    extraction = read("The bakery opens at seven. Its bread is good, and the queue is long on Sundays.", "en")
    assert not [f for f in extraction.facts if isinstance(f, PhoneCall | Meeting)]


def test_an_empty_line_is_read_too() -> None:
    assert read("...", "en").facts == ()
