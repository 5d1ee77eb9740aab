"""`python -m training`: train from scratch, export, tune, measure, and write weights, model card and learning curve.

The whole corpus takes 75 minutes on two free cores with bfloat16, the eighth and the quarter before it, which the curve
needs, half an hour more. `--shares` asks for other points, `--gold` for more folders of articles to measure on.
"""

from __future__ import annotations

import argparse
import logging
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kg.neural.net import FOLDER, load
from training import card
from training.evaluate import READERS
from training.export import export
from training.train import Plan, train
from training.tune import choose

log = logging.getLogger("training")
SHARES = (0.125, 0.25)


def point(plan: Plan, weights: Path, gold: Sequence[Path], readers: Sequence[str]) -> card.Point:
    """Train by a plan, write and tune the weights, and measure what is read with them."""
    with tempfile.TemporaryDirectory() as folder:
        learned = Path(folder) / "learned.pt"
        run = train(plan, learned)
        export(learned, weights)
    choose(weights)
    load.cache_clear()
    found = card.Point(run, card.measure(load(weights), gold, readers))
    log.info("%d articles\n%s", run.articles, card.figures(found.scores))
    return found


def main() -> None:
    """Do everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="*", default=[], help="more folders of annotated articles")
    parser.add_argument("--shares", type=float, nargs="*", default=SHARES, help="of the corpus, for the curve")
    parser.add_argument("--weights", type=Path, default=FOLDER, help="the folder to write")
    parser.add_argument("--epochs", type=int, default=Plan.epochs)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    plan, gold = Plan(epochs=options.epochs), (*card.GOLD, *options.gold)
    options.weights.mkdir(parents=True, exist_ok=True)
    if options.weights.resolve() != FOLDER.resolve():
        shutil.copy(FOLDER / card.CARD, options.weights)
    card.check(options.weights / card.CARD)
    points = []
    for share in sorted(options.shares):
        with tempfile.TemporaryDirectory() as folder:
            points.append(point(replace(plan, share=share), Path(folder), gold, ("model", "both")))
    points.append(point(plan, options.weights, gold, READERS))
    card.put(options.weights / card.CARD, "How it was trained", card.provenance(plan, points[-1].run))
    card.put(options.weights / card.CARD, "Learning curve", card.curve(points))
    card.write(options.weights, points[-1].scores)


if __name__ == "__main__":
    main()
