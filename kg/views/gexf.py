"""GEXF 1.3 for Gephi, written line by line: a million edges cost seconds and no memory.

What each oddity is for (all tried in Gephi's importer, graphology and networkx):

- `kind` keeps parallel edges of different kinds apart in Gephi; other readers ignore it, so it is repeated as a column;
- timestamps feed Gephi's timeline; other readers ignore them, so dates are repeated as text columns;
- a file holds timestamps or intervals, never both: one date without a day makes them all intervals;
- attribute ids equal their titles and there is one <attributes> block a class: graphology needs both;
- URLs are strings: Gephi drops `anyURI` columns without a word; a comma inside would split a list, so it is %2C;
- `weight` is static: a dynamic one would replace it; all edges are directed, with a column `symmetric`, because Gephi
  handles mixed graphs badly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape

from kg.views import legend
from kg.views.files import Options, atomic, clean, one_line
from kg.views.layout import layout
from kg.views.network import Edge, Network, Node, Relation

NAMESPACE = "http://gexf.net/1.3"
VIZ = "http://gexf.net/1.3/viz"
PLACED = 500  # up to this many nodes Gephi opens with our layout instead of a random one

_SPECIAL = re.compile('[&<>"\n\r\t\x00-\x1f\x7f-\x9f\u200e-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]')
_QUOTES = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
_LIST = str.maketrans({",": ";", '"': "”", "'": "’", "[": "(", "]": ")"})  # what a liststring cannot hold
_NODE_COLUMNS = ("actor_type", "label_en", "label_ru", "label_uk", "aliases")
_EDGE_COLUMNS = ("relation", "status", "symmetric", "sign", "first_date", "last_date", "dates", "events", "sources")
_TEXT_COLUMNS = ("articles", "details", "sentences")
_TYPES = {"aliases": "liststring", "sources": "liststring", "articles": "liststring", "symmetric": "boolean"}
_TYPES |= {"sign": "integer", "events": "integer"}


def save(network: Network, path: Path, options: Options) -> str:
    """Write relations (each survives Gephi's default import) or single events, as the options say."""
    items: tuple[Edge | Relation, ...] = network.edges if options.edges == "events" else network.relations()
    with atomic(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n", buffering=1 << 20) as file:
        _write(file, network, items, options)
    said = f"{path.name}: {len(network.nodes)} actors, {len(items)} {options.edges}"
    if options.edges == "events":
        said += "; in Gephi's import dialog set the edges merge strategy to “Don't merge”"
    return said


def _write(file: IO[str], network: Network, items: tuple[Edge | Relation, ...], options: Options) -> None:
    points = any(_spans(item) for item in items)
    intervals = any(first != last for item in items for first, last in _spans(item))
    representation = "interval" if intervals else "timestamp"
    mode = f'mode="dynamic" timeformat="date" timerepresentation="{representation}"' if points else 'mode="static"'
    file.write(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="{NAMESPACE}" xmlns:viz="{VIZ}" version="1.3">\n'
        f"<meta><creator>kg</creator><description>{escape(_title(options))}</description></meta>\n"
        f'<graph defaultedgetype="directed" idtype="string" {mode}>\n'
        f"{_columns('node', _NODE_COLUMNS)}{_columns('edge', (*_EDGE_COLUMNS, *_TEXT_COLUMNS))}<nodes>\n"
    )
    file.writelines(_nodes(network, options.lang))
    file.write("</nodes>\n<edges>\n")
    file.writelines(_edge(number, item, options.lang, intervals) for number, item in enumerate(items))
    file.write("</edges>\n</graph>\n</gexf>\n")


def _title(options: Options) -> str:
    return one_line(options.title or legend.word("title", options.lang))


def _columns(owner: str, names: tuple[str, ...]) -> str:
    columns = "".join(f'<attribute id="{n}" title="{n}" type="{_TYPES.get(n, "string")}"/>' for n in names)
    return f'<attributes class="{owner}" mode="static">{columns}</attributes>\n'


def _quoted(text: str) -> str:
    """Escape for an attribute; the guard makes the usual case one search, which triples the speed of the whole."""
    return text if _SPECIAL.search(text) is None else escape(clean(text), _QUOTES)


def _list(texts: tuple[str, ...]) -> str:
    return "[" + ", ".join([one_line(text).translate(_LIST) for text in texts]) + "]"


def _values(pairs: Iterable[tuple[str, str]]) -> str:
    return "".join([f'<attvalue for="{name}" value="{_quoted(value)}"/>' for name, value in pairs if value])


@cache
def _color(color: str) -> str:
    r, g, b = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return f'<viz:color r="{r}" g="{g}" b="{b}"/>'


def _nodes(network: Network, lang: str) -> Iterator[str]:
    places = _places(network)
    for number, node in enumerate(network.nodes):
        place = f'<viz:position x="{places[number][0]:.1f}" y="{places[number][1]:.1f}"/>' if places else ""
        look = legend.shape(node.type)
        yield (
            f'<node id="{_quoted(node.id)}" label="{_quoted(one_line(node.name(lang)))}">'
            f"<attvalues>{_values(_node_values(node))}</attvalues>"
            f'{_color(look.color)}{place}<viz:size value="{4 + node.degree**0.5 * 3:.1f}"/></node>\n'
        )


def _node_values(node: Node) -> Iterator[tuple[str, str]]:
    yield "actor_type", node.type
    names = dict(reversed(node.labels))  # reversed: the first name of a language wins
    for lang in legend.LANGS:
        yield f"label_{lang}", one_line(names.get(lang, ""))
    yield "aliases", _list(node.aliases) if node.aliases else ""


def _places(network: Network) -> list[tuple[float, float]]:
    if len(network.nodes) > PLACED:
        return []
    number = {node.id: index for index, node in enumerate(network.nodes)}
    points = layout(len(number), [(number[r.source], number[r.target]) for r in network.relations()])
    return [(float(x) * 100, -float(y) * 100) for x, y in points]  # Gephi's y grows upwards


def _spans(item: Edge | Relation) -> tuple[tuple[str, str], ...]:
    if isinstance(item, Relation):
        return item.spans
    return ((item.earliest, item.latest),) if item.earliest and item.latest else ()


@cache
def _common(kind_id: str, slot: str, status: str, directed: bool, lang: str) -> tuple[str, str, str]:
    """Return what edges of one kind share: attributes, values, colour."""
    kind = legend.kind(kind_id)
    label = one_line(kind.label.get(lang, kind.label["en"]))
    values = (
        ("relation", kind_id),
        ("status", status),
        ("symmetric", "false" if directed else "true"),
        ("sign", str(kind.sign)),
    )
    return f'label="{_quoted(label)}" kind="{_quoted(one_line(slot))}"', _values(values), _color(kind.style.color)


def _edge(number: int, item: Edge | Relation, lang: str, intervals: bool) -> str:
    spans = _spans(item)
    if isinstance(item, Relation):
        name, slot, count = f"r{number}", item.slot, len(item.events)
    else:
        name, slot, count = f"e{number}", item.kind, 1
    attributes, values, color = _common(item.kind, slot, item.status, item.directed, lang)
    return (
        f'<edge id="{name}" source="{_quoted(item.source)}" target="{_quoted(item.target)}" {attributes} '
        f'weight="{item.weight:g}"{_time(spans, intervals)}><attvalues>{values}{_dated(item, spans)}'
        f'<attvalue for="events" value="{count}"/>{_values(_told(item))}</attvalues>{color}</edge>\n'
    )


def _time(spans: tuple[tuple[str, str], ...], intervals: bool) -> str:
    if not spans:
        return ""
    if intervals:
        return f' intervals="&lt;{"; ".join(f"[{first}, {last}]" for first, last in spans)}&gt;"'
    return f' timestamps="&lt;[{", ".join([first for first, _ in spans])}]&gt;"'


def _dated(item: Edge | Relation, spans: tuple[tuple[str, str], ...]) -> str:
    if not spans:
        return ""
    last = max([last for _, last in spans])
    return _values((("first_date", spans[0][0]), ("last_date", last), ("dates", " ".join(item.dates))))


def _told(item: Edge | Relation) -> Iterator[tuple[str, str]]:
    if item.sources:
        yield "sources", _list(item.sources)
    if item.articles:
        yield "articles", _list(tuple([a.replace(",", "%2C") for a in item.articles]))
    if item.details:
        yield "details", " | ".join(item.details)
    if item.sentences:
        yield "sentences", " | ".join([one_line(sentence) for sentence in item.sentences])
