"""Events over time: a row for each two actors, a mark for each event at its day, a bar where the day is not known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from xml.sax.saxutils import escape

from kg.views import legend
from kg.views.files import Options, cut, one_line
from kg.views.network import Edge, Network
from kg.views.sheet import INK, SOFT, Entry, head_height, sheet
from kg.views.svg import caption, edge_title, figure
from kg.views.textwidth import text_width
from kg.views.timescale import Scale

WIDTH = 1240.0
MOST = 45  # rows; the pairs with fewest events are left out, and the caption says so
_ROW, _R = 24.0, 5.5
_NAMES = 340.0
_MARKS = {
    "call": "circle", "meeting": "square", "statement": "dot", "praise": "up", "blame": "down",
    "recognition": "diamond", "rejection": "cross", "post": "bar", "election": "hexagon", "part": "dot",
}  # fmt: skip

Pair = tuple[str, str]


def render_timeline(network: Network, options: Options) -> str:
    """Return the SVG; events without any date are counted at the end of their row, rows of such events left out."""
    rows = _rows(network)
    dated = {pair: edges for pair, edges in rows.items() if any(edge.spans for edge in edges)}
    never = len(rows) - len(dated) if dated else 0
    rows = dated or rows
    kept = sorted(rows, key=lambda pair: (-len(rows[pair]), pair))[:MOST]
    kept.sort(key=lambda pair: (rows[pair][0].earliest or "9999", pair))
    told = caption(network, len(network.nodes), options.lang)
    if len(kept) < len(rows):
        told.append(legend.word("pairs_cut", options.lang, len(rows) - len(kept)))
    if never:
        told.append(legend.word("pairs_undated", options.lang, never))
    top = head_height(told, WIDTH)
    scale = Scale(network, _NAMES + 24, WIDTH - 140)
    bottom = top + 30 + _ROW * max(len(kept), 1) + 12
    body = [*scale.grid(top + 20, bottom - 8)]
    for number, pair in enumerate(kept):
        body += _row(network, pair, rows[pair], top + 42 + number * _ROW, scale, options)
    return sheet(options, told, WIDTH, bottom, body, _entries([e for pair in kept for e in rows[pair]], options.lang))


def _rows(network: Network) -> dict[Pair, list[Edge]]:
    rows: dict[Pair, list[Edge]] = defaultdict(list)
    for edge in network.edges:
        rows[min(edge.source, edge.target), max(edge.source, edge.target)].append(edge)
    return rows


def _row(network: Network, pair: Pair, edges: list[Edge], y: float, scale: Scale, options: Options) -> Iterator[str]:
    lang = options.lang
    one, two = (cut(network.by_id[end].name(lang), 40) for end in pair)
    text = f"{one} – {two}"
    while text_width(text, 12.5) > _NAMES - 10 and max(len(one), len(two)) > 8:
        one, two = (cut(one, len(one) - 1), two) if len(one) >= len(two) else (one, cut(two, len(two) - 1))
        text = f"{one} – {two}"
    yield f'<path d="M{_NAMES + 16:.1f} {y:.1f}H{scale.right + 8:.1f}" stroke="#eceef1" stroke-width="1"/>'
    place = f'x="{_NAMES + 8:.1f}" y="{y + 4:.1f}" font-size="12.5" text-anchor="end"'
    yield f'<text {place} fill="{INK}">{escape(text)}</text>'
    places: dict[int, int] = defaultdict(int)
    undated = 0
    for edge in edges:
        if not edge.spans:
            undated += 1
            continue
        first, last = (scale.at(day) for day in edge.spans[0])
        x = (first + last) / 2
        level = places[round(x / 9)]
        places[round(x / 9)] += 1
        title = f"<title>{escape(_title(edge, network, lang))}</title>" if options.style == "screen" else ""
        yield f"<g>{title}{_bar(edge, first, last, y)}{_mark(edge, x + (level % 3) * 3, y + _lift(level))}</g>"
    if undated:
        word = legend.word("undated", lang, undated)
        x = scale.right + 14
        yield f'<text x="{x:.1f}" y="{y + 4:.1f}" font-size="10.5" fill="{SOFT}">{escape(cut(word, 22))}</text>'


def _lift(level: int) -> float:
    """Events of one day lie over each other like roof tiles."""
    return (0.0, -6.0, 6.0, -3.0, 3.0)[level % 5]


def _title(edge: Edge, network: Network, lang: str) -> str:
    from kg.views.records import gather

    return edge_title(gather([edge]), network, lang)


def _bar(edge: Edge, first: float, last: float, y: float) -> str:
    if last - first < 2:
        return ""
    color = legend.kind(edge.kind).style.color
    return (
        f'<path d="M{first:.1f} {y:.1f}H{last:.1f}M{first:.1f} {y - 4:.1f}v8M{last:.1f} {y - 4:.1f}v8" '
        f'stroke="{color}" stroke-width="1.4" stroke-dasharray="3 2" fill="none"/>'
    )


def _mark(edge: Edge, x: float, y: float) -> str:
    style = legend.kind(edge.kind).style
    status = legend.status(edge.status)
    drawn = mark(style.id, x, y, style.color, hollow=bool(edge.claimed_by))
    if status.mark:
        drawn += (
            f'<text x="{x + 6:.1f}" y="{y - 3:.1f}" font-size="11" fill="{INK}" stroke="#ffffff" stroke-width="2" '
            f'paint-order="stroke">{escape(one_line(status.mark))}</text>'
        )
    return drawn


def mark(style: str, x: float, y: float, color: str, *, hollow: bool = False) -> str:
    """Return the mark of a style of relation: told apart by shape too, and empty where something is only claimed."""
    fill, rim = ("#ffffff", color) if hollow else (color, "#ffffff")
    look = f'stroke="{rim}" stroke-width="{1.6 if hollow else 1}"'
    shape = _MARKS.get(style, "dot")
    if shape in ("circle", "square", "diamond", "hexagon"):
        return f"<g {look}>{figure(shape, x, y, _R, fill)}</g>"
    if shape == "dot":
        return f"<g {look}>{figure('circle', x, y, _R * 0.7, fill)}</g>"
    if shape == "up":
        return f"<g {look}>{figure('triangle', x, y, _R, fill)}</g>"
    if shape == "down":
        return f'<g {look} transform="rotate(180 {x:.1f} {y:.1f})">{figure("triangle", x, y, _R, fill)}</g>'
    if shape == "bar":
        return f'<path d="M{x:.1f} {y - _R:.1f}v{2 * _R:.1f}" stroke="{color}" stroke-width="{1.5 if hollow else 3}"/>'
    return (
        f'<path d="M{x - 4.5:.1f} {y - 4.5:.1f}l9 9m0 -9l-9 9" stroke="{color}" stroke-width="{1.5 if hollow else 3}"/>'
    )


def _entries(edges: list[Edge], lang: str) -> list[Entry]:
    styles = {legend.kind(edge.kind).style.id: legend.kind(edge.kind).style for edge in edges}
    entries = [
        Entry(mark(style.id, 17, 0, style.color), style.label.get(lang, style.label["en"]))
        for style in sorted(styles.values(), key=legend.style_order)
    ]
    if any(edge.claimed_by for edge in edges):
        entries.append(Entry(mark("call", 17, 0, SOFT, hollow=True), legend.word("claimed", lang)))
    for sign in legend.marks({edge.status for edge in edges}):
        picture = f'<text x="17" y="5" font-size="14" text-anchor="middle" fill="{INK}">{sign.mark}</text>'
        entries.append(Entry(picture, sign.label.get(lang, sign.label["en"])))
    return entries
