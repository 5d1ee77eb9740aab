"""What somebody says is never told as if it were so: facts inside speech lie within their statement."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Lang, Meeting, PhoneCall, Protest, Recognition, Statement
from tests.extraction.reading import read

SPEAKERS = {"ru": ["Стубб", "Шольц", "Дмитрий Песков"], "uk": ["Стубб", "Шольц", "Дмитро Пєсков"]}
SAYING = {"ru": ["заявил", "сказал", "подчеркнул", "утверждает"], "uk": ["заявив", "сказав", "підкреслив", "стверджує"]}
CLAIMS = {
    "ru": [
        ("Моди позвонил Эрдогану", PhoneCall),
        ("Моди встретился с Эрдоганом в Анкаре", Meeting),
        ("Канада не признаёт результаты выборов в Белоруссии", Recognition),
        ("на протестах в Тбилиси задержали 40 человек", Protest),
    ],
    "uk": [
        ("Моді зателефонував Ердогану", PhoneCall),
        ("Моді зустрівся з Ердоганом в Анкарі", Meeting),
        ("Канада не визнає результатів виборів у Білорусі", Recognition),
        ("на протестах у Тбілісі затримали 40 людей", Protest),
    ],
}
THAT = {"ru": "что", "uk": "що"}
WORDS = {"ru": "По словам {}, {}.", "uk": "За словами {}, {}."}
GENITIVE = {
    "Стубб": "Стубба",
    "Шольц": "Шольца",
    "Дмитрий Песков": "Дмитрия Пескова",
    "Дмитро Пєсков": "Дмитра Пєскова",
}


def told(lang: Lang, frame: str, speaker: str, verb: str, claim: str) -> str:
    """A sentence in which somebody claims something."""
    capital = claim[0].upper() + claim[1:]
    return {
        "that": f"{speaker} {verb}, {THAT[lang]} {claim}.",
        "inserted": f"{capital}, {verb} {speaker}.",
        "quoted": f"«{capital}», — {verb} {speaker}.",
        "colon": f"{speaker} {verb}: «{capital}».",
        "words": WORDS[lang].format(GENITIVE[speaker], claim),
    }[frame]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_claim_is_within_its_statement(data: st.DataObject) -> None:
    lang: Lang = data.draw(st.sampled_from(("ru", "uk")))
    frame = data.draw(st.sampled_from(("that", "inserted", "quoted", "colon", "words")))
    speaker, verb = data.draw(st.sampled_from(SPEAKERS[lang])), data.draw(st.sampled_from(SAYING[lang]))
    claim, kind = data.draw(st.sampled_from(CLAIMS[lang]))
    words = told(lang, frame, speaker, verb, claim)
    facts = read(words, lang).facts
    statements = {f.id for f in facts if isinstance(f, Statement)}
    claimed = [f for f in facts if isinstance(f, kind)]
    assert all(f.within in statements for f in claimed), words


@pytest.mark.parametrize("lang", ["ru", "uk"])
@pytest.mark.parametrize("at", range(4))
def test_the_article_itself_asserts(lang: Lang, at: int) -> None:
    claim, kind = CLAIMS[lang][at]
    words = f"{claim[0].upper()}{claim[1:]}."
    found = [f for f in read(words, lang).facts if isinstance(f, kind)]
    assert found, words
    assert all(f.within is None for f in found)


def test_a_claim_of_a_headline_keeps_its_statement() -> None:
    words = "Стубб: Моди позвонил Эрдогану\n\nВ Анкаре был дождь. Шольц сказал, что лето прошло."
    facts = read(words).facts
    calls = [f for f in facts if isinstance(f, PhoneCall)]
    assert all(c.within in {f.id for f in facts if isinstance(f, Statement)} for c in calls)


def test_reading_is_deterministic() -> None:
    words = "Стубб сказал, что Моди позвонил Эрдогану. Канцлер Германии Олаф Шольц поздравил Моди."
    assert read.__wrapped__(words).facts == read.__wrapped__(words).facts  # type: ignore[attr-defined]  # of @cache


def test_of_two_who_say_something_in_a_clause_the_nearer_tells_its_content() -> None:
    # a dash was lost before «Стубб», so both verbs share a clause
    extraction = read("Шольц осудил Россию в Берлине Стубб заявил, что Моди позвонил Эрдогану.")
    (call,) = (f for f in extraction.facts if isinstance(f, PhoneCall))
    assert {f.speaker for f in extraction.facts if f.id == call.within} == {"alexander-stubb"}  # type: ignore[union-attr]
