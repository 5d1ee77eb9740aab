"""The trained reader: a small net that learned from annotated articles. It reads Russian, Ukrainian, English.

Nothing heavy is imported until something is read.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model import Document, Extraction
    from kg.registry import Registry

__all__ = ["both", "digest", "read"]


def read(document: Document, registry: Registry) -> Extraction:
    """Return what the net reads in an analysed and dated document. Raises KgError if it cannot be loaded."""
    from kg.neural.reading import read

    return read(document, registry)


def both(document: Document, registry: Registry) -> Extraction:
    """Return what the rules read and the net does not doubt, completed by what the net reads surely enough."""
    from kg.neural.combining import both

    return both(document, registry)


@cache
def digest() -> str:
    """Return the SHA-256 of the weights and thresholds: which net read an article."""
    from kg.neural.net import FOLDER

    sha = sha256()
    for name in ("encoder.onnx", "heads.npz", "vocabulary.npz", "reader.json"):
        path = FOLDER / name
        sha.update(name.encode() + b"\0" + (path.read_bytes() if path.exists() else b""))
    return sha.hexdigest()
