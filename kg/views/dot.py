"""Graphviz DOT: `dot -Tsvg`, `neato -Tpdf`; the lines look as in our own pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.views import legend
from kg.views.files import Options, clean, one_line, write_text
from kg.views.flat import edge_fields
from kg.views.network import Network, Node
from kg.views.projection import Item, project, said

_SHAPES = {"circle": "ellipse", "square": "box", "diamond": "diamond", "triangle": "triangle", "hexagon": "hexagon"}


def save(network: Network, path: Path, options: Options) -> str:
    """Write one statement a node or edge; dates and sources are in the tooltip, which SVG made from it shows."""
    network, items = project(network, options.edges)
    edges = [_edge(number, item, options.lang) for number, item in enumerate(items)]
    title = one_line(options.title or legend.word("title", options.lang))
    lines = [
        "digraph {",
        f'  graph [label={_quoted(title)}, labelloc=t, overlap=prism, splines=true, charset="UTF-8"]',
        '  node [style="filled", fontname="Noto Sans", fontcolor="#ffffff", color="#ffffff"]',
        '  edge [fontname="Noto Sans", fontsize=10]',
        *_nodes(network, options.lang),
        *edges,
        "}\n",
    ]
    write_text(path, "\n".join(lines))
    return said(path.name, len(network.nodes), len(edges), options.edges)


def _quoted(text: str) -> str:
    """Quote a string: nothing in it is an escape or HTML for Graphviz."""
    return '"' + clean(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _list(**attributes: str) -> str:
    return ", ".join(f"{name}={_quoted(value)}" for name, value in attributes.items() if value)


def _nodes(network: Network, lang: str) -> Iterator[str]:
    for node in network.nodes:
        yield f"  {_quoted(node.id)} [{_node(node, lang)}]"


def _node(node: Node, lang: str) -> str:
    look = legend.shape(node.type)
    label = one_line(node.name(lang))
    return _list(label=label or " ", shape=_SHAPES[look.shape], fillcolor=look.color, comment=one_line(node.type))


def _edge(number: int, item: Item, lang: str) -> str:
    fields = edge_fields(number, item, lang)
    style = legend.kind(item.kind).style
    attributes = _list(
        id=str(fields["id"]),
        label=str(fields["label"]),
        color=style.color,
        style="dashed" if item.claimed_by else "dotted" if style.dash else "",
        penwidth=f"{style.width:g}",
        weight=f"{max(round(item.weight), 1)}",
        dir="" if item.directed else "none",
        arrowhead="empty" if item.claimed_by and item.directed else "",
        comment=f"{fields['kind']} {item.weight:g} {' '.join(item.dates)}".strip(),
        tooltip=" | ".join([*item.dates, *item.claimed_by, *item.sources, *item.sentences[:3]]),
    )
    return f"  {_quoted(item.source)} -> {_quoted(item.target)} [{attributes}]"
