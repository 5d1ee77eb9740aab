"""What a query calls out to cannot be hidden, and bounds are put where they belong."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.web import lexer


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://a> {} }",
        "select * { service silent <http://a> {} }",
        "SELECT * { #'\nSERVICE <http://a> {} #'\n}",
        "SELECT * { # '''\nSERVICE <http://a> {} # '''\n}",
        "SELECT * { <http://a\\u0062#> SERVICE <http://b> {} }",
        "SELECT * { S\\u0045RVICE <http://b> {} }",
        "SELECT * { FILTER(?a<?b#>\n) SERVICE <http://b> {} }",
        "SELECT * {?s ?p 'a\\'b'. SERVICE<http://a>{} }",
        "LOAD <http://a>",
        "CLEAR ALL ; LOAD <http://a> INTO GRAPH <http://b>",
    ],
)
def test_calling_out_is_seen(query: str):
    assert lexer.calls_out(query) in ("SERVICE", "LOAD")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service :load 'SERVICE' , \"LOAD\" , '''a SERVICE''' ; a ex:SERVICE }",
        "SELECT * { <http://a/SERVICE> <http://b#LOAD> ?x }",
        "SELECT * { _:service ?p 'x'@service }",
    ],
)
def test_names_and_strings_pass(query: str):
    assert lexer.calls_out(query) is None


LIMITED = [
    ("SELECT * { ?s ?p ?o }", 3),
    ("SELECT * { ?s ?p ?o } ORDER BY ?s OFFSET 1", 3),
    ("SELECT * { ?s ?p ?o } LIMIT 2", 2),
    ("SELECT * { ?s ?p ?o } LIMIT 4 OFFSET 1", 3),
    ("SELECT * { { SELECT * { ?s ?p ?o } LIMIT 5 } }", 3),
    ("SELECT * { ?s ?p ?o } # LIMIT 2", 3),
    ("SELECT * { ?s ?p ?o } VALUES ?s { <http://x/1> <http://x/2> UNDEF }", 3),
    ("SELECT (COUNT(*) AS ?limit) { ?s ?p ?o } GROUP BY ?s HAVING(COUNT(*) > 0)", 3),
    ("BASE <http://x/> SELECT * WHERE { ?s <LIMIT> ?o } ", 0),
]


@pytest.mark.parametrize(("query", "rows"), LIMITED)
def test_rows_are_bounded(query: str, rows: int):
    store = ox.Store()
    store.extend(
        ox.Quad(ox.NamedNode(f"http://x/{n}"), ox.NamedNode("http://x/p"), ox.Literal(str(n))) for n in range(9)
    )
    assert len(list(store.query(lexer.limited(query, 3)))) == rows


def test_the_graphs_of_the_protocol_are_written_into_an_update():
    told = lexer.using(
        "DELETE { ?s ?p ?o } WHERE { ?s ?p 'WHERE' . { SELECT * WHERE { ?s ?p ?o } } }", "USING <http://g>"
    )
    assert told.count("USING") == 1
    assert told.startswith("DELETE { ?s ?p ?o } USING <http://g> WHERE")
    with pytest.raises(ValueError, match="conflicts"):
        lexer.using("WITH <http://g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "USING <http://h>")


@given(st.text(alphabet="SERVICE service<>\"'#\n\\u0045{}?: LIMIT.a1", max_size=60))
def test_no_text_breaks_it(text: str):
    lexer.calls_out(text)
    lexer.limited(text, 5)
    lexer.is_update(text)
