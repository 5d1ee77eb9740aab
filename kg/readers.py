"""Readers are interchangeable behind one record: the rules, the trained net, or both together.

`auto` takes what errs least today (`training/RESULTS.md`): what net and rules find together.
"""

from __future__ import annotations

from typing import Literal, get_args

from kg import lexicon
from kg.errors import ArticleError
from kg.model import Article, Document, Extraction
from kg.registry import Registry

Reader = Literal["auto", "rules", "model", "both"]
READERS: tuple[Reader, ...] = get_args(Reader)


def chosen(reader: Reader) -> Reader:
    """Return the reader that `auto` stands for; any other stays as it is."""
    return "both" if reader == "auto" else reader


def read(article: Article, registry: Registry, reader: Reader = "auto") -> Extraction:
    """Read one article.

    Raises ArticleError if the language is not known or the reader has no words for it, KgError without weights.
    """
    from kg import extraction, text  # heavy: morphology and names load on first use

    document = extraction.date_document(text.analyse(article), registry)
    match chosen(reader):
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
