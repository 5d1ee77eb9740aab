"""Rows of an answer, and how they are printed: in a terminal, as CSV, TSV, JSON, XML or Markdown."""

from __future__ import annotations

import csv
import io
import json
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.model import Lang
from kg.views import messages
from kg.views.files import one_line

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow
    from rich.console import Console

Cell = NamedNode | Literal | BlankNode | Triple | None

NS = "https://w3id.org/actorgraph/ns#"
ID = "https://w3id.org/actorgraph/id/"
_PREFIXES = {
    "kg": NS,
    "id": ID,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "prov": "http://www.w3.org/ns/prov#",
    "wd": "http://www.wikidata.org/entity/",
}
_STRING = _PREFIXES["xsd"] + "string"
_LANG_STRING = _PREFIXES["rdf"] + "langString"
_PROOF = ("sentence", "quote")  # printed under their row, with a number for the article: they would squeeze the rest
_FOR_MACHINES = frozenset(("earliest", "latest", "directed", "outlet"))  # not shown in a terminal
_WORDS = frozenset(("role_name", "office", "outcome", "zone", "detail"))  # plain English words that we can translate
_NARROWEST = 5


@dataclass(frozen=True)
class Table:
    """Named columns and rows of RDF terms; `labels` says how IRIs are called in `lang`, unless not `readable`.

    Iterating gives one dict a row with readable values; `rows` keeps the terms.
    """

    variables: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    labels: Mapping[str, str] = field(default_factory=dict)
    lang: Lang = "en"
    title: str = ""
    readable: bool = True

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, str]]:
        for row in self.rows:
            yield {v: self.show(c, v) for v, c in zip(self.variables, row, strict=True)}

    def __str__(self) -> str:
        return render(self, "table")

    def column(self, name: str) -> tuple[Cell, ...]:
        """Return the terms of one column."""
        at = self.variables.index(name)
        return tuple(row[at] for row in self.rows)

    def without(self, *names: str) -> Table:
        """Return a table without these columns."""
        kept = [i for i, v in enumerate(self.variables) if v not in names]
        rows = tuple(tuple(row[i] for i in kept) for row in self.rows)
        return replace(self, variables=tuple(self.variables[i] for i in kept), rows=rows)

    def first(self, count: int) -> Table:
        """Return a table of the first `count` rows."""
        return replace(self, rows=self.rows[:count])

    def iris(self) -> frozenset[str]:
        """Return all IRIs in the cells, those in lists of IRIs too."""
        return frozenset(i for row in self.rows for cell in row for i in cell_iris(cell))

    def show(self, cell: Cell, variable: str = "") -> str:
        """Return a cell as a reader wants it: labels for IRIs, words for terms and roles, plain values for literals."""
        listed = cell_iris(cell)
        if listed:
            return ", ".join(sorted({self._name(i) for i in listed})) if len(listed) > 1 else self._name(listed[0])
        if isinstance(cell, Literal):
            if variable in _WORDS or cell.datatype.value == _PREFIXES["xsd"] + "boolean":
                return messages.term(cell.value, self.lang)
            return one_line(cell.value)
        return "" if cell is None else str(cell)

    def _name(self, iri: str) -> str:
        if iri in self.labels:
            return one_line(self.labels[iri])
        if self.readable and iri.startswith(NS):
            return messages.term(iri.removeprefix(NS), self.lang)
        return shorten(iri)

    def with_labels(self) -> Table:
        """Return a table with a column `xLabel` after each column `x` that holds IRIs."""
        named = [v for i, v in enumerate(self.variables) if any(cell_iris(row[i]) for row in self.rows)]
        wide = tuple(w for v in self.variables for w in ((v, f"{v}Label") if v in named else (v,)))
        rows = tuple(
            tuple(
                c
                for v, cell in zip(self.variables, row, strict=True)
                for c in ((cell, Literal(self.show(cell)) if cell else None) if v in named else (cell,))
            )
            for row in self.rows
        )
        return replace(self, variables=wide, rows=rows)

    # --- for other libraries, each imported only here ---

    def to_pandas(self) -> pandas.DataFrame:
        """Return a pandas DataFrame, see `kg.views.frames`."""
        from kg.views.frames import to_pandas

        return to_pandas(self)

    def to_polars(self) -> polars.DataFrame:
        """Return a Polars DataFrame, see `kg.views.frames`."""
        from kg.views.frames import to_polars

        return to_polars(self)

    def to_arrow(self) -> pyarrow.Table:
        """Return a pyarrow Table, see `kg.views.frames`."""
        from kg.views.frames import to_arrow

        return to_arrow(self)

    def _repr_html_(self) -> str:
        """Return the table for a notebook."""
        from kg.views.frames import html

        return html(self)


def cell_iris(cell: Cell) -> tuple[str, ...]:
    """Return the IRIs in a cell: one, or several where a query joined them with spaces."""
    if isinstance(cell, NamedNode):
        return (cell.value,)
    if isinstance(cell, Literal) and cell.value.startswith(("https://", "http://")) and cell.datatype.value == _STRING:
        parts = cell.value.split(" ")
        if all(p.startswith(("https://", "http://")) for p in parts):
            return tuple(parts)
    return ()


def shorten(iri: str) -> str:
    """Return an IRI with a well-known prefix, or as it is.

    >>> shorten("https://w3id.org/actorgraph/id/state/by")
    'id:state/by'
    """
    for prefix, namespace in _PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


# --- terminal --------------------------------------------------------------------------------------------------------


def print_table(table: Table, console: Console, notes: dict[str, int] | None = None) -> None:
    """Print a table that fits the terminal: short columns side by side, the proving sentences below with numbers.

    The numbers stand for articles, which are listed at the end, or collected in `notes` if it is given.
    """
    from rich.text import Text

    if table.title:
        console.print(Text(table.title, style="bold"))
    if not table.rows:
        console.print(Text(messages.text("nothing", table.lang), style="dim"))
        return
    shown = [list(r.values()) for r in table]
    proved = any(v in table.variables for v in _PROOF)
    below = [i for i, v in enumerate(table.variables) if v in _PROOF or (proved and v == "article")]
    hidden = {*below, *(i for i, v in enumerate(table.variables) if v in _FOR_MACHINES and table.readable)}
    main = [i for i, _ in enumerate(table.variables) if i not in hidden and any(r[i] for r in shown)]
    heads = [messages.column(table.variables[i], table.lang) if table.readable else table.variables[i] for i in main]
    widths = _fit(heads, [[r[i] for i in main] for r in shown], console.width)
    numbers: dict[str, int] = {} if notes is None else notes
    for line in _lines(heads, widths):
        console.print(Text(line, style="bold cyan"), no_wrap=True, crop=False)
    for cells, group in groupby(shown, key=lambda r: [r[i] for i in main]):
        for line in _lines(cells, widths):
            console.print(Text(line), no_wrap=True, crop=False)
        for proof in _proofs([[r[i] for i in below] for r in group], numbers) if below else ():
            for line in textwrap.wrap(proof, max(console.width - 2, 20), initial_indent="  ", subsequent_indent="  "):
                console.print(Text(line, style="dim"), no_wrap=True, crop=False)
    if notes is None:
        print_notes(numbers, console)


def print_notes(notes: Mapping[str, int], console: Console) -> None:
    """Print the articles that the numbers stand for."""
    from rich.text import Text

    for article, number in notes.items():
        for line in textwrap.wrap(f"[{number}] {article}", console.width, subsequent_indent="    "):
            console.print(Text(line, style="dim"), no_wrap=True, crop=False)


def _proofs(rows: list[list[str]], notes: dict[str, int]) -> list[str]:
    """Return each sentence once with the number of its article; words that are part of a longer quotation go."""
    told: dict[str, list[str]] = {}
    for *sentence, article in rows:
        told.setdefault(article, []).extend(s for s in sentence if s)
    lines = []
    for article, sentences in told.items():
        longest = [s for s in dict.fromkeys(sentences) if not any(s != t and s in t for t in sentences)]
        mark = f" [{notes.setdefault(article, len(notes) + 1)}]" if article else ""
        lines += [f"“{s}”{mark}" for s in longest]
    return lines


def _fit(heads: list[str], rows: list[list[str]], width: int) -> list[int]:
    """Return column widths that fit: the widest gives way first."""
    widths = [max(len(h), *(len(r[i]) for r in rows)) for i, h in enumerate(heads)]
    room = max(width - 2 * (len(widths) - 1), _NARROWEST * len(widths))
    while sum(widths) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _lines(cells: list[str], widths: list[int]) -> Iterator[str]:
    wrapped = [textwrap.wrap(c, w) or [""] for c, w in zip(cells, widths, strict=True)]
    for i in range(max((len(w) for w in wrapped), default=0)):
        parts = [(w[i] if i < len(w) else "").ljust(width) for w, width in zip(wrapped, widths, strict=True)]
        yield "  ".join(parts).rstrip()


# --- files -----------------------------------------------------------------------------------------------------------


def render(table: Table, format: str = "table", width: int = 100) -> str:
    """Return a table as text in one of FORMATS; SPARQL 1.1 results for csv, tsv, json and xml."""
    return FORMATS[format](table, width)


def _terminal(table: Table, width: int) -> str:
    from rich.console import Console

    out = io.StringIO()
    print_table(table, Console(file=out, width=width, force_terminal=False, color_system=None))
    return out.getvalue()


def _csv(table: Table, width: int) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.variables)
    writer.writerows([_bare(c) for c in row] for row in table.rows)
    return out.getvalue()


def _bare(cell: Cell) -> str:
    if isinstance(cell, (NamedNode, Literal)):
        return cell.value
    return "" if cell is None else str(cell)


def _tsv(table: Table, width: int) -> str:
    lines = ["\t".join(f"?{v}" for v in table.variables)]
    lines += ["\t".join("" if c is None else str(c).replace("\t", "\\t") for c in row) for row in table.rows]
    return "\n".join(lines) + "\n"


def _json(table: Table, width: int) -> str:
    bindings = [
        {v: _json_term(c) for v, c in zip(table.variables, row, strict=True) if c is not None} for row in table.rows
    ]
    document = {"head": {"vars": list(table.variables)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _json_term(cell: Cell) -> dict[str, str]:
    if isinstance(cell, NamedNode):
        return {"type": "uri", "value": cell.value}
    if isinstance(cell, BlankNode):
        return {"type": "bnode", "value": cell.value}
    if not isinstance(cell, Literal):
        return {"type": "literal", "value": str(cell)}
    term = {"type": "literal", "value": cell.value}
    if cell.language:
        return {**term, "xml:lang": cell.language}
    return term if cell.datatype.value == _STRING else {**term, "datatype": cell.datatype.value}


def _xml(table: Table, width: int) -> str:
    head = "".join(f'<variable name="{escape(v)}"/>' for v in table.variables)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<sparql xmlns="http://www.w3.org/2005/sparql-results#">']
    lines += [f"<head>{head}</head>", "<results>"]
    for row in table.rows:
        cells = (_xml_binding(v, c) for v, c in zip(table.variables, row, strict=True) if c is not None)
        lines.append(f"<result>{''.join(cells)}</result>")
    return "\n".join([*lines, "</results>", "</sparql>"]) + "\n"


def _xml_binding(variable: str, cell: Cell) -> str:
    term = _json_term(cell)
    tag = term["type"]
    told = ((name, term[name]) for name in ("xml:lang", "datatype") if name in term)
    attributes = "".join(f' {name}="{escape(text)}"' for name, text in told)
    value = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "�", term["value"])
    return f'<binding name="{escape(variable)}"><{tag}{attributes}>{escape(value)}</{tag}></binding>'


def _markdown(table: Table, width: int) -> str:
    kept = [i for i, _ in enumerate(table.variables) if any(row[i] is not None for row in table.rows)]
    heads = [messages.column(table.variables[i], table.lang) for i in kept]
    lines = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"] if heads else []
    lines += [f"| {' | '.join(_md(table.show(row[i], table.variables[i])) for i in kept)} |" for row in table.rows]
    return "\n".join(lines or [messages.text("nothing", table.lang)]) + "\n"


def _md(text: str) -> str:
    return re.sub(r"([\\|*_`<\[\]])", r"\\\1", text)


FORMATS: Mapping[str, Callable[[Table, int], str]] = {
    "table": _terminal,
    "csv": _csv,
    "tsv": _tsv,
    "json": _json,
    "xml": _xml,
    "markdown": _markdown,
}
