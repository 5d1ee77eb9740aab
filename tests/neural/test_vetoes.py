"""What the net may not link, whatever its scores."""

import pytest

from kg.extraction import date_document, find_mentions
from kg.extraction.scene import Scene
from kg.model import Article, Cast, Evidence, Lang, Office, Span
from kg.neural.candidates import Candidate
from kg.neural.vetoes import Vetoes, is_former, without_foreign
from kg.registry import load
from kg.resolution import resolve
from kg.text import analyse
from tests.neural.test_reading import read


def forbidden(text: str, words: str, who: str) -> bool:
    """Whether these words of a text may not stand for the actor whose key ends so."""
    registry = load()
    document = date_document(analyse(Article(id="x", text=text, lang="en", published="2024-05-15")), registry)
    cast = resolve(document, find_mentions(document, registry), registry)
    key = next(a.key for a in cast.actors if a.key.endswith(who))
    start = text.index(words)
    tokens = [i for i, t in enumerate(document.tokens) if start <= t.span.start < start + len(words)]
    return Vetoes(document, cast, registry).forbid(Candidate(tokens[0], tokens[-1] + 1, "Person", ""), key)


@pytest.mark.parametrize(
    ("text", "words", "who", "forbids"),
    [
        ("Vladimir Putin told Angela Merkel that she was right.", "she", "putin", True),
        ("Vladimir Putin told Angela Merkel that she was right.", "she", "merkel", False),
        ("Vladimir Putin met Xi Jinping. The Chinese leader left.", "The Chinese leader", "putin", True),
        ("Vladimir Putin met Xi Jinping. The Chinese leader left.", "The Chinese leader", "xi-jinping", False),
        ("Emmanuel Macron met Olaf Scholz. The Frenchman left.", "The Frenchman", "scholz", True),
        ("Emmanuel Macron met Olaf Scholz. The Frenchman left.", "The Frenchman", "macron", False),
        ("Emmanuel Macron met Olaf Scholz. The visitor left.", "The visitor", "scholz", False),
    ],
)
def test_gender_and_state_forbid(text: str, words: str, who: str, forbids: bool) -> None:
    assert forbidden(text, words, who) is forbids


@pytest.mark.parametrize(("of", "stays"), [("jp", False), ("ua", True)])
def test_a_known_holder_is_of_no_other_state(of: str, stays: bool) -> None:
    registry = load()
    text = "Prime Minister Denys Shmyhal met the ambassador of Japan in Ukraine."
    document = date_document(analyse(Article(id="x", text=text, lang="en", published="2024-05-15")), registry)
    cast = resolve(document, find_mentions(document, registry), registry)
    person = next(a.key for a in cast.actors if a.type == "Person")
    proof = Evidence(Span(0, len(text)), text)
    office = Office(id="", rule="r", evidence=proof, person=person, role="prime minister", of=of)
    assert without_foreign(office, cast, registry).of == (of if stays else None)


def test_an_office_of_a_foreign_body_is_of_the_holders_own_state() -> None:
    text = "Italy and Kazakhstan held talks in Rome. Foreign Ministry spokesman Aibek Smadiyarov was pleased."
    offices = [f for f in read(text, "en", "both").facts if isinstance(f, Office)]
    assert [o.of for o in offices] == ["kz"]


@pytest.mark.parametrize(
    ("lang", "title", "former"),
    [
        ("uk", "Ексміністр закордонних справ", True),
        ("ru", "бывший глава МИД", True),
        ("ru", "экс-премьер Польши", True),
        ("ru", "глава экспертного совета", False),
        ("ru", "министр экономики и экспорта", False),
        ("en", "the former president", True),
        ("en", "ambassador to the former Yugoslavia", False),
    ],
)
def test_an_office_that_is_over(lang: Lang, title: str, former: bool) -> None:
    scene = Scene(analyse(Article(id="x", text=title, lang=lang)), Cast((), (), ()))
    proof = Evidence(Span(0, len(title)), title)
    assert (
        is_former(scene, Office(id="", rule="net-office", evidence=proof, person="x", role="head", of=None)) is former
    )
