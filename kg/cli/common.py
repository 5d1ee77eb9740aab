"""What the commands share: settings, opening the store, printing, completion of names."""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
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
Command = TypeVar("Command", bound=Callable[..., Any])
TABLE_FORMATS = ("table", "csv", "tsv", "json", "xml", "markdown", "parquet")


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


def _keep_store(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value and isinstance(ctx.obj, Settings):
        ctx.obj = replace(ctx.obj, store=value)


STORE: dict[str, Any] = {
    "metavar": "DIR|URL",
    "expose_value": False,
    "callback": _keep_store,
    "help": "Folder of the store, or address of an endpoint.",
}
store_option = click.option("--store", **STORE)  # so that it may stand behind the command too

reader_option = click.option(
    "--reader",
    type=click.Choice(["auto", "rules", "model", "both"]),
    default="auto",
    help="Rules, the trained model, or both; auto takes what errs least: both.",
)


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
    from kg.remote import is_url

    settings: Settings = ctx.find_object(Settings) or Settings("kg-store")
    if is_url(settings.store):
        if create:
            raise KgError(f"{settings.store}: an endpoint is only read; write to a folder, and serve or export it")
        return graph.open(settings.store, settings.language)
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


def write_bytes(data: bytes) -> None:
    """Print data that is no text; a terminal would only suffer from it."""
    if sys.stdout.isatty():
        raise KgError("this format is not for a terminal; send it to a file: > FILE")
    sys.stdout.flush()
    sys.stdout.buffer.write(data)


def write_table(table: Table, format: str, labels: bool = True) -> None:
    """Print a table; with `labels`, machine formats get a column xLabel after each column of IRIs."""
    from kg.views.table import print_table, render

    if format == "table":
        print_table(table, console())
    elif format == "parquet":
        from kg.views.frames import parquet

        write_bytes(parquet(table))
    elif format == "markdown" or not labels:
        write(render(table, format))
    else:
        write(render(table.with_labels(), format))


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, str], None]]:
    """Give a function that shows how many are done and the name of the last; it does so only in a terminal."""
    if not sys.stderr.isatty():
        yield lambda done, name: None
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    counts = TextColumn("{task.completed} {task.description}")
    last = TextColumn("{task.fields[name]}", style="dim", markup=False)
    with Progress(
        SpinnerColumn(), counts, TimeElapsedColumn(), last, console=console(error=True), transient=True
    ) as bar:
        task = bar.add_task(what, total=None, name="")
        yield lambda done, name: bar.update(task, completed=done, name=name)


def read_articles(
    paths: Iterable[str], date: str | None = None, source: str | None = None, lang: Lang | None = None
) -> Iterator[Article | KgError]:
    """Read articles from files, folders or stdin (`-`); date, source and language fill gaps only."""
    from kg import articles

    return articles.read(list(paths), defaults=articles.Defaults(date=date, source=source, lang=lang))


def complete_actor(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return names of actors in the store that begin so; nothing if there is no store."""
    from click.shell_completion import CompletionItem

    if ctx.obj is None:  # completion parses the words without running the commands
        told = ctx.find_root().params
        ctx.obj = Settings(told.get("store") or os.environ.get("KG_STORE") or "kg-store", told.get("lang"))
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
