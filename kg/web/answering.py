"""Answers of the SPARQL Protocol and the Graph Store Protocol, as a worker gives them: whole, bounded, or refused."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import pyoxigraph as ox

from kg.web import lexer
from kg.web.memory import Memory
from kg.web.negotiation import DATASETS, GRAPHS, ROWS, Format, NotAcceptable, pick
from kg.web.reply import Reply, problem
from kg.web.settings import Limits
from kg.web.sink import Sink, TooLarge

# What stands at least once between two rows of an answer: counting it takes no parser.
_BETWEEN = {
    ox.QueryResultsFormat.JSON: b"},{",
    ox.QueryResultsFormat.XML: b"<result>",
    ox.QueryResultsFormat.CSV: b"\n",
    ox.QueryResultsFormat.TSV: b"\n",
}
_PIECE = 1 << 18  # bytes that are looked at together: what is found there stays in the cache of a core
_TEXTS = (ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.TRIG, ox.RdfFormat.N_QUADS)

Body = bytes | memoryview


@dataclass(frozen=True, slots=True)
class Query:
    """A query as the protocol gives it; a dataset named in the protocol goes before FROM."""

    text: str
    accept: str | None = None
    base: str | None = None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def query(
    store: ox.Store,
    asked: Query,
    limits: Limits,
    memory: Memory | None = None,
    show: Callable[[Body], None] | None = None,
) -> Reply:
    """Answer a SELECT, ASK, CONSTRUCT or DESCRIBE.

    More than `limits.rows` rows are cut there and the header KG-Truncated says so; more than `limits.bytes` are refused
    with 413. Wrong SPARQL is 400, SERVICE 403. `show` is given the body of a large answer before its rows are counted.
    """
    if outward := lexer.calls_out(asked.text):
        return problem(403, f"{outward} is refused: it would make this server call other machines")
    if lexer.is_update(asked.text):
        return problem(400, "this is an update, not a query; send it as update=")
    try:
        answer = _query(store, asked, limits, limits.rows + 1, memory)
        own = answer.rows is None and lexer.limited(asked.text, limits.rows) == asked.text  # its LIMIT is low enough
        if own or not answer.has_more_than(limits.rows, show):
            return answer.reply
        shorter = _query(store, asked, limits, limits.rows, memory)
        return shorter.reply.having(("KG-Truncated", f"rows={limits.rows}"))
    except SyntaxError as error:
        return problem(400, f"not valid SPARQL: {error}")
    except NotAcceptable as error:
        return problem(406, str(error))
    except ValueError as error:
        return problem(400, str(error))
    except TooLarge:
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

    def has_more_than(self, limit: int, show: Callable[[Body], None] | None) -> bool:
        """Whether there are more rows than may be; the body is shown before it is searched, parsed only if need be."""
        if self.rows is not None:
            return self.rows > limit
        if _by_size(self.reply.body, self.format) <= limit:
            return False
        if show:
            show(self.reply.body)
        return all(rows(self.reply.body, self.format) > limit for rows in (_at_very_most, _at_most, _count))


def _query(store: ox.Store, asked: Query, limits: Limits, rows: int, memory: Memory | None) -> _Answer:
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
        return _Answer(_timed(written(triples, found, limits, memory), begun), found, len(triples))
    format = pick(asked.accept, ROWS)
    sink = Sink(limits.bytes, memory)
    answer.serialize(output=sink, format=format)
    media = format.media_type
    if format in (ox.QueryResultsFormat.CSV, ox.QueryResultsFormat.TSV) and "charset" not in media:
        media += "; charset=utf-8"
    known = 1 if isinstance(answer, ox.QueryBoolean) else None
    del answer  # which takes time, and is the store's own
    return _Answer(_timed(Reply(sink.body(), media), begun), format, known)


def _timed(reply: Reply, begun: float) -> Reply:
    """Return the reply with what the store took to find and write it; the listener adds what all took."""
    return reply.having(("Server-Timing", f"store;dur={(time.perf_counter() - begun) * 1000:.2f}"))


def written(
    items: Iterable[ox.Triple] | Iterable[ox.Quad], format: ox.RdfFormat, limits: Limits, memory: Memory | None
) -> Reply:
    """Return triples or quads as text; raises the error that `query` answers with 413."""
    sink = Sink(limits.bytes, memory)
    ox.serialize(items, output=sink, format=format)
    media = format.media_type + ("; charset=utf-8" if format in _TEXTS and "charset" not in format.media_type else "")
    return Reply(sink.body(), media)


def _at_most(body: Body, format: Format) -> int:
    """How many rows a serialised answer can have, by what stands between two; a tenth of the time of `_count`."""
    assert isinstance(format, ox.QueryResultsFormat)
    return bytes(body).count(_BETWEEN[format]) + 1


def _at_very_most(body: Body, format: Format) -> int:
    """How many rows a serialised answer can have, by one sign of it; a tenth of the time of `_at_most`."""
    assert isinstance(format, ox.QueryResultsFormat)
    sign, read = _BETWEEN[format][-1], np.frombuffer(body, np.uint8)
    pieces = (read[start : start + _PIECE] for start in range(0, len(read), _PIECE))
    same = np.empty(_PIECE, np.bool_)
    return sum(int(np.count_nonzero(np.equal(piece, sign, out=same[: len(piece)]))) for piece in pieces) + 1


def _by_size(body: Body, format: Format) -> int:
    """How many rows a serialised answer of so many bytes can have."""
    assert isinstance(format, ox.QueryResultsFormat)
    return len(body) // len(_BETWEEN[format]) + 1


def _count(body: Body, format: Format) -> int:
    """How many rows a serialised answer has."""
    if format == ox.QueryResultsFormat.CSV:
        return sum(1 for _ in csv.reader(io.StringIO(bytes(body).decode(), newline=""))) - 1
    assert isinstance(format, ox.QueryResultsFormat)
    parsed = ox.parse_query_results(bytes(body), format=format)
    return sum(1 for _ in parsed) if isinstance(parsed, ox.QuerySolutions) else 1


def _nodes(iris: Sequence[str]) -> list[ox.NamedNode]:
    return [ox.NamedNode(iri) for iri in iris]


# --- graph store -----------------------------------------------------------------------------------------------------


def graph(store: ox.Store, name: str | None, accept: str | None, limits: Limits, memory: Memory | None = None) -> Reply:
    """Return a named graph, with "" the default graph, with None the whole store."""
    try:
        if name is None:
            return written(iter(store), pick(accept, DATASETS), limits, memory)
        node = graph_node(name)
        if not exists(store, node):
            return problem(404, f"no graph {name}")
        triples = (q.triple for q in store.quads_for_pattern(None, None, None, node))
        return written(triples, pick(accept, GRAPHS[:4]), limits, memory)
    except NotAcceptable as error:
        return problem(406, str(error))
    except ValueError as error:
        return problem(400, str(error))
    except TooLarge:
        return problem(413, f"the graph is larger than {limits.bytes} bytes: use CONSTRUCT with LIMIT, or kg export")


def graph_node(name: str) -> ox.NamedNode | ox.DefaultGraph:
    """Return the graph of this name, the default graph for ""; raises ValueError for what is no IRI."""
    return ox.NamedNode(name) if name else ox.DefaultGraph()


def exists(store: ox.Store, node: ox.NamedNode | ox.DefaultGraph) -> bool:
    """Whether a graph is there; the default graph always is."""
    return isinstance(node, ox.DefaultGraph) or store.contains_named_graph(node)
