"""Our checker of shapes gives the answers of pyshacl, on whole graphs and on graphs broken one way at a time."""

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import OntologyError
from kg.paths import folder
from kg.rdf import to_quads
from kg.rdf import vocab as v
from kg.rdf.shapes import load, shapes, violations
from kg.rdf.vocab import kg
from tests.gold import all_gold, extraction_from_gold
from tests.golden.rewrite import HERE

ARTICLE = "https://news.example/2023/05/06/ordus"


def n(name):
    return NamedNode(f"{ARTICLE}#{name}")


@pytest.fixture(scope="module")
def quads():
    path = HERE / "example"
    return to_quads(extraction_from_gold(path / "extraction.json", path / "article.md"))


@pytest.fixture(scope="module")
def rdflib_shapes():
    base = folder("ontology")
    ontology = rdflib.Graph().parse(base / "kg.ttl").parse(base / "events.ttl")
    return rdflib.Graph().parse(base / "shapes.ttl"), ontology


def by_pyshacl(quads, shapes_and_ontology):
    import pyshacl

    shapes_graph, ontology = shapes_and_ontology
    text = "".join(f"{q.subject} {q.predicate} {q.object} .\n" for q in quads)
    data = rdflib.Graph().parse(data=text, format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes_graph, ont_graph=ontology)
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    return {
        (str(report.value(r, sh.focusNode)), str(report.value(r, sh.resultPath) or "") or None)
        for r in report.subjects(rdflib.RDF.type, sh.ValidationResult)
    }


def by_us(quads):
    return {(wrong.node, wrong.path) for wrong in shapes().check(quads)}


def without(subject, predicate):
    return lambda quads: [q for q in quads if (q.subject, q.predicate) != (n(subject), predicate)]


def also(subject, predicate, value):
    graph = NamedNode(ARTICLE)
    return lambda quads: [*quads, Quad(n(subject), predicate, value, graph)]


def instead(subject, predicate, value):
    return lambda quads: also(subject, predicate, value)(without(subject, predicate)(quads))


def text(value, kind="string"):
    return Literal(value, datatype=NamedNode(v.XSD + kind))


def nowhere(quads):
    """The article graph without the article itself."""
    return [q for q in quads if q.subject != NamedNode(ARTICLE)]


def of_article(predicate, value):
    article = NamedNode(ARTICLE)
    return lambda quads: [
        *(q for q in quads if (q.subject, q.predicate) != (article, predicate)),
        Quad(article, predicate, value, article),
    ]


WORDS = "char=56,147"
BROKEN = {
    "event without evidence": without("e1", kg("evidence")),
    "evidence that is no passage": instead("e1", kg("evidence"), n("a/ordus")),
    "participant that is a place": also("e1", kg("participant"), n("place/%D0%92%D0%B5%D0%BD%D0%B0")),
    "participant without a type": also("e1", kg("participant"), n("a/nobody")),
    "participant that is a string": also("e1", kg("participant"), text("Ордус")),
    "contact without participants": without("e1", kg("participant")),
    "contact without status": without("e1", kg("status")),
    "status not in the list": instead("e1", kg("status"), kg("protest")),
    "two statuses": also("e1", kg("status"), kg("planned")),
    "two initiators": also("e1", kg("initiator"), n("a/sadian")),
    "two dates": also("e1", kg("date"), text("2023-05-06", "date")),
    "a day that does not exist": instead("e1", kg("date"), text("2023-02-30", "date")),
    "a month that does not exist": instead("e1", kg("date"), text("2023-13", "gYearMonth")),
    "a date as a string": instead("e1", kg("date"), text("2023-05-05")),
    "first day after the last": instead("e1", kg("latest"), text("2023-05-01", "date")),
    "ordinal zero": also("e1", kg("ordinal"), text("0", "integer")),
    "ordinal in words": also("e1", kg("ordinal"), text("пятый")),
    "two speakers": also("s1", kg("speaker"), n("a/ordus")),
    "no speaker": without("s1", kg("speaker")),
    "no kind": without("s1", kg("kind")),
    "two kinds": also("s1", kg("kind"), kg("denies")),
    "a kind that is a status": instead("s1", kg("kind"), kg("held")),
    "about a passage": also("s1", kg("about"), n(WORDS)),
    "about an event": also("s1", kg("about"), n("e1")),  # right
    "content that is a string": also("s3", kg("content"), text("x")),
    "office not in the list": instead("e3", kg("office"), text("king")),
    "figure without value or comparator": without("e4/detained", kg("value")),
    "figure with a negative value": instead("e4/detained", kg("value"), text("-1", "integer")),
    "figure of two events": also("e4/detained", kg("event"), n("e1")),
    "figure of no event": without("e4/detained", kg("event")),
    "figure with no measure": without("e4/detained", kg("measure")),
    "figure claimed by two": also("e4/detained", kg("claimedBy"), n("a/cec")),
    "post without holder": without("p1", kg("holder")),
    "post without role": without("p1", kg("role")),
    "post with an empty role": instead("p1", kg("role"), text("")),
    "passage that ends before it starts": instead(WORDS, kg("end"), text("7", "integer")),
    "passage without words": without(WORDS, kg("exact")),
    "passage of no article": without(WORDS, kg("article")),
    "passage that starts below zero": instead(WORDS, kg("start"), text("-3", "integer")),
    "zone not in the list": instead(WORDS, kg("zone"), text("footer")),
    "actor without a name": without("a/cec", v.LABEL),
    "same as a string": also("a/cec", v.SAME_AS, text("Q1")),
    "no article": nowhere,
    "article in an unknown language": of_article(kg("lang"), text("be")),
    "hash that is none": of_article(kg("sha256"), text("0g")),
    "published on no day": of_article(kg("published"), text("2023-02-31", "date")),
    "made by nobody": of_article(v.GENERATED_BY, text("me")),
}


def test_the_example_conforms(quads, rdflib_shapes):
    assert violations(quads) == ()
    assert by_pyshacl(quads, rdflib_shapes) == set()


@pytest.mark.parametrize("name", BROKEN)
def test_broken_graphs_are_judged_as_pyshacl_does(name, quads, rdflib_shapes):
    broken = BROKEN[name](quads)
    theirs = by_pyshacl(broken, rdflib_shapes)
    if name == "a month that does not exist":  # rdflib does not look into xsd:gYearMonth
        theirs.add((f"{ARTICLE}#e1", kg("date").value))
    assert by_us(broken) == theirs
    assert bool(violations(broken)) == (name != "about an event")


def test_all_gold_conforms(shared):
    for extraction in all_gold(shared):
        assert violations(to_quads(extraction)) == (), extraction.article.id


def test_a_violation_says_where_and_what(quads):
    (line,) = violations(BROKEN["two kinds"](quads))
    assert line == f"{ARTICLE}#s1 kind: a statement has one kind, one of the list"


@pytest.mark.parametrize(
    ("constraint", "message"),
    [
        ("sh:property [ sh:path kg:date ; sh:uniqueLang true ]", "sh:uniqueLang"),
        ("sh:property [ sh:path ( kg:evidence kg:exact ) ; sh:minCount 1 ]", "single properties"),
        ("sh:property [ sh:path kg:place ; sh:class kg:Nowhere ]", "not a class"),
        ("sh:closed true", "sh:closed"),
        ("sh:property [ sh:path kg:place ; sh:nodeKind sh:Literal ]", "only sh:IRI"),
        ("kg:date 1", "says nothing"),
    ],
)
def test_unknown_constraints_are_refused(tmp_path, constraint, message):
    path = tmp_path / "shapes.ttl"
    path.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix kg: <https://w3id.org/actorgraph/ns#> .\n"
        f"kg:S a sh:NodeShape ; sh:targetClass kg:Event ; {constraint} ."
    )
    with pytest.raises(OntologyError, match=message):
        load(path, ())


def test_a_broken_file_is_named(tmp_path):
    path = tmp_path / "shapes.ttl"
    path.write_text("kg:S a")
    with pytest.raises(OntologyError, match=r"shapes\.ttl"):
        load(path, ())
