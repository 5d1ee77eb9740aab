"""Commands that read articles: add, remove, extract, explain."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from kg.cli.common import (
    SKIPPED,
    Settings,
    console,
    counted,
    day,
    examples,
    open_graph,
    read_articles,
    store_option,
    write,
)
from kg.errors import ArticleError, KgError

if TYPE_CHECKING:
    from kg.model import Article, Extraction, Lang

_PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATH...")


def _gaps(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that fill what an article does not tell of itself."""
    for option in (
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
@store_option
@click.pass_context
@examples(
    "kg add articles/",
    "kg add page.html --source Лента --date 2020-08-30",
    "cat text.txt | kg add - --lang uk",
)
def add(ctx: click.Context, paths: tuple[str, ...], date: str | None, source: str | None, lang: Lang | None) -> None:
    """Read articles into the store; the same article again replaces itself.

    PATH is a file (.txt .md .html .jsonl .xml), a folder, or - for standard input.
    """
    graph = open_graph(ctx, create=True)
    report = graph.add(counted(read_articles(paths, date, source, lang), "articles"))
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
    graph = open_graph(ctx, create=False)
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
) -> None:
    """Print what articles say, without a store."""
    printer = _PRINTERS[format]
    language = ctx.ensure_object(Settings).language
    _each(ctx, read_articles(paths, date, source, lang), lambda x: printer(x, language))


@click.command()
@_PATHS
@_gaps
@click.pass_context
@examples(
    "kg explain article.txt --date 2020-08-30",
)
def explain(
    ctx: click.Context, paths: tuple[str, ...], date: str | None, source: str | None, lang: Lang | None
) -> None:
    """Tell sentence by sentence how an article was read.

    Clauses, who is meant and why, dates and why, the rules that matched, and what was left out.
    """
    language = ctx.ensure_object(Settings).language
    _each(ctx, read_articles(paths, date, source, lang), lambda x: _explain(x, language))


def _each(ctx: click.Context, articles: Iterable[Article | KgError], show: Callable[[Extraction], None]) -> None:
    """Extract and show each article; name on stderr those that cannot be read, and exit with 3 (1 if none could)."""
    done, skipped = 0, 0
    for extraction in _extractions(articles):
        if isinstance(extraction, KgError):
            skipped += 1
            click.echo(f"kg: skipped {extraction}", err=True)
        else:
            done += 1
            show(extraction)
    if skipped:
        ctx.exit(SKIPPED if done else 1)


def _extractions(articles: Iterable[Article | KgError]) -> Iterator[Extraction | KgError]:
    from kg import pipeline

    for article in articles:
        if isinstance(article, KgError):
            yield article
            continue
        try:
            yield pipeline.extract(article)
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
        line = Text(f"{name:>4} ", style="dim")
        line.append(kind, style="bold cyan")
        line.append(f"  {said}")
        out.print(line)
        out.print(Text(f"     “{' '.join(proof.split())}”", style="dim"))


def _explain(extraction: Extraction, lang: Lang) -> None:
    from rich.text import Text

    from kg.views.highlight import explain as lines

    out = console()
    for style, line in lines(extraction, lang):
        out.print(Text(line, style=style))


_PRINTERS: dict[str, Callable[[Extraction, Lang], None]] = {
    "table": _table,
    "jsonl": _jsonl,
    "trig": _trig,
    "marked": _marked,
}
