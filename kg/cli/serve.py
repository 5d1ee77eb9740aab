"""The command that serves: SPARQL endpoint and page."""

from __future__ import annotations

import logging
import os
import secrets
import sys
from pathlib import Path

import click

from kg.cli.common import Settings, examples, store_option
from kg.errors import KgError

_MEGABYTE = 1 << 20


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 is the network.")
@click.option("--port", type=click.IntRange(0, 65535), default=7878, show_default=True, help="0 takes any free one.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes that answer [default: one more than cores].")
@click.option(
    "--timeout", type=click.FloatRange(min=0.1), default=30, show_default=True, help="Seconds a query may take."
)
@click.option("--max-rows", type=click.IntRange(1), default=100_000, show_default=True, help="Rows an answer may have.")
@click.option("--max-mb", type=click.IntRange(1), default=64, show_default=True, help="Megabytes an answer may have.")
@click.option("--rate", type=click.FloatRange(0), default=100, show_default=True, help="Requests a second, 0 for any.")
@click.option("--cors", default="*", show_default=True, help="Origin whose pages may read the endpoint; '' for none.")
@click.option("--writable", is_flag=True, help="Take updates with the token of KG_TOKEN, or a new one, which is shown.")
@store_option
@click.pass_context
@examples(
    "kg serve                                    http://127.0.0.1:7878",
    "kg --store news serve --port 8000 --timeout 60",
    "KG_TOKEN=secret kg serve --writable",
)
def serve(
    ctx: click.Context,
    /,
    host: str,
    port: int,
    workers: int | None,
    timeout: float,
    max_rows: int,
    max_mb: int,
    rate: float,
    cors: str,
    writable: bool,
) -> None:
    """Serve the store: a page to work in, a SPARQL endpoint at /sparql, the graphs at /store.

    Articles added meanwhile appear by themselves. Other machines reach it only with --host.
    """
    try:
        from kg import web
    except ModuleNotFoundError as error:
        raise KgError(f"kg serve needs {error.name}: pip install 'kg[serve]'") from error
    settings: Settings = ctx.ensure_object(Settings)
    token = (os.environ.get("KG_TOKEN") or secrets.token_urlsafe(24)) if writable else ""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(name)s: %(message)s")
    limits = web.Limits(seconds=timeout, rows=max_rows, bytes=max_mb * _MEGABYTE, rate=rate)
    told = web.Settings(
        Path(settings.store),
        host,
        port,
        workers or web.default_workers(),
        settings.language,
        token=token,
        cors=cors,
        limits=limits,
    )
    if writable and not os.environ.get("KG_TOKEN"):
        click.echo(f"kg: token for updates: {token}", err=True)
    web.serve(told, lambda url: click.echo(f"kg: {settings.store} at {url}", err=True))
