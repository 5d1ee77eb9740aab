"""English sentences that a second reader found misread: what was planned, imagined, or told of somebody else."""

from functools import cache

import pytest

from kg import readers
from kg.model import Article, ElectionResult, Extraction, Fact, Meeting, PhoneCall, Recognition, Statement
from kg.registry import load


@cache
def read(text: str) -> Extraction:
    return readers.read(Article(id="x", text=text, lang="en", published="2024-06-12"), load(), "both")


def contacts(text: str) -> list[tuple[str, str]]:
    """Return the type and status of each contact."""
    return [(type(f).__name__, f.status) for f in read(text).facts if isinstance(f, Meeting | PhoneCall)]


def only(kind: type[Fact], text: str) -> Fact:
    (fact,) = [f for f in read(text).facts if isinstance(f, kind)]
    return fact


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("French President Emmanuel Macron was to meet Viktor Orban on 3 June.", ("Meeting", "planned")),
        ("Emmanuel Macron intended to call Vladimir Putin on 3 June.", ("PhoneCall", "planned")),
        ("Emmanuel Macron hoped to meet Vladimir Putin on 3 June.", ("Meeting", "planned")),
        ("President Maia Sandu wants to meet Viktor Orban, the Kremlin said on Monday.", ("Meeting", "proposed")),
        ("Maia Sandu is ready to meet Viktor Orban in Paris.", ("Meeting", "proposed")),
        ("Maia Sandu was willing to meet Viktor Orban.", ("Meeting", "proposed")),
        ("Emmanuel Macron sent for Viktor Orban, who refused to come.", ("Meeting", "proposed")),
    ],
)
def test_a_plan_or_wish_is_not_held(text: str, told: tuple[str, str]) -> None:
    assert contacts(text) == [told]


def test_the_day_on_which_a_wish_is_told_is_not_that_of_the_meeting() -> None:
    meeting = only(Meeting, "President Maia Sandu wants to meet Viktor Orban, the Kremlin said on Monday.")
    assert isinstance(meeting, Meeting)
    assert meeting.date is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The talks between Macron and Putin in Paris, at which a ceasefire was rejected, lasted two hours.",
            ("Meeting", "held"),
        ),
        ("Macron's call with Putin, in which the plan was refused, lasted an hour.", ("PhoneCall", "held")),
        ("The meeting between Macron and Putin did not go well.", ("Meeting", "held")),
        ("The meeting between Macron and Putin did not go ahead.", ("Meeting", "refused")),
        ("The summit between Macron and Putin, which was planned for May, was cancelled.", ("Meeting", "refused")),
        ("The talks between Macron and Putin were not held.", ("Meeting", "denied")),
        (
            "Prime Minister Kyriakos Mitsotakis met Turkish Foreign Minister Hakan Fidan on Wednesday, "
            "five months after Mitsotakis canceled a meeting between the two.",
            ("Meeting", "held"),
        ),
    ],
)
def test_how_it_ended_its_own_verb_tells(text: str, told: tuple[str, str]) -> None:
    assert contacts(text) == [told]


def test_a_share_beside_a_condition_is_a_result() -> None:
    told = only(
        ElectionResult,
        "If the results are confirmed, Sandu, who took 55% of the vote, would become president of Moldova.",
    )
    assert isinstance(told, ElectionResult)
    assert told.share == 55


@pytest.mark.parametrize(
    "text",
    [
        "Should Sandu win 44% of the vote, she would become president of Moldova.",
        "If elections were held on Sunday, Sandu would win 44 percent and Stoianoglo 30 percent.",
    ],
)
def test_an_imagined_share_is_no_result(text: str) -> None:
    assert not [f for f in read(text).facts if isinstance(f, ElectionResult)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Sandu met Macron in Paris on Friday before the run-off set for Sunday.", [("Meeting", "held")]),
        ("A run-off between Ali Saidi and Reza Amiri will be held on November 3.", []),
        ("Sandu will meet Stoianoglo in a run-off set for Sunday.", []),
    ],
)
def test_rivals_meet_at_the_polls_and_others_before_them(text: str, told: list[tuple[str, str]]) -> None:
    assert contacts(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Macron spoke today with Erdogan in Ankara, where they shook hands.", [("Meeting", "held")]),
        ("Macron spoke today with Erdogan.", [("PhoneCall", "held")]),
        ("Macron accepted Xi's invitation to join the climate fund.", []),
        ("Macron accepted Xi's invitation to visit Beijing.", [("Meeting", "planned")]),
        (
            "According to a handout from his office, Turkish Ambassador in Islamabad Cahit Bagci called on "
            "Prime Minister Imran Khan on Tuesday.",
            [("Meeting", "held")],
        ),
        ("Macron called on Putin to end the war.", []),
        ("Mahama phoned to congratulate Akufo-Addo.", [("PhoneCall", "held")]),
    ],
)
def test_by_phone_or_in_person(text: str, told: list[tuple[str, str]]) -> None:
    assert contacts(text) == told


@pytest.mark.parametrize(
    ("text", "kind", "addressee"),
    [
        ("Lavrov demanded that Germany discuss the matter.", "demands", "de"),
        ("Macron insisted that Orban knew of the plan.", "says", None),
        ("Macron insisted that Orban was wrong.", "says", None),
        ("Macron called on Putin to end the war.", "demands", "vladimir-putin"),
        ("Macron disputed that Orban had called him.", "denies", None),
    ],
)
def test_what_is_demanded_of_whom(text: str, kind: str, addressee: str | None) -> None:
    told = only(Statement, text)
    assert isinstance(told, Statement)
    assert (told.kind, told.addressee) == (kind, addressee)


def test_who_disputes_a_claim_denies_nothing() -> None:
    text = "Poland disputed Hungary's claim."
    assert "denies" not in {f.kind for f in read(text).facts if isinstance(f, Statement)}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Tinubu met Macron in Nigeria's commercial capital.", None),
        ("Tinubu met Macron in the French cultural capital.", None),
        ("Tinubu met Macron in the French capital.", "Paris"),
    ],
)
def test_another_capital_is_not_the_seat(text: str, place: str | None) -> None:
    meeting = only(Meeting, text)
    assert isinstance(meeting, Meeting)
    assert meeting.place == place


def test_who_reports_a_meeting_of_others_takes_no_part() -> None:
    meeting = only(
        Meeting,
        "Presidential spokesman Dmitry Peskov said Putin mentioned it during his meeting with Hungarian Foreign "
        "Minister Peter Szijjarto in Sochi last Saturday.",
    )
    assert isinstance(meeting, Meeting)
    assert set(meeting.participants) == {"vladimir-putin", "peter-szijjarto"}


def test_who_takes_part_and_reports_stays() -> None:
    meeting = only(Meeting, "Sergei Lavrov said Hakan Fidan and Ayman Safadi met him in Moscow.")
    assert isinstance(meeting, Meeting)
    assert len(meeting.participants) == 3


@pytest.mark.parametrize(
    "text",
    [
        "'Yes, he has conceded defeat,' said Moussa Sarr, an aide of Amadou Ba.",
        '"Yes, he has conceded defeat," said Moussa Sarr, an aide of Amadou Ba.',
    ],
)
def test_who_tells_of_him_concedes_nothing(text: str) -> None:
    assert not [f for f in read(text).facts if isinstance(f, Recognition)]


def test_who_tells_of_himself_concedes() -> None:
    assert [f for f in read('"I have conceded defeat," said Amadou Ba.').facts if isinstance(f, Recognition)]
