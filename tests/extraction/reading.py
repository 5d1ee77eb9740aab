"""How the tests of extraction read a text of their own."""

from functools import cache
from typing import TypeVar

from kg import extraction, registry, resolution, text
from kg.articles.zones import find_zones
from kg.extraction.scene import Scene
from kg.model import Article, Extraction, Fact, Lang

PUBLISHED = "2024-05-15"  # a Wednesday
F = TypeVar("F", bound=Fact)


@cache
def read(words: str, lang: Lang = "ru", published: str | None = PUBLISHED) -> Extraction:
    """All facts of a text."""
    known = registry.load()
    document = text.analyse(Article(id="t", text=words, lang=lang, published=published, zones=find_zones(words, None)))
    document = extraction.date_document(document, known)
    cast = resolution.resolve(document, extraction.find_mentions(document, known), known)
    return extraction.read(document, cast, known)


def facts(kind: type[F], words: str, lang: Lang = "ru", published: str | None = PUBLISHED) -> list[F]:
    """The facts of one kind, in text order."""
    return [f for f in read(words, lang, published).facts if isinstance(f, kind)]


def scene(words: str, lang: Lang = "ru") -> Scene:
    """The view of a text that the builders of facts ask."""
    extraction_of_text = read(words, lang)
    return Scene(extraction_of_text.document, extraction_of_text.cast)


def last(key: str | None) -> str | None:
    """The last word of a key: a surname, a short name."""
    return key.split("-")[-1] if key else None
