"""`python -m training`: train from scratch, export, tune, and report; 75 minutes on two free cores with bfloat16.

`--gold FOLDER` names annotated articles to report on that took part in nothing; `--half` trains on half the corpus too.
"""

from __future__ import annotations

import argparse
import json
import logging
import tempfile
from collections.abc import Sequence
from pathlib import Path

from kg.neural.net import FOLDER, load
from training.evaluate import READERS, predictions, table, texts
from training.export import export
from training.train import Plan, train
from training.tune import choose

log = logging.getLogger("training")
RESULTS = Path(__file__).parent / "measured.json"


def run(plan: Plan, weights: Path, gold: Sequence[Path], readers: Sequence[str]) -> dict[str, str]:
    """Train by a plan, write the weights, and return a table by reader and folder of gold."""
    with tempfile.TemporaryDirectory() as folder:
        learned = Path(folder) / "learned.pt"
        train(plan, learned)
        export(learned, weights)
    choose(weights)
    load.cache_clear()
    net = load(weights)
    tables = {}
    for folder_ in gold:
        for reader in readers:
            found = predictions(reader, texts(folder_), net)
            tables[f"{reader} on {folder_.name}"] = table(folder_, found)
            log.info("%s on %s\n%s", reader, folder_, tables[f"{reader} on {folder_.name}"])
    return tables


def main() -> None:
    """Do everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, nargs="*", default=[])
    parser.add_argument(
        "--half", action="store_true", help="train on half the corpus too, to see what more data brings"
    )
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    measured = {"whole corpus": run(Plan(), FOLDER, options.gold, READERS)}
    if options.half:
        with tempfile.TemporaryDirectory() as folder:
            measured["half the corpus"] = run(Plan(share=0.5), Path(folder), options.gold, ("model", "both"))
    RESULTS.write_text(json.dumps(measured, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
