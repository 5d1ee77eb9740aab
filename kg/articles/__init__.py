"""Files to articles: decoded, NFC, then frozen, each line known for what it is on the page."""

from kg.articles.draft import Defaults, iso_date
from kg.articles.files import READERS, read
from kg.articles.zones import find_zones

__all__ = ["READERS", "Defaults", "find_zones", "iso_date", "read"]
