"""What English words say of votes."""

import pytest

from kg.model import Election, ElectionResult, Recognition
from tests.neural.test_plain_copy import read


def test_words_tell_the_office_of_a_vote() -> None:
    text = "The CHP held on to Istanbul in Turkey's local elections on Sunday; Ekrem Imamoglu won 51 percent there."
    assert {f.office for f in read(text).facts if isinstance(f, Election)} <= {"local"}


def test_a_first_round_decides_nothing() -> None:
    text = "President Maia Sandu took 42 percent in the first round of Moldova's presidential election on Sunday."
    (result,) = [f for f in read(text).facts if isinstance(f, ElectionResult)]
    assert (result.candidate, result.share, result.outcome) == ("maia-sandu", 42.0, None)
    told = (
        "Другий тур президентських виборів у Румунії відбудеться 18 травня. У першому турі Джордже Сіміон набрав 40,9%."
    )
    assert [f.outcome for f in read(told, "uk").facts if isinstance(f, ElectionResult)] == [None]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        (
            "Georgian Dream won the election with 54 percent, the Central Election Commission said, and the Coalition "
            "for Change claimed victory and President Salome Zourabichvili refused to recognise the results.",
            "salome-zourabichvili",
        ),
        ("Pekka Haavisto conceded defeat to Alexander Stubb in Finland's presidential election.", "pekka-haavisto"),
    ],
)
def test_who_recognises_is_the_subject_of_the_verb(text: str, actor: str) -> None:
    (recognition,) = [f for f in read(text).facts if isinstance(f, Recognition)]
    assert recognition.actor == actor
