"""Rows are counted without a parser first; that count must never be too low."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.web import answering
from kg.web.negotiation import ROWS
from kg.web.settings import Limits

TROUBLE = st.lists(st.sampled_from(["", "},{", "<result>", "\n", "\r\n", '"', "\\", "a,b", "\t", "́", "💬"]), max_size=6)


@pytest.mark.parametrize("format", ROWS, ids=str)
@given(texts=TROUBLE, width=st.integers(0, 2))
def test_there_are_never_more_rows_than_there_can_be(
    format: ox.QueryResultsFormat, texts: list[str], width: int
) -> None:
    names = " ".join(f"?v{n}" for n in range(width))
    rows = " ".join(f"({' '.join([str(ox.Literal(text))] * width)})" for text in texts)
    body = ox.Store().query(f"SELECT {names or '*'} {{ VALUES ({names}) {{ {rows} }} }}").serialize(format=format)
    most = min(bound(body, format) for bound in (answering._by_size, answering._at_very_most, answering._at_most))
    assert answering._count(body, format) == len(texts) <= most


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("SELECT * { VALUES ?x { 1 2 3 4 } }", 3),
        ("SELECT * { VALUES ?x { 1 2 3 4 } } LIMIT 4", 3),
        ("SELECT * { { SELECT * { VALUES ?x { 1 2 3 4 } } LIMIT 4 } }", 3),
        ("CONSTRUCT { ?x a ?x } { VALUES ?x { <a:1> <a:2> <a:3> <a:4> } }", 3),
        ("SELECT * { VALUES ?x { 1 2 3 4 } } LIMIT 3", None),
        ("SELECT * { VALUES ?x { 1 2 3 } }", None),
        ("CONSTRUCT { ?x a ?x } { VALUES ?x { <a:1> <a:2> <a:3> } }", None),
    ],
)
def test_an_answer_is_cut_if_it_has_more_rows_than_may_be(query: str, rows: int | None) -> None:
    reply = answering.query(ox.Store(), answering.Query(query), Limits(rows=3))
    assert reply.status == 200
    assert dict(reply.headers).get("KG-Truncated") == (f"rows={rows}" if rows else None)
