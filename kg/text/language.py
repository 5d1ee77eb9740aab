"""The language of a text: the door to `kg.lexicon.detect`, which the readers of articles use too."""

from kg.lexicon.detect import detect

__all__ = ["detect"]
