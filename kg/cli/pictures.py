"""Commands that draw and export: draw, export."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.common import complete_actor, day, examples, open_graph, store_option
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.views.files import Projection
    from kg.views.network import Network


def _window(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that choose a part of the network."""
    for option in (
        click.option(
            "--claims",
            type=click.Choice(["include", "only", "none"]),
            default="include",
            help="What somebody only claims.",
        ),
        click.option("--keep-undated", is_flag=True, help="With --since or --until, keep what has no date."),
        click.option("--kinds", metavar="KIND,...", default="", help="call, meeting, statement, recognition, post ..."),
        click.option("--until", metavar="DATE", callback=day, help="The last day, month or year."),
        click.option("--since", metavar="DATE", callback=day, help="The first day, month or year."),
        click.option("--hops", type=click.IntRange(1, 10), default=1, help="How far from the actors named."),
    ):
        command = option(command)
    return command


def _network(graph: Graph, actors: tuple[str, ...], window: dict[str, Any]) -> Network:
    kinds = [k.strip() for k in window.pop("kinds").split(",") if k.strip()]
    network = graph.network(*actors, kinds=kinds, **window)
    if not network.edges:
        raise KgError("nothing to draw: no relations of these actors, in this time, of these kinds")
    return network


@click.command()
@click.argument("actors", nargs=-1, metavar="[ACTOR]...", shell_complete=complete_actor)
@_window
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False), help="A file .html, .svg, .png or .pdf; else the terminal."
)
@click.option("--table", is_flag=True, help="In the terminal, a table instead of trees.")
@click.option("--title", help="A line above the picture.")
@click.option(
    "--picture", type=click.Choice(["network", "timeline", "matrix"]), default="network", help="Of .svg, .png and .pdf."
)
@click.option("--style", type=click.Choice(["screen", "print"]), default="screen", help="Of .svg, .png and .pdf.")
@click.option("--renderer", type=click.Choice(["sigma", "pyvis"]), default="sigma", help="Of .html.")
@click.option("--limit", type=click.IntRange(min=2), help="Draw the N best connected actors only.")
@store_option
@click.pass_context
@examples(
    "kg draw Путин                               a dated tree in the terminal",
    "kg draw -o network.html                     everybody, to explore in a browser",
    "kg draw Putin Merkel --hops 2 --since 2020-08 -o august.svg",
)
def draw(
    ctx: click.Context, /, actors: tuple[str, ...], output: str | None, table: bool, title: str | None, **options: Any
) -> None:
    """Draw who has to do with whom."""
    import sys

    from kg.views import save
    from kg.views.files import Options

    looks = {name: options.pop(name) for name in ("picture", "style", "renderer", "limit")}
    graph = open_graph(ctx)
    network = _network(graph, actors, options)
    if output is not None:
        click.echo(save(network, output, Options(title=title, lang=graph.lang, **looks)), err=True)
        return
    from kg.views.tree import show

    if looks["limit"]:
        network = network.top(looks["limit"])
    roots = [graph.resolve(actor)[0] for actor in actors]
    show(network, sys.stdout, actors=roots, hops=options["hops"], lang=graph.lang, table=table)


@click.command()
@click.argument("file", metavar="FILE")
@click.option(
    "--actor", "actors", multiple=True, metavar="ACTOR", help="Only around this actor.", shell_complete=complete_actor
)
@_window
@click.option(
    "--edges",
    type=click.Choice(["relations", "events", "bipartite"]),
    default="relations",
    help="One edge for a relation or an event, or events as nodes.",
)
@store_option
@click.pass_context
@examples(
    "kg export network.gexf                      for Gephi",
    "kg export store.nq                          every quad",
    "kg export putin.csv --actor Путин --hops 2",
)
def export(ctx: click.Context, /, file: str, actors: tuple[str, ...], edges: Projection, **window: Any) -> None:
    """Write the network (.gexf .graphml .csv .json .html .svg) or the whole store (.nq .trig .ttl .jsonld)."""
    from kg.graph import RDF_SUFFIXES
    from kg.views.files import Options

    graph = open_graph(ctx)
    if Path(file).suffix.lower() in RDF_SUFFIXES:
        click.echo(graph.export(file), err=True)
        return
    network = _network(graph, actors, window)
    options = Options(lang=graph.lang, edges=edges)
    click.echo(graph.export(file, network, options), err=True)
