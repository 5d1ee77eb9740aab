"""English titles, told exactly by rules."""

import pytest

from kg.extraction import date_document, find_mentions
from kg.extraction.scene import Scene
from kg.model import Article, NameSpan, Span
from kg.neural.titles import Titles
from kg.registry import load
from kg.resolution import resolve
from kg.text import analyse

NAMES = ("Adamu Tessema", "Lena Kroll")


def offices(text: str) -> set[tuple[str, str, str | None]]:
    registry = load()
    document = date_document(analyse(Article(id="x", text=text, lang="en", published="2024-05-15")), registry)
    spans = [NameSpan(Span(text.index(n), text.index(n) + len(n)), "PER") for n in NAMES if n in text]
    object.__setattr__(document, "names", tuple(sorted(spans, key=lambda n: n.span)))
    scene = Scene(document, resolve(document, find_mentions(document, registry), registry))
    names = {a.key: a.names[0][1] for a in scene.cast.actors}
    return {(names[o.person], o.role, o.of) for o, _ in Titles(scene, registry).offices()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Polish Foreign Minister Lena Kroll arrived.", {("Lena Kroll", "foreign minister", "pl")}),
        ("Poland's new defence minister, Lena Kroll, spoke.", {("Lena Kroll", "defence minister", "pl")}),
        ("Adamu Tessema, the president of Ghana, spoke.", {("Adamu Tessema", "president", "gh")}),
        ("South Korean President Adamu Tessema spoke.", {("Adamu Tessema", "president", "kr")}),
        ("Acting Prime Minister Lena Kroll resigned.", {("Lena Kroll", "acting prime minister", None)}),
        ("Former Polish president Lena Kroll spoke.", set()),
        ("Lena Kroll was the president of Poland for a year.", set()),
        ("Lena Kroll is the new president of Poland.", {("Lena Kroll", "president", "pl")}),
        ("Lena Kroll was appointed Polish foreign minister.", {("Lena Kroll", "foreign minister", "pl")}),
        ("Irish PM Lena Kroll spoke.", {("Lena Kroll", "prime minister", "ie")}),
        ("U.S. Secretary of State Lena Kroll spoke.", {("Lena Kroll", "secretary of state", "us")}),
        ("They see her rival as Poland's interim president, Lena Kroll said.", set()),
        ("Lena Kroll, a Green MP, spoke.", {("Lena Kroll", "member of parliament", None)}),
        ("Lena Kroll, who heads the European Union, spoke.", {("Lena Kroll", "head", "eu")}),
        ("Lena Kroll, who will not head the European Union, spoke.", set()),
        (
            "Polish foreign ministry spokeswoman Lena Kroll spoke.",
            {("Lena Kroll", "spokesperson", "pl-foreign-ministry")},
        ),
        ("Kremlin spokeswoman Lena Kroll spoke.", {("Lena Kroll", "spokesperson", "ru-kremlin")}),
        ("State Department spokeswoman Lena Kroll spoke.", {("Lena Kroll", "spokesperson", "us-foreign-ministry")}),
        ("Indian Home Minister Adamu Tessema spoke.", {("Adamu Tessema", "interior minister", "in")}),
        ("Indian External Affairs Minister Lena Kroll spoke.", {("Lena Kroll", "foreign minister", "in")}),
        ("Bolivia's transitional president, Lena Kroll, spoke.", {("Lena Kroll", "acting president", "bo")}),
        ("Kremlin leader Lena Kroll spoke.", set()),
        ("The speaker of the Upper Diet, Lena Kroll, spoke.", {("Lena Kroll", "speaker", None)}),
        ("The EU's special envoy for the Sahel, Lena Kroll, spoke.", {("Lena Kroll", "special envoy", "eu")}),
        ("Lena Kroll, Minister for Agriculture of Poland, spoke.", {("Lena Kroll", "agriculture minister", "pl")}),
        (
            "Lena Kroll, Deputy Prime Minister and Minister of Foreign Affairs of Poland, spoke.",
            {("Lena Kroll", "deputy prime minister", "pl"), ("Lena Kroll", "foreign minister", "pl")},
        ),
        ("Krakow Mayor Lena Kroll spoke.", {("Lena Kroll", "mayor", None)}),
        ("Polish Vice Premier Lena Kroll spoke.", {("Lena Kroll", "deputy prime minister", "pl")}),
        (
            "Polish Foreign Minister Lena Kroll called her Ghanaian counterpart, Adamu Tessema.",
            {("Lena Kroll", "foreign minister", "pl"), ("Adamu Tessema", "foreign minister", "gh")},
        ),
    ],
)
def test_titles(text: str, expected: set[tuple[str, str, str | None]]) -> None:
    assert offices(text) == expected
