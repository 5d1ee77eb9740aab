"""Which mention fills which role: case, preposition, order, titles, antecedents."""

import pytest

from kg import extraction, registry, resolution, text
from kg.extraction.frames import find_matches
from kg.extraction.scene import Scene
from kg.model import Article, Lang


def scene(words: str, lang: Lang) -> Scene:
    known = registry.load()
    document = text.analyse(Article(id="t", text=words, lang=lang, published="2024-05-15"))
    document = extraction.date_document(document, known)
    return Scene(document, resolution.resolve(document, extraction.find_mentions(document, known), known))


def fillers(words: str, lang: Lang, name: str) -> list[dict[str, list[str]]]:
    """The fillers of each match, by their last word."""
    s = scene(words, lang)
    last = [m.span.of(words).split()[-1] for m in s.mentions]
    return [{role: [last[i] for i in ms] for role, ms in m.fillers.items()} for m in find_matches(s, name)]


CASES: list[tuple[Lang, str, str, dict[str, list[str]]]] = [
    ("ru", "phonecall", "Путину позвонил Макрон.", {"initiator": ["Макрон"], "recipient": ["Путину"]}),
    # a name that does not inflect is rather the object behind the verb
    ("uk", "phonecall", "Ентоні Блінкен телефонував Вільяму Руто.", {"initiator": ["Блінкен"], "recipient": ["Руто"]}),
    # «накануне» is no preposition of the subject, nor does the day own the name
    ("ru", "meeting", "Накануне Меркель встретилась с Путиным.", {"participant": ["Меркель", "Путиным"]}),
    (
        "ru",
        "phonecall",
        "В субботу Лукашенко набрал Владимир Путин.",
        {"initiator": ["Путин"], "recipient": ["Лукашенко"]},
    ),
    # a description between preposition and name
    (
        "ru",
        "meeting",
        "Сергей Лавров встретился с турецким коллегой Хаканом Фиданом.",
        {"participant": ["Лавров", "Фиданом"]},
    ),
    # the preposition repeated
    ("ru", "meeting", "Путин встретился с Макроном и с Вучичем.", {"participant": ["Путин", "Макроном", "Вучичем"]}),
    # «кто» is the subject itself
    ("ru", "phonecall", "Это тот, кто позвонил Лукашенко.", {"recipient": ["Лукашенко"]}),
]


@pytest.mark.parametrize(("lang", "name", "words", "wanted"), CASES, ids=[c[2][:50] for c in CASES])
def test_fillers(lang: Lang, name: str, words: str, wanted: dict[str, list[str]]) -> None:
    found = fillers(words, lang, name)
    assert len(found) == 1
    assert {role: sorted(names) for role, names in found[0].items() if role != "place"} == {
        role: sorted(names) for role, names in wanted.items()
    }


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        ("Александр Вучич, принимая Эммануэля Макрона, шутил.", "Вучич"),
        ("Александр Вучич, принимавший Эммануэля Макрона, шутил.", "Вучич"),
    ],
)
def test_who_does_what_a_participle_tells(words: str, subject: str) -> None:
    assert subject in fillers(words, "ru", "meeting")[0]["participant"]
