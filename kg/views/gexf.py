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
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

from kg.views import legend
from kg.views.files import Options, atomic, clean, one_line
from kg.views.layout import layout
from kg.views.network import Network, Node
from kg.views.projection import Item, project, said

NAMESPACE = "http://gexf.net/1.3"
VIZ = "http://gexf.net/1.3/viz"
PLACED = 5000  # up to this many nodes Gephi opens with our layout instead of a random one

_SPECIAL = re.compile(
    '[&<>"\n\r\t\x00-\x1f\x7f-\x9f\u200e-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]'
).search
_QUOTES = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
_LIST = str.maketrans({",": ";", '"': "”", "'": "’", "[": "(", "]": ")"})  # what a liststring cannot hold
_NODE_COLUMNS = ("actor_type", "label_en", "label_ru", "label_uk", "aliases", "about")
_EDGE_COLUMNS = ("relation", "status", "claimed", "symmetric", "sign", "first_date", "last_date", "dates", "events")
_TEXT_COLUMNS = ("claimed_by", "places", "sources", "articles", "details", "sentences")
_TYPES = {"aliases": "liststring", "sources": "liststring", "articles": "liststring", "claimed_by": "liststring"}
_TYPES |= {"symmetric": "boolean", "claimed": "boolean", "sign": "integer", "events": "integer"}


def save(network: Network, path: Path, options: Options) -> str:
    """Write relations (each survives Gephi's default import), single events, or actors and events, as options say."""
    network, items = project(network, options.edges)
    ids = {node.id: _quoted(node.id) for node in network.nodes}
    spans = {span for edge in network.edges for span in edge.spans}
    intervals = any(first != last for first, last in spans)
    count = 0
    with atomic(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n", buffering=1 << 20) as file:
        file.write(_head(options, bool(spans), intervals))
        file.writelines(_nodes(network, ids, options.lang))
        file.write("</nodes>\n<edges>\n")
        for item in items:
            file.write(_edge(count, item, ids, options.lang, intervals))
            count += 1
        file.write("</edges>\n</graph>\n</gexf>\n")
    line = said(path.name, len(network.nodes), count, options.edges)
    if options.edges == "events":
        line += "; in Gephi's import dialog set the edges merge strategy to “Don't merge”"
    return line


def _head(options: Options, dated: bool, intervals: bool) -> str:
    representation = "interval" if intervals else "timestamp"
    mode = f'mode="dynamic" timeformat="date" timerepresentation="{representation}"' if dated else 'mode="static"'
    title = one_line(options.title or legend.word("title", options.lang))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="{NAMESPACE}" xmlns:viz="{VIZ}" version="1.3">\n'
        f"<meta><creator>kg</creator><description>{escape(title)}</description></meta>\n"
        f'<graph defaultedgetype="directed" idtype="string" {mode}>\n'
        f"{_columns('node', _NODE_COLUMNS)}{_columns('edge', (*_EDGE_COLUMNS, *_TEXT_COLUMNS))}<nodes>\n"
    )


def _columns(owner: str, names: tuple[str, ...]) -> str:
    columns = "".join(f'<attribute id="{n}" title="{n}" type="{_TYPES.get(n, "string")}"/>' for n in names)
    return f'<attributes class="{owner}" mode="static">{columns}</attributes>\n'


def _quoted(text: str) -> str:
    """Escape for an attribute; the guard makes the usual case one search, which triples the speed of the whole."""
    return text if _SPECIAL(text) is None else escape(clean(text), _QUOTES)


@lru_cache(1 << 14)
def _list(texts: tuple[str, ...]) -> str:
    """Return the value of a liststring. A comma inside an item would split it: it is %2C in an address."""
    items = [t.replace(",", "%2C") if "://" in t else one_line(t).translate(_LIST) for t in texts]
    return _quoted("[" + ", ".join(items) + "]")


def _values(pairs: Iterable[tuple[str, str]]) -> str:
    return "".join([f'<attvalue for="{name}" value="{_quoted(value)}"/>' for name, value in pairs if value])


@cache
def _color(color: str) -> str:
    r, g, b = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return f'<viz:color r="{r}" g="{g}" b="{b}"/>'


def _nodes(network: Network, ids: Mapping[str, str], lang: str) -> Iterator[str]:
    places = _places(network)
    for number, node in enumerate(network.nodes):
        place = f'<viz:position x="{places[number][0]:.1f}" y="{places[number][1]:.1f}"/>' if places else ""
        look = legend.shape(node.type)
        yield (
            f'<node id="{ids[node.id]}" label="{_quoted(one_line(node.name(lang)))}">'
            f"<attvalues>{_values(_node_values(node))}{_aliases(node)}</attvalues>"
            f'{_color(look.color)}{place}<viz:size value="{4 + node.degree**0.5 * 3:.1f}"/></node>\n'
        )


def _node_values(node: Node) -> Iterator[tuple[str, str]]:
    yield "actor_type", node.type
    names = dict(reversed(node.labels))  # reversed: the first name of a language wins
    for lang in legend.LANGS:
        yield f"label_{lang}", one_line(names.get(lang, ""))
    yield "about", " | ".join(f"{name}: {one_line(value)}" for name, value in node.about)


def _aliases(node: Node) -> str:
    return f'<attvalue for="aliases" value="{_list(node.aliases)}"/>' if node.aliases else ""


def _places(network: Network) -> list[tuple[float, float]]:
    if len(network.nodes) > PLACED:
        return []
    number = {node.id: index for index, node in enumerate(network.nodes)}
    points = layout(len(number), [(number[e.source], number[e.target]) for e in network.edges])
    return [(x * 100, -y * 100) for x, y in points.tolist()]  # Gephi's y grows upwards


@cache
def _common(kind_id: str, slot: str, status: str, directed: bool, claimed: bool, lang: str) -> tuple[str, str, str]:
    """Return what edges of one kind share: attributes, values, colour."""
    kind = legend.kind(kind_id)
    label = one_line(kind.label.get(lang, kind.label["en"]))
    values = (
        ("relation", kind_id),
        ("status", status),
        ("claimed", "true" if claimed else "false"),
        ("symmetric", "false" if directed else "true"),
        ("sign", str(kind.sign)),
    )
    return f'label="{_quoted(label)}" kind="{_quoted(one_line(slot))}"', _values(values), _color(kind.style.color)


def _edge(number: int, item: Item, ids: Mapping[str, str], lang: str, intervals: bool) -> str:
    attributes, values, color = _common(item.kind, item.slot, item.status, item.directed, bool(item.claimed_by), lang)
    time = dates = ""
    if spans := item.spans:
        time, dates = _time(spans, intervals), _dated(spans, item.dates)
    lists = ""
    if item.sources:
        lists = f'<attvalue for="sources" value="{_list(item.sources)}"/>'
    if item.articles:
        lists += f'<attvalue for="articles" value="{_list(item.articles)}"/>'
    if item.claimed_by:
        lists += f'<attvalue for="claimed_by" value="{_list(item.claimed_by)}"/>'
    texts = ""
    if item.place:
        texts = f'<attvalue for="places" value="{_quoted(item.place)}"/>'
    if item.details:
        texts += f'<attvalue for="details" value="{_quoted(" | ".join(item.details))}"/>'
    if item.sentences:
        texts += f'<attvalue for="sentences" value="{_quoted(" | ".join(item.sentences))}"/>'
    return (
        f'<edge id="{number}" source="{ids[item.source]}" target="{ids[item.target]}" {attributes} '
        f'weight="{item.weight:g}"{time}><attvalues>{values}{dates}'
        f'<attvalue for="events" value="{len(item.events)}"/>{lists}{texts}</attvalues>{color}</edge>\n'
    )


def _time(spans: tuple[tuple[str, str], ...], intervals: bool) -> str:
    if intervals:
        return f' intervals="&lt;{"; ".join([f"[{first}, {last}]" for first, last in spans])}&gt;"'
    return f' timestamps="&lt;[{", ".join([first for first, _ in spans])}]&gt;"'


def _dated(spans: tuple[tuple[str, str], ...], dates: tuple[str, ...]) -> str:
    last = max([last for _, last in spans])
    return (
        f'<attvalue for="first_date" value="{spans[0][0]}"/><attvalue for="last_date" value="{last}"/>'
        f'<attvalue for="dates" value="{_quoted(" ".join(dates))}"/>'
    )
