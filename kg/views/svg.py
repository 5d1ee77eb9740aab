"""A network as SVG: real text, shapes and line styles that survive a black and white printer, all sources on hover."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from kg.views import legend
from kg.views.curves import Curve
from kg.views.files import Options, clean, cut, one_line
from kg.views.labels import EdgeLabel, Label
from kg.views.network import Network, Node, Relation
from kg.views.scene import Line, Scene, Spot, compose, line_height
from kg.views.sheet import FONT, HEAD, INK, PLAIN_FONT, SOFT, Entry, head_height, sheet

LIMIT = 200  # actors drawn unless the options say otherwise: more are a thicket that nobody would print
MOST = 600
HOLLOW = 2.6  # how much wider a line is that is hollow, because somebody only claims it


def render(network: Network, options: Options | None = None, *, halo_below: bool = False) -> str:
    """Return an SVG document without XML declaration, the same for the same network.

    Above `options.limit` actors (by default LIMIT) only those with the most neighbours, and the caption says so.
    `halo_below` is for programs that do not know `paint-order`: the white rim of letters becomes texts of their own.
    """
    options = options or Options()
    return _render(network.top(min(options.limit or LIMIT, MOST)), options, halo_below=halo_below)


def edge_title(relation: Relation, network: Network, lang: str, sentences: int = 5) -> str:
    """Return what a relation is, as plain text: who, what, when, status; then sources and sentences, one a line."""
    kind, mark = legend.kind(relation.kind), legend.status(relation.status)
    arrow = "→" if relation.directed else "↔"
    status = mark.label.get(lang, mark.label["en"])
    dates = ", ".join(relation.dates) or legend.word("no_date", lang)
    lines = [
        f"{network.by_id[relation.source].name(lang)} {arrow} {network.by_id[relation.target].name(lang)}",
        " · ".join(
            part
            for part in (kind.label.get(lang, kind.label["en"]), *relation.details, relation.place, dates, status)
            if part
        ),
    ]
    if relation.claimed_by:
        lines.append(legend.word("claimed_by", lang, ", ".join(relation.claimed_by)))
    if relation.sources:
        lines.append(legend.word("sources", lang, ", ".join(relation.sources)))
    lines += [f"“{cut(sentence, 300)}”" for sentence in relation.sentences[:sentences]]
    if len(relation.sentences) > sentences:
        lines.append(legend.word("more", lang, len(relation.sentences) - sentences))
    return "\n".join(one_line(line) for line in lines)


def node_title(node: Node, lang: str) -> str:
    """Return what an actor is, as plain text."""
    label = legend.shape(node.type).label
    names = [one_line(name) for name in node.aliases[:6]]
    return "\n".join([one_line(node.name(lang)), label.get(lang, label["en"]), *names])


def _render(network: Network, options: Options, *, halo_below: bool) -> str:
    lang = options.lang
    scene = compose(network, lang, HEAD)
    told = caption(network, scene.named, lang)
    more = head_height(told, scene.width) - HEAD
    if more:  # composed twice only when the caption needs more lines than expected
        scene = compose(network, lang, HEAD + more)
    screen = options.style == "screen"
    body = [
        '<g class="relations" fill="none" stroke-linecap="butt">',
        *(_line(line, network, lang if screen else None) for line in scene.lines),
        "</g>",
        *(_paper(line.label) for line in scene.lines if line.label),
        '<g class="actors" stroke="#ffffff" stroke-width="1.5">',
        *(_spot(spot, network.by_id[spot.id], lang if screen else None) for spot in scene.spots),
        "</g>",
        *_texts(scene, halo_below),
    ]
    entries = legend_entries(network, lang)
    return sheet(options, told, scene.width, scene.bottom, body, entries, PLAIN_FONT if halo_below else FONT)


def _counts(network: Network, named: int, lang: str) -> list[str]:
    events = len({edge.event for edge in network.edges})
    parts = [
        legend.word("actors", lang, len(network.nodes)),
        legend.word("relations", lang, len(network.relations())),
        legend.word("events", lang, events),
    ]
    if named < len(network.nodes):
        parts.append(legend.word("named", lang, named, len(network.nodes)))
    if network.undated():
        parts.append(legend.word("undated", lang, network.undated()))
    if summits := network.summits():
        parts.append(legend.word("summits", lang, summits))
    return [*parts, *network.left_out.say(lang)]


def caption(network: Network, named: int, lang: str) -> list[str]:
    """Return the dates, counts, losses and sources of a network, each a short phrase."""
    span = network.span()
    parts = [" – ".join(dict.fromkeys(span))] if span else []
    parts += _counts(network, named, lang)
    sources = network.sources()
    if sources:
        more = [legend.word("more", lang, len(sources) - 8)] if len(sources) > 8 else []
        parts.append(legend.word("sources", lang, ", ".join([*(cut(s, 64) for s in sources[:8]), *more])))
    return [one_line(part) for part in parts]


def _path(curve: Curve) -> str:
    (ax, ay), (bx, by), (cx, cy) = curve.start, curve.control, curve.end
    return f"M{ax:.1f} {ay:.1f}Q{bx:.1f} {by:.1f} {cx:.1f} {cy:.1f}"


def _line(line: Line, network: Network, lang: str | None) -> str:
    """Return a line and, for the mouse, its title: a wide, invisible line catches it where the visible one is thin."""
    style = legend.kind(line.relation.kind).style
    dash = f' stroke-dasharray="{style.dash}"' if style.dash else ""
    path = _path(line.curve)
    mouse = ""
    if lang is not None:
        title = escape(edge_title(line.relation, network, lang))
        mouse = f'<title>{title}</title><path d="{path}" stroke="#000" stroke-opacity="0" stroke-width="10"/>'
    claimed = bool(line.relation.claimed_by)
    opacity = 0.85 if len(network.nodes) <= 200 and not claimed else 1.0 if claimed else 0.55
    width = line.width + (HOLLOW if claimed else 0)
    core = f'<path d="{path}" stroke="#ffffff" stroke-width="{line.width:.1f}"/>' if claimed else ""
    marks = f"{_bar(line) if style.barred else ''}{_arrow(line, style.color)}{_status(line, style.color)}"
    return (
        f'<g stroke="{style.color}">{mouse}<path d="{path}" stroke-width="{width:.1f}"{dash} '
        f'stroke-opacity="{opacity}"/>{core}{marks}</g>'
    )


def _bar(line: Line) -> str:
    """Cross the line before its end, as one crosses out."""
    (x, y), (dx, dy) = line.curve.at(0.86), line.curve.direction(0.86)
    reach = 5 + line.width
    return (
        f'<path d="M{x - dy * reach:.1f} {y + dx * reach:.1f}L{x + dy * reach:.1f} {y - dx * reach:.1f}" '
        f'stroke-width="{line.width + 0.6:.1f}"/>'
    )


def _arrow(line: Line, color: str) -> str:
    if not line.relation.directed:
        return ""
    (x, y), (dx, dy) = line.curve.end, line.curve.direction(1.0)
    long = 7 + line.width * 1.2
    half = long * 0.42
    bx, by = x - dx * long, y - dy * long
    return (
        f'<path d="M{x:.1f} {y:.1f}L{bx - dy * half:.1f} {by + dx * half:.1f}'
        f'L{bx + dy * half:.1f} {by - dx * half:.1f}Z" '
        f'fill="{color}" stroke="#ffffff" stroke-width="0.8"/>'
    )


def _status(line: Line, color: str) -> str:
    """Mark a relation that did not happen, or not yet, in the middle of a line that bears no text."""
    mark = legend.status(line.relation.status).mark
    if line.label is not None or not mark:
        return ""
    x, y = line.curve.at(0.5)
    if mark == "✕":
        return f'<path d="M{x - 4:.1f} {y - 4:.1f}l8 8m0 -8l-8 8" stroke-width="2.2"/>'
    if mark == "○":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#ffffff" stroke-width="1.8"/>'
    place = f'x="{x:.1f}" y="{y + 4:.1f}" font-size="12" text-anchor="middle"'
    return f'<text {place} fill="{color}" stroke="none">{escape(mark)}</text>'


def figure(shape: str, x: float, y: float, r: float, color: str, inside: str = "") -> str:
    """Return a shape of the legend around (x, y), as large as a circle of radius r."""
    if shape == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="{color}">{inside}</circle>'
    corners = {
        "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
        "diamond": ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
        "triangle": ((0, -1.15), (1.1, 0.85), (-1.1, 0.85)),
        "hexagon": ((-0.55, -1), (0.55, -1), (1.1, 0), (0.55, 1), (-0.55, 1), (-1.1, 0)),
    }[shape]
    points = "L".join(f"{x + dx * r:.1f} {y + dy * r:.1f}" for dx, dy in corners)
    return f'<path d="M{points}Z" fill="{color}">{inside}</path>'


def _spot(spot: Spot, node: Node, lang: str | None) -> str:
    look = legend.shape(node.type)
    title = f"<title>{escape(node_title(node, lang))}</title>" if lang is not None else ""
    return figure(look.shape, *spot.at, spot.radius, look.color, title)


def _texts(scene: Scene, halo_below: bool) -> Iterator[str]:
    texts = [_edge_text(line.label) for line in scene.lines if line.label]
    leaders = [
        f'<path d="M{s.label.leader[0]:.1f} {s.label.leader[1]:.1f}L{s.label.x:.1f} '
        f'{s.label.y + line_height(s.label.size) * len(s.label.lines) / 2:.1f}" stroke="{SOFT}" stroke-width="0.8"/>'
        for s in scene.spots
        if s.label and s.label.leader
    ]
    texts += [_name(spot.label) for spot in scene.spots if spot.label]
    yield f'<g class="leaders">{"".join(leaders)}</g>' if leaders else ""
    rim = 'stroke="#ffffff" stroke-width="3.4" stroke-linejoin="round"'
    if halo_below:
        yield f'<g class="halo" text-anchor="middle" fill="#ffffff" {rim} aria-hidden="true">{"".join(texts)}</g>'
        yield f'<g class="names" text-anchor="middle" fill="{INK}">'
    else:
        yield f'<g class="names" text-anchor="middle" fill="{INK}" paint-order="stroke" {rim}>'
    yield from texts
    yield "</g>"


def _edge_text(label: EdgeLabel) -> str:
    turn = f' transform="rotate({label.angle:.1f} {label.x:.1f} {label.y:.1f})"' if abs(label.angle) > 0.05 else ""
    return (
        f'<text x="{label.x:.1f}" y="{label.y + label.size * 0.36:.1f}" font-size="{label.size:g}"{turn}>'
        f"{escape(clean(label.text))}</text>"
    )


def _paper(label: EdgeLabel) -> str:
    """Interrupt the line under its text."""
    high, wide = line_height(label.size), label.width * 0.95  # widths are of the wider of two fonts
    return (
        f'<rect x="{label.x - wide / 2:.1f}" y="{label.y - high / 2:.1f}" width="{wide:.1f}" '
        f'height="{high:.1f}" fill="#ffffff" transform="rotate({label.angle:.1f} {label.x:.1f} {label.y:.1f})"/>'
    )


def _name(label: Label) -> str:
    height = line_height(label.size)
    spans = "".join(
        f'<tspan x="{label.x:.1f}" y="{label.y + height * i + label.size * 0.92:.1f}">{escape(line)}</tspan>'
        for i, line in enumerate(label.lines)
    )
    return f'<text font-size="{label.size:g}">{spans}</text>'


def legend_entries(network: Network, lang: str) -> list[Entry]:
    """Return what a reader needs to know of types, lines and marks that occur in the network."""
    claims = [_claim_entry(lang)] if any(edge.claimed_by for edge in network.edges) else []
    return [*_type_entries(network, lang), *_line_entries(network, lang), *claims, *_status_entries(network, lang)]


def _type_entries(network: Network, lang: str) -> Iterator[Entry]:
    looks = {legend.shape(node.type).id: legend.shape(node.type) for node in network.nodes}
    for look in sorted(looks.values(), key=lambda s: legend.type_order(s)):
        yield Entry(figure(look.shape, 17, 0, 7, look.color), look.label.get(lang, look.label["en"]))


def _line_entries(network: Network, lang: str) -> Iterator[Entry]:
    styles = {legend.kind(edge.kind).style.id: legend.kind(edge.kind).style for edge in network.edges}
    for style in sorted(styles.values(), key=legend.style_order):
        dash = f' stroke-dasharray="{style.dash}"' if style.dash else ""
        picture = f'<path d="M0 0H34" stroke="{style.color}" stroke-width="{style.width + 0.4:g}"{dash} fill="none"/>'
        if style.barred:
            picture += f'<path d="M26 -6V6" stroke="{style.color}" stroke-width="{style.width + 1:g}"/>'
        yield Entry(picture, style.label.get(lang, style.label["en"]))


def _status_entries(network: Network, lang: str) -> Iterator[Entry]:
    for mark in legend.marks({edge.status for edge in network.edges}):
        picture = f'<text x="17" y="5" font-size="14" text-anchor="middle" fill="{INK}">{mark.mark}</text>'
        yield Entry(picture, mark.label.get(lang, mark.label["en"]))


def _claim_entry(lang: str) -> Entry:
    outer = f'<path d="M0 0H34" stroke="{SOFT}" stroke-width="{2 + HOLLOW}" fill="none"/>'
    core = '<path d="M0 0H34" stroke="#ffffff" stroke-width="2" fill="none"/>'
    return Entry(outer + core, legend.word("claimed", lang))
