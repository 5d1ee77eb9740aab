"""On whose initiative a call was that the net reads."""

import pytest

from kg.model import PhoneCall
from tests.neural.test_reading import read


@pytest.mark.parametrize(
    ("text", "initiator"),
    [
        ("Vladimir Putin and Emmanuel Macron spoke by phone at the initiative of the French side.", "emmanuel-macron"),
        ("Vladimir Putin and Recep Tayyip Erdogan spoke by telephone at Ankara's request.", "recep-tayyip-erdogan"),
        (
            "Vladimir Putin held a phone call with Emmanuel Macron. The call was initiated by the French president.",
            "emmanuel-macron",
        ),
        ("Vladimir Putin and Emmanuel Macron spoke by phone. At the request of readers we print a map.", None),
    ],
)
def test_words_say_on_whose_initiative(text: str, initiator: str | None) -> None:
    (call,) = [c for c in read(text, "en").facts if isinstance(c, PhoneCall)]
    assert call.initiator == initiator
    if initiator is not None:
        assert call.initiator_proof is not None
        assert call.initiator_proof.span.of(text) == call.initiator_proof.exact
        assert "initiat" in call.initiator_proof.exact or "request" in call.initiator_proof.exact


def test_words_say_it_of_calls_with_people_nobody_knows_too() -> None:
    text = "За ініціативою японської сторони відбулася телефонна розмова Андрія Сибіги з міністром Японії Йото Накадою."
    calls = [c for c in read(text, "uk").facts if isinstance(c, PhoneCall)]
    assert [c.initiator in c.participants and c.initiator != "andrii-sybiha" for c in calls] == [True]
