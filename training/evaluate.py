"""Read a folder of gold with one of the readers and score it: `python -m training.evaluate FOLDER --reader both`."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kg import extraction, lexicon, resolution
from kg import registry as seeds
from kg.cli.scoring import Scores, score
from kg.extraction import date_document
from kg.model import Document, Extraction
from kg.neural import combining, reading
from kg.neural.net import FOLDER, Net, load
from kg.registry import Registry
from kg.text import analyse
from kg.views.facts import facts_json
from training.gold import article

READERS = ("rules", "model", "both")


def read(reader: str, document: Document, registry: Registry, net: Net) -> Extraction:
    """Return what a reader makes of a document."""
    if reader == "rules":
        mentions = extraction.find_mentions(document, registry)
        return extraction.read(document, resolution.resolve(document, mentions, registry), registry)
    return (reading.read if reader == "model" else combining.both)(document, registry, net)


def predictions(reader: str, paths: Iterable[Path], net: Net) -> dict[str, Mapping[str, Any]]:
    """Return what a reader says about gold articles, by their id, in the exchange format; rules say none of English."""
    registry = seeds.load()
    found = {}
    for path in paths:
        source, gold = article(path)
        if reader == "rules" and gold["lang"] not in lexicon.LANGS:
            continue
        found[gold["id"]] = facts_json(read(reader, date_document(analyse(source), registry), registry, net))
    return found


def texts(folder: Path) -> list[Path]:
    """Return the articles of a gold folder."""
    return [p for p in sorted(folder.iterdir()) if p.suffix in (".md", ".txt") and p.with_suffix(".json").exists()]


def table(folder: Path, found: Mapping[str, Mapping[str, Any]], errors: int = 0) -> str:
    """Return the scores of predictions by type and by language."""
    by_type: Scores = score(folder, found)
    return by_type.as_text(errors) + "\n" + score(folder, found, "lang").as_text()


def main() -> None:
    """Evaluate as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reader", choices=READERS, default="both")
    parser.add_argument("--weights", type=Path, default=FOLDER)
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    net = load(options.weights)
    paths = texts(options.folder)
    begun = time.monotonic()
    found = predictions(options.reader, paths, net)
    each = (time.monotonic() - begun) / len(paths)
    print(table(options.folder, found, options.errors))
    print(f"{len(paths)} articles, {1000 * each:.0f} ms each")


if __name__ == "__main__":
    main()
