"""The ontology for the page, read from `ontology/`: classes, properties and concepts with labels and definitions."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox

from kg.graph import Graph
from kg.model import Lang
from kg.paths import folder
from kg.queries import KG
from kg.web.asked import Parameters
from kg.web.reply import Reply, as_json
from kg.web.settings import Limits

_PREFIXES = f"""PREFIX kg: <{KG}>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_KINDS = {"Class": "classes", "ObjectProperty": "properties", "DatatypeProperty": "properties", "Concept": "concepts"}
_ROWS = """SELECT ?term ?kind ?label ?definition ?example {
  ?term a ?type ; rdfs:label|skos:prefLabel ?label .
  VALUES (?type ?kind) { (owl:Class "Class") (owl:ObjectProperty "ObjectProperty") (skos:Concept "Concept")
    (owl:DatatypeProperty "DatatypeProperty") }
  FILTER(LANG(?label) = "LANGUAGE")
  OPTIONAL { ?term skos:definition ?definition FILTER(LANG(?definition) = "LANGUAGE") }
  OPTIONAL { ?term skos:example ?example FILTER(LANG(?example) IN ("", "LANGUAGE")) }
} ORDER BY ?term"""
_RELATIONS = """SELECT ?term ?relation ?other {
  VALUES (?property ?relation) { (rdfs:subClassOf "above") (rdfs:subPropertyOf "above") (skos:broader "above")
    (rdfs:domain "domain") (rdfs:range "range") }
  ?term ?property ?found .
  OPTIONAL { ?found owl:unionOf/rdf:rest*/rdf:first ?member }
  BIND(COALESCE(?member, ?found) AS ?other)
  FILTER(ISIRI(?other))
} ORDER BY ?term ?relation ?other"""


@cache
def _store() -> ox.Store:
    store = ox.Store()
    for name in ("kg.ttl", "events.ttl"):
        store.load(path=str(folder("ontology") / name), format=ox.RdfFormat.TURTLE)
    return store


def _select(sparql: str) -> list[tuple[str, ...]]:
    answer = _store().query(_PREFIXES + sparql)
    assert isinstance(answer, ox.QuerySolutions)
    return [tuple("" if cell is None else str(getattr(cell, "value", "")) for cell in row) for row in answer]


@cache
def _described(lang: Lang) -> dict[str, list[dict[str, object]]]:
    found: dict[str, dict[str, dict[str, object]]] = {name: {} for name in dict.fromkeys(_KINDS.values())}
    for term, kind, label, definition, example in _select(_ROWS.replace("LANGUAGE", lang)):
        entry = found[_KINDS[kind]].setdefault(
            term,
            {
                "iri": term,
                "name": term.removeprefix(KG),
                "text": label,
                "definition": definition,
                "kind": kind,
                "examples": [],
            },
        )
        examples = entry["examples"]
        assert isinstance(examples, list)
        if example and example not in examples:
            examples.append(example)
    for term, relation, other in _select(_RELATIONS):
        for entries in found.values():
            if term in entries:
                others = entries[term].setdefault(relation, [])
                assert isinstance(others, list)
                others.append(other.removeprefix(KG).rpartition("#")[2])
    return {name: list(entries.values()) for name, entries in found.items()}


def label(name: str, lang: Lang) -> str:
    """Return the label of a term, given without its namespace; the name itself for what is no term."""
    entries = (entry for group in _described(lang).values() for entry in group)
    return next((str(entry["text"]) for entry in entries if entry["name"] == name), name)


def described(graph: Graph, parameters: Parameters, limits: Limits) -> Reply:
    """Return classes, properties and concepts with their place in the hierarchy."""
    return as_json(_described(graph.lang))


def terms(graph: Graph, parameters: Parameters, limits: Limits) -> Reply:
    """Return what the editor completes: terms of the ontology, and names of actors with their IRIs."""
    own = [
        {"word": f"kg:{entry['name']}", "text": entry["text"]}
        for entries in _described(graph.lang).values()
        for entry in entries
    ]
    actors = {n.iri: {"word": f"<{n.iri}>", "text": n.name} for n in graph.names().labels if n.usual}
    return as_json({"terms": own, "actors": list(actors.values())[:5000]})
