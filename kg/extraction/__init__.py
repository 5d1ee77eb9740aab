"""Document to what the article says: dates, mentions, then facts. Rules here; other readers return the same record."""

from kg.extraction.dating import date_document
from kg.extraction.mentions import find_mentions
from kg.extraction.reading import read

__all__ = ["date_document", "find_mentions", "read"]
