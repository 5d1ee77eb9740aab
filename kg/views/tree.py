"""A network in a terminal: who had to do with whom, by date, under each actor; or the same as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, TYPE_CHECKING

from kg.views import legend
from kg.views.files import cut, one_line
from kg.views.network import Edge, Network

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text
    from rich.tree import Tree

ROOTS = 12  # trees shown when nobody is asked for
_SIGNS = {1: "green", -1: "red", 0: "cyan"}


def show(
    network: Network,
    file: IO[str],
    *,
    actors: Iterable[str] = (),
    hops: int = 1,
    lang: str = "en",
    table: bool = False,
    width: int | None = None,
) -> None:
    """Print trees of the actors with these ids (none: those with the most neighbours), or one table.

    Colours appear on a terminal unless NO_COLOR is set; `width` is the terminal's, or 80 columns in a pipe.
    """
    from rich.console import Console

    console = Console(file=file, width=width, highlight=False, markup=False, emoji=False)
    if not network.edges:
        console.print(legend.word("no_relations", lang))
    elif table:
        console.print(_table(network, lang, console.width))
    else:
        for root in _trees(network, tuple(actors), hops, lang, console):
            console.print(root)
    for phrase in network.left_out.say(lang):
        console.print(phrase, style="dim")


def _trees(network: Network, actors: tuple[str, ...], hops: int, lang: str, console: Console) -> Iterator[Tree | Text]:
    from rich.text import Text
    from rich.tree import Tree

    roots = actors or tuple(node.id for node in sorted(network.nodes, key=lambda n: (-n.degree, n.id)))
    network.ego(roots, 0)  # names an unknown actor
    shown: set[int] = set()
    printed = 0
    for root in roots:
        fresh = [edge for edge in _of(network, root) if id(edge) not in shown]
        if not fresh and not actors:
            continue
        if printed == ROOTS and not actors:
            yield Text(legend.word("more", lang, len(roots) - printed), style="dim")
            return
        tree = Tree(_actor(network, root, lang), guide_style="dim")
        _grow(tree, network, root, hops, lang, console.width - 4, shown, {root})
        printed += 1
        yield tree


def _grow(
    tree: Tree, network: Network, actor: str, hops: int, lang: str, width: int, shown: set[int], open_: set[str]
) -> None:
    """Hang the events of `actor` that are not in a tree yet under it, then those of the others `hops` steps on."""
    from rich.text import Text

    for edge in _of(network, actor):
        if id(edge) in shown:
            continue
        shown.add(id(edge))
        other = edge.target if edge.source == actor else edge.source
        again = hops > 1 and other in open_
        branch = tree.add(_event(edge, network, actor, other, lang, again))
        if edge.sentences:
            quote = Text(f"“{one_line(edge.sentences[0])}”", style="dim", no_wrap=True)
            quote.truncate(max(width - 4, 20), overflow="ellipsis")
            branch.add(quote)
        if hops > 1 and not again:
            _grow(branch, network, other, hops - 1, lang, width - 4, shown, open_ | {other})


def _of(network: Network, actor: str) -> list[Edge]:
    return [edge for edge in network.edges if actor in (edge.source, edge.target)]


def _actor(network: Network, actor: str, lang: str) -> Text:
    from rich.text import Text

    node = network.by_id[actor]
    label = legend.shape(node.type).label
    return Text.assemble((cut(node.name(lang), 80), "bold"), (f"  {label.get(lang, label['en'])}", "dim"))


def _event(edge: Edge, network: Network, actor: str, other: str, lang: str, again: bool) -> Text:
    """Return one line: date, mark, arrow, kind, the other actor, how many sources say so."""
    from rich.text import Text

    kind, mark = legend.kind(edge.kind), legend.status(edge.status)
    arrow = "↔" if not edge.directed else "→" if edge.source == actor else "←"
    status = mark.label.get(lang, mark.label["en"])
    text = Text.assemble(
        (_when(edge, lang), "dim" if not edge.date else ""),
        " ",
        (f"{mark.mark} {status} " if mark.mark else "", "yellow"),
        (f"{arrow} {one_line(kind.label.get(lang, kind.label['en']))}: ", _SIGNS[edge.sign]),
        (cut(network.by_id[other].name(lang), 80), "bold"),
        f" ({cut(', '.join(edge.details), 60)})" if edge.details else "",
        (
            f" ◇ {cut(legend.word('claimed_by', lang, ', '.join(edge.claimed_by)), 60)}" if edge.claimed_by else "",
            "yellow",
        ),
        " ↑" if again else "",
    )
    if len(edge.articles) > 1:
        text.append(f"  ×{len(edge.articles)}", style="dim")
    return text


def _when(edge: Edge, lang: str) -> str:
    if edge.date:
        return edge.date.replace("/", "–")
    if edge.earliest and edge.latest:
        return f"{edge.earliest}–{edge.latest}"
    return legend.word("no_date", lang)


def _table(network: Network, lang: str, width: int) -> Table:
    from rich import box
    from rich.cells import cell_len
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    day = max(cell_len(_when(edge, lang)) for edge in network.edges)
    name = max(10, min(20, (width - day) // 5))
    table.add_column(legend.word("date", lang), width=day)
    for title in ("from", "kind", "to"):
        table.add_column(legend.word(title, lang), width=name, overflow="fold")
    rest = max(10, width - day - 3 * name - 10)
    table.add_column(legend.word("sentence", lang), width=rest, overflow="ellipsis", no_wrap=True, style="dim")
    for edge in network.edges:
        kind, mark = legend.kind(edge.kind), legend.status(edge.status)
        word = f"{mark.mark} {kind.label.get(lang, kind.label['en'])}".strip()
        table.add_row(
            Text(_when(edge, lang)),
            Text(cut(network.by_id[edge.source].name(lang), 80)),
            Text(one_line(word) + ("" if edge.directed else " ↔"), style=_SIGNS[edge.sign]),
            Text(cut(network.by_id[edge.target].name(lang), 80)),
            Text(one_line(edge.sentences[0]) if edge.sentences else ""),
        )
    return table
