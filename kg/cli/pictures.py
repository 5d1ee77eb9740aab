"""Commands that draw and export: draw, export."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.common import complete_actor, console, day, examples, open_graph, store_option
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.views.files import Projection
    from kg.views.network import Network


def _window(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that choose a part of the network."""
    options: tuple[Callable[[Any], Any], ...] = (
        click.option(
            "--claims",
            type=click.Choice(["include", "only", "none"]),
            default="include",
            help="What somebody only claims.",
        ),
        click.option("--top", type=click.IntRange(min=2), help="Only the N actors with the most neighbours."),
        click.option(
            "--query", "query_file", metavar="FILE", help="SELECT ?source ?target ..., or CONSTRUCT; - is stdin."
        ),
        click.option("--status", metavar="STATUS,...", default="", help="held, planned, refused, denied ..."),
        click.option("--min-sources", type=click.IntRange(min=1), default=1, help="Told by so many outlets at least."),
        click.option("--source", metavar="WORDS", help="Told by an outlet or address with these words."),
        click.option("--place", metavar="WORDS", help="At a place with these words."),
        click.option(
            "--longer", type=click.IntRange(0, 9), default=0, help="Paths so many steps longer than the shortest."
        ),
        click.option("--between", nargs=2, metavar="ACTOR ACTOR", help="The paths from one actor to another."),
        click.option("--keep-undated", is_flag=True, help="With --since or --until, keep what has no date."),
        click.option("--kinds", metavar="KIND,...", default="", help="call, meeting, statement, recognition, post ..."),
        click.option("--until", metavar="DATE", callback=day, help="The last day, month or year."),
        click.option("--since", metavar="DATE", callback=day, help="The first day, month or year."),
        click.option("--hops", type=click.IntRange(1, 10), default=1, help="How far from the actors named."),
    )
    for option in options:
        command = option(command)
    return command


def _network(graph: Graph, actors: tuple[str, ...], window: dict[str, Any]) -> Network:
    for name in ("kinds", "status"):
        window[name] = [word.strip() for word in window[name].split(",") if word.strip()]
    if file := window.pop("query_file"):
        try:
            window["query"] = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise KgError(f"cannot read {file}: {error}") from error
    network = graph.network(*actors, **window)
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
    from kg.views import save
    from kg.views.files import Options

    looks = {name: options.pop(name) for name in ("picture", "style", "renderer")} | {"limit": options["top"]}
    graph = open_graph(ctx)
    network = _network(graph, actors, options)
    if output is not None:
        click.echo(save(network, output, Options(title=title, lang=graph.lang, **looks)), err=True)
        return
    from kg.views.terminal import show_image, sparkbars
    from kg.views.tree import show

    roots = [graph.resolve(actor)[0] for actor in actors]
    if not table and show_image(network, sys.stdout, graph.lang):
        return
    show(network, sys.stdout, actors=roots, hops=options["hops"], lang=graph.lang, table=table)
    for line in sparkbars(network, graph.lang, console().width):
        click.echo(line)


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
    "kg export http://127.0.0.1:7878/store       into another store, by the Graph Store Protocol",
)
def export(ctx: click.Context, /, file: str, actors: tuple[str, ...], edges: Projection, **window: Any) -> None:
    """Write the network, in the format the name of the file ends with, or the whole store (.nq .trig .ttl .jsonld).

    .gexf Gephi · .graphml · .csv · .neo4j.csv · .json D3, networkx · .cyjs Cytoscape · .jgf.json JSON Graph ·
    .ftm.json FollowTheMoney · .dot Graphviz · .html .svg .png .pdf pictures
    """
    from kg.graph import RDF_SUFFIXES
    from kg.remote import is_url
    from kg.views.files import Options

    graph = open_graph(ctx)
    if is_url(file) or Path(file).suffix.lower() in RDF_SUFFIXES:
        click.echo(graph.export(file), err=True)
        return
    network = _network(graph, actors, window)
    options = Options(lang=graph.lang, edges=edges)
    click.echo(graph.export(file, network, options), err=True)
