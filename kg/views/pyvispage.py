"""A network as one HTML file that needs no other: pyvis draws it, we repair what pyvis 0.3.2 gets wrong.

Repaired from outside: bootstrap tags that call out even with `in_line`; the heading, printed twice and raw; titles that
run as HTML when one of them contains "href" (ours never pass through pyvis); edges lost or slow in `add_edge`; physics
that never rests; no doctype, language or policy. A Content-Security-Policy forbids the page to load anything.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import cast

from kg.errors import KgError
from kg.views import legend
from kg.views.files import Options, one_line, write_text
from kg.views.htmltable import table
from kg.views.labels import Space, wrap
from kg.views.network import Network, Relation
from kg.views.scene import DATED, FEW, Scene, compose
from kg.views.svg import caption, edge_title, legend_entries, node_title, render
from kg.views.textwidth import text_width

LIMIT = 500
_DRAWN = 150  # up to this many actors the file also holds the still drawing, for browsers without scripts
_ALL_NAMED, _HUBS = 40, 10  # every actor of a small network is named, and the hubs of a large one
_FONT_SIZE = 15
_SHAPES = {"circle": "dot", "hexagon": "hexagon", "square": "square", "diamond": "diamond", "triangle": "triangle"}
_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "tooltipDelay": 120, "keyboard": {"enabled": True, "bindToWindow": False}},
    "nodes": {
        "font": {
            "face": "Noto Sans, DejaVu Sans, Arial",
            "size": _FONT_SIZE,
            "strokeWidth": 4,
            "strokeColor": "#ffffff",
        }
    },
    "edges": {"font": {"face": "Noto Sans, DejaVu Sans, Arial", "size": 11, "align": "middle", "strokeWidth": 4}},
}


def save(network: Network, path: Path, options: Options) -> str:
    """Write the page; above LIMIT actors only those with the most neighbours, and the page says so."""
    drawn = network.top(LIMIT)
    write_text(path, render_html(drawn, options))
    left = "".join(f", {phrase}" for phrase in drawn.left_out.say("en"))
    return f"{path.name}: {len(drawn.nodes)} actors, {len(drawn.relations())} relations{left}"


def render_html(network: Network, options: Options | None = None) -> str:
    """Return the page, the same for the same network. Raises KgError above LIMIT actors (see `Network.top`)."""
    options = options or Options()
    if len(network.nodes) > LIMIT:
        raise KgError(f"{len(network.nodes)} actors are too many for a page; draw at most {LIMIT} of them")
    lang = options.lang
    title = one_line(options.title or legend.word("title", lang))
    scene = compose(network, lang, 0)
    names = _names(network, scene, lang)
    page = _pyvis(network, scene, names, lang)
    head = (
        f'<!doctype html>\n<html lang="{escape(lang)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(title)}</title>'
    )
    style = f"<style>{_beside('pyvis.css')}</style>\n</head>"
    body = f"<body>\n{_header(network, len(names), title, lang)}"
    foot = "\n".join([*_below(network, options), _data(network, lang), _script(), "</body>"])
    return _repaired(
        page,
        [
            (r'<html>\s*<head>\s*<meta charset="utf-8">', head, 1),
            (r"<center>\s*<h1>.*?</h1>\s*</center>", "", 2),
            (r'<link\s+href="https://cdn\.jsdelivr\.net.*?/>', "", 1),
            (r'<script\s+src="https://cdn\.jsdelivr\.net.*?</script>', "", 1),
            (r"</head>", style, 1),
            (r"<body>", body, 1),
            (r"</body>", foot, 1),
        ],
    )


def _repaired(page: str, repairs: list[tuple[str, str, int]]) -> str:
    """Replace each pattern outside of the bundled scripts; KgError if pyvis wrote something else than we know."""
    before, script, rest = page.partition("<script>")
    bundle, heading, after = rest.partition("<center>")
    parts = [before, heading + after]
    for pattern, text, count in repairs:
        found = 0
        for index, part in enumerate(parts):
            pieces = re.split(pattern, part, flags=re.DOTALL)
            parts[index] = text.join(pieces)
            found += len(pieces) - 1
        if found != count:
            raise KgError(f"this version of pyvis writes pages we cannot repair ({pattern} {found} times); use 0.3.2")
    return parts[0] + script + bundle + parts[1]


def _pyvis(network: Network, scene: Scene, names: dict[int, str], lang: str) -> str:
    from pyvis.edge import Edge
    from pyvis.network import Network as Page

    page = Page(height="72vh", width="100%", directed=True, cdn_resources="in_line")
    few, dated = len(network.relations()) <= FEW, len(network.relations()) <= DATED
    number = {node.id: index for index, node in enumerate(network.nodes)}
    for index, (node, spot) in enumerate(zip(network.nodes, scene.spots, strict=True)):
        look = legend.shape(node.type)
        page.add_node(
            index,
            label=names.get(index, " "),
            shape=_SHAPES[look.shape],
            color=look.color,
            size=round(spot.radius, 1),
            x=round(spot.at[0], 1),
            y=round(spot.at[1], 1),
        )
    for index, (relation, bend) in enumerate(zip(network.relations(), _bends(network.relations()), strict=True)):
        style = legend.kind(relation.kind).style
        look_of_line = {
            "id": index,
            "color": style.color,
            "width": round(scene.lines[index].width, 1),
            "dashes": [float(part) for part in style.dash.split()] or False,
            "arrows": {"to": {"enabled": relation.directed, "scaleFactor": 0.55}},
            "smooth": bend,
        }
        if few or (dated and (relation.dates or relation.status != "held")):
            look_of_line["label"] = _line_text(relation, lang)
        # pyvis' add_edge searches all edges for a twin and drops it
        page.edges.append(Edge(number[relation.source], number[relation.target], True, **look_of_line).options)
    page.options = _OPTIONS  # its set_options takes the spaces out of font names
    return cast(str, page.generate_html())


def _names(network: Network, scene: Scene, lang: str) -> dict[int, str]:
    """Return the names that fit under their nodes, where vis-network writes them, hubs first; in small networks all."""
    boxes = [(s.at[0] - s.radius, s.at[1] - s.radius, s.at[0] + s.radius, s.at[1] + s.radius) for s in scene.spots]
    space = Space((-1e6, -1e6, 1e6, 1e6), boxes, [])
    names = {}
    order = sorted(range(len(boxes)), key=lambda i: (-network.nodes[i].degree, network.nodes[i].id))
    for rank, index in enumerate(order):
        lines = wrap(network.nodes[index].name(lang))
        half = max(text_width(line, _FONT_SIZE) for line in lines) / 2
        x, bottom = scene.spots[index].at[0], boxes[index][3]
        box = (x - half, bottom, x + half, bottom + _FONT_SIZE * (0.6 + 1.2 * len(lines)))
        if len(order) <= _ALL_NAMED or rank < _HUBS or space.free([box], index):
            space.take([box])
            names[index] = "\n".join(lines)
    return names


def _line_text(relation: Relation, lang: str) -> str:
    kind, mark = legend.kind(relation.kind), legend.status(relation.status)
    text = relation.when(lang) if relation.dates else kind.label.get(lang, kind.label["en"])
    return one_line(f"{mark.mark} {text}")


def _bends(relations: tuple[Relation, ...]) -> Iterator[dict[str, object]]:
    """Yield how each line bends, so that parallel ones lie apart whatever their direction."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, relation in enumerate(relations):
        groups[min(relation.source, relation.target), max(relation.source, relation.target)].append(index)
    for index, relation in enumerate(relations):
        low, high = min(relation.source, relation.target), max(relation.source, relation.target)
        twins = groups[low, high]
        bend = (twins.index(index) - (len(twins) - 1) / 2) * min(0.2, 1.2 / len(twins))
        if relation.source != low:
            bend = -bend
        if not bend:
            yield {"enabled": False}
        else:
            yield {"enabled": True, "type": "curvedCW" if bend > 0 else "curvedCCW", "roundness": round(abs(bend), 3)}


def _header(network: Network, named: int, title: str, lang: str) -> str:
    told = " · ".join(caption(network, named, lang))
    names = "".join(f'<option value="{escape(one_line(node.name(lang)))}">' for node in network.nodes)
    entries = "".join(
        f'<li><svg width="34" height="16" viewBox="0 -8 34 16" aria-hidden="true">{entry.picture}</svg>'
        f"{escape(entry.text)}</li>"
        for entry in legend_entries(network, lang)
    )
    find = legend.word("search", lang)
    return (
        f"<header>\n<h1>{escape(title)}</h1>\n<p>{escape(told)}</p>\n"
        f'<label class="find">{escape(find)} <input id="find" type="search" list="names" autocomplete="off"></label>'
        f'<datalist id="names">{names}</datalist>\n</header>\n<ul class="legend">{entries}</ul>\n'
        f'<p class="hint">{escape(legend.word("hint", lang))}</p>\n'
    )


def _below(network: Network, options: Options) -> Iterator[str]:
    lang = options.lang
    yield f"<noscript><p>{escape(legend.word('script', lang))}</p>"
    if len(network.nodes) <= _DRAWN:
        yield render(network, options)
    yield "</noscript>\n<main>"
    yield from table(network, lang)
    yield "</main>"


def _data(network: Network, lang: str) -> str:
    """Return titles and names as JSON that no HTML parser can mistake for tags."""
    nodes = [
        {
            "id": index,
            "name": one_line(node.name(lang)),
            "search": one_line(" ".join((node.name(lang), *node.aliases))),
            "title": node_title(node, lang),
        }
        for index, node in enumerate(network.nodes)
    ]
    edges = [
        {"id": index, "title": edge_title(relation, network, lang)}
        for index, relation in enumerate(network.relations())
    ]
    text = json.dumps({"nodes": nodes, "edges": edges}, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return f'<script type="application/json" id="kg-data">{text}</script>'


def _script() -> str:
    return f"<script>{_beside('pyvis.js')}</script>"


def _beside(name: str) -> str:
    return (Path(__file__).parent / "static" / name).read_text(encoding="utf-8")
