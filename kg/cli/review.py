"""The command review: people decide what the machine is not sure of; the answers are lines of a table."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import Settings, examples, open_graph, store_option, write
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.consolidation.decisions import Decision
    from kg.graph import Graph

_ID = "https://w3id.org/actorgraph/id/"
_KEYS = {
    "s": "same",
    "d": "different",
    "w": "wrong",
    "r": "right",
    "t": "date",
    "p": "person",
    "k": "skip",
    "q": "quit",
}
_PROMPT = "same, different, wrong, right, other da(t)e, other (p)erson, s(k)ip, quit"


@dataclass(frozen=True, slots=True)
class Item:
    """Something to decide: a node of an article, what it is taken for, and what else it may be."""

    node: str
    name: str
    taken_for: str
    other: str
    other_id: str
    why: str
    sentence: str
    article: str

    @property
    def words(self) -> str:
        """What finds the node again when its article is read anew."""
        return self.name or self.sentence


@click.command()
@click.option("--list", "listing", is_flag=True, help="Print what is open as a table to fill in, do not ask.")
@click.option("--apply", "table", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Take answers.")
@click.option("--undo", is_flag=True, help="Take the last decision back.")
@click.option("--author", default=None, help="Who decides [default: your login name].")
@click.option(
    "--decisions",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File of decisions [env KG_DECISIONS; default seeds/decisions.tsv].",
)
@store_option
@click.pass_context
@examples(
    "kg review",
    "kg review --list > open.tsv",
    "kg review --apply open.tsv --author Olena",
    "kg review --undo",
)
def review(
    ctx: click.Context, listing: bool, table: Path | None, undo: bool, author: str | None, path: Path | None
) -> None:
    """Decide what is uncertain: who is who, which events are one, which of two stories is right.

    Answers are kept as lines of a table and replayed at every build; a line taken out is a decision undone.
    """
    from kg.consolidation import decisions

    path = path or decisions.default_path()
    by = author or getpass.getuser()
    if listing:
        _print(list(_items(open_graph(ctx))))
        return
    if undo:
        _undo(path)
    elif table:
        for one in _filled(table, by):
            decisions.append(path, one)
    else:
        _ask(list(_items(open_graph(ctx))), path, by)
    _replay(ctx, path)


def _items(graph: Graph) -> Iterator[Item]:
    table = graph.ask("review")
    columns = {name: table.column(name) for name in table.variables}
    seen: set[tuple[str, str]] = set()
    for number, row in enumerate(table):
        node, other = (getattr(columns[name][number], "value", "") for name in ("node", "two"))
        if (node, other) not in seen:
            seen.add((node, other))
            other_id = other.removeprefix(_ID)
            what = row["name"], row["one"], row["two"], other_id, row["detail"], row["sentence"], row["article"]
            yield Item(node, *what)


def _print(items: list[Item]) -> None:
    from kg.consolidation.decisions import Decision

    write("\t".join(f.name for f in fields(Decision)) + "\n")
    for item in items:
        note = f"{item.taken_for}? {item.other} ({item.why}) {item.article}"
        row = ("", item.node, item.other_id, item.words, "", "", note)
        write("\t".join(" ".join(cell.split()) for cell in row) + "\n")


def _filled(table: Path, author: str) -> list[Decision]:
    """Return the lines of an edited table that have an answer."""
    from kg.consolidation.decisions import read

    lines = table.read_text(encoding="utf-8").splitlines()
    answered = table.with_suffix(".answered")
    answered.write_text("\n".join(line for line in lines if not line.startswith("\t")) + "\n", encoding="utf-8")
    try:
        found = read(answered)
    finally:
        answered.unlink()
    return [replace(one, author=one.author or author, time=one.time or _now(), note="") for one in found]


def _ask(items: list[Item], path: Path, author: str) -> None:
    from kg.consolidation.decisions import append

    if not items:
        click.echo("kg: nothing to decide", err=True)
    for number, item in enumerate(items, 1):
        click.echo(f"\n[{number}/{len(items)}] {item.name or item.taken_for}")
        click.echo(f"  “{item.sentence}” {item.article}")
        click.echo(
            f"  taken for: {item.taken_for}" + (f"; may be: {item.other}" if item.other else "") + f" ({item.why})"
        )
        answer = _KEYS[click.prompt(f"  {_PROMPT}", type=click.Choice(list(_KEYS)), default="k", show_choices=False)]
        if answer == "quit":
            break
        if answer != "skip" and (one := _decision(item, answer, author)):
            append(path, one)


def _decision(item: Item, answer: str, author: str) -> Decision | None:
    """Return the decision that an answer means, or None if it says what holds already."""
    from kg.consolidation.decisions import Decision

    is_event = not item.name
    object = {"same": item.other_id, "different": "" if is_event else item.other_id}.get(answer, "")
    if answer in ("date", "person"):
        object = click.prompt("  which day (2020-08-15)" if answer == "date" else "  which id (person/anna-berg)")
    if (answer == "same" and not object) or (answer == "different" and item.other_id and not is_event):
        answer, object = "right", ""  # what the machine holds already
    return Decision(answer, item.node, object, " ".join(item.words.split()), author, _now())


def _undo(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    if len(lines) < 2:
        raise KgError(f"{path}: no decision to take back")
    path.write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")
    click.echo(f"kg: taken back: {lines[-1]}", err=True)


def _replay(ctx: click.Context, path: Path) -> None:
    """Bring the store to the decisions and report those that find nothing."""
    from kg import pipeline
    from kg.consolidation.decisions import Decisions, read
    from kg.store import Store

    settings: Settings = ctx.ensure_object(Settings)
    with Store(settings.store) as store:
        count, lost = pipeline.redecide(store, Decisions(read(path)))
    click.echo(f"kg: {count} article{'s' if count != 1 else ''} linked anew", err=True)
    for one in lost:
        click.echo(f"kg: no longer applies: {one.effect} {one.subject} “{one.words}”", err=True)


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
