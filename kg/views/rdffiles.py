"""RDF as files: TriG, N-Quads, Turtle, N-Triples and JSON-LD, sorted, so that the same graph gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Triple, serialize

from kg.errors import KgError
from kg.paths import folder
from kg.views.files import atomic

FORMATS = {
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".jsonld": RdfFormat.JSON_LD,
}
COMPACTED = 100_000
PREFIXES = {
    "kg": "https://w3id.org/actorgraph/ns#",
    "id": "https://w3id.org/actorgraph/id/",
    "dct": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def save_rdf(quads: Iterable[Quad], path: str | Path, format: str | None = None) -> str:
    """Write quads to `path` in `format` (".trig", "nq" ...; default the suffix); return one line on what was written.

    JSON-LD is compacted with `ontology/context.jsonld` if that exists; above COMPACTED statements it is left expanded,
    which is fifty times as quick and says the same. Turtle and N-Triples hold no named graphs:
    KgError if there are any, because a claim inside a statement must not come out as a fact.
    """
    target = Path(path)
    suffix = "." + (format or target.suffix).lower().lstrip(".")
    if suffix not in FORMATS:
        raise KgError(f"cannot write {target.name}: no RDF format {suffix!r}; use one of {' '.join(FORMATS)}")
    ordered = sorted(set(quads), key=str)
    if suffix in (".ttl", ".nt"):
        named = sum(not isinstance(quad.graph_name, DefaultGraph) for quad in ordered)
        if named:
            raise KgError(
                f"cannot write {target.name}: {named} statements are in named graphs, which {suffix} cannot hold; "
                "write .trig or .nq"
            )
    with atomic(target) as temporary:
        if suffix == ".jsonld" and len(ordered) <= COMPACTED:
            temporary.write_text(_json_ld(ordered), encoding="utf-8", newline="\n")
        else:
            _serialize(ordered, temporary, FORMATS[suffix])
    return f"{target.name}: {len(ordered)} statements"


def _serialize(quads: list[Quad], path: Path, format_: RdfFormat) -> None:
    rows: list[Quad] | list[Triple] = [quad.triple for quad in quads] if not format_.supports_datasets else quads
    with path.open("wb") as file:
        serialize(rows, file, format_, prefixes=PREFIXES)


def _json_ld(quads: list[Quad]) -> str:
    """Return JSON-LD with short names; rdflib does the compaction, which pyoxigraph does not know."""
    from rdflib import Dataset

    dataset = Dataset()
    dataset.parse(data=serialize(quads, None, RdfFormat.N_QUADS), format="nquads")
    context = _context()
    text = dataset.serialize(format="json-ld", context=context, auto_compact=False)
    return json.dumps(_sorted(json.loads(text)), ensure_ascii=False, indent=1) + "\n"


def _context() -> dict[str, object]:
    try:
        path = folder("ontology") / "context.jsonld"
    except KgError:
        return dict(PREFIXES)
    if not path.is_file():
        return dict(PREFIXES)
    context: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))["@context"]
    return context


def _sorted(value: object) -> object:
    """Sort keys and the members of sets of nodes; JSON-LD gives their order no meaning."""
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return sorted((_sorted(item) for item in value), key=lambda item: json.dumps(item, sort_keys=True))
    return value
