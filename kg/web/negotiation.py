"""Which format to answer in: the `Accept` header against what we can write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from pyoxigraph import QueryResultsFormat, RdfFormat

from kg.errors import KgError

Format = RdfFormat | QueryResultsFormat
F = TypeVar("F", RdfFormat, QueryResultsFormat)
ROWS = (QueryResultsFormat.JSON, QueryResultsFormat.XML, QueryResultsFormat.CSV, QueryResultsFormat.TSV)
GRAPHS = (
    RdfFormat.TURTLE,
    RdfFormat.N_TRIPLES,
    RdfFormat.RDF_XML,
    RdfFormat.JSON_LD,
    RdfFormat.N_QUADS,
    RdfFormat.TRIG,
)
DATASETS = (RdfFormat.TRIG, RdfFormat.N_QUADS, RdfFormat.JSON_LD)
_ALSO = {
    QueryResultsFormat.JSON: "application/json",
    QueryResultsFormat.XML: "application/xml",
    RdfFormat.RDF_XML: "application/xml",
    RdfFormat.JSON_LD: "application/json",
    RdfFormat.N_TRIPLES: "text/plain",
}


class NotAcceptable(KgError):  # noqa: N818 - the name of the HTTP status
    """None of the formats asked for can be written."""


def pick(accept: str | None, formats: Sequence[F]) -> F:
    """Return the format that `Accept` likes best; raises NotAcceptable."""
    best: tuple[tuple[float, int, int, int], F] | None = None
    for place, part in enumerate((accept or "*/*").split(",")):
        media, *parameters = (p.strip().lower() for p in part.split(";"))
        quality = _quality(parameters)
        for order, format in enumerate(formats):
            if quality > 0 and _fits(media, format):
                rank = (-quality, media.count("*"), place, order)
                if best is None or rank < best[0]:
                    best = (rank, format)
    if best is None:
        raise NotAcceptable(f"cannot write any of {accept}; ask for {', '.join(media_type(f) for f in formats)}")
    return best[1]


def prefers_page(accept: str | None) -> bool:
    """Whether `Accept` likes HTML at least as well as RDF: a browser does, a client that speaks SPARQL does not.

    >>> prefers_page("text/html,application/xml;q=0.9,*/*;q=0.8"), prefers_page("text/turtle,text/html;q=0.5")
    (True, False)
    """
    likes = {"page": 0.0, "graph": 0.0}
    for part in (accept or "").split(","):
        media, *parameters = (p.strip().lower() for p in part.split(";"))
        for kind, is_liked in (
            ("page", media in ("text/html", "application/xhtml+xml")),
            ("graph", any(media == media_type(format) for format in GRAPHS)),
        ):
            if is_liked:
                likes[kind] = max(likes[kind], _quality(parameters))
    return likes["page"] > 0 and likes["page"] >= likes["graph"]


def media_type(format: Format) -> str:
    """Return the media type without parameters."""
    return format.media_type.partition(";")[0]


def _quality(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0


def _fits(media: str, format: Format) -> bool:
    own = media_type(format)
    whole = media in (own, "*/*", _ALSO.get(format))
    return whole or (media.endswith("/*") and own.startswith(media.removesuffix("*")))
