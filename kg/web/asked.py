"""What the page may ask with: parameters that may repeat, and the word for what is not there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.errors import KgError

Parameters = Mapping[str, Sequence[str]]
LINKS = "https://w3id.org/actorgraph/id/graph/links"


class NotFound(KgError):  # noqa: N818 - the name of the HTTP status
    """What was asked for is not in the store."""


def one(parameters: Parameters, name: str, default: str = "") -> str:
    """Return the last value of a parameter."""
    values = parameters.get(name)
    return values[-1] if values else default
