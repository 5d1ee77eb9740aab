"""What a user types reaches the store as one term, whatever it holds."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import queries
from kg.errors import QueryError
from kg.graph import Graph

HOSTILE = [
    'a "b" c',
    "a 'b' \\",
    '"} UNION { ?s ?p ?o } #',
    "}\n# \r\n\t",
    '"""',
    "\\u0022 } \\",
    "UNDEF } VALUES ?x { 1",
    "VALUES ?text { UNDEF }",
    "\u2028\u2029\x00\x1f\x7f",
    "<http://a>b>",
    "😀 ё ї",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_one_literal(text: str, small: Graph) -> None:
    assert len(small.ask("search", text=text)) == 0
    found = next(iter(ox.Store().query(f"SELECT ?v {{ VALUES ?v {{ {queries.literal(text)} }} }}")))
    assert found["v"] == ox.Literal(text)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back(text: str) -> None:
    found = next(iter(ox.Store().query(f"SELECT ?v {{ VALUES ?v {{ {queries.literal(text)} }} }}")))
    assert found["v"].value == text


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(QueryError, match="Unicode"):
        queries.literal("\ud800")


@pytest.mark.parametrize(
    "text", ["http://a>b", "http://a b", "<x>", "no-colon", 'urn:x"', "urn:{", "urn:\\u003e", "urn:\n"]
)
def test_what_is_no_iri_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="not an IRI"):
        queries.iri(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_actors_are_nobody(text: str, small: Graph) -> None:
    with pytest.raises(QueryError, match="no actor"):
        small.ask("calls", actor=text)


@pytest.mark.parametrize(
    "date", ["2020-13", "2020-02-30", "yesterday", "20200101", " ", "0000", "2020-1-1", "2020-01-01T00:00"]
)
def test_wrong_dates_are_named(date: str, small: Graph) -> None:
    with pytest.raises(QueryError, match="not a date"):
        small.ask("calls", since=date)


def test_kinds_and_numbers_are_checked(small: Graph) -> None:
    with pytest.raises(QueryError, match="did you mean 'held'"):
        small.ask("calls", status="helt")
    query = queries.parse(
        "mine", "# title: x\n# param n integer default=3 : a number\nSELECT ?n { VALUES ?n { UNDEF } }"
    )
    assert query.params[0].default == "3"
    assert '"3"^^' in query.bind({}, lambda name: [])
    assert '"-7"^^' in query.bind({"n": -7}, lambda name: [])
    with pytest.raises(QueryError, match="whole number"):
        query.bind({"n": "1e3"}, lambda name: [])


def test_several_values_mean_any(small: Graph) -> None:
    both = small.ask("statements-by", actor=["Hai", "Norn"])
    assert {row["speaker"] for row in both} == {"Dmytro Hai", "Ada Norn"}


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <http://a/> { ?s ?p ?o } }",
        "select * { service silent <http://a/> { ?s ?p ?o } }",
        "SELECT * {SERVICE<http://a/>{?s ?p ?o}}",
        "SELECT * { \\u0053ERVICE <http://a/> { ?s ?p ?o } }",
        'SELECT * { ?s ?p "a\\u0022" SERVICE <http://a/> { ?s ?p ?o } }',
        "SELECT * { FILTER(?a <?b) SERVICE <http://a/> { ?s ?p ?o } }",
        "SELECT * { # \n SERVICE ?x { ?s ?p ?o } }",
    ],
)
def test_service_is_refused(sparql: str) -> None:
    with pytest.raises(QueryError, match="another machine"):
        queries.check_read_only(sparql)
    queries.check_read_only(sparql, allow_service=True)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?service { ?service :service 'SERVICE' } # SERVICE",
        'SELECT * { ?s ?p """ SERVICE " """ }',
        "PREFIX service: <http://service/> SELECT * { ?s service:service ?o }",
        "SELECT * { <http://a/SERVICE> ?p ?o }",
        "SELECT * { ?s a <x:insert> }",
    ],
)
def test_the_word_alone_is_no_call(sparql: str) -> None:
    queries.check_read_only(sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "INSERT DATA { <a:a> <a:b> 1 }",
        "PREFIX a: <a:> delete where { ?s ?p ?o }",
        "LOAD <http://a/>",
        "CLEAR ALL",
        "WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused(sparql: str, small: Graph) -> None:
    with pytest.raises(QueryError, match="only reads"):
        small.query(sparql)


def test_syntax_errors_say_where(small: Graph) -> None:
    with pytest.raises(QueryError, match="line 2, column"):
        small.query("SELECT * {\n ?s ?p }")
