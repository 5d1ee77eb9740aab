"""The ontology is complete: every term in three languages, with domain and range, known to code and shapes."""

import json

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, parse

from kg.paths import folder
from kg.rdf import vocab as v
from kg.rdf.shapes import SH
from kg.rdf.vocab import kg

RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
LABEL, DEFINITION = NamedNode(RDFS + "label"), NamedNode(v.SKOS + "definition")
DOMAIN, RANGE = NamedNode(RDFS + "domain"), NamedNode(RDFS + "range")
HEADER = NamedNode(v.NS.rstrip("#"))
LANGS = {"en", "ru", "uk"}
KINDS_OF_TERMS = {
    "classes": (NamedNode(OWL + "Class"), v.CLASSES),
    "concepts": (NamedNode(v.SKOS + "Concept"), v.CONCEPTS),
    "schemes": (NamedNode(v.SKOS + "ConceptScheme"), v.SCHEMES),
}


def read(*names):
    store = Store()
    for name in names:
        store.load(path=str(folder("ontology") / name), format=RdfFormat.TURTLE)
    return store


@pytest.fixture(scope="module")
def ontology():
    return read("kg.ttl", "events.ttl")


def objects(store, subject, predicate):
    return [q.object for q in store.quads_for_pattern(subject, predicate, None)]


def of_type(store, *types):
    found = {q.subject for t in types for q in store.quads_for_pattern(None, v.TYPE, t)}
    return {node for node in found if isinstance(node, NamedNode)}


def properties(store):
    return of_type(store, NamedNode(OWL + "ObjectProperty"), NamedNode(OWL + "DatatypeProperty"))


def terms(store):
    return {q.subject for q in store if isinstance(q.subject, NamedNode)} - {HEADER}


def test_every_term_has_one_label_and_definition_in_each_language(ontology):
    for term in [*terms(ontology), HEADER]:
        for predicate in (LABEL, DEFINITION):
            texts = objects(ontology, term, predicate)
            assert sorted(t.language for t in texts) == sorted(LANGS), (term, predicate)
            assert all(t.value.strip() == t.value and t.value for t in texts), term


def test_definitions_are_sentences_and_differ_between_languages(ontology):
    for term in terms(ontology):
        texts = objects(ontology, term, DEFINITION)
        assert all(t.value[0].isupper() and t.value.endswith((".", "...")) for t in texts), term
        assert len({t.value for t in texts}) == len(texts), term


def test_every_property_has_one_domain_and_one_range(ontology):
    for term in properties(ontology):
        assert len(objects(ontology, term, DOMAIN)) == 1, term
        assert len(objects(ontology, term, RANGE)) == 1, term


def test_classes_named_anywhere_are_defined(ontology):
    named = {o for p in (DOMAIN, RANGE, NamedNode(RDFS + "subClassOf")) for o in objects(ontology, None, p)}
    named |= {q.object for q in ontology if q.predicate.value.endswith("#first")}
    ours = {node for node in named if isinstance(node, NamedNode) and node.value.startswith(v.NS)}
    assert ours <= {kg(name) for name in v.CLASSES}


def test_code_and_ontology_know_the_same_terms(ontology):
    for kind, (rdf_type, names) in KINDS_OF_TERMS.items():
        assert of_type(ontology, rdf_type) == {kg(name) for name in names}, kind
    assert properties(ontology) == {kg(name) for name in v.PROPERTIES}
    assert len(v.CLASSES) == 15


def test_every_concept_is_in_a_scheme_and_labelled_for_skos(ontology):
    schemes = {kg(name) for name in v.SCHEMES}
    for concept in of_type(ontology, NamedNode(v.SKOS + "Concept")):
        (scheme,) = objects(ontology, concept, NamedNode(v.SKOS + "inScheme"))
        assert scheme in schemes
        labels, preferred = (set(objects(ontology, concept, p)) for p in (LABEL, NamedNode(v.SKOS + "prefLabel")))
        assert labels == preferred


def test_finer_kinds_are_narrower_than_one_of_the_twelve(ontology):
    for name in v.FINER_KINDS:
        (broader,) = objects(ontology, kg(name), NamedNode(v.SKOS + "broader"))
        assert broader in {kg(kind) for kind in v.KINDS}
    assert len(v.KINDS) == 12


def test_header_says_version_licence_and_creator(ontology):
    dcterms = "http://purl.org/dc/terms/"
    assert objects(ontology, HEADER, v.TYPE) == [NamedNode(OWL + "Ontology")]
    (version,) = objects(ontology, HEADER, NamedNode(OWL + "versionInfo"))
    assert objects(ontology, HEADER, NamedNode(OWL + "versionIRI")) == [NamedNode(f"{HEADER.value}/{version.value}")]
    licence = NamedNode("https://creativecommons.org/licenses/by/4.0/")
    assert objects(ontology, HEADER, NamedNode(dcterms + "license")) == [licence]
    assert objects(ontology, HEADER, NamedNode(dcterms + "creator")) == [Literal("kg contributors")]


def test_nothing_is_imported_and_alignments_are_of_our_terms():
    align = read("align.ttl")
    assert not objects(read("kg.ttl", "events.ttl", "align.ttl", "shapes.ttl"), None, NamedNode(OWL + "imports"))
    ours = {q.subject for q in align if q.subject.value.startswith(v.NS)}
    assert ours <= {kg(name) for name in (*v.CLASSES, *v.PROPERTIES, *v.CONCEPTS)}
    assert kg("Agent") in ours
    main = read("kg.ttl", "events.ttl")
    assert not any("schema.org" in str(q) or "wikidata" in str(q) for q in main)


def test_shapes_use_terms_of_the_ontology_and_list_whole_schemes():
    shapes = read("shapes.ttl")
    used = {o for q in shapes for o in (q.object,) if isinstance(o, NamedNode) and o.value.startswith(v.NS)}
    known = {kg(name) for name in (*v.CLASSES, *v.PROPERTIES, *v.CONCEPTS)}
    assert used <= known
    listed = used & {kg(name) for name in v.CONCEPTS}
    assert listed == {kg(name) for name in v.CONCEPTS}


def test_every_shape_says_what_should_be():
    shapes = read("shapes.ttl")
    for shape in {q.object for q in shapes.quads_for_pattern(None, NamedNode(SH + "property"), None)}:
        assert len(objects(shapes, shape, NamedNode(SH + "message"))) == 1


def test_context_makes_short_json_of_every_term():
    context = json.loads((folder("ontology") / "context.jsonld").read_text("utf-8"))
    names = set(context["@context"])
    assert names >= {*v.CLASSES, *v.PROPERTIES, *v.CONCEPTS}
    document = {
        **context,
        "iri": "https://news.example/1#e1",
        "type": "PhoneCall",
        "participant": ["https://news.example/1#a/x", "https://news.example/1#a/y"],
        "status": "held",
        "earliest": "2024-05-01",
        "topic": {"@value": "мир", "@language": "ru"},
    }
    triples = {(t.subject, t.predicate, t.object) for t in parse(json.dumps(document), format=RdfFormat.JSON_LD)}
    event = NamedNode("https://news.example/1#e1")
    assert triples == {
        (event, v.TYPE, kg("PhoneCall")),
        (event, kg("participant"), NamedNode("https://news.example/1#a/x")),
        (event, kg("participant"), NamedNode("https://news.example/1#a/y")),
        (event, kg("status"), kg("held")),
        (event, kg("earliest"), Literal("2024-05-01", datatype=v.DATE)),
        (event, kg("topic"), Literal("мир", language="ru")),
    }


def test_code_uses_only_terms_that_exist():
    with pytest.raises(KeyError):
        kg("happened")
