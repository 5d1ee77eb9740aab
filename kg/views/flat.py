"""Nodes and edges as plain fields, the same in every format that has no names of its own for them."""

from __future__ import annotations

from kg.views import legend
from kg.views.files import clean, one_line
from kg.views.network import Node
from kg.views.projection import Item

Value = str | int | float | bool | list[str]


def node_fields(node: Node, lang: str) -> dict[str, Value]:
    """Return what is known of a node; lists are lists, and what is empty is left out, but never `id label type`."""
    names = dict(reversed(node.labels))  # reversed: the first name of a language wins
    fields: dict[str, Value] = {"id": clean(node.id), "label": one_line(node.name(lang)), "type": clean(node.type)}
    fields |= {f"label_{tag}": one_line(names[tag]) for tag in legend.LANGS if names.get(tag)}
    fields["aliases"] = [one_line(name) for name in node.aliases]
    fields["degree"] = node.degree
    fields["color"] = legend.shape(node.type).color
    fields["about"] = [one_line(f"{name}: {value}") for name, value in node.about]
    return {name: value for name, value in fields.items() if value != [] or name == "id"}


def edge_fields(number: int, item: Item, lang: str) -> dict[str, Value]:
    """Return what is known of an edge: `id source target kind label directed weight status sign` and what else is told.

    `id` is r7 for a relation, e7 for an event. `dates` are ISO 8601 as told; `first_date` and `last_date` days.
    """
    kind = legend.kind(item.kind)
    fields: dict[str, Value] = {
        "id": f"{'e' if hasattr(item, 'event') else 'r'}{number}",
        "source": clean(item.source),
        "target": clean(item.target),
        "kind": one_line(item.slot),
        "label": one_line(kind.label.get(lang, kind.label["en"])),
        "directed": item.directed,
        "weight": item.weight,
        "status": one_line(item.status),
        "sign": item.sign,
        "claimed": bool(item.claimed_by),
    }
    if item.spans:
        fields["first_date"] = item.spans[0][0]
        fields["last_date"] = max(last for _, last in item.spans)
    lists: dict[str, tuple[str, ...]] = {
        "dates": item.dates,
        "events": item.events,
        "claimed_by": item.claimed_by,
        "places": (item.place,) if item.place else (),
        "details": item.details,
        "sources": item.sources,
        "articles": item.articles,
        "sentences": item.sentences,
    }
    return fields | {name: [one_line(text) for text in texts] for name, texts in lists.items() if texts}
