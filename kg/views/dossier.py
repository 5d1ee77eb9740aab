"""All that a store knows about one actor, section by section, as text, Markdown, JSON or HTML."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from math import ceil
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pyoxigraph import NamedNode

from kg.model import Lang
from kg.views import messages
from kg.views.table import Cell, Table, print_notes, print_table, render

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True)
class Dossier:
    """Who an actor is and what is told of it. `sections` are (key of a heading, table); empty ones are kept."""

    iri: str
    name: str
    type: str
    names: tuple[tuple[str, str], ...]  # (lang, name)
    same_as: tuple[str, ...]
    sections: tuple[tuple[str, Table], ...]
    lang: Lang = "en"

    def __str__(self) -> str:
        return render_dossier(self, "markdown")


def print_dossier(dossier: Dossier, console: Console) -> None:
    """Print a dossier that fits the terminal; sections without rows are left out."""
    from rich.rule import Rule
    from rich.text import Text

    console.print(Rule(Text(dossier.name, style="bold")))
    for line in _head(dossier):
        console.print(Text(line), soft_wrap=False)
    notes: dict[str, int] = {}
    for key, table in dossier.sections:
        if not len(table) or key == "sources":
            continue
        console.print()
        console.print(Text(f"{messages.text(key, dossier.lang)} ({len(table)})", style="bold magenta"))
        if key == "months":
            for line in month_bars(table, console.width):
                console.print(Text(line))
        else:
            print_table(table, console, notes)
    if notes:
        console.print()
        console.print(Text(messages.text("sources", dossier.lang), style="bold magenta"))
        print_notes(notes, console)


def month_bars(table: Table, width: int = 80) -> list[str]:
    """Return a line for each month: a full block for each call, a lighter one for each meeting; fewer if too many."""
    counts = [(row["month"], int(row["calls"] or 0), int(row["meetings"] or 0)) for row in table]
    scale = min(1.0, (width - 20) / max((calls + meetings for _, calls, meetings in counts), default=1))
    words = messages.column("calls", table.lang), messages.column("meetings", table.lang)
    return [f"█ {words[0]}  ▒ {words[1]}"] + [
        f"{month}  {'█' * ceil(calls * scale)}{'▒' * ceil(meetings * scale)} {calls + meetings}"
        for month, calls, meetings in counts
    ]


def _head(dossier: Dossier) -> list[str]:
    lines = [f"{messages.term(dossier.type, dossier.lang)} · {' · '.join(dossier.same_as) or dossier.iri}"]
    others = [name for _, name in dossier.names if name != dossier.name]
    if others:
        lines.append(f"{messages.text('also', dossier.lang)}: {', '.join(dict.fromkeys(others))}")
    return lines


def _shown(dossier: Dossier) -> list[tuple[str, Table]]:
    return [(messages.text(key, dossier.lang), table) for key, table in dossier.sections if len(table)]


def render_dossier(dossier: Dossier, format: str = "markdown") -> str:
    """Return a dossier as text in one of FORMATS."""
    return FORMATS[format](dossier)


def _markdown(dossier: Dossier) -> str:
    parts = [f"# {dossier.name}", "  \n".join(_head(dossier))]
    for heading, table in _shown(dossier):
        parts += [f"## {heading}", render(table, "markdown").rstrip("\n")]
    return "\n\n".join(parts) + "\n"


def _json(dossier: Dossier) -> str:
    document = {
        "iri": dossier.iri,
        "name": dossier.name,
        "type": dossier.type,
        "names": [{"lang": lang, "name": name} for lang, name in dossier.names],
        "sameAs": list(dossier.same_as),
        **{key: json.loads(render(table.with_labels(), "json")) for key, table in dossier.sections},
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:70em;margin:2em auto;padding:0 1em;color:#222}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3em .8em .3em 0;"
    "border-bottom:1px solid #ddd}th{color:#555;font-weight:600}h1{margin-bottom:.2em}"
)


def _html(dossier: Dossier) -> str:
    body = [f"<h1>{escape(dossier.name)}</h1>", *(f"<p>{escape(line)}</p>" for line in _head(dossier))]
    for heading, table in _shown(dossier):
        body += [f"<h2>{escape(heading)}</h2>", _html_table(table)]
    return (
        f'<!doctype html>\n<html lang="{dossier.lang}">\n<head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(dossier.name)}</title><style>{_STYLE}</style></head>\n<body>\n" + "\n".join(body) + "\n"
        "</body>\n</html>\n"
    )


def _html_table(table: Table) -> str:
    kept = [i for i, _ in enumerate(table.variables) if any(row[i] is not None for row in table.rows)]
    head = "".join(f"<th>{escape(messages.column(table.variables[i], table.lang))}</th>" for i in kept)
    rows = ("".join(f"<td>{_html_cell(table, i, row)}</td>" for i in kept) for row in table.rows)
    return f"<table>\n<tr>{head}</tr>\n" + "\n".join(f"<tr>{row}</tr>" for row in rows) + "\n</table>"


def _html_cell(table: Table, at: int, row: tuple[Cell, ...]) -> str:
    cell = row[at]
    text = escape(table.show(cell, table.variables[at]))
    if table.variables[at] == "article" and isinstance(cell, NamedNode):
        url = urlsplit(cell.value)
        if url.scheme in ("http", "https") and url.hostname != "w3id.org":
            return f'<a href="{escape(cell.value)}" rel="noopener">{text}</a>'
    return text


FORMATS: Mapping[str, Callable[[Dossier], str]] = {"markdown": _markdown, "json": _json, "html": _html}
