"""Rows are counted without a parser first; that count must never be too low."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.web import answering
from kg.web.negotiation import ROWS

TROUBLE = st.lists(st.sampled_from(["", "},{", "<result>", "\n", "\r\n", '"', "\\", "a,b", "\t", "́", "💬"]), max_size=6)


@pytest.mark.parametrize("format", ROWS, ids=str)
@given(texts=TROUBLE, width=st.integers(0, 2))
def test_there_are_never_more_rows_than_there_can_be(
    format: ox.QueryResultsFormat, texts: list[str], width: int
) -> None:
    names = " ".join(f"?v{n}" for n in range(width))
    rows = " ".join(f"({' '.join([str(ox.Literal(text))] * width)})" for text in texts)
    body = ox.Store().query(f"SELECT {names or '*'} {{ VALUES ({names}) {{ {rows} }} }}").serialize(format=format)
    most = min(answering._at_most(body, format), answering._at_very_most(body, format))
    assert answering._count(body, format) == len(texts) <= most
