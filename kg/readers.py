"""Readers are interchangeable behind one record: the rules, the trained net, or both together.

`auto` takes for each language what errs least today (`training/RESULTS.md`): in Ukrainian the rules alone, in the
others what net and rules find together.
"""

from __future__ import annotations

from typing import Literal, get_args

from kg import lexicon
from kg.errors import ArticleError
from kg.model import Article, Document, Extraction, Lang
from kg.registry import Registry

Reader = Literal["auto", "rules", "model", "both"]
READERS: tuple[Reader, ...] = get_args(Reader)
_TOGETHER: frozenset[Lang] = frozenset(("en", "ru"))


def chosen(reader: Reader, lang: Lang | None) -> Reader:
    """Return the reader that reads a language; what is not `auto` stays as it is."""
    if reader != "auto":
        return reader
    return "both" if lang in _TOGETHER else "rules"


def read(article: Article, registry: Registry, reader: Reader = "auto") -> Extraction:
    """Read one article.

    Raises ArticleError if the language is not known or the reader has no words for it, KgError without weights.
    """
    from kg import extraction, text  # heavy: morphology and names load on first use

    document = extraction.date_document(text.analyse(article), registry)
    match chosen(reader, document.lang):
        case "model":
            from kg import neural

            return neural.read(document, registry)
        case "both":
            from kg import neural

            return neural.both(document, registry)
        case _:
            return _by_rules(document, registry)


def _by_rules(document: Document, registry: Registry) -> Extraction:
    from kg import extraction, resolution

    if document.lang not in lexicon.LANGS:
        known = ", ".join(lexicon.LANGS)
        raise ArticleError(document.article.id, f"no rules for {document.lang}, only for {known}; use --reader model")
    cast = resolution.resolve(document, extraction.find_mentions(document, registry), registry)
    return extraction.read(document, cast, registry)
