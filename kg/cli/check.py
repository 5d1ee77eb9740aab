"""The command check: what the sources disagree on, and what is missing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from kg.cli.common import console, examples, open_graph, store_option, write

if TYPE_CHECKING:
    from kg.views.table import Table

# Questions of the catalogue, in the order of a memo: contradictions first, then gaps, then doubts about who is who.
CHECKS = (
    "check-figures",
    "check-contested",
    "ordinal-check",
    "check-outcomes",
    "check-plans",
    "check-promises",
    "check-one-side",
    "headline-only",
    "check-dates",
    "check-posts",
    "check-actors",
)


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(CHECKS), metavar="[CHECK]...")
@click.option("-f", "--format", type=click.Choice(["table", "markdown", "json"]), default="table", help="How to print.")
@click.option("--list", "listing", is_flag=True, help="List the checks.")
@store_option
@click.pass_context
@examples(
    "kg check",
    "kg check check-figures check-plans",
    "kg check -f json > memo.json",
)
def check(ctx: click.Context, names: tuple[str, ...], format: str, listing: bool) -> None:
    """Report what the sources disagree on and what is missing, each line with its sentences and articles.

    Every check is a question too: kg ask check-figures -f csv.
    """
    if listing:
        _list()
        return
    graph = open_graph(ctx)
    tables = [(name, graph.ask(name)) for name in names or CHECKS]
    if format == "json":
        write(json.dumps([_record(name, table) for name, table in tables], ensure_ascii=False, indent=1) + "\n")
    elif format == "markdown":
        from kg.views.table import render

        write("\n".join(render(table, "markdown") for _, table in tables if len(table)))
    else:
        _memo(tables)


def _list() -> None:
    from kg import queries

    for name in CHECKS:
        write(f"{name:16} {queries.find(name).title()}\n")


def _record(name: str, table: Table) -> dict[str, object]:
    return {"check": name, "title": table.title, "rows": list(table)}


def _memo(tables: list[tuple[str, Table]]) -> None:
    from kg.views.table import print_notes, print_table

    out, notes = console(), dict[str, int]()
    shown = [(name, table) for name, table in tables if len(table)]
    for _, table in shown:
        print_table(table, out, notes)
        write("\n")
    print_notes(notes, out)
    clear = [name for name, table in tables if not len(table)]
    if clear:
        click.echo(f"kg: nothing to report in {', '.join(clear)}", err=True)
