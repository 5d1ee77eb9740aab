"""A document in time: its calendar expressions, and its day of publication if nobody told it."""

from __future__ import annotations

from dataclasses import replace

from kg.extraction.dates import find_dates
from kg.extraction.dates.inference import infer_published
from kg.model import Document
from kg.registry import Registry


def date_document(document: Document, registry: Registry) -> Document:
    """Return the document with its `dates`, and with `published` told, inferred (with its reason) or None."""
    text, lang = document.article.text, document.lang
    published = document.published or infer_published(text, lang, registry)
    dates = find_dates(text, lang, published.value if published else None)
    return replace(document, published=published, dates=dates)
