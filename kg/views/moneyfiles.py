"""Entities of FollowTheMoney, the model of Aleph and OpenSanctions, one JSON object a line.

People, states and organizations become Person, PublicBody and Organization; calls become Call, posts Position and
Occupancy, all else between actors Event; each article is an Article with its Mentions. Properties and their ranges are
those of followthemoney 4.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from kg.views import legend
from kg.views.files import Options, atomic, clean, one_line
from kg.views.network import Edge, Network, Node

_SCHEMAS = {"Person": "Person", "State": "PublicBody", "Organization": "Organization", "Group": "Organization"}
_HAPPENINGS = ("Election", "Event")  # nodes that are no actors
_OTHER = "LegalEntity"

Properties = dict[str, list[str]]


def save(network: Network, path: Path, options: Options) -> str:
    """Write entities for `ftm` and Aleph: each event once, whatever the projection asked for."""
    count = 0
    with atomic(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        for entity in entities(network, options.lang):
            file.write(clean(json.dumps(entity, ensure_ascii=False, sort_keys=True)) + "\n")
            count += 1
    return f"{path.name}: {count} entities of FollowTheMoney"


def entities(network: Network, lang: str = "en") -> Iterator[dict[str, object]]:
    """Yield an entity for each actor, event and article, and what joins them, with stable ids."""
    seen: set[object] = set()
    for entity in _all(network, lang):
        if entity["id"] not in seen:
            seen.add(entity["id"])
            yield entity


def _all(network: Network, lang: str) -> Iterator[dict[str, object]]:
    for node in network.nodes:
        yield _actor(node, lang)
    groups: dict[tuple[str, str, str, bool], list[Edge]] = defaultdict(list)
    for edge in network.edges:
        groups[edge.event, edge.kind, edge.status, bool(edge.claimed_by)].append(edge)
    for key, edges in groups.items():
        yield from _event("|".join(map(str, key)), edges, network, lang)
    yield from _articles(network, lang)


def _actor(node: Node, lang: str) -> dict[str, object]:
    names = [one_line(node.name(lang)), *(one_line(name) for name in node.aliases)]
    properties = {"name": names[:1], "alias": names[1:], "notes": [f"{n}: {one_line(v)}" for n, v in node.about]}
    if node.id.startswith(("http://", "https://")):
        properties["sourceUrl"] = [node.id]
    return _entity(_id(node.id), _schema(node), properties)


def _schema(node: Node) -> str:
    return "Event" if node.type in _HAPPENINGS else _SCHEMAS.get(node.type, _OTHER)


def _event(key: str, edges: list[Edge], network: Network, lang: str) -> Iterator[dict[str, object]]:
    first = edges[0]
    kind = legend.kind(first.kind)
    common: Properties = {
        "summary": [q.sentence for e in edges for q in e.quotes if q.sentence],
        "sourceUrl": [a for e in edges for a in e.articles if a.startswith(("http://", "https://"))],
        "recordId": [first.event],
    }
    _dated(first, common)
    if kind.id == "holds" and network.by_id[first.source].type == "Person":
        yield from _post(key, first, network, lang, common)
    elif kind.id == "call" and first.status == "held" and not first.claimed_by and _legal(edges, network):
        yield _entity(_id(key), "Call", common | _ends(edges))
    else:
        yield _entity(_id(key), "Event", common | _happening(edges, network, lang))


def _legal_one(actor: str, network: Network) -> bool:
    return network.by_id[actor].type not in _HAPPENINGS


def _legal(edges: list[Edge], network: Network) -> bool:
    return all(_legal_one(end, network) for edge in edges for end in (edge.source, edge.target))


def _ends(edges: list[Edge]) -> Properties:
    """Who called whom; where nobody says who called, all are receivers."""
    callers = [e.source for e in edges if e.directed]
    others = [end for e in edges for end in (e.source, e.target) if end not in callers]
    return {"caller": [_id(end) for end in callers], "receiver": [_id(end) for end in others]}


def _happening(edges: list[Edge], network: Network, lang: str) -> Properties:
    first = edges[0]
    kind, mark = legend.kind(first.kind), legend.status(first.status)
    told = {
        "involved": [_id(end) for e in edges for end in (e.source, e.target) if _legal_one(end, network)],
        "organizer": [_id(e.source) for e in edges if e.directed and _legal_one(e.source, network)],
        "location": [e.place for e in edges if e.place],
        "description": [d for e in edges for d in e.details],
    }
    if first.claimed_by:
        told["notes"] = [legend.word("claimed_by", lang, ", ".join(first.claimed_by))]
    words = [mark.label.get(lang, ""), kind.label.get(lang, kind.label["en"])]
    names = [network.by_id[first.source].name(lang), network.by_id[first.target].name(lang)]
    told["name"] = [one_line(f"{' '.join(w for w in words if w)}: {' – '.join(names)}")]
    return told


def _post(key: str, edge: Edge, network: Network, lang: str, common: Properties) -> Iterator[dict[str, object]]:
    of = network.by_id[edge.target]
    role = one_line(", ".join(edge.details)) or legend.kind("holds").label[lang]
    position = _id(f"position|{role}|{edge.target}")
    described: Properties = {"name": [f"{role}, {one_line(of.name(lang))}"]}
    if _schema(of) in ("PublicBody", "Organization"):
        described["organization"] = [_id(edge.target)]
    yield _entity(position, "Position", described)
    yield _entity(_id(key), "Occupancy", common | {"holder": [_id(edge.source)], "post": [position]})


def _articles(network: Network, lang: str) -> Iterator[dict[str, object]]:
    outlets: dict[str, set[str]] = defaultdict(set)
    mentioned: dict[str, set[str]] = defaultdict(set)
    for edge in network.edges:
        for article in edge.articles:
            mentioned[article] |= {edge.source, edge.target}
        for quote in edge.quotes:
            if quote.article:
                outlets[quote.article].add(quote.source)
    for article in sorted(mentioned):
        document = _id(f"article|{article}")
        name = one_line(article)
        told = {"name": [name], "title": [name], "fileName": [name], "publisher": sorted(outlets[article] - {""})}
        if article.startswith(("http://", "https://")):
            told["sourceUrl"] = [article]
        yield _entity(document, "Article", told)
        for actor in sorted(mentioned[article]):
            node = network.by_id[actor]
            if _legal_one(actor, network):
                mention = {"document": [document], "name": [one_line(node.name(lang))], "resolved": [_id(actor)]}
                mention["detectedSchema"] = [_schema(node)]
                yield _entity(_id(f"mention|{article}|{actor}"), "Mention", mention)


def _dated(edge: Edge, properties: Properties) -> None:
    if edge.earliest and edge.earliest == edge.latest:
        properties["date"] = [edge.earliest]
    elif edge.date and "/" not in edge.date:
        properties["date"] = [edge.date]  # a month or a year
    elif edge.earliest and edge.latest:
        properties["startDate"], properties["endDate"] = [edge.earliest], [edge.latest]


def _id(name: str) -> str:
    return "kg-" + hashlib.sha256(name.encode(errors="replace")).hexdigest()[:32]


def _entity(id_: str, schema: str, properties: Properties) -> dict[str, object]:
    kept = {name: list(dict.fromkeys(v for v in values if v)) for name, values in properties.items()}
    return {"id": id_, "schema": schema, "properties": {name: values for name, values in kept.items() if values}}
