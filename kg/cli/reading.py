"""Commands that read articles: add, remove, extract, explain."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import click

from kg.cli.common import (
    SKIPPED,
    Settings,
    console,
    day,
    examples,
    open_graph,
    progress,
    read_articles,
    reader_option,
    store_option,
    write,
)
from kg.errors import ArticleError, KgError

if TYPE_CHECKING:
    from kg.model import Article, Extraction, Lang
    from kg.readers import Reader

_PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATH...")


def _gaps(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that fill what an article does not tell of itself, and who reads it."""
    for option in (
        reader_option,
        click.option("--lang", type=click.Choice(["ru", "uk", "en"]), help="Language of articles that do not tell it."),
        click.option("--source", metavar="NAME", help="Outlet of articles that do not tell it."),
        click.option(
            "--date", metavar="DATE", callback=day, help="Day of articles that do not tell it, as 2020-08-30."
        ),
    ):
        command = option(command)
    return command


@click.command()
@_PATHS
@_gaps
@click.option("--workers", type=click.IntRange(1, 64), default=1, help="Processes that read at the same time.")
@store_option
@click.pass_context
@examples(
    "kg add articles/",
    "kg add page.html --source Лента --date 2020-08-30",
    "cat text.txt | kg add - --lang uk",
)
def add(
    ctx: click.Context,
    paths: tuple[str, ...],
    date: str | None,
    source: str | None,
    lang: Lang | None,
    reader: Reader,
    workers: int,
) -> None:
    """Read articles into the store; the same article again replaces itself.

    PATH is a file (.txt .md .html .jsonl .xml), a folder, or - for standard input.
    """
    graph = open_graph(ctx, create=True)
    with progress("articles") as done:
        found = read_articles(paths, date, source, lang)
        report = graph.add(found, workers=workers, reader=reader, progress=done)
    for line in str(report).splitlines():
        click.echo(line, err=True)
    if report.skipped:
        ctx.exit(SKIPPED)


@click.command()
@click.argument("articles", nargs=-1, required=True, metavar="ID|URL...")
@store_option
@click.pass_context
@examples(
    "kg remove ru-07",
    "kg remove https://news.example/2020/08/30/call",
)
def remove(ctx: click.Context, articles: tuple[str, ...]) -> None:
    """Take articles out of the store, with all that only they said."""
    open_graph(ctx)  # there must be a store already
    graph = open_graph(ctx, create=True)
    missing = [article for article in articles if not graph.remove(article)]
    click.echo(f"removed {len(articles) - len(missing)} of {len(articles)}", err=True)
    for article in missing:
        click.echo(f"kg: no article '{article}' in the store", err=True)
    if missing:
        ctx.exit(SKIPPED if len(missing) < len(articles) else 1)


@click.command()
@_PATHS
@click.option(
    "-f", "--format", type=click.Choice(["table", "jsonl", "trig", "marked"]), default="table", help="How to print."
)
@_gaps
@click.pass_context
@examples(
    "kg extract article.txt --date 2020-08-30",
    "kg extract articles/ --format jsonl > facts.jsonl",
    "kg extract article.txt --format marked",
)
def extract(
    ctx: click.Context,
    paths: tuple[str, ...],
    format: str,
    date: str | None,
    source: str | None,
    lang: Lang | None,
    reader: Reader,
) -> None:
    """Print what articles say, without a store."""
    printer = _PRINTERS[format]
    language = ctx.ensure_object(Settings).language
    _each(ctx, read_articles(paths, date, source, lang), reader, lambda x: printer(x, language))


@click.command()
@_PATHS
@_gaps
@click.pass_context
@examples(
    "kg explain article.txt --date 2020-08-30",
)
def explain(
    ctx: click.Context,
    paths: tuple[str, ...],
    date: str | None,
    source: str | None,
    lang: Lang | None,
    reader: Reader,
) -> None:
    """Tell sentence by sentence how an article was read.

    Clauses, who is meant and why, dates and why, the rules that matched, and what was left out.
    """
    language = ctx.ensure_object(Settings).language
    _each(ctx, read_articles(paths, date, source, lang), reader, lambda x: _explain(x, language))


def _each(
    ctx: click.Context,
    articles: Iterable[Article | KgError],
    reader: Reader,
    show: Callable[[Extraction], None],
) -> None:
    """Extract and show each article; name on stderr those that cannot be read, and exit with 3 (1 if none could)."""
    done, skipped = 0, 0
    for extraction in _extractions(articles, reader):
        if isinstance(extraction, KgError):
            skipped += 1
            click.echo(f"kg: skipped {extraction}", err=True)
        else:
            done += 1
            show(extraction)
    if skipped:
        ctx.exit(SKIPPED if done else 1)


def _extractions(articles: Iterable[Article | KgError], reader: Reader) -> Iterator[Extraction | KgError]:
    from kg import pipeline

    for article in articles:
        if isinstance(article, KgError):
            yield article
            continue
        try:
            yield pipeline.extract(article, reader=reader)
        except ArticleError as error:
            yield error


def _jsonl(extraction: Extraction, lang: Lang) -> None:
    from kg.views.facts import facts_json

    write(json.dumps(facts_json(extraction), ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _trig(extraction: Extraction, lang: Lang) -> None:
    from pyoxigraph import RdfFormat, serialize

    from kg.rdf import to_quads
    from kg.views.table import ID, NS

    written = serialize(to_quads(extraction), format=RdfFormat.TRIG, prefixes={"kg": NS, "id": ID})
    write((written or b"").decode() + "\n")


def _marked(extraction: Extraction, lang: Lang) -> None:
    from kg.views.highlight import marked

    console().print(marked(extraction, lang))


def _table(extraction: Extraction, lang: Lang) -> None:
    from rich.text import Text

    from kg.views.highlight import fact_lines

    out = console()
    told = extraction.document.published
    count = len(extraction.facts)
    title = f"{extraction.article.id} [{extraction.document.lang}] {told.value if told else '?'}: {count} facts"
    out.print(Text(title, style="bold"))
    for name, kind, said, proof in fact_lines(extraction, lang):
        head = Text(f"{name:>4} ", style="dim")
        head.append(f"{kind}  ", style="bold cyan")
        first, *rest = wrap(said, out.width - 5, initial_indent=" " * (len(kind) + 2)) or [""]
        head.append(first.lstrip())
        out.print(head)
        quoted = wrap(f"“{proof}”", out.width - 5)
        for line, style in [*((r, "") for r in rest), *((q, "dim") for q in quoted)]:
            out.print(Text(f"     {line}", style=style))


def _explain(extraction: Extraction, lang: Lang) -> None:
    from rich.text import Text

    from kg.views.highlight import explain as lines

    out = console()
    for style, line in lines(extraction, lang):
        indent = " " * (len(line) - len(line.lstrip()))
        for part in wrap(line, out.width, subsequent_indent=indent + "  " * bool(indent)) or [""]:
            out.print(Text(part, style=style))


_PRINTERS: dict[str, Callable[[Extraction, Lang], None]] = {
    "table": _table,
    "jsonl": _jsonl,
    "trig": _trig,
    "marked": _marked,
}
