"""Commands that answer: ask, query, show, stats."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.common import (
    STORE,
    TABLE_FORMATS,
    Settings,
    complete_actor,
    console,
    examples,
    open_graph,
    store_option,
    write,
    write_table,
)
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.model import Lang
    from kg.queries import Param, Query

_FORMAT = click.option("-f", "--format", type=click.Choice(TABLE_FORMATS), default="table", help="How to print.")


class Ask(click.Group):
    """Each question of the catalogue is a command with the parameters of its header."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all questions."""
        from kg import queries

        return list(queries.catalogue())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a question; raises QueryError with the nearest name."""
        from kg import queries

        settings = ctx.find_object(Settings) or Settings("kg-store")  # completion sets none
        return _command(queries.find(cmd_name), settings.language)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Point to the list: it is longer than a help page should be."""
        formatter.write_paragraph()
        formatter.write_text("`kg ask --list` shows the questions, `kg ask NAME --help` one with its parameters.")


@click.group(cls=Ask, invoke_without_command=True, subcommand_metavar="NAME [--PARAM VALUE]...")
@click.option("--list", "listing", is_flag=True, help="List the questions.")
@store_option
@click.pass_context
@examples(
    "kg ask --list",
    "kg ask calls --actor Putin --other Лукашенко --since 2020-08",
    "kg ask recognition --state Білорусь -f csv > recognition.csv",
)
def ask(ctx: click.Context, listing: bool) -> None:
    """Ask one of the prepared questions.

    Names may be written in any language and case form.
    """
    if listing:
        _list(ctx.ensure_object(Settings))
    elif ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
        ctx.exit(2)


def _list(settings: Settings) -> None:
    from kg import queries

    for query in queries.catalogue().values():
        params = " ".join(f"--{p.name}" for p in query.params)
        write(f"{click.style(query.name, bold=True) if sys.stdout.isatty() else query.name}\n")
        write(f"    {query.title(settings.language)}\n")
        if params:
            write(f"    {params}\n")


def _command(query: Query, lang: Lang) -> click.Command:
    examples = "\n".join(f"  {example}" for example in query.examples)
    title = query.title(lang)
    options: list[click.Parameter] = [_option(param, lang) for param in query.params]
    options += [
        click.Option(["-f", "--format"], type=click.Choice(TABLE_FORMATS), default="table", help="How to print."),
        click.Option(["-n", "--limit"], type=click.IntRange(min=1), help="Print the first N rows only."),
        click.Option(["--store"], **STORE),
        click.Option(
            ["--explain"], is_flag=True, help="Print the query in SPARQL, as it would be asked, and do not ask."
        ),
        click.Option(["--labels/--no-labels"], default=True, help="Columns with labels beside those with IRIs."),
    ]
    return click.Command(
        query.name,
        params=options,
        callback=_answer(query),
        help=f"{_sentence(title)}\n\n{query.about(lang)}\n\n\b\nExamples:\n{examples}",
        short_help=title,
    )


def _completion(param: Param) -> Callable[..., Any] | None:
    if param.type == "actor":
        return complete_actor
    if param.type == "kind":
        from kg.queries import kinds_for

        return lambda ctx, option, begun: [k for k in kinds_for(param) if k.lower().startswith(begun.lower())]
    return None


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:] + ("" if text.endswith("?") else ".")


def _option(param: Param, lang: Lang) -> click.Option:
    default = f" [default: {param.default}]" if param.default else ""
    return click.Option(
        [f"--{param.name}", param.name.replace("-", "_")],
        metavar=param.type.upper(),
        help=_sentence(param.help(lang) + default),
        multiple=param.type in ("actor", "kind"),
        shell_complete=_completion(param),
    )


def _answer(query: Query) -> Any:
    @click.pass_context
    def run(ctx: click.Context, /, format: str, limit: int | None, explain: bool, labels: bool, **params: Any) -> None:
        given = {key: value for key, value in params.items() if value not in (None, ())}
        graph = open_graph(ctx)
        if explain:
            write(f"{graph.explain(query.name, **given).strip()}\n")
            return
        table = graph.ask(query.name, **given)
        shown = table.first(limit) if limit else table
        write_table(shown, format, labels)
        if len(shown) < len(table):
            click.echo(f"kg: {len(table) - len(shown)} more rows", err=True)

    return run


@click.command()
@click.argument("sparql", metavar="SPARQL|FILE|-")
@click.option(
    "-f",
    "--format",
    type=click.Choice([*TABLE_FORMATS, "ttl", "nt", "jsonld", "rdf"]),
    help="table for SELECT and ttl for CONSTRUCT by default.",
)
@click.option("--labels", is_flag=True, help="Show labels instead of IRIs.")
@click.option("--allow-service", is_flag=True, help="Let SERVICE call out to other machines.")
@store_option
@click.pass_context
@examples(
    "kg query 'SELECT ?call ?who { ?call a kg:PhoneCall ; kg:participant ?who }'",
    "kg query my-question.rq -f csv",
    "kg query 'DESCRIBE <https://w3id.org/actorgraph/id/state/by>' -f jsonld",
)
def query(ctx: click.Context, sparql: str, format: str | None, labels: bool, allow_service: bool) -> None:
    """Run any SPARQL query; updates are refused, the usual prefixes need no PREFIX."""
    from kg.graph import Triples
    from kg.queries import check_read_only

    text = _text(sparql)
    check_read_only(text, allow_service)
    graph = open_graph(ctx)
    answer = graph.query(text, allow_service)
    if isinstance(answer, bool):
        write(
            f'{{"head": {{}}, "boolean": {str(answer).lower()}}}\n' if format == "json" else f"{str(answer).lower()}\n"
        )
    elif isinstance(answer, Triples):
        if format in ("table", "csv", "tsv", "xml", "markdown", "parquet"):
            raise KgError(f"triples cannot be printed as {format}; use -f ttl, nt, jsonld or rdf")
        write(answer.serialize("jsonld" if format == "json" else format or "ttl"))
    elif format in ("ttl", "nt", "jsonld", "rdf"):
        raise KgError(f"rows cannot be printed as {format}; use -f {', '.join(TABLE_FORMATS)}")
    else:
        write_table(graph.named(answer) if labels else answer, format or "table", labels)


def _text(argument: str) -> str:
    if argument == "-":
        return sys.stdin.read()
    if "{" not in argument and len(argument) < 1000:
        path = Path(argument)
        if path.is_file():
            return path.read_text(encoding="utf-8")
        if path.suffix in (".rq", ".sparql"):
            raise KgError(f"no file {argument}")
    return argument


@click.command()
@click.argument("actors", nargs=-1, required=True, metavar="ACTOR...", shell_complete=complete_actor)
@click.option(
    "-f", "--format", type=click.Choice(["text", "markdown", "json", "html"]), default="text", help="How to print."
)
@store_option
@click.pass_context
@examples(
    "kg show Путин",
    'kg show "Alexander Lukashenko" -f html > lukashenko.html',
    "kg --lang uk show ЄС",
)
def show(ctx: click.Context, /, actors: tuple[str, ...], format: str) -> None:
    """Show all about an actor: names, offices, contacts, statements, sources."""
    from kg.views.dossier import print_dossier, render_dossier

    graph = open_graph(ctx)
    for dossier in [graph.show(actor) for actor in actors]:
        if format == "text":
            print_dossier(dossier, console())
        else:
            write(render_dossier(dossier, format))


@click.command()
@_FORMAT
@store_option
@click.pass_context
@examples(
    "kg stats -f json",
)
def stats(ctx: click.Context, format: str) -> None:
    """Count what is in the store."""
    write_table(open_graph(ctx).stats(), format)
