"""The three drawings: the network, its events over time, and who meets whom as a matrix."""

from __future__ import annotations

import re
from pathlib import Path

from kg.views import legend
from kg.views.files import Options, write_text
from kg.views.fontface import with_letters
from kg.views.network import Network


def save(network: Network, path: Path, options: Options) -> str:
    """Write the drawing the options ask for as SVG, its letters in it."""
    text = draw(network, options)
    write_text(path, with_letters(text))
    return f"{path.name}: {description(text)}"


def draw(network: Network, options: Options, *, halo_below: bool = False) -> str:
    """Return the drawing as SVG; `halo_below` as in `kg.views.svg.render`."""
    if options.edges == "bipartite":
        network = network.bipartite()
    if options.picture == "timeline":
        from kg.views.timeline import render_timeline

        return render_timeline(network, options)
    if options.picture == "matrix":
        from kg.views.matrix import render_matrix

        return render_matrix(network, options)
    from kg.views.svg import render

    return render(network, options, halo_below=halo_below)


def description(svg: str) -> str:
    """Return what a drawing says of itself: how much is in it, and what was left out."""
    from xml.sax.saxutils import unescape

    found = re.search(r"<desc>(.*?)</desc>", svg, re.DOTALL)
    return unescape(found[1]) if found else legend.word("title", "en")
