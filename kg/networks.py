"""Networks out of a store: everybody's, that around some actors, or the answer to any query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pyoxigraph as ox

from kg import queries
from kg.errors import QueryError
from kg.views.table import NS, Table, cell_iris

if TYPE_CHECKING:
    from kg.model import Lang
    from kg.views.choice import Choice
    from kg.views.network import Network

_NAMES = """PREFIX kg: <https://w3id.org/actorgraph/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?actor ?label ?usual ?type WHERE {
  VALUES ?actor { ACTORS }
  ?actor ?naming ?label ; a ?type .
  FILTER(?naming IN (rdfs:label, skos:altLabel))
  FILTER(?type IN (kg:Person, kg:State, kg:Organization, kg:Group))
  BIND(IF(?naming = rdfs:label, 0, 1) AS ?usual)
} ORDER BY ?actor ?usual LANG(?label) ?label"""

_PARTNERS = """PREFIX kg: <https://w3id.org/actorgraph/ns#>
SELECT ?event (COUNT(DISTINCT ?who) AS ?partners) WHERE {
  VALUES ?event { EVENTS }
  ?event kg:participant ?who .
} GROUP BY ?event"""

Row = Mapping[str, object]


class Answers(Protocol):
    """What a network needs of a graph."""

    lang: Lang

    def query(self, sparql: str) -> Table | bool | Triples:
        """Run a query."""

    def named(self, table: Table) -> Table:
        """Return the table with labels."""

    def resolve(self, name: str) -> tuple[str, ...]:
        """Return the IRI of an actor."""


class Triples(Protocol):
    """The answer to a CONSTRUCT."""

    @property
    def triples(self) -> tuple[ox.Triple, ...]:
        """The triples."""


def network_of(
    graph: Answers,
    actors: Iterable[str] = (),
    between: tuple[str, str] | None = None,
    query: str | Path | None = None,
    choice: Choice | None = None,
) -> Network:
    """Return the network of all, of `query` (SPARQL or a file of it), or around the actors, cut down to the choice.

    Around actors only what is `choice.hops` steps near is read, so the cost grows with it and not with the store.
    Raises QueryError for a name that is nobody's, KgError where two actors are not joined.
    """
    from kg.views.choice import Choice, choose

    choice = choice or Choice()
    roots = [graph.resolve(actor)[0] for actor in actors]
    ends = (graph.resolve(between[0])[0], graph.resolve(between[1])[0]) if between else None
    if query is not None:
        network = _asked(graph, query)
    elif roots and ends is None:
        network = _built(graph, _around(graph, roots, choice.hops))
    else:
        network = _built(graph, [_answer(graph, "network", {})])
    return choose(network, choice, roots, ends)


def _around(graph: Answers, roots: list[str], hops: int) -> list[Table]:
    """Return the edges within `hops` steps: those of each ring of actors, then those among the outermost."""
    near, ring = set(roots), roots
    tables = []
    for _ in range(hops):
        table = _answer(graph, "network-around", {"actor": ring})
        tables.append(table)
        met = {iri for name in ("source", "target") for cell in table.column(name) for iri in cell_iris(cell)}
        ring = sorted(met - near)
        near |= met
        if not ring:
            return tables
    return [*tables, _answer(graph, "network-around", {"actor": ring, "other": ring})]


def _answer(graph: Answers, name: str, values: Mapping[str, list[str]]) -> Table:
    """Answer a question about nodes that are told by their IRIs, elections among them."""
    table = graph.query(queries.find(name).bind(values, lambda iri: [iri]))
    if not isinstance(table, Table):
        raise QueryError(f"the question {name} must be a SELECT")
    return table


def _built(graph: Answers, tables: list[Table]) -> Network:
    from kg.views.network import from_rows

    unique: dict[tuple[tuple[str, str], ...], dict[str, str]] = {}
    for table in tables:
        for row in _rows(_with_labels(graph, table)):
            unique[tuple(sorted(row.items()))] = row
    ends = {row[name] for row in unique.values() for name in ("source", "target", "claimed_by") if name in row}
    _name_articles(graph, list(unique.values()))
    if len(tables) > 1:  # else every event is whole
        _count_partners(graph, list(unique.values()))
    return from_rows(unique.values(), _names(graph, ends), graph.lang)


def _name_articles(graph: Answers, rows: list[dict[str, str]]) -> None:
    """Call articles of unknown outlet by their title and day."""
    nameless = {row["article"] for row in rows if "article" in row and "outlet" not in row}
    if nameless:
        cells = tuple((ox.NamedNode(iri),) for iri in sorted(nameless))
        labels = graph.named(Table(("article",), cells, lang=graph.lang)).labels
        for row in rows:
            if row.get("article") in labels and "outlet" not in row:
                row["outlet"] = labels[row["article"]]


def _count_partners(graph: Answers, rows: list[dict[str, str]]) -> None:
    """Say of each contact how many took part: some of them may be farther away than what was read."""
    contacts = (f"{NS}PhoneCall", f"{NS}Meeting")
    events = sorted({row["event"] for row in rows if row.get("kind") in contacts and "event" in row})
    if not events:
        return
    counted = graph.query(_PARTNERS.replace("EVENTS", " ".join(map(queries.iri, events))))
    if isinstance(counted, Table):
        partners = {
            event.value: count.value
            for event, count in counted.rows
            if isinstance(event, ox.NamedNode) and isinstance(count, ox.Literal)
        }
        for row in rows:
            if row.get("event") in partners:
                row["partners"] = partners[row["event"]]


def _with_labels(graph: Answers, table: Table) -> Table:
    """Label places and details only: events and articles have thousands of labels nobody sees in a picture."""
    shown = [name for name in ("place", "detail") if name in table.variables]
    if not any(cell is not None for name in shown for cell in table.column(name)):
        return table
    kept = [table.variables.index(name) for name in shown]
    narrow = Table(tuple(shown), tuple(tuple(row[i] for i in kept) for row in table.rows), lang=table.lang)
    named = graph.named(narrow)
    return Table(table.variables, table.rows, labels=named.labels, lang=table.lang, readable=True)


def _rows(table: Table) -> list[dict[str, str]]:
    """Return the rows as `kg.views.rows` wants them: places and details by name, all else as it is."""
    return [
        {
            v: table.show(cell, v) if v in ("place", "detail") else cell.value
            for v, cell in zip(table.variables, row, strict=True)
            if isinstance(cell, ox.NamedNode | ox.Literal)
        }
        for row in table.rows
    ]


def _names(graph: Answers, iris: Iterable[str]) -> list[Row]:
    wanted = sorted(iri for iri in iris if "://" in iri and not iri.startswith(NS))
    if not wanted:
        return []
    table = graph.query(_NAMES.replace("ACTORS", " ".join(map(queries.iri, wanted))))
    if not isinstance(table, Table):
        raise QueryError("names must come as a table")
    rows: list[Row] = [
        {"actor": actor.value, "label": label.value, "lang": label.language or "", "type": type_.value}
        for actor, label, _, type_ in table.rows
        if isinstance(actor, ox.NamedNode) and isinstance(label, ox.Literal) and isinstance(type_, ox.NamedNode)
    ]
    known = {row["actor"] for row in rows}
    return [*rows, *_elections(graph, [iri for iri in wanted if iri not in known])]


def _elections(graph: Answers, iris: list[str]) -> Iterable[Row]:
    """Name the ends that are no actors: elections."""
    cells = tuple((ox.NamedNode(iri),) for iri in iris)
    labels = graph.named(Table(("target",), cells, lang=graph.lang)).labels if cells else {}
    for iri in iris:
        is_election = "/election" in iri or "/event/" in iri
        if iri in labels:
            yield {"actor": iri, "label": labels[iri], "lang": graph.lang} | (
                {"type": "Election"} if is_election else {}
            )


def _asked(graph: Answers, query: str | Path) -> Network:
    from kg.views.asked import from_select, from_triples

    text = Path(query).read_text(encoding="utf-8") if isinstance(query, Path) else query
    answer = graph.query(text)
    if isinstance(answer, bool):
        raise QueryError("an ASK has no network; use SELECT ?source ?target ... or CONSTRUCT")
    if isinstance(answer, Table):
        rows = _rows(_with_labels(graph, answer))
        ends = {row[name] for row in rows for name in ("source", "target", "claimed_by") if name in row}
        return from_select(answer.variables, rows, _names(graph, ends), graph.lang)
    triples = [
        (
            t.subject.value,
            t.predicate.value,
            t.object.value,
            (t.object.language or "") if isinstance(t.object, ox.Literal) else None,
        )
        for t in answer.triples
        if isinstance(t.subject, ox.NamedNode | ox.BlankNode)
        and isinstance(t.object, ox.NamedNode | ox.BlankNode | ox.Literal)
    ]
    ends = {iri for s, _, o, literal in triples for iri in ((s, o) if literal is None else (s,))}
    return from_triples(triples, _names(graph, ends), graph.lang)
