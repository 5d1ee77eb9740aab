"""Sentences of plain agency copy, read whole: what rules and net tell together."""

from functools import cache

import pytest

from kg import readers
from kg.model import (
    Article,
    ElectionResult,
    Extraction,
    Lang,
    Meeting,
    Office,
    PhoneCall,
    Statement,
)
from kg.registry import load


@cache
def read(text: str, lang: Lang = "en") -> Extraction:
    return readers.read(Article(id="x", text=text, lang=lang, published="2024-05-15"), load(), "both")


def contacts(kind: type[PhoneCall | Meeting], text: str, lang: Lang = "en") -> list[set[str]]:
    return [set(f.participants) for f in read(text, lang).facts if isinstance(f, kind)]


def names(text: str) -> set[str]:
    return {name for a in read(text).cast.actors for _, name in a.names}


SEPARATELY = "Turkish Foreign Minister Hakan Fidan met separately with Ayman Safadi and Sergei Lavrov in Amman."


@pytest.mark.parametrize(
    ("kind", "text", "pairs"),
    [
        (
            Meeting, SEPARATELY,
            [{"hakan-fidan", "ayman-safadi"}, {"hakan-fidan", "sergey-lavrov"}],
        ),
        (
            PhoneCall, "Emmanuel Macron held separate phone calls with Vladimir Putin and Volodymyr Zelensky.",
            [{"emmanuel-macron", "vladimir-putin"}, {"emmanuel-macron", "volodymyr-zelensky"}],
        ),
        (
            PhoneCall, "On Monday Emmanuel Macron called Vladimir Putin, Volodymyr Zelensky and Friedrich Merz.",
            [{"emmanuel-macron", x} for x in ("vladimir-putin", "volodymyr-zelensky", "friedrich-merz")],
        ),
        (
            PhoneCall, "Emmanuel Macron spoke by phone with Vladimir Putin and Friedrich Merz separately on Monday.",
            [{"emmanuel-macron", "vladimir-putin"}, {"emmanuel-macron", "friedrich-merz"}],
        ),
        (
            PhoneCall, "On Monday Mariano Rajoy took a call from US President Barack Obama.",
            [{"mariano-rajoy", "barack-obama"}],
        ),
    ],
)  # fmt: skip
def test_who_talks_to_whom(kind: type[PhoneCall | Meeting], text: str, pairs: list[set[str]]) -> None:
    assert sorted(contacts(kind, text), key=sorted) == sorted(pairs, key=sorted)


def test_a_meeting_is_no_call_too() -> None:
    assert not contacts(PhoneCall, SEPARATELY)


NAMELESS = (
    "Viktor Orban met Robert Fico. A spokesman for Orban declined to comment. An adviser to Fico said it went well."
)


def test_who_serves_somebody_is_neither_that_one_nor_anybody_told_before() -> None:
    assert not [f for f in read(NAMELESS).facts if isinstance(f, Office | Statement)]


def test_an_opposition_owns_no_candidate() -> None:
    told = read("Opposition candidate Issa Tchiroma Bakary claimed victory.").facts
    assert [(f.role, f.of) for f in told if isinstance(f, Office)] == [("candidate", None)]


def test_a_headline_is_as_sure_as_the_sentence_that_says_it_again() -> None:
    text = "Зеленському подзвонив Трамп\nПрезидент США Дональд Трамп зателефонував Володимиру Зеленському."
    told = [f for f in read(text, "uk").facts if isinstance(f, PhoneCall)]
    assert [set(f.participants) for f in told] == [{"donald-trump", "volodymyr-zelensky"}]
    assert told[0].confidence > 0.5


def test_what_somebody_does_not_rule_out_is_no_call() -> None:
    text = "Ранее Дмитрий Песков не исключил телефонный разговор Владимира Путина и лидера США Дональда Трампа."
    assert not contacts(PhoneCall, text, "ru")


def test_whose_initiative_a_call_was() -> None:
    text = (
        "Sergey Lavrov had a phone call with US Secretary of State Mark Rubens. It was initiated by the American side."
    )
    told = [f for f in read(text).facts if isinstance(f, PhoneCall)]
    assert [f.initiator for f in told] == [next(k for k in told[0].participants if k != "sergey-lavrov")]


def test_a_chief_is_of_the_body_named_before() -> None:
    told = read("NATO chief Mark Rutte met Donald Trump at the White House.").facts
    assert [(f.role, f.of) for f in told if isinstance(f, Office)] == [("secretary general", "nato")]


def test_a_part_of_a_known_name_is_nobody() -> None:
    told = read("Georgian Dream, the ruling party, claimed 54% of the vote.").facts
    assert {f.candidate for f in told if isinstance(f, ElectionResult)} == {"ge-georgian-dream"}


def test_nobody_holds_the_office_that_is_voted_on() -> None:
    text = "У першому турі виборів президента Румунії Келін Джорджеску здобув 22,9%. Другий тур відбудеться 8 грудня."
    assert not [f for f in read(text, "uk").facts if isinstance(f, Office)]


def test_names_of_bodies_go_on_with_what_they_are_for() -> None:
    told = names("In Namibia, the Independent Patriots for Change took 25.5 percent, officials said.")
    assert "Independent Patriots for Change" in told


def test_a_particle_begins_no_name_of_its_own() -> None:
    assert "Tarek al-Hamadi" in names("On Monday Hakan Fidan met with Ayman Safadi and Tarek al-Hamadi in Amman.")


def test_a_condition_is_no_call() -> None:
    assert not contacts(PhoneCall, "Had Emmanuel Macron called Ousmane Sonko himself, the talk would have been short.")


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("Vladimir Putin called Xi Jinping on Monday, the Kremlin said.", True),
        ("Vladimir Putin called Xi Jinping on Monday, Kremlin spokesman Dmitry Peskov said on Tuesday.", True),
        ("The Kremlin said on Monday that Vladimir Putin met Xi Jinping in Beijing.", True),
        ("Viktor Orban called Vladimir Putin on Friday to congratulate him on his re-election.", False),
        ("Vladimir Putin called Xi Jinping on Monday, and Dmitry Peskov said that nothing was agreed.", False),
    ],
)
def test_what_somebody_says_is_his_claim(text: str, claimed: bool) -> None:
    (contact,) = [f for f in read(text).facts if isinstance(f, PhoneCall | Meeting)]
    assert (contact.within is not None, contact.status) == (claimed, "held")


def test_two_who_discuss_something_name_nobody_who_rang() -> None:
    (call,) = [f for f in read("Sergei Lavrov and Hakan Fidan discussed Syria by telephone.").facts
               if isinstance(f, PhoneCall)]  # fmt: skip
    assert call.initiator is None


def test_a_relative_clause_is_no_subject() -> None:
    text = "Charles Michel, who chairs the European Council, and Ursula von der Leyen met Xi Jinping in Beijing."
    assert contacts(Meeting, text) == [{"charles-michel", "ursula-von-der-leyen", "xi-jinping"}]


def test_days_that_go_on_are_a_call_each() -> None:
    calls = [f for f in read("Joe Biden rang Benjamin Netanyahu on Monday and again on Tuesday.").facts
             if isinstance(f, PhoneCall)]  # fmt: skip
    assert {c.date and c.date.value for c in calls} == {"2024-05-13", "2024-05-14"}


@pytest.mark.parametrize("text", ["Brazil has refused to recognise", "He left the Labour Party\nFor Poland it ends"])
def test_odd_input_is_read_without_a_fault(text: str) -> None:
    assert "Labour Party For Poland" not in names(text)


@pytest.mark.parametrize(
    ("lang", "text", "place"),
    [
        ("ru", "Александр Вучич встретился с Дональдом Туском в иранской столице.", "Тегеран"),
        ("ru", "Виктор Орбан принял Александра Вучича в столице Венгрии.", "Будапешт"),
        ("uk", "Володимир Зеленський зустрівся з Дональдом Туском у польській столиці.", "Варшава"),
        ("en", "Abiy Ahmed met William Ruto in the Ethiopian capital on Monday.", "Addis Ababa"),
        ("ru", "Эммануэль Макрон встретился с Дональдом Туском в культурной столице Чехии.", None),
    ],
)
def test_a_capital_told_by_the_noun_has_its_name(lang: Lang, text: str, place: str | None) -> None:
    assert [f.place for f in read(text, lang).facts if isinstance(f, Meeting)] == [place]


def test_a_call_that_the_rules_see_denied_stays() -> None:
    text = "Речниця Білого дому Карін Жан-П'єр заперечила, що Джо Байден телефонував Біньяміну Нетаньягу."
    assert [f.status for f in read(text, "uk").facts if isinstance(f, PhoneCall)] == ["denied"]


def test_a_ministry_is_of_the_state_whose_capital_alone_is_told() -> None:
    assert "ge-interior-ministry" in {
        f.speaker for f in read("Police detained 63 in Tbilisi, the Interior Ministry said.").facts
        if isinstance(f, Statement)
    }  # fmt: skip


HONOURED = (
    "His Excellency Sheikh Salem Al Sabah, Foreign Minister of Kuwait, received a telephone call on Monday from HE "
    "Nasser Bourita. His Excellency called for a truce. Sheikh Salem thanked H.E. Bourita."
)


def test_words_of_respect_are_nobody_and_part_of_no_name() -> None:
    facts, known = read(HONOURED).facts, {a.key: a.names[0][1] for a in read(HONOURED).cast.actors}
    (call,) = [f for f in facts if isinstance(f, PhoneCall)]
    assert {known[k] for k in call.participants} == {"Salem Al Sabah", known["nasser-bourita"]}
    assert call.initiator == "nasser-bourita"
    said = [(known[f.speaker], f.kind) for f in facts if isinstance(f, Statement)]
    assert said == [("Salem Al Sabah", "demands"), ("Salem Al Sabah", "thanks")]
    assert not {"Excellency", "HE"} & set(known.values())


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            "On Tuesday Maia Sandu and Ursula von der Leyen huddled on the margins of the African Union summit.",
            {"maia-sandu", "ursula-von-der-leyen"},
        ),
        (
            "Donald Tusk sent for Radoslaw Sikorski on Monday, Polish Interior Minister Marcin Kierwinski said.",
            {"donald-tusk", "radoslaw-sikorski"},
        ),
        (
            "Petr Pavel rang Peter Pellegrini, who passed on an invitation from Maia Sandu to visit Chisinau.",
            {"petr-pavel", "maia-sandu"},
        ),
    ],
)
def test_who_only_stands_beside_a_meeting_takes_no_part(text: str, pairs: set[str]) -> None:
    assert contacts(Meeting, text) == [pairs]


def test_who_said_something_and_then_rang_takes_part() -> None:
    text = (
        "Donald Tusk, who said that Maia Sandu had won fairly, in a phone call later in the day invited her to Warsaw."
    )
    assert contacts(PhoneCall, text) == [{"donald-tusk", "maia-sandu"}]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("A meeting planned for Friday between Maia Sandu and Donald Tusk did not go ahead.", "refused"),
        ("A summit between Maia Sandu and Donald Tusk was called off on Monday.", "refused"),
        ("Talks between Maia Sandu and Donald Tusk will not now take place.", "refused"),
        ("Talks between Maia Sandu and Donald Tusk were held on Monday.", "held"),
        ("Donald Tusk had Maia Sandu to dinner in Warsaw last Friday.", "held"),
        ("Donald Tusk invited Maia Sandu to Warsaw.", "proposed"),
        ("Donald Tusk accepted Maia Sandu's invitation to visit Moldova in August.", "planned"),
    ],
)
def test_how_a_meeting_ended(text: str, status: str) -> None:
    assert [(set(f.participants), f.status) for f in read(text).facts if isinstance(f, Meeting)] == [
        ({"maia-sandu", "donald-tusk"}, status)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Donald Tusk called for a pact between Lithuania and Latvia.",
        "Had Warsaw kept its word, Donald Tusk would now be sitting with Maia Sandu in Geneva.",
        "Donald Tusk would not say whether Maia Sandu would take a call from Robert Fico.",
    ],
)
def test_what_was_never_held_is_no_contact(text: str) -> None:
    assert not contacts(PhoneCall, text) + contacts(Meeting, text)


def test_the_latter_rang() -> None:
    (call,) = [f for f in read("Donald Tusk spoke by phone with Maia Sandu at the latter's request.").facts
               if isinstance(f, PhoneCall)]  # fmt: skip
    assert call.initiator == "maia-sandu"


def test_days_of_another_clause_are_not_the_contacts() -> None:
    text = "Separately, Donald Tusk sat down with Robert Fico, and had breakfast on Tuesday with Maia Sandu."
    days = {frozenset(f.participants): f.date and f.date.value for f in read(text).facts if isinstance(f, Meeting)}
    assert days[frozenset({"donald-tusk", "robert-fico"})] is None
    assert days[frozenset({"donald-tusk", "maia-sandu"})] == "2024-05-14"


def test_what_an_agency_is_told_it_is_told_for_its_readers() -> None:
    text = 'WARSAW (TNA) - The pact is dead. "I will not sign it," Donald Tusk told TNA.'
    (told,) = [f for f in read(text).facts if isinstance(f, Statement)]
    assert (told.speaker, told.addressee) == ("donald-tusk", None)


def test_what_somebody_insists_is_so_is_no_demand() -> None:
    text = "Donald Tusk insisted that Latvia was right. Maia Sandu demanded that Moscow withdraw its troops."
    kinds = {f.speaker: (f.kind, f.addressee) for f in read(text).facts if isinstance(f, Statement)}
    assert kinds["donald-tusk"][0] == "says"
    assert kinds["maia-sandu"] == ("demands", "ru")


def test_what_others_shall_do_is_not_demanded_of_the_partner() -> None:
    text = "Donald Tusk spoke by phone with Maia Sandu on Monday. He demanded that Congress pass the bill."
    assert [f.addressee for f in read(text).facts if isinstance(f, Statement)] == ["us-parliament"]
    text = "Donald Tusk spoke by phone with Maia Sandu. The call lasted an hour. He promised voters lower taxes."
    assert [f.addressee for f in read(text).facts if isinstance(f, Statement)] == [None]


def test_a_state_in_a_title_of_several_does_not_speak() -> None:
    text = "Президенты Франции и Польши выразили обеспокоенность ситуацией в Молдове."
    speakers = {f.speaker for f in read(text, "ru").facts if isinstance(f, Statement)}
    assert speakers == {"emmanuel-macron", "andrzej-duda"}


def test_a_party_is_called_without_the_word_and_is_nobody_in_person() -> None:
    text = (
        "Eva Klein, who heads Dawn, conceded. According to the Central Election Commission, the Harbour party won the "
        "vote with 34.2 percent of the ballots, and the Dawn party took 21 percent."
    )
    facts, known = read(text).facts, {a.key: a.names[0][1] for a in read(text).cast.actors}
    won = {known[f.candidate] for f in facts if isinstance(f, ElectionResult)}
    assert won == {"Harbour", "Dawn"}
    assert ("Eva Klein", "party leader", "Dawn") in {
        (known[f.person], f.role, known.get(f.of or "")) for f in facts if isinstance(f, Office)
    }


def test_the_day_goes_on_from_the_last_day_told_and_not_from_whose_attack() -> None:
    text = (
        "President Maia Sandu spoke today with Donald Tusk. She condemned Monday's attack. "
        "Later in the day she had a phone call with Robert Fico."
    )
    days = {frozenset(f.participants): f.date and f.date.value for f in read(text).facts if isinstance(f, PhoneCall)}
    assert days == {
        frozenset({"maia-sandu", "donald-tusk"}): "2024-05-15",
        frozenset({"maia-sandu", "robert-fico"}): "2024-05-15",
    }


def test_states_that_somebody_visits_meet_nobody() -> None:
    assert not contacts(Meeting, "Министр Жан-Ноэль Барро на прошлой неделе посетил Марокко, Мали и Сенегал.", "ru")


def test_the_end_of_a_name_is_the_same_person() -> None:
    text = "Марин Ле Пен выступила в Париже. «Желаю ему удачи», - добавила Ле Пен."
    assert {f.speaker for f in read(text, "ru").facts if isinstance(f, Statement)} == {"marine-le-pen"}


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Прем'єр-міністр Грузії Іраклі Кобахідзе заявив, що ситуація спокійна.", ["irakli-kobakhidze"]),
        ("Влада заявила, що порушено справи проти учасників акції.", []),
    ],
)
def test_a_title_of_a_state_and_those_in_power_are_nobody(text: str, speakers: list[str]) -> None:
    assert [f.speaker for f in read(text, "uk").facts if isinstance(f, Statement)] == speakers
