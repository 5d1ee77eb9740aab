"""Document and cast to what the article says. Rules here; other readers return the same record."""

from kg.extraction.reading import read

__all__ = ["read"]
