"""A table for pandas, Polars, Arrow and Parquet, and for a notebook: columns of one type each; kg itself needs none."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from html import escape
from importlib import import_module
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal

from kg.errors import KgError
from kg.views import messages
from kg.views.table import Cell

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

    from kg.views.table import Table

Scalar = str | int | float | bool | date | None
_XSD = "http://www.w3.org/2001/XMLSchema#"
_SHOWN_ROWS = 200  # in a notebook


def columns(table: Table) -> dict[str, list[Scalar]]:
    """Return the values by column: numbers, booleans and days as such where a column has nothing else, else text.

    Columns of IRIs are followed by `xLabel`, as in the machine formats of `kg ask`.
    """
    wide = table.with_labels()
    return {name: _values(wide.column(name)) for name in wide.variables}


def to_arrow(table: Table) -> pyarrow.Table:
    """Return a pyarrow Table; raises KgError if pyarrow is not installed."""
    arrow = _library("pyarrow")
    kinds = {str: arrow.string(), int: arrow.int64(), float: arrow.float64(), bool: arrow.bool_(), date: arrow.date32()}
    told = columns(table)
    fields = [(name, kinds[_kind(values)]) for name, values in told.items()]
    made: pyarrow.Table = arrow.table(told, schema=arrow.schema(fields))
    return made


def to_pandas(table: Table) -> pandas.DataFrame:
    """Return a pandas DataFrame; whole numbers with gaps are Int64, days datetime64. Raises KgError without pandas."""
    frames = _library("pandas")
    made: pandas.DataFrame = frames.DataFrame(columns(table), columns=list(columns(table)))
    for name, values in columns(table).items():
        kind = _kind(values)
        if kind is date:
            made[name] = frames.to_datetime(made[name])
        elif kind is not str:
            made[name] = made[name].astype({int: "Int64", float: "Float64", bool: "boolean"}[kind])
    return made


def to_polars(table: Table) -> polars.DataFrame:
    """Return a Polars DataFrame; raises KgError without Polars."""
    frames = _library("polars")
    kinds = {str: frames.String, int: frames.Int64, float: frames.Float64, bool: frames.Boolean, date: frames.Date}
    told = columns(table)
    made: polars.DataFrame = frames.DataFrame(
        told, schema={name: kinds[_kind(values)] for name, values in told.items()}
    )
    return made


def parquet(table: Table) -> bytes:
    """Return the table as a Parquet file; raises KgError without pyarrow."""
    arrow = to_arrow(table)
    out = io.BytesIO()
    import_module("pyarrow.parquet").write_table(arrow, out)
    return out.getvalue()


def html(table: Table) -> str:
    """Return the table for a notebook: text only, the first rows of many."""
    kept = [i for i, _ in enumerate(table.variables) if any(row[i] is not None for row in table.rows)]
    heads = [messages.column(table.variables[i], table.lang) for i in kept]
    rows = ([table.show(row[i], table.variables[i]) for i in kept] for row in table.rows[:_SHOWN_ROWS])
    caption = f"<caption>{escape(table.title)}</caption>" if table.title else ""
    body = "\n".join(_row("td", cells) for cells in rows)
    count = f"{messages.text('rows', table.lang)}: {len(table)}"
    return (
        f"<table>{caption}\n<thead>{_row('th', heads)}</thead>\n<tbody>{body}</tbody>\n</table>\n<p>{escape(count)}</p>"
    )


def _row(tag: str, cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in cells)}</tr>"


def _library(name: str) -> Any:
    """Import a library that only some users have."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise KgError(f"this needs {name}: pip install {name}") from error


_READERS: Mapping[str, Callable[[str], Scalar]] = {
    "integer": int,
    "decimal": lambda value: float(Decimal(value)),
    "double": float,
    "float": float,
    "boolean": lambda value: value in ("true", "1"),
    "date": date.fromisoformat,
}


def _values(cells: Iterable[Cell]) -> list[Scalar]:
    cells = list(cells)
    kinds = {c.datatype.value.removeprefix(_XSD) if isinstance(c, Literal) else "" for c in cells if c is not None}
    if kinds and kinds <= {"integer", "decimal", "double", "float"} and len(kinds) > 1:
        kinds = {"double"}
    reader = _READERS.get(kinds.pop()) if len(kinds) == 1 else None
    if reader is None:
        return [_text(c) for c in cells]
    try:
        return [None if c is None else reader(_text(c) or "") for c in cells]
    except ValueError:  # a date with a time zone, an integer beyond all bounds
        return [_text(c) for c in cells]


def _text(cell: Cell) -> str | None:
    return None if cell is None else str(getattr(cell, "value", cell))


def _kind(values: Iterable[Scalar]) -> type:
    return next((type(value) for value in values if value is not None), str)
