"""What the commands share: settings, opening the store, printing, completion of names."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.errors import KgError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem
    from rich.console import Console

    from kg.graph import Graph
    from kg.model import Article, Lang
    from kg.views.table import Table

SKIPPED = 3
Item = TypeVar("Item")
Command = TypeVar("Command", bound=Callable[..., Any])
TABLE_FORMATS = ("table", "csv", "tsv", "json", "xml", "markdown")


@dataclass(frozen=True, slots=True)
class Settings:
    """The options before the command."""

    store: str
    lang: str | None = None

    @property
    def language(self) -> Lang:
        """The language of labels."""
        from kg.graph import default_lang

        known: dict[str, Lang] = {"en": "en", "ru": "ru", "uk": "uk"}
        return known.get(self.lang or "") or default_lang()


def store_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--store` to a command too, so that it may stand behind it."""

    def keep(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
        if value and isinstance(ctx.obj, Settings):
            ctx.obj = replace(ctx.obj, store=value)

    option = click.option("--store", metavar="DIR", expose_value=False, callback=keep, help="Folder of the store.")
    return option(command)


def examples(*lines: str) -> Callable[[Command], Command]:
    """Add examples to the help of a command, each on its own line."""

    def keep(command: Command) -> Command:
        shown = "\n".join(f"  {line}" for line in lines)
        command.__doc__ = f"{inspect.cleandoc(command.__doc__ or '')}\n\n\b\nExamples:\n{shown}"
        return command

    return keep


def open_graph(ctx: click.Context, create: bool = False) -> Graph:
    """Open the store of the settings; unless `create`, it must be there, and is only read."""
    from kg import graph

    settings: Settings = ctx.find_object(Settings) or Settings("kg-store")
    path = Path(settings.store)
    if not create and not path.is_dir():
        raise KgError(f"no store at {path}; make one with 'kg add ARTICLES', or name another with --store")
    return graph.open(path, settings.language, read_only=not create)


def console(error: bool = False) -> Console:
    """Return a console as wide as the terminal; colours only where they show."""
    from rich.console import Console

    return Console(stderr=error, highlight=False, soft_wrap=False)


def write(text: str) -> None:
    """Print data as it is."""
    sys.stdout.write(text)


def write_table(table: Table, format: str, labels: bool = True) -> None:
    """Print a table; with `labels`, machine formats get a column xLabel after each column of IRIs."""
    from kg.views.table import print_table, render

    if format == "table":
        print_table(table, console())
    elif format == "markdown" or not labels:
        write(render(table, format))
    else:
        write(render(table.with_labels(), format))


def counted(items: Iterable[Item], what: str) -> Iterator[Item]:
    """Yield the items; where stderr is a terminal, show how many have been done."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} {task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console(error=True), transient=True) as progress:
        task = progress.add_task(what, total=None)
        for item in items:
            yield item
            progress.advance(task)


def read_articles(
    paths: Iterable[str], date: str | None = None, source: str | None = None, lang: Lang | None = None
) -> Iterator[Article | KgError]:
    """Read articles from files, folders or stdin (`-`); date, source and language fill gaps only."""
    from kg import articles

    return articles.read(list(paths), defaults=articles.Defaults(date=date, source=source, lang=lang))


def complete_actor(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return names of actors in the store that begin so; nothing if there is no store."""
    from click.shell_completion import CompletionItem

    try:
        return [CompletionItem(name) for name in open_graph(ctx).names().starting(incomplete)[:50]]
    except KgError:
        return []


def day(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Check that an option is an ISO date at any precision."""
    if value is not None:
        from kg.queries import day as check

        check(value)
    return value
