"""Shares and outcomes: which figure is whose, who won, who counts."""

import pytest

from kg.model import ElectionResult, Lang
from tests.extraction.reading import facts, last

VOTE = {
    "ru": "Второй тур выборов президента Польши прошёл 1 июня. ",
    "uk": "Другий тур виборів президента Польщі пройшов 1 червня. ",
}
FIRST = {
    "ru": "Первый тур выборов президента Польши прошёл 18 мая. ",
    "uk": "Перший тур виборів президента Польщі пройшов 18 травня. ",
}


def shares(words: str, lang: Lang = "ru") -> dict[str | None, float | None]:
    return {last(r.candidate): r.share for r in facts(ElectionResult, words, lang) if r.share is not None}


def outcomes(words: str, lang: Lang = "ru") -> dict[str | None, str | None]:
    return {last(r.candidate): r.outcome for r in facts(ElectionResult, words, lang)}


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ru", "Карол Навроцкий набрал 50,9% голосов, Рафал Тшасковский — 49,1%."),
        ("ru", "У Карола Навроцкого 50,9%, у Рафала Тшасковского 49,1%."),
        ("ru", "50,9% у Карола Навроцкого, 49,1% у Рафала Тшасковского."),
        ("ru", "За Карола Навроцкого проголосовали 50,9% избирателей, за Рафала Тшасковского — 49,1%."),
        ("ru", "Кароль Навроцкий (50,9%) опередил соперника, Рафал Тшасковский (49,1%) отстал."),
        ("ru", "При явке 71% Карол Навроцкий получил 50,9 процента, Рафал Тшасковский — 49,1 процента."),
        ("uk", "Кароль Навроцький здобув 50,9% голосів, Рафал Тшасковський – 49,1%."),
        ("uk", "За Кароля Навроцького віддали голоси 50,9% виборців, за Рафала Тшасковського – 49,1%."),
    ],
)
def test_every_figure_finds_its_candidate(lang: Lang, words: str) -> None:
    assert sorted(s for s in shares(VOTE[lang] + words, lang).values() if s) == [49.1, 50.9]


def test_the_sign_of_percent_may_stand_once() -> None:
    words = VOTE["ru"] + "Карол Навроцкий набрал 50,9% голосов, Рафал Тшасковский — 49,1."
    assert sorted(s for s in shares(words).values() if s) == [49.1, 50.9]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ru", "По данным опроса, Карол Навроцкий получит 50,9% голосов."),
        ("uk", "За даними соціологів, Кароль Навроцький здобуде 50,9% голосів."),
    ],
)
def test_an_opinion_poll_is_no_result(lang: Lang, words: str) -> None:
    assert shares(VOTE[lang] + words, lang) == {}


def test_the_winner_is_told_beside_the_figures_and_the_others_lost() -> None:
    words = VOTE["ru"] + "Навроцкий победил: Карол Навроцкий набрал 50,9% голосов, Рафал Тшасковский — 49,1%."
    assert set(outcomes(words).values()) == {"won", "lost"}


def test_a_first_round_has_no_outcome() -> None:
    words = FIRST["ru"] + "В первом туре Рафал Тшасковский набрал 31,4%, Карол Навроцкий — 29,5%."
    assert set(outcomes(words).values()) == {None}


def test_parties_in_quotation_marks_are_candidates_and_their_leaders_are_not() -> None:
    figures = "«Ликуд» Биньямина Нетаньяху набрал 23,4%, «Северный ветер» — 9,1%."
    words = "Парламентские выборы в Израиле прошли 1 ноября. " + figures
    assert sorted(s for s in shares(words).values() if s) == [9.1, 23.4]
    assert not any(k and "netanyahu" in k for k in shares(words))


def test_the_rival_without_a_name_is_the_other_one() -> None:
    figures = "За Рафала Тшасковского в Варшаве голосовали 68%. Карол Навроцкий набрал 50,9%, его соперник — 49,1%."
    by_share = {r.share: r.candidate for r in facts(ElectionResult, VOTE["ru"] + figures)}
    assert by_share[49.1] == by_share[68.0] != by_share[50.9]


def test_who_counts_goes_on_for_the_figures_after() -> None:
    words = VOTE["ru"] + "По данным ЦИК Польши, Карол Навроцкий набрал 50,9% голосов. Рафал Тшасковский получил 49,1%."
    assert {r.according_to for r in facts(ElectionResult, words)} == {"pl-cec"}


def test_exit_polls_are_a_source_of_their_own() -> None:
    words = VOTE["uk"] + "За даними екзитполу, Рафал Тшасковський набрав 50,3%."
    assert {(r.according_to, r.outcome) for r in facts(ElectionResult, words, "uk")} == {("exit polls", None)}


def test_a_victory_in_exit_polls_decides_no_other_count() -> None:
    words = (
        VOTE["ru"]
        + "ЦИК Польши насчитал, что Рафал Тшасковский набрал 30%. Экзитполы показывали победу Тшасковского с 54%."
    )
    told = {(r.according_to, r.share): r.outcome for r in facts(ElectionResult, words)}
    assert told[("exit polls", 54.0)] == "won"
    assert told[("pl-cec", 30.0)] != "won"


@pytest.mark.parametrize(
    "words",
    [
        "Явка составила 71%, обработано 99% протоколов.",
        "Рейтинг Дональда Туска вырос до 40%.",
        "Инфляция при Дональде Туске достигла 4%.",
    ],
)
def test_other_percentages_are_no_shares(words: str) -> None:
    assert shares(VOTE["ru"] + words) == {}


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ru", "Экзитпол центра «Дамар» показал 52% за Рафала Тшасковского и 48% за Кароля Навроцкого."),
        ("ru", "Экзитпол отводил Рафалу Тшасковскому 52%, Каролю Навроцкому – 48%."),
        ("uk", "Екзитпол групи «Рейтинг» показав 52% за Рафала Тшасковського і 48% за Кароля Навроцького."),
        ("uk", "Екзитпол Ipsos віддавав 52% Рафалові Тшасковському і 48% Каролеві Навроцькому."),
    ],
)
def test_an_exit_poll_is_the_source_and_whoever_made_it_no_candidate(lang: Lang, words: str) -> None:
    found = facts(ElectionResult, VOTE[lang] + words, lang)
    assert {(last(r.candidate), r.share, r.according_to) for r in found if r.share} == {
        ("trzaskowski", 52.0, "exit polls"), ("nawrocki", 48.0, "exit polls"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        "Экзитполы дали «Гражданской платформе» 52%.",
        "Экзитпол показал «Гражданской платформе» 52%.",
        "По данным экзитпола, «Гражданская платформа» набирает 52%.",
    ],
)
def test_a_party_beside_an_exit_poll_did_not_make_it(words: str) -> None:
    found = facts(ElectionResult, VOTE["ru"] + words)
    assert [(r.share, r.according_to) for r in found] == [(52.0, "exit polls")]
