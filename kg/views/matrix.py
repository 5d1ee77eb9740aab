"""Who is in touch with whom, as a table of squares: the darker, the more calls and meetings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import log1p
from xml.sax.saxutils import escape

import numpy as np

from kg.views import legend
from kg.views.files import Options, cut, one_line
from kg.views.network import Network
from kg.views.sheet import INK, Entry, head_height, sheet
from kg.views.svg import caption
from kg.views.textwidth import text_width

MOST = 40  # actors; those with fewer contacts are left out, and the caption says so
_LIGHT, _DARK = (226, 236, 245), (0, 60, 110)

Counts = Counter[tuple[str, str]]


def render_matrix(network: Network, options: Options) -> str:
    """Return the SVG: held calls and meetings between each two actors; without any, all events between them."""
    counts = _contacts(network)
    word = "contacts"
    if not counts:
        counts, word = _all(network), "events"
    totals: Counter[str] = Counter()
    for (one, two), count in counts.items():
        totals[one] += count
        totals[two] += count
    kept = sorted(totals, key=lambda actor: (-totals[actor], actor))[:MOST]
    told = caption(network, len(network.nodes), options.lang)
    if len(kept) < len(totals):
        told.append(legend.word("cut_nodes", options.lang, len(totals) - len(kept)))
    order = _order(kept, counts)
    names = [cut(network.by_id[actor].name(options.lang), 34) for actor in order]
    side = 34.0 if len(order) <= 20 else 26.0
    longest = max((text_width(name, 12.5) for name in names), default=0)
    left = 36 + longest
    width = max(left + side * len(order) + longest * 0.6 + 60, 640)
    top = head_height(told, width) + longest * 0.75 + 16
    table = _Table(order, names, counts, word, left, top, side)
    body = [*_heads(table), *_cells(table, options)]
    return sheet(options, told, width, top + side * max(len(order), 1) + 14, body, _entries(counts, word, options.lang))


@dataclass(frozen=True, slots=True)
class _Table:
    actors: list[str]
    names: list[str]
    counts: Counts
    word: str
    left: float
    top: float
    side: float


def _contacts(network: Network) -> Counts:
    kept = network.where(lambda e: legend.kind(e.kind).contact and e.status in ("held", "ongoing") and not e.claimed_by)
    return _all(kept)


def _all(network: Network) -> Counts:
    pairs = {(min(e.source, e.target), max(e.source, e.target), e.event) for e in network.edges}
    return Counter((one, two) for one, two, _ in sorted(pairs))


def _order(actors: list[str], counts: Counts) -> list[str]:
    """Put actors who are in touch beside each other: the order of the second vector of the graph's Laplacian."""
    if len(actors) < 3:
        return actors
    number = {actor: index for index, actor in enumerate(actors)}
    weights = np.zeros((len(actors), len(actors)))
    for (one, two), count in counts.items():
        if one in number and two in number:
            weights[number[one], number[two]] = weights[number[two], number[one]] = log1p(count)
    weights += 1e-3
    _, vectors = np.linalg.eigh(np.diag(weights.sum(axis=1)) - weights)
    place = np.round(vectors[:, 1], 6)
    if place[0] > 0:  # the busiest actor comes first, whatever sign the machine gave the vector
        place = -place
    return [actors[i] for i in np.lexsort((np.arange(len(actors)), place))]


def _heads(table: _Table) -> Iterator[str]:
    left, top, side = table.left, table.top, table.side
    yield f'<g class="names" font-size="12.5" fill="{INK}">'
    for number, name in enumerate(table.names):
        middle = (number + 0.5) * side
        yield f'<text x="{left - 8:.1f}" y="{top + middle + 4.5:.1f}" text-anchor="end">{escape(name)}</text>'
        x, y = left + middle + 3, top - 8
        yield f'<text x="{x:.1f}" y="{y:.1f}" transform="rotate(-50 {x:.1f} {y:.1f})">{escape(name)}</text>'
    yield "</g>"


def _cells(table: _Table, options: Options) -> Iterator[str]:
    counts, side = table.counts, table.side
    most = max(counts.values(), default=1)
    yield '<g class="cells" font-size="11.5" text-anchor="middle">'
    for row, one in enumerate(table.actors):
        for column, two in enumerate(table.actors):
            x, y = table.left + column * side, table.top + row * side
            count = counts[min(one, two), max(one, two)] if one != two else 0
            color, ink = ("#f3f4f6", INK) if not count else _shade(count, most)
            fill = "#d9dce1" if one == two else color
            text = f"{table.names[row]} – {table.names[column]}: {legend.word(table.word, options.lang, count)}"
            title = f"<title>{escape(one_line(text))}</title>" if options.style == "screen" and count else ""
            square = f'width="{side - 2:.1f}" height="{side - 2:.1f}"'
            yield f'<rect x="{x:.1f}" y="{y:.1f}" {square} fill="{fill}">{title}</rect>'
            if count:
                middle = f'x="{x + side / 2 - 1:.1f}" y="{y + side / 2 + 3:.1f}"'
                yield f'<text {middle} fill="{ink}" pointer-events="none">{count}</text>'
    yield "</g>"


def _shade(count: int, most: int) -> tuple[str, str]:
    part = log1p(count) / log1p(most) if most > 1 else 0.6
    color = "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in zip(_LIGHT, _DARK, strict=True))
    return color, "#ffffff" if part > 0.5 else INK


def _entries(counts: Counts, word: str, lang: str) -> list[Entry]:
    most = max(counts.values(), default=0)
    shown = sorted({1, round(most**0.5), most} - {0}) if most else []
    return [
        Entry(f'<rect x="8" y="-8" width="18" height="16" fill="{_shade(n, most)[0]}"/>', legend.word(word, lang, n))
        for n in shown
    ]
