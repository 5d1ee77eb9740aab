"""The trained reader: a small net that learned from annotated articles. It reads Russian, Ukrainian, English."""

from kg.neural.reading import both, read

__all__ = ["both", "read"]
