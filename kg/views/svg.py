"""A network as SVG: real text, shapes and line styles that survive a black and white printer, all sources on hover."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from kg.views import legend
from kg.views.curves import Curve
from kg.views.files import Options, clean, cut, one_line, write_text
from kg.views.labels import EdgeLabel, Label
from kg.views.network import Network, Node, Relation
from kg.views.scene import Line, Scene, Spot, compose, line_height
from kg.views.textwidth import text_width

LIMIT = 600
FONT = "Noto Sans, DejaVu Sans, Arial, sans-serif"
PLAIN_FONT = "DejaVu Sans"  # has our marks, for programs that take one font for all letters
_INK, _SOFT = "#1b1b1b", "#5b6270"


def save(network: Network, path: Path, options: Options) -> str:
    """Write the picture; above LIMIT actors only those with the most neighbours, and the caption says so."""
    drawn = network.top(LIMIT)
    text, scene = _render(drawn, options, halo_below=False)
    write_text(path, text)
    return f"{path.name}: " + ", ".join(_counts(drawn, scene.named, "en"))


def render(network: Network, options: Options | None = None, *, halo_below: bool = False) -> str:
    """Return an SVG document without XML declaration, the same for the same network.

    `halo_below` is for programs that do not know `paint-order`: the white rim of letters becomes texts of their own.
    """
    return _render(network.top(LIMIT), options or Options(), halo_below=halo_below)[0]


def edge_title(relation: Relation, network: Network, lang: str, sentences: int = 5) -> str:
    """Return what a relation is, as plain text: who, what, when, status; then sources and sentences, one a line."""
    kind, mark = legend.kind(relation.kind), legend.status(relation.status)
    arrow = "→" if relation.directed else "↔"
    status = mark.label.get(lang, mark.label["en"])
    dates = ", ".join(relation.dates) or legend.word("no_date", lang)
    lines = [
        f"{network.by_id[relation.source].name(lang)} {arrow} {network.by_id[relation.target].name(lang)}",
        " · ".join(part for part in (kind.label.get(lang, kind.label["en"]), *relation.details, dates, status) if part),
    ]
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


def _render(network: Network, options: Options, *, halo_below: bool) -> tuple[str, Scene]:
    lang = options.lang
    title = one_line(options.title or legend.word("title", lang))
    first = 84.0  # the caption wraps below it; composed twice only when that needs more lines than expected
    scene = compose(network, lang, first)
    told = _wrapped(caption(network, scene.named, lang), scene.width - 48, 13)
    if len(told) > 2:
        scene = compose(network, lang, first + (len(told) - 2) * line_height(13))
    legend_rows = _legend_rows(network, lang, scene.width - 48)
    height = scene.bottom + 22 + 24 * len(legend_rows)
    font = PLAIN_FONT if halo_below else FONT
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {scene.width:.0f} {height:.0f}" '
        f'width="{scene.width:.0f}" height="{height:.0f}" font-family="{font}" role="img" xml:lang={quoteattr(lang)} '
        f"aria-label={quoteattr(title)}>",
        f"<title>{escape(title)}</title><desc>{escape(' · '.join(caption(network, scene.named, lang)))}</desc>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        f'<text x="24" y="38" font-size="22" font-weight="600" fill="{_INK}">{escape(cut(title, 90))}</text>',
        *(
            f'<text x="24" y="{60 + i * line_height(13):.1f}" font-size="13" fill="{_SOFT}">{escape(line)}</text>'
            for i, line in enumerate(told)
        ),
        '<g class="relations" fill="none" stroke-linecap="butt">',
        *(_line(line, network, lang) for line in scene.lines),
        "</g>",
        *(_paper(line.label) for line in scene.lines if line.label),
        '<g class="actors" stroke="#ffffff" stroke-width="1.5">',
        *(_spot(spot, network.by_id[spot.id], lang) for spot in scene.spots),
        "</g>",
        *_texts(scene, halo_below),
        *_legend(legend_rows, scene.bottom + 14),
        "</svg>\n",
    ]
    return "\n".join(out), scene


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
    return [*parts, *network.left_out.say(lang)]


def caption(network: Network, named: int, lang: str) -> list[str]:
    """Return the dates, counts, losses and sources of a network, each a short phrase."""
    span = network.span()
    parts = [" – ".join(dict.fromkeys(span))] if span else []
    parts += _counts(network, named, lang)
    sources = network.sources()
    if sources:
        more = [legend.word("more", lang, len(sources) - 8)] if len(sources) > 8 else []
        parts.append(legend.word("sources", lang, ", ".join([*(cut(s, 40) for s in sources[:8]), *more])))
    return [one_line(part) for part in parts]


def _wrapped(parts: list[str], width: float, size: float) -> list[str]:
    lines = [""]
    for word in " · ".join(parts).split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _path(curve: Curve) -> str:
    (ax, ay), (bx, by), (cx, cy) = curve.start, curve.control, curve.end
    return f"M{ax:.1f} {ay:.1f}Q{bx:.1f} {by:.1f} {cx:.1f} {cy:.1f}"


def _line(line: Line, network: Network, lang: str) -> str:
    style = legend.kind(line.relation.kind).style
    dash = f' stroke-dasharray="{style.dash}"' if style.dash else ""
    title = escape(edge_title(line.relation, network, lang))
    opacity = 0.85 if len(network.nodes) <= 200 else 0.55
    # A wide, invisible line catches the mouse where the visible one is thin.
    return (
        f'<g stroke="{style.color}"><title>{title}</title><path d="{_path(line.curve)}" stroke="#000" '
        f'stroke-opacity="0" stroke-width="10"/><path d="{_path(line.curve)}" stroke-width="{line.width:.1f}"{dash} '
        f'stroke-opacity="{opacity}"/>{_arrow(line, style.color)}{_status(line, style.color)}</g>'
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


def _figure(shape: str, x: float, y: float, r: float, color: str, inside: str = "") -> str:
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


def _spot(spot: Spot, node: Node, lang: str) -> str:
    look = legend.shape(node.type)
    title = f"<title>{escape(node_title(node, lang))}</title>"
    return _figure(look.shape, *spot.at, spot.radius, look.color, title)


def _texts(scene: Scene, halo_below: bool) -> Iterator[str]:
    texts = [_edge_text(line.label) for line in scene.lines if line.label]
    leaders = [
        f'<path d="M{s.label.leader[0]:.1f} {s.label.leader[1]:.1f}L{s.label.x:.1f} '
        f'{s.label.y + line_height(s.label.size) * len(s.label.lines) / 2:.1f}" stroke="{_SOFT}" stroke-width="0.8"/>'
        for s in scene.spots
        if s.label and s.label.leader
    ]
    texts += [_name(spot.label) for spot in scene.spots if spot.label]
    yield f'<g class="leaders">{"".join(leaders)}</g>' if leaders else ""
    rim = 'stroke="#ffffff" stroke-width="3.4" stroke-linejoin="round"'
    if halo_below:
        yield f'<g class="halo" text-anchor="middle" fill="#ffffff" {rim} aria-hidden="true">{"".join(texts)}</g>'
        yield f'<g class="names" text-anchor="middle" fill="{_INK}">'
    else:
        yield f'<g class="names" text-anchor="middle" fill="{_INK}" paint-order="stroke" {rim}>'
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


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the legend: a piece of SVG, 34 wide, around y = 0, and its plain text."""

    picture: str
    text: str


def legend_entries(network: Network, lang: str) -> list[Entry]:
    """Return what a reader needs to know of types, lines and marks that occur in the network."""
    return [*_type_entries(network, lang), *_line_entries(network, lang), *_status_entries(network, lang)]


def _legend_rows(network: Network, lang: str, width: float) -> list[list[Entry]]:
    entries = legend_entries(network, lang)
    rows: list[list[Entry]] = []
    used = width
    for entry in entries:
        need = 62 + text_width(entry.text, 12.5)
        if used + need > width:
            rows.append([])
            used = 0
        rows[-1].append(entry)
        used += need
    return rows


def _type_entries(network: Network, lang: str) -> Iterator[Entry]:
    looks = {legend.shape(node.type).id: legend.shape(node.type) for node in network.nodes}
    for look in sorted(looks.values(), key=lambda s: legend.type_order(s)):
        yield Entry(_figure(look.shape, 17, 0, 7, look.color), look.label.get(lang, look.label["en"]))


def _line_entries(network: Network, lang: str) -> Iterator[Entry]:
    styles = {legend.kind(edge.kind).style.id: legend.kind(edge.kind).style for edge in network.edges}
    for style in sorted(styles.values(), key=legend.style_order):
        dash = f' stroke-dasharray="{style.dash}"' if style.dash else ""
        picture = f'<path d="M0 0H34" stroke="{style.color}" stroke-width="{style.width + 0.4:g}"{dash} fill="none"/>'
        yield Entry(picture, style.label.get(lang, style.label["en"]))


def _status_entries(network: Network, lang: str) -> Iterator[Entry]:
    for mark in legend.marks({edge.status for edge in network.edges}):
        picture = f'<text x="17" y="5" font-size="14" text-anchor="middle" fill="{_INK}">{mark.mark}</text>'
        yield Entry(picture, mark.label.get(lang, mark.label["en"]))


def _legend(rows: list[list[Entry]], top: float) -> Iterator[str]:
    yield f'<g class="legend" font-size="12.5" fill="{_INK}">'
    for number, row in enumerate(rows):
        x, y = 24.0, top + 12 + number * 24
        for entry in row:
            text = f'<text x="42" y="4.5">{escape(entry.text)}</text>'
            yield f'<g transform="translate({x:.1f} {y:.1f})">{entry.picture}{text}</g>'
            x += 62 + text_width(entry.text, 12.5)
    yield "</g>"
