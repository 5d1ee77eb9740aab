"""The answer to any query as a network: rows with ?source and ?target, or triples whose IRIs are nodes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.errors import KgError
from kg.views.network import Network, Row, from_rows

Triple = tuple[str, str, str, str | None]  # subject, predicate, object; None for an IRI, else the language or ""

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABELS = (
    "http://www.w3.org/2000/01/rdf-schema#label",
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://www.w3.org/2004/02/skos/core#altLabel",
    "http://xmlns.com/foaf/0.1/name",
)
_SAME = {"type": "kind", "relation": "kind", "label": "detail", "exact": "sentence", "source_name": "outlet"}


def from_select(variables: Iterable[str], rows: Iterable[Row], names: Iterable[Row] = (), lang: str = "en") -> Network:
    """Return the network of a SELECT with ?source, ?target and, each optional, ?type or ?kind, ?date, ?weight, ?label.

    All else that `kg.views.rows.build` knows is taken too; `?sourceLabel` and `?targetLabel` name the ends. `names` are
    rows of actor and label. Raises KgError if ?source or ?target is missing.
    """
    told = list(variables)
    missing = [f"?{name}" for name in ("source", "target") if name not in told]
    if missing:
        raise KgError(f"the query has no {' and no '.join(missing)}; a network needs SELECT ?source ?target ...")
    made, named = [], list(names)
    for row in rows:
        renamed = {_SAME.get(key, key): value for key, value in row.items()}
        made.append({"kind": "related"} | {key: value for key, value in renamed.items() if value not in (None, "")})
        for end in ("source", "target"):
            if row.get(f"{end}Label"):
                named.append({"actor": row[end], "label": row[f"{end}Label"], "lang": lang})
    return from_rows(made, named, lang)


def from_triples(triples: Iterable[Triple], names: Iterable[Row] = (), lang: str = "en") -> Network:
    """Return the network of a CONSTRUCT: IRIs are nodes, predicates kinds; labels name nodes, other literals describe.

    A type is an attribute and no node: else every person would be a neighbour of every other.
    """
    rows: list[Row] = []
    named, about = list(names), defaultdict(list)
    types: dict[str, str] = {}
    for subject, predicate, value, literal in triples:
        if predicate == _TYPE:
            types[subject] = value
        elif literal is None:
            rows.append(
                {"source": subject, "target": value, "kind": predicate, "event": f"{subject} {predicate} {value}"}
            )
        elif predicate in _LABELS:
            named.append({"actor": subject, "label": value, "lang": literal})
        else:
            about[subject].append((_local(predicate), value))
    named += [{"actor": subject, "type": kind} for subject, kind in sorted(types.items())]
    return _described(from_rows(rows, named, lang), about)


def _described(network: Network, about: Mapping[str, list[tuple[str, str]]]) -> Network:
    nodes = tuple(replace(node, about=tuple(sorted(about.get(node.id, ())))) for node in network.nodes)
    return replace(network, nodes=nodes)


def _local(iri: str) -> str:
    return iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]
