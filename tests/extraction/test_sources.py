"""Who gives a figure."""

import pytest

from kg.extraction.quantities import percents
from kg.extraction.sources import Counting
from kg.model import Lang
from tests.extraction.reading import scene


def sources(words: str, lang: Lang = "ru") -> list[str | None]:
    """The source of each percentage of a text."""
    told = scene(words, lang)
    counting = Counting(told)
    return [counting.of(q.first) for q in percents(told, range(len(told.tokens)))]


@pytest.mark.parametrize(
    ("lang", "words", "expected"),
    [
        ("ru", "По данным ЦИК Польши, Дуда набрал 51%.", ["pl-cec"]),
        ("ru", "По официальным данным, Дуда набрал 51%.", ["official count"]),
        ("uk", "Екзитполи давали Дуді 51%.", ["exit polls"]),
        # it goes on for the next figures; a new paragraph begins without the generic ones
        ("ru", "По данным ЦИК Польши, Дуда набрал 51%. У Тшасковского 49%.", ["pl-cec", "pl-cec"]),
        ("ru", "Экзитполы дают Дуде 51%.\nУ Тшасковского 49%.", ["exit polls", None]),
        # the nearest source before a figure
        ("ru", "Экзитполы дают Дуде 51%, а ЦИК Польши насчитал 48%.", ["exit polls", "pl-cec"]),
        ("ru", "Дуда набрал 51%.", [None]),
    ],
)
def test_the_source_of_a_figure(lang: Lang, words: str, expected: list[str | None]) -> None:
    assert sources(words, lang) == expected
