"""The usual prefixes are given where a query uses them, and nowhere else; kinds are offered as the help says."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import queries
from kg.errors import QueryError
from kg.graph import Graph


@pytest.mark.parametrize("name", sorted(queries.catalogue()))
def test_what_declares_its_prefixes_is_left_alone(name: str) -> None:
    text = queries.find(name).text
    assert queries.with_prefixes(text) == text


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?a a kg:Person ; rdfs:label ?l ; owl:sameAs wd:Q1 }",
        "prefix kg: <http://other/> SELECT * { ?a kg:x id:person\\/a ; skos:altLabel ?n FILTER(?n = '1'^^xsd:int) }",
        "SELECT * { ?a ?kg ?rdfs } # prov:x",
        "PREFIX ex: <http://kg:80/> ASK { ex:kg ex:id 'rdf:type' }",
    ],
)
def test_queries_run_with_the_prefixes_they_use(query: str) -> None:
    ox.Store().query(queries.with_prefixes(query))


def test_only_what_is_used_is_added() -> None:
    assert queries.with_prefixes("SELECT * { ?a <kg:x> 'kg:y' } # kg:z") == "SELECT * { ?a <kg:x> 'kg:y' } # kg:z"
    assert queries.with_prefixes("PREFIX kg: <a:> ASK { ?a kg:b id:c }").count("PREFIX") == 2


def test_errors_are_told_where_the_user_wrote_them(small: Graph) -> None:
    with pytest.raises(QueryError, match="line 2,"):
        small.query("SELECT * { ?a a kg:Person }\n    }")


@given(st.text(alphabet="kgid: \"'<>#\n?{}.;_-aSELECT\\", max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    assert queries.with_prefixes(text).endswith(text)


def test_kinds_are_those_of_the_help() -> None:
    status = queries.find("calls").param("status")
    assert queries.kinds_for(status) == ("held", "planned", "refused", "denied", "proposed", "ongoing")
    assert "accuses" in queries.kinds_for(queries.find("network").param("kind"))
