"""The relations of a network as an HTML table that needs no script: every page holds it, for readers and printers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from kg.views import legend
from kg.views.files import cut, one_line
from kg.views.network import Network, Relation

_SENTENCES = 8


def table(network: Network, lang: str, limit: int | None = None) -> Iterator[str]:
    """Yield a table with a row for each relation, by date; above `limit` rows those with most events, and it says so.

    Rows know the numbers of their relation and its ends: `data-edge`, `data-from`, `data-to`.
    """
    yield '<div class="scroll"><table>\n<thead><tr>'
    for name in ("date", "from", "kind", "to", "count", "source", "sentence"):
        yield f'<th scope="col">{escape(legend.word(name, lang))}</th>'
    yield "</tr></thead>\n<tbody>"
    number = {node.id: index for index, node in enumerate(network.nodes)}
    rows = list(enumerate(network.relations()))
    kept = sorted(rows, key=lambda row: (-len(row[1].events), row[0]))[:limit]
    for index, relation in sorted(kept, key=lambda row: (row[1].dates or ("9999",), row[0])):
        ends = f'data-from="{number[relation.source]}" data-to="{number[relation.target]}"'
        yield f'<tr data-edge="{index}" {ends}>{"".join(_cells(relation, network, lang))}</tr>'
    yield "</tbody>\n</table></div>"
    if len(kept) < len(rows):
        yield f"<p>{_text(legend.word('more', lang, len(rows) - len(kept)))}</p>"


def _cells(relation: Relation, network: Network, lang: str) -> Iterator[str]:
    kind, mark = legend.kind(relation.kind), legend.status(relation.status)
    word = kind.label.get(lang, kind.label["en"])
    status = mark.label.get(lang, mark.label["en"])
    dates = relation.dates or (legend.word("no_date", lang),)
    yield f'<td class="when">{"<br>".join(escape(date.replace("/", "–")) for date in dates)}</td>'
    yield f"<td>{_text(network.by_id[relation.source].name(lang))}</td>"
    arrow = "→" if relation.directed else "↔"
    more = [_text(detail) for detail in (*relation.details, relation.place) if detail]
    if status:
        more.append(_text(f"{mark.mark} {status}"))
    if relation.claimed_by:
        more.append(f"<b>{_text(legend.word('claimed_by', lang, ', '.join(relation.claimed_by)))}</b>")
    yield f"<td>{'<br>'.join([f'{arrow} {_text(word)}', *more])}</td>"
    yield f"<td>{_text(network.by_id[relation.target].name(lang))}</td>"
    yield f'<td class="many">{len(relation.events)}</td>'
    pages = [a for a in relation.articles if re.match(r"https?://(?!w3id\.org/)", a)]  # an id is no page
    links = [_link(page) for page in pages[:_SENTENCES]]
    yield f"<td>{'<br>'.join([_text(', '.join(relation.sources)), *links])}</td>"
    said = [f"<li>{escape(cut(sentence, 400))}</li>" for sentence in relation.sentences[:_SENTENCES]]
    if len(relation.sentences) > _SENTENCES:
        said.append(f"<li>{_text(legend.word('more', lang, len(relation.sentences) - _SENTENCES))}</li>")
    yield f"<td>{'<ul>' + ''.join(said) + '</ul>' if said else ''}</td>"


def _text(text: str) -> str:
    return escape(one_line(text))


def _link(url: str) -> str:
    address = one_line(url)
    return f'<a href="{escape(address)}" rel="noopener noreferrer">{escape(cut(address, 60))}</a>'
