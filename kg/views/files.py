"""What all writers share: whole files or none, text that every format can carry, and what the user chose."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kg.errors import KgError

_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_BREAKS = re.compile("[\\s\u2028\u2029]+")


Projection = Literal["relations", "events", "bipartite"]
Picture = Literal["network", "timeline", "matrix"]


@dataclass(frozen=True, slots=True)
class Options:
    """How a network is written.

    `title` stands above it, `lang` is that of names and legend. `edges`: one for a relation or for an event, or events
    as nodes of their own. `picture`, `style` and `limit` (the most actors drawn) are for .svg, .png and .pdf; print is
    without what only a mouse can read, and as wide as a page. `renderer` is for .html.
    """

    title: str | None = None
    lang: str = "en"
    edges: Projection = "relations"
    picture: Picture = "network"
    style: Literal["screen", "print"] = "screen"
    renderer: Literal["sigma", "pyvis"] = "sigma"
    limit: int | None = None


def clean(text: str) -> str:
    r"""Return `text` without control characters, direction overrides and surrogates.

    >>> clean("Пут\x1b[31mин")
    'Пут[31mин'
    """
    return _CONTROL.sub("", text)


def one_line(text: str) -> str:
    """Return `text` cleaned, with every run of white space as one space."""
    if text.isprintable() and "  " not in text and text[:1] != " " != text[-1:]:
        return text  # nearly always, and ten times quicker
    return clean(_BREAKS.sub(" ", text)).strip()


def cut(text: str, limit: int) -> str:
    """Return `text` on one line, at most `limit` code points, an ellipsis where something is missing."""
    line = one_line(text)
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


@contextmanager
def atomic(path: Path) -> Iterator[Path]:
    """Give a temporary path in the folder of `path`; move it there at the end, or remove it if an error comes.

    Raises KgError if the folder cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=path.suffix, dir=path.parent)
    except OSError as error:
        raise KgError(f"cannot write {path}: {error.strerror}") from error
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o666 & ~_umask())  # mkstemp makes files that only their owner can read
        temporary.replace(path)
    except OSError as error:
        raise KgError(f"cannot write {path}: {error.strerror}") from error
    finally:
        temporary.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write `text` to `path` as UTF-8 with plain line ends, whole or not at all."""
    with atomic(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
