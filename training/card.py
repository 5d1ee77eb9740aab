"""The model card beside the weights: `python -m training.card` measures the weights that stand and writes its figures.

`python -m training` also writes how they were made and how what they read grew with the corpus.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.cli.scoring import TYPES, score
from kg.neural.net import FOLDER, Net, load
from training.evaluate import READERS, predictions, texts
from training.gold import BLIND, HELD_OUT
from training.train import Plan, Run

CARD = "MODEL_CARD.md"
GOLD = (HELD_OUT, BLIND)
SECTIONS = ("How it was trained", "Figures", "Learning curve")
_LINES = (*TYPES, "en", "ru", "uk", "ALL")
Line = tuple[int, float, float, float, float]  # facts in gold; precision, recall, F1 of the core; strict F1
Scores = Mapping[str, Mapping[str, Line]]  # by reader, then by type or language


@dataclass(frozen=True)
class Point:
    """A run, and what was read with its weights: the scores by folder of gold."""

    run: Run
    scores: Mapping[str, Scores]


def measure(net: Net, gold: Iterable[Path] = GOLD, readers: Iterable[str] = READERS) -> dict[str, Scores]:
    """Return the scores of readers by name of the folder they read."""
    return {folder.name: {reader: _lines(folder, reader, net) for reader in readers} for folder in gold}


def _lines(folder: Path, reader: str, net: Net) -> dict[str, Line]:
    found = predictions(reader, texts(folder), net)
    tallies = score(folder, found).tallies | score(folder, found, "lang").tallies
    return {
        name: (tallies[name].gold, *tallies[name].measures("core"), tallies[name].measures("strict")[2])
        for name in _LINES
        if name in tallies
    }


def figures(measured: Mapping[str, Scores]) -> str:
    """Return a table for each folder: a line by type and language, the readers side by side."""
    tables = []
    for folder, scores in measured.items():
        readers = list(scores)
        heads = " | ".join(f"{r} P / R / F1 | strict" for r in readers)
        tables.append(f"### {folder}\n\n| | gold | {heads} |\n|---|---|" + "---|---|" * len(readers))
        for name in _LINES:
            told = [scores[r].get(name) for r in readers]
            gold = max((line[0] for line in told if line), default=0)
            if gold:
                tables[-1] += f"\n| {name} | {gold} | {' | '.join(map(_cells, told))} |"
    return "\n\n".join(tables)


def _cells(line: Line | None) -> str:
    if line is None or not any(line[1:]):
        return "- | -"
    _, precision, recall, f1, strict = line
    return f"{precision:.2f} / {recall:.2f} / **{f1:.3f}** | {strict:.3f}"


def curve(points: Sequence[Point]) -> str:
    """Return how core and strict F1 grow with the corpus, a line for each run, by folder and reader."""
    columns = [(folder, reader) for folder, scores in points[-1].scores.items() for reader in scores]
    columns = [(f, r) for f, r in columns if all(r in p.scores[f] for p in points)]
    heads = " | ".join(f"{reader} on {folder}" for folder, reader in columns)
    lines = [f"| articles | facts | minutes | {heads} |", "|---|---|---|" + "---|" * len(columns)]
    for point in points:
        run = point.run
        told = [point.scores[folder][reader]["ALL"] for folder, reader in columns]
        cells = " | ".join(f"{f1:.3f} / {strict:.3f}" for *_, f1, strict in told)
        lines.append(f"| {run.articles:,} | {run.facts:,} | {run.minutes:.0f} | {cells} |")
    return "Core / strict F1 of runs of one plan.\n\n" + "\n".join(lines)


def provenance(plan: Plan, run: Run) -> str:
    """Return how weights were made in one run."""
    told = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in asdict(plan).items())
    return (
        "From multilingual-e5-small in one run (`python -m training`) on "
        f"{run.articles:,} articles, {run.facts:,} facts,\nof `training/corpus` (our own wording, CC BY 4.0; see its "
        f"datasheet), in {run.minutes:.0f} minutes.\nFold 0 and `training/heldout` chose confidence curves and "
        f"thresholds. The plan: {told}."
    )


def check(card: Path) -> None:
    """Raise ValueError if a card lacks a section that a run writes: better before the hours than after."""
    text = card.read_text(encoding="utf-8")
    if missing := [title for title in SECTIONS if text.count(f"\n## {title}\n") != 1]:
        raise ValueError(f"{card} lacks {', '.join(missing)}")


def put(card: Path, title: str, text: str) -> None:
    """Put a section into a card in the place of the one of the same title, which must be there."""
    parts = card.read_text(encoding="utf-8").split("\n## ")
    at = [n for n, part in enumerate(parts) if part.startswith(f"{title}\n")]
    if len(at) != 1:
        raise ValueError(f"{card} has {len(at)} sections {title!r}, not one")
    parts[at[0]] = f"{title}\n\n{text.strip()}\n"
    card.write_text("\n## ".join(parts), encoding="utf-8")


def write(weights: Path, measured: Mapping[str, Scores]) -> None:
    """Write the figures of weights into their card."""
    put(weights / CARD, "Figures", _FIGURES + figures(measured))


_FIGURES = """\
Precision, recall and F1 on articles that did not train: *core* asks for the right event with the right people, *strict*
for every slot. *rules* alone read no English; *both* is the *model* beside the rules, as `kg` reads. `heldout` chose
confidence curves and thresholds; `blind`, by other authors, chose nothing. What was tried is in `training/RESULTS.md`.

"""


def main() -> None:
    """Measure the weights that stand."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, default=FOLDER)
    parser.add_argument("--gold", type=Path, nargs="*", default=[], help="more folders of annotated articles")
    options = parser.parse_args()
    write(options.weights, measure(load(options.weights), (*GOLD, *options.gold)))


if __name__ == "__main__":
    main()
