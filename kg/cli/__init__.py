"""The command line: `kg COMMAND`. Data goes to stdout, the rest to stderr; a KgError is one line and exit code 1."""

from __future__ import annotations

import os
import sys

import click

from kg.cli.answers import ask, query, show, stats
from kg.cli.check import check
from kg.cli.common import Settings
from kg.cli.pictures import draw, export
from kg.cli.quality import evaluate, lexicon
from kg.cli.reading import add, explain, extract, remove
from kg.cli.review import review
from kg.cli.serve import serve
from kg.errors import KgError

_HELP = """News articles in, a knowledge graph of political actors out.

\b
Start here:
  kg add articles/                 read a folder into ./kg-store
  kg ask --list                    the questions one can ask
  kg ask calls --actor Putin       ask one
  kg show Лукашенко                all about one actor
  kg check                         what the sources disagree on
  kg draw -o network.html          a picture
  kg serve                         all of it in a browser

\b
Exit codes: 0 done, 1 an error, 2 wrong usage, 3 done but some inputs were skipped.
Completion: eval "$(_KG_COMPLETE=bash_source kg)" in ~/.bashrc (zsh_source, fish_source likewise).
"""
COMMANDS = (
    add,
    remove,
    extract,
    explain,
    ask,
    query,
    show,
    check,
    review,
    draw,
    export,
    serve,
    stats,
    lexicon,
    evaluate,
)


class InOrder(click.Group):
    """A group that lists its commands as we did, not by the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order of use."""
        return list(self.commands)


@click.group(
    cls=InOrder, help=_HELP, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.option(
    "--store",
    metavar="DIR|URL",
    help="Folder of the store, or address of an endpoint [env KG_STORE; default ./kg-store].",
)
@click.option("--lang", type=click.Choice(["en", "ru", "uk"]), help="Language of labels [env KG_LANG, then LANG].")
@click.option("-v", "--verbose", is_flag=True, help="Say on stderr what is being done.")
@click.version_option(package_name="kg")
@click.pass_context
def app(ctx: click.Context, store: str | None, lang: str | None, verbose: bool) -> None:
    """Parse the options that all commands share."""
    ctx.obj = Settings(store=store or os.environ.get("KG_STORE") or "kg-store", lang=lang)
    if verbose:
        import logging

        logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(name)s: %(message)s")


for command in COMMANDS:
    app.add_command(command)


def main() -> None:
    """Run the command line and exit."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        code = app(prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        code = _say("stopped", 130)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except KgError as error:
        code = _say(str(error), 1)
    except BrokenPipeError:
        # The reader has gone; Python would complain again when it flushes stdout at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code if isinstance(code, int) else 0)


def _say(message: str, code: int) -> int:
    click.echo(f"kg: {' '.join(message.split())}", err=True)
    return code
