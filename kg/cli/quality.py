"""Commands that check: eval, lexicon check."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import SKIPPED, examples, read_articles, reader_option, write
from kg.errors import ArticleError, KgError

if TYPE_CHECKING:
    from kg.readers import Reader


@click.command("eval")
@click.argument("gold", metavar="GOLD", type=click.Path(exists=True, file_okay=False))
@click.option("--by", type=click.Choice(["type", "lang", "article"]), default="type", help="One line for each.")
@click.option(
    "--errors", type=click.IntRange(min=0), default=0, help="Print up to N misses and false finds of each type."
)
@click.option(
    "--predicted", type=click.Path(exists=True, dir_okay=False), help="Score this JSONL instead of extracting."
)
@click.option("-f", "--format", type=click.Choice(["table", "json"]), default="table", help="How to print.")
@reader_option
@click.pass_context
@examples(
    "kg eval gold/",
    "kg eval gold/ --by lang --errors 3",
    "kg extract gold/*.md --format jsonl > facts.jsonl; kg eval gold/ --predicted facts.jsonl",
)
def evaluate(
    ctx: click.Context, gold: str, by: str, errors: int, predicted: str | None, format: str, reader: Reader
) -> None:
    """Score the reader against gold articles: pairs of ID.md (or .txt) and ID.json in one folder.

    CORE: the right event with the right people; STRICT: every slot right too. Then what was missed and what was found
    in vain, by cause: an actor not found, a fact not seen, told of other people, of another day, twice, or invented.
    """
    from kg.cli import scoring

    folder = Path(gold)
    names = sorted(path.stem for path in folder.glob("*.json"))
    if not names:
        raise KgError(f"{gold}: no ID.json in this folder")
    if predicted:
        rows = [json.loads(line) for line in Path(predicted).read_text(encoding="utf-8").splitlines() if line.strip()]
        skipped: list[str] = []
    else:
        rows, skipped = _read_all(folder, names, reader)
    scores = scoring.score(folder, {row["id"]: row for row in rows}, by)
    if format == "json":
        write(json.dumps(scores.as_json(), ensure_ascii=False, indent=1) + "\n")
    else:
        write(scores.as_text(errors))
    if skipped:
        for line in skipped:
            click.echo(f"kg: skipped {line}", err=True)
        ctx.exit(SKIPPED)


def _read_all(folder: Path, names: list[str], reader: Reader) -> tuple[list[dict[str, object]], list[str]]:
    """Extract from each gold article as if it had just come in; the day is told if the gold tells it."""
    from kg import pipeline
    from kg.views.facts import facts_json

    rows: list[dict[str, object]] = []
    skipped: list[str] = []
    for name in names:
        gold = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        path = next((p for s in (".md", ".txt") if (p := folder / f"{name}{s}").exists()), None)
        if path is None:
            skipped.append(f"{name}: no {name}.md or {name}.txt")
            continue
        for article in read_articles([str(path)], gold.get("date"), gold.get("source")):
            try:
                if isinstance(article, KgError):
                    raise article
                rows.append({**facts_json(pipeline.extract(article, reader=reader)), "id": gold["id"]})
            except ArticleError as error:
                skipped.append(str(error))
    return rows, skipped


@click.group()
def lexicon() -> None:
    """Look after the words that the rules know."""


@lexicon.command()
@click.option("--lang", type=click.Choice(["ru", "uk", "en"]), help="Only this language.")
@click.pass_context
@examples(
    "kg lexicon check --lang uk",
)
def check(ctx: click.Context, lang: str | None) -> None:
    """Run each row of the lexicon on its own example and traps."""
    from kg.proving import check_rows

    failed = 0
    total = 0
    for row, problem in check_rows(lang):
        total += 1
        if problem:
            failed += 1
            write(f"{row}: {problem}\n")
    click.echo(f"{total} rows, {failed} do not prove themselves", err=True)
    if failed:
        ctx.exit(1)
