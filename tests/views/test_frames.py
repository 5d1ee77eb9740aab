"""Tables for pandas, Polars, Arrow and Parquet hold the same values, typed, and a notebook shows text only."""

from __future__ import annotations

import io
from datetime import date

import pytest
from pyoxigraph import Literal, NamedNode

from kg.errors import KgError
from kg.views import frames
from kg.views.table import Table

XSD = "http://www.w3.org/2001/XMLSchema#"


def typed(value: str, kind: str) -> Literal:
    return Literal(value, datatype=NamedNode(XSD + kind))


TABLE = Table(
    ("who", "day", "count", "share", "held", "when", "note"),
    (
        (
            NamedNode("https://w3id.org/actorgraph/id/person/a"),
            typed("2020-08-15", "date"),
            typed("3", "integer"),
            typed("0.5", "decimal"),
            typed("true", "boolean"),
            typed("2020-08", "gYearMonth"),
            Literal("<script>alert(1)</script>"),
        ),
        (NamedNode("https://w3id.org/actorgraph/id/person/b"), None, None, typed("2", "integer"), None, None, None),
    ),
    labels={"https://w3id.org/actorgraph/id/person/a": "Ада"},
)


def test_columns_are_typed():
    told = frames.columns(TABLE)
    assert list(told) == ["who", "whoLabel", "day", "count", "share", "held", "when", "note"]
    assert told["whoLabel"] == ["Ада", "id:person/b"]
    assert told["day"] == [date(2020, 8, 15), None]
    assert (told["count"], told["share"], told["held"]) == ([3, None], [0.5, 2.0], [True, None])
    assert told["when"] == ["2020-08", None]


def test_pandas():
    pytest.importorskip("pandas")
    frame = TABLE.to_pandas()
    assert list(frame.columns) == list(frames.columns(TABLE))
    assert [str(frame[c].dtype) for c in ("count", "share", "held")] == ["Int64", "Float64", "boolean"]
    assert str(frame["day"].dtype).startswith("datetime64")
    assert frame["count"].sum() == 3


def test_polars():
    polars = pytest.importorskip("polars")
    frame = TABLE.to_polars()
    assert frame.schema["day"] == polars.Date
    assert frame["count"].to_list() == [3, None]


def test_arrow_and_parquet():
    parquet = pytest.importorskip("pyarrow.parquet")
    told = TABLE.to_arrow()
    assert told.to_pydict() == frames.columns(TABLE)
    assert parquet.read_table(io.BytesIO(frames.parquet(TABLE))).equals(told)


def test_an_empty_table():
    pytest.importorskip("pyarrow")
    empty = Table(("a", "b"), ())
    assert empty.to_arrow().num_rows == 0
    assert "nothing" not in empty._repr_html_()


def test_a_notebook_shows_text_only():
    page = TABLE._repr_html_()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert page.count("<tr>") == 3


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(frames, "import_module", lambda name: __import__("no_such_library_at_all"))
    with pytest.raises(KgError, match="pip install pandas"):
        TABLE.to_pandas()
