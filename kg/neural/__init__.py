"""The trained reader: a small net that learned from annotated articles. It reads Russian, Ukrainian, English."""

from kg.neural.combining import both
from kg.neural.reading import read

__all__ = ["both", "read"]
