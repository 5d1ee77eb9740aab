"""What is only imagined is no call and no meeting."""

import pytest

from kg import lexicon
from kg.extraction.scene import Scene
from kg.model import Article, Cast, Evidence, Lang, Meeting, Mention, PhoneCall, Span
from kg.model.facts import Status
from kg.neural.unreal import as_told, unreal
from kg.text import analyse


def told(lang: Lang, text: str, trigger: str) -> tuple[Scene, int]:
    """Return the scene of a text and the token of its trigger."""
    document = analyse(Article(id="x", text=text, lang=lang))
    names = [Mention(t.span, "name", "Person", t.text, i, i + 1) for i, t in enumerate(document.tokens)
             if t.text in ("Stubb", "Tusk")]  # fmt: skip
    scene = Scene(document, Cast((), tuple(names), ((),) * len(names)))
    return scene, next(i for i, t in enumerate(scene.tokens) if t.text == trigger)


def imagined(lang: Lang, text: str, trigger: str, status: Status = "held") -> bool:
    scene, at = told(lang, text, trigger)
    proof = Evidence(Span(0, len(text)), text)
    return unreal(scene, PhoneCall(id="", rule="r", evidence=proof, participants=("a", "b"), status=status), at)


@pytest.mark.parametrize(
    ("lang", "text", "trigger"),
    [
        ("en", "Had Stubb called Tusk, the quarrel would have ended.", "called"),
        ("en", "Stubb would have met Tusk in Oslo.", "met"),
        ("en", "Stubb would never have met Tusk in Oslo.", "met"),
        ("ru", "Если бы Стубб позвонил Туску, спора бы не было.", "позвонил"),
        ("uk", "Якби Стубб зателефонував Тускові, суперечки не було б.", "зателефонував"),
    ],
)
def test_conditions(lang: Lang, text: str, trigger: str) -> None:
    assert imagined(lang, text, trigger)


@pytest.mark.parametrize(
    ("lang", "text", "trigger"),
    [
        ("en", "Stubb had called Tusk before he would speak.", "called"),
        ("en", "The president, the Kremlin said, had called Stubb and could visit Oslo.", "called"),
        ("en", "Stubb called Tusk, who would have to answer.", "called"),
        ("ru", "Стубб позвонил Туску, чтобы спора бы не было.", "позвонил"),
        ("ru", "Если во вторник Стубб позвонил Туску, то в среду – Мерцу.", "позвонил"),
        ("uk", "Стубб зателефонував Тускові.", "зателефонував"),
    ],
)
def test_no_conditions(lang: Lang, text: str, trigger: str) -> None:
    assert not imagined(lang, text, trigger)


def test_a_condition_for_what_is_to_come() -> None:
    text = "Если Стубб позвонит Туску, тот ответит."
    assert imagined("ru", text, "позвонит", "denied")
    assert "если" in lexicon.language("ru").conditional["conjunctions"]


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("Стубб заявил о готовности провести встречу Туска и Мерца.", "встречу", "proposed"),
        ("Стубб провёл встречу Туска и Мерца.", "встречу", "denied"),  # the words tell nothing else
        (
            "Стубб не исключил встречу Туска и Мерца.",
            "встречу",
            "denied",
        ),  # what is only possible is left out elsewhere
    ],
)
def test_words_around_a_trigger_have_their_say(text: str, trigger: str, status: str) -> None:
    scene, at = told("ru", text, trigger)
    proof = scene.evidence(at, at + 1)
    fact = Meeting(id="", rule="r", evidence=proof, participants=("a", "b"), status="denied")
    assert as_told(scene, fact, at).status == status
