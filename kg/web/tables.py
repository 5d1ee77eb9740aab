"""Tables as the page draws them: each cell its words, and where its links lead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypedDict

import pyoxigraph as ox

from kg.graph import Graph
from kg.queries import KG, iri
from kg.views import messages
from kg.views.table import Cell, Table, cell_iris

MOST_ROWS = 2000  # drawn; the formats to take away hold all
_AGENTS = frozenset({"Person", "State", "Organization", "Group"})
_BLOCK = 500


class Link(TypedDict):
    """An IRI, what to call it, and which page shows it: actor, node, article, passage, term or web."""

    iri: str
    text: str
    kind: str


class Shown(TypedDict, total=False):
    """A cell: words, links if it holds IRIs, its language or datatype if it has one."""

    text: str
    links: list[Link]
    lang: str


class Sheet(TypedDict):
    """A table: `columns` are (name, heading), `total` counts rows that are not sent too."""

    title: str
    columns: list[tuple[str, str]]
    rows: list[list[Shown | None]]
    total: int


def sheet(graph: Graph, table: Table) -> Sheet:
    """Return a table for the page, the first MOST_ROWS rows of it; IRIs get labels and kinds."""
    shown = table.first(MOST_ROWS)
    if not shown.readable:
        shown = graph.named(shown)
    kept = [i for i, _ in enumerate(shown.variables) if any(row[i] is not None for row in shown.rows)]
    kinds = kinds_of(graph, shown.iris())
    return {
        "title": table.title,
        "columns": [(shown.variables[i], messages.column(shown.variables[i], graph.lang)) for i in kept],
        "rows": [[_cell(shown, row[i], shown.variables[i], kinds) for i in kept] for row in shown.rows],
        "total": len(table),
    }


def links(graph: Graph, iris: Iterable[str]) -> dict[str, Link]:
    """Return a link for each of some IRIs."""
    wanted = sorted(set(iris))
    labels, kinds = graph.labels(wanted), kinds_of(graph, wanted)
    named = Table((), (), labels=labels, lang=graph.lang)
    return {i: Link(iri=i, text=named.show(ox.NamedNode(i)), kind=kinds[i]) for i in wanted}


def _cell(table: Table, cell: Cell, variable: str, kinds: Mapping[str, str]) -> Shown | None:
    if cell is None:
        return None
    listed = cell_iris(cell)
    if listed:
        return {
            "text": table.show(cell, variable),
            "links": [Link(iri=i, text=table.show(ox.NamedNode(i)), kind=kinds[i]) for i in listed],
        }
    shown: Shown = {"text": table.show(cell, variable)}
    if isinstance(cell, ox.Literal) and cell.language:
        shown["lang"] = cell.language
    return shown


def kinds_of(graph: Graph, iris: Iterable[str]) -> dict[str, str]:
    """Return which page shows each IRI; "web" for what is not in the store, "" for what is no address either."""
    found: dict[str, str] = {}
    asked = []
    for value in sorted(set(iris)):
        found[value] = _guess(value)
        if not value.startswith(KG):
            asked.append(value)
    for start in range(0, len(asked), _BLOCK):
        block = " ".join(iri(i) for i in asked[start : start + _BLOCK])
        for thing, kind in select(graph, f"SELECT ?t ?type {{ VALUES ?t {{ {block} }} ?t a ?type }}"):
            name = text(kind).removeprefix(KG)
            found[text(thing)] = (
                "actor" if name in _AGENTS else {"Article": "article", "Passage": "passage"}.get(name, "node")
            )
    return found


def _guess(value: str) -> str:
    if value.startswith(KG):
        return "term"
    if "/actorgraph/id/event/" in value:
        return "node"  # only claimed, so not in the view
    return "web" if value.startswith(("https://", "http://")) and "/actorgraph/id/" not in value else ""


# --- small ways to read ----------------------------------------------------------------------------------------------


def select(graph: Graph, sparql: str) -> list[tuple[Cell, ...]]:
    """Return the rows of an own SELECT."""
    answer = graph.store.query(f"PREFIX kg: <{KG}>\n{sparql}")
    assert isinstance(answer, ox.QuerySolutions)
    return [tuple(row) for row in answer]


def text(cell: Cell) -> str:
    """Return the value of a term, "" for none."""
    return cell.value if isinstance(cell, (ox.NamedNode, ox.Literal, ox.BlankNode)) else ""
