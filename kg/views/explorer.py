"""A network as one HTML file to explore: sigma draws, Python has placed everything, nothing is ever loaded.

The page holds the data as JSON (packed above a megabyte), the scripts of `static/explorer`, and a drawing and a table
for browsers without JavaScript or WebGL. Its policy forbids requests; no text of the news is ever read as markup.
"""

from __future__ import annotations

import base64
import gzip
import json
import tomllib
from functools import cache
from html import escape
from pathlib import Path

from kg.views import legend
from kg.views.explorerdata import explorer_data
from kg.views.files import Options, one_line, write_text
from kg.views.htmltable import table
from kg.views.network import Network
from kg.views.svg import render

_STATIC = Path(__file__).parent / "static"
_PACKED = 1_000_000  # JSON above so many bytes is compressed
_DRAWN = 120  # actors of the drawing for browsers that cannot show the explorer
_ROWS = 500
_FRAMED = 400  # actors in a notebook
_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; "
    "base-uri 'none'; form-action 'none'"
)
_LEGEND_WORDS = ("search", "actors", "relations", "events", "undated", "no_date", "more", "claimed", "claimed_by")


def save(network: Network, path: Path, options: Options) -> str:
    """Write the explorer, or the page of pyvis if `options.renderer` says so."""
    if options.renderer == "pyvis":
        from kg.views.pyvispage import save as save_pyvis

        return save_pyvis(network, path, options)
    if options.edges == "bipartite":
        network = network.bipartite()
    write_text(path, render_explorer(network, options))
    left = "".join(f", {phrase}" for phrase in network.left_out.say("en"))
    return f"{path.name}: {len(network.nodes)} actors, {len(network.relations())} relations{left}"


def render_explorer(network: Network, options: Options | None = None) -> str:
    """Return the page, the same for the same network."""
    options = options or Options()
    title = one_line(options.title or legend.word("title", options.lang))
    data = explorer_data(network, options.lang, title) | {"words": _words()}
    app = _file("explorer/page.html").replace("{title}", escape(title))
    scripts = "\n".join(_file(f"explorer/{path.name}") for path in sorted((_STATIC / "explorer").glob("*.js")))
    return "\n".join(
        [
            f'<!doctype html>\n<html lang="{escape(options.lang)}">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title>\n<style>{_file('explorer/style.css')}</style>\n</head>\n<body>",
            app,
            *_still(network, options, title),
            _data_script(data),
            f"<script>{_file('graphics.min.js')}</script>",
            f"<script>{_START}\n{scripts}\n{_END}</script>\n</body>\n</html>\n",
        ]
    )


def frame(network: Network, height: int = 640) -> str:
    """Return the explorer in a frame for notebooks; a large network is cut to its main actors."""
    page = render_explorer(network.top(_FRAMED))
    return (
        f'<iframe srcdoc="{escape(page)}" sandbox="allow-scripts allow-downloads" '
        f'style="width:100%;height:{height}px;border:1px solid #ccc" title="kg"></iframe>'
    )


_START = """(async () => {
"use strict";
const probe = document.createElement("canvas").getContext("webgl2");
if (!probe || !window.kgGraphics) return; // the drawing and the table stay"""
_END = """})().catch((error) => {
  document.body.classList.remove("live");
  document.getElementById("app").hidden = true;
  throw error;
});"""


def _still(network: Network, options: Options, title: str) -> list[str]:
    drawn = Options(title=title, lang=options.lang, limit=_DRAWN)
    return [
        '<section id="still">',
        f"<h1>{escape(title)}</h1>\n<p>{escape(_words()['still'].get(options.lang) or _words()['still']['en'])}</p>",
        render(network, drawn),
        *table(network, options.lang, _ROWS),
        "</section>",
    ]


def _data_script(data: dict[str, object]) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    if len(text) > _PACKED:
        packed = base64.b64encode(gzip.compress(text.encode(), 6, mtime=0)).decode()
        return f'<script type="application/json" id="kg-data" data-packed="gzip">{packed}</script>'
    for sign in "<>&\u2028\u2029":  # nothing in it can end the element
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return f'<script type="application/json" id="kg-data">{text}</script>'


@cache
def _words() -> dict[str, dict[str, str]]:
    with (_STATIC / "explorer" / "words.toml").open("rb") as file:
        own: dict[str, dict[str, str]] = tomllib.load(file)
    shared = {name: {lang: legend.word(name, lang, "{}", "{}") for lang in legend.LANGS} for name in _LEGEND_WORDS}
    return shared | own


def _file(name: str) -> str:
    return (_STATIC / name).read_text(encoding="utf-8")
