"""Answers of the SPARQL Protocol and the Graph Store Protocol, as a worker gives them: whole, bounded, or refused."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import pyoxigraph as ox

from kg.web import lexer
from kg.web.negotiation import DATASETS, GRAPHS, ROWS, Format, NotAcceptable, pick
from kg.web.reply import Reply, problem
from kg.web.settings import Limits

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

# What stands at least once between two rows of an answer: counting it takes no parser.
_BETWEEN = {
    ox.QueryResultsFormat.JSON: b"},{",
    ox.QueryResultsFormat.XML: b"<result>",
    ox.QueryResultsFormat.CSV: b"\n",
    ox.QueryResultsFormat.TSV: b"\n",
}
_TEXTS = (ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.TRIG, ox.RdfFormat.N_QUADS)


@dataclass(frozen=True, slots=True)
class Query:
    """A query as the protocol gives it; a dataset named in the protocol goes before FROM."""

    text: str
    accept: str | None = None
    base: str | None = None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


class _TooLarge(Exception):  # noqa: N818 - told to nobody outside
    """The answer has more bytes than may be sent."""


class _Sink(io.BytesIO):
    """Collects bytes up to a limit."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit

    def write(self, data: Buffer) -> int:
        size = super().write(data)
        if self.tell() > self.limit:
            raise _TooLarge
        return size


def query(store: ox.Store, asked: Query, limits: Limits) -> Reply:
    """Answer a SELECT, ASK, CONSTRUCT or DESCRIBE.

    More than `limits.rows` rows are cut there and the header KG-Truncated says so; more than `limits.bytes` are refused
    with 413. Wrong SPARQL is 400, SERVICE 403.
    """
    if outward := lexer.calls_out(asked.text):
        return problem(403, f"{outward} is refused: it would make this server call other machines")
    if lexer.is_update(asked.text):
        return problem(400, "this is an update, not a query; send it as update=")
    try:
        answer = _query(store, asked, limits, limits.rows + 1)
        if not answer.has_more_than(limits.rows):
            return answer.reply
        shorter = _query(store, asked, limits, limits.rows)
        return shorter.reply.having(("KG-Truncated", f"rows={limits.rows}"))
    except SyntaxError as error:
        return problem(400, f"not valid SPARQL: {error}")
    except NotAcceptable as error:
        return problem(406, str(error))
    except ValueError as error:
        return problem(400, str(error))
    except _TooLarge:
        return too_large(limits)
    except (RuntimeError, OSError) as error:
        return problem(400, f"the query cannot be run: {error}")


def too_large(limits: Limits) -> Reply:
    """Say that an answer has more bytes than may be sent."""
    return problem(413, f"the answer is larger than {limits.bytes} bytes: add LIMIT, or ask for less")


@dataclass(frozen=True, slots=True)
class _Answer:
    reply: Reply
    format: Format
    rows: int | None = None

    def has_more_than(self, limit: int) -> bool:
        """Whether there are more rows than may be; they are parsed only if there can be."""
        if self.rows is not None:
            return self.rows > limit
        return all(rows(self.reply.body, self.format) > limit for rows in (_at_very_most, _at_most, _count))


def _query(store: ox.Store, asked: Query, limits: Limits, rows: int) -> _Answer:
    text = lexer.limited(asked.text, rows)
    begun = time.perf_counter()
    if asked.default_graphs or asked.named_graphs:
        answer = store.query(
            text,
            base_iri=asked.base,
            default_graph=[*_nodes(asked.default_graphs)],
            named_graphs=[*_nodes(asked.named_graphs)],
        )
    else:
        answer = store.query(text, base_iri=asked.base)
    if isinstance(answer, ox.QueryTriples):
        found = pick(asked.accept, GRAPHS)
        triples = list(islice(answer, rows))
        return _Answer(_timed(written(triples, found, limits), begun), found, len(triples))
    format = pick(asked.accept, ROWS)
    sink = _Sink(limits.bytes)
    answer.serialize(output=sink, format=format)
    media = format.media_type
    if format in (ox.QueryResultsFormat.CSV, ox.QueryResultsFormat.TSV) and "charset" not in media:
        media += "; charset=utf-8"
    reply = _timed(Reply(sink.getvalue(), media), begun)
    return _Answer(reply, format, 1 if isinstance(answer, ox.QueryBoolean) else None)


def _timed(reply: Reply, begun: float) -> Reply:
    """Return the reply with what the store took to find and write it; the listener adds what all took."""
    return reply.having(("Server-Timing", f"store;dur={(time.perf_counter() - begun) * 1000:.2f}"))


def written(items: Iterable[ox.Triple] | Iterable[ox.Quad], format: ox.RdfFormat, limits: Limits) -> Reply:
    """Return triples or quads as text; raises the error that `query` answers with 413."""
    sink = _Sink(limits.bytes)
    ox.serialize(items, output=sink, format=format)
    media = format.media_type + ("; charset=utf-8" if format in _TEXTS and "charset" not in format.media_type else "")
    return Reply(sink.getvalue(), media)


def _at_most(body: bytes, format: Format) -> int:
    """How many rows a serialised answer can have, by what stands between two; a tenth of the time of `_count`."""
    assert isinstance(format, ox.QueryResultsFormat)
    return body.count(_BETWEEN[format]) + 1


def _at_very_most(body: bytes, format: Format) -> int:
    """How many rows a serialised answer can have, by one sign of it; a tenth of the time of `_at_most`."""
    assert isinstance(format, ox.QueryResultsFormat)
    signs = np.frombuffer(body, np.uint8) == _BETWEEN[format][-1]
    return int(np.count_nonzero(signs)) + 1


def _count(body: bytes, format: Format) -> int:
    """How many rows a serialised answer has."""
    if format == ox.QueryResultsFormat.CSV:
        return sum(1 for _ in csv.reader(io.StringIO(body.decode(), newline=""))) - 1
    assert isinstance(format, ox.QueryResultsFormat)
    parsed = ox.parse_query_results(body, format=format)
    return sum(1 for _ in parsed) if isinstance(parsed, ox.QuerySolutions) else 1


def _nodes(iris: Sequence[str]) -> list[ox.NamedNode]:
    return [ox.NamedNode(iri) for iri in iris]


# --- graph store -----------------------------------------------------------------------------------------------------


def graph(store: ox.Store, name: str | None, accept: str | None, limits: Limits) -> Reply:
    """Return a named graph, with "" the default graph, with None the whole store."""
    try:
        if name is None:
            return written(iter(store), pick(accept, DATASETS), limits)
        node = graph_node(name)
        if not exists(store, node):
            return problem(404, f"no graph {name}")
        triples = (q.triple for q in store.quads_for_pattern(None, None, None, node))
        return written(triples, pick(accept, GRAPHS[:4]), limits)
    except NotAcceptable as error:
        return problem(406, str(error))
    except ValueError as error:
        return problem(400, str(error))
    except _TooLarge:
        return problem(413, f"the graph is larger than {limits.bytes} bytes: use CONSTRUCT with LIMIT, or kg export")


def graph_node(name: str) -> ox.NamedNode | ox.DefaultGraph:
    """Return the graph of this name, the default graph for ""; raises ValueError for what is no IRI."""
    return ox.NamedNode(name) if name else ox.DefaultGraph()


def exists(store: ox.Store, node: ox.NamedNode | ox.DefaultGraph) -> bool:
    """Whether a graph is there; the default graph always is."""
    return isinstance(node, ox.DefaultGraph) or store.contains_named_graph(node)
