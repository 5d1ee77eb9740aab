"""English verbs: who says or does it by the order of words, and what the lexicon's rows of verbs find."""

import pytest

from kg import lexicon
from kg.extraction import date_document
from kg.extraction.scene import Scene
from kg.lexicon.inflection import verb_forms
from kg.model import Article
from kg.neural import net, reading
from kg.neural.verbs import Verb, find_verbs
from kg.proving import problem
from kg.registry import load
from kg.text import analyse


def verbs(text: str) -> list[tuple[str, set[str], set[str]]]:
    """Each verb found in a text: its row, and the labels of those before and after it."""
    scene = seen(text)
    return [(v.row.id, _names(scene, v.subjects), _names(scene, v.objects)) for v in find_verbs(scene)]


def found(text: str) -> list[Verb]:
    return find_verbs(seen(text))


def seen(text: str) -> Scene:
    registry = load()
    document = date_document(analyse(Article(id="x", text=text, lang="en", published="2024-05-15")), registry)
    looked = reading.look(document, registry, net.load())
    return Scene(looked.document, looked.cast)


def _names(scene: Scene, keys: tuple[str, ...]) -> set[str]:
    return {next(name for lang, name in scene.actor(k).names if lang == "en").split()[-1] for k in keys}


@pytest.mark.parametrize(
    ("text", "row", "before", "after"),
    [
        ("Macron accused Merkel of breaking the deal.", "accuse-en", {"Macron"}, {"Merkel"}),
        ("Macron, who was in Rome, accused Merkel of lying.", "accuse-en", {"Macron"}, {"Merkel"}),
        ("Emmanuel Macron has repeatedly urged Merkel to yield.", "demand-en", {"Macron"}, {"Merkel"}),
        ('"We are ready," said Macron on Monday.', "say-en", {"Macron"}, set()),
        ("Macron and Scholz condemned the attack.", "condemn-en", {"Macron", "Scholz"}, set()),
        ("Merkel was congratulated by Macron on Monday.", "congratulate-en", {"Macron"}, {"Merkel"}),
        ("Macron spoke with Merkel on Monday and thanked Scholz.", "thank-en", {"Macron"}, {"Scholz"}),
        ("Macron phoned Merkel on Monday.", "call-en-phone", {"Macron"}, {"Merkel"}),
        ("Macron called Merkel on Monday.", "call-en-call", {"Macron"}, {"Merkel"}),
        ("A phone call between Macron and Merkel lasted an hour.", "call-en-between", {"Macron"}, {"Merkel"}),
        ("Talks between French President Emmanuel Macron and Merkel ended.", "meet-en-between", {"Macron"}, {"Merkel"}),
        ("Macron is due to meet Merkel on Friday.", "meet-en", {"Macron"}, {"Merkel"}),
        ("Macron met Scholz and will host Merkel.", "meet-en-host", {"Macron"}, {"Merkel"}),
        ("His spokesman, Olaf Scholz, said Merkel was ill.", "say-en", {"Scholz"}, set()),
        ("It is a pact between Merkel and Macron, Scholz said.", "say-en", {"Scholz"}, set()),
        ("On Monday Macron took a call from Merkel.", "call-en-answer", {"Macron"}, {"Merkel"}),
        (
            "Macron talked by phone with Merkel and, an hour later, with Scholz.",
            "call-en-talk",
            {"Macron"},
            {"Merkel", "Scholz"},
        ),
        (
            "Macron spoke by phone with Scholz of Germany and Tusk of Poland.",
            "call-en-talk",
            {"Macron"},
            {"Scholz", "Tusk"},
        ),
        (
            "Macron received Merkel, who gave him a book, and, separately, Tusk.",
            "meet-en-host",
            {"Macron"},
            {"Merkel", "Tusk"},
        ),
        ("Macron hosted at the Elysee Palace Angela Merkel on Monday.", "meet-en-host", {"Macron"}, {"Merkel"}),
        ("Macron had Merkel to dinner in Paris.", "meet-en-table", {"Macron"}, {"Merkel"}),
        ("Separately, Macron met Scholz, and had lunch with Tusk.", "meet-en-meal", {"Macron"}, {"Tusk"}),
        ("Macron accepted Merkel's invitation to visit Berlin.", "meet-en-accept", {"Macron"}, {"Merkel"}),
        ("Macron demanded that Berlin withdraw its troops.", "demand-en", {"Macron"}, {"Germany"}),
        ("Macron was rung by Scholz and told that it was over.", "tell-en", {"Scholz"}, {"Macron"}),
        (
            "Macron spoke by phone with Kosovo Prime Minister Albin Kurti and EU foreign policy chief Kaja Kallas.",
            "call-en-talk",
            {"Macron"},
            {"Kurti", "Kallas"},
        ),
        (
            "A phone call between Macron and his Kosovo counterpart, Albin Kurti, is due.",
            "call-en-between",
            {"Macron"},
            {"Kurti"},
        ),
        (
            "Macron urged Warsaw, Berlin and Vilnius alike to wait.",
            "demand-en",
            {"Macron"},
            {"Poland", "Germany", "Lithuania"},
        ),
        ("Macron apologised to Merkel.", "apologise-en", {"Macron"}, {"Merkel"}),
    ],
)
def test_order_tells_who(text: str, row: str, before: set[str], after: set[str]) -> None:
    assert (row, before, after) in verbs(text)


@pytest.mark.parametrize(
    "text",
    [
        "Macron did not accuse Merkel of anything.",
        "Macron will congratulate Merkel on Monday.",
        "Macron wants to thank Merkel.",
        'Macron called Merkel "a bully".',
        "Nobody rules out talks between Macron and Merkel.",
        "Macron had sought a phone call with Merkel.",
        "A call for peace between Macron and Merkel went unheard.",
    ],
)
def test_what_was_not_done_is_not_found(text: str) -> None:
    assert verbs(text) == []


@pytest.mark.parametrize(
    ("text", "status", "days"),
    [
        ("Macron met Merkel in Rome on Monday.", None, ("2024-05-13",)),
        ("On Tuesday Macron phoned Merkel.", None, ("2024-05-14",)),
        ("Macron will meet Merkel on Friday.", "planned", ("2024-05-17",)),
        ("Talks between Macron and Merkel did not take place.", "denied", ()),
        ("Macron declined to meet Merkel on Friday.", "refused", ("2024-05-17",)),
        ("Macron refused to take a call from Merkel.", "refused", ()),
        ("Macron met Merkel before the vote, which was held on Monday.", None, ()),
        ("Macron had met Merkel on Monday.", None, ("2024-05-13",)),
    ],
)
def test_status_and_day_stand_beside_the_verb(text: str, status: str | None, days: tuple[str, ...]) -> None:
    (verb,) = found(text)
    assert (verb.status, verb.days) == (status, days)


def test_one_subject_is_not_taken_for_another() -> None:
    """After a comma the subject is before the parenthesis, not the object of the verb."""
    (told,) = [v for v in verbs("Scholz, spokesman for the party, said Macron was ill.") if v[0] == "say-en"]
    assert told[1] == {"Scholz"}


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("warn", {"warn", "warns", "warned", "warning"}),
        ("urge", {"urge", "urges", "urged", "urging"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("stress", {"stress", "stresses", "stressed", "stressing"}),
        ("say", {"say", "says", "said", "saying"}),
    ],
)
def test_verbs_have_their_forms(verb: str, forms: set[str]) -> None:
    assert verb_forms(verb, lexicon.language("en").irregular) == forms


@pytest.mark.parametrize("name", ["statement", "phonecall", "meeting", "protest", "sources"])
def test_every_english_row_proves_itself(name: str) -> None:
    rows = lexicon.rows("en", name)
    assert rows
    assert {row.id: problem(row, name) for row in rows} == dict.fromkeys((row.id for row in rows), None)
