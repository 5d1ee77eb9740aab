"""Choose what the net does not learn: confidence curves and least confidences, on articles kept from training.

Those are fold 0 of the corpus and `heldout`, which has other authors. `python -m training.tune` writes what it chooses
to `reader.json` beside the weights. The articles of the reports choose nothing.
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from kg import lexicon
from kg.cli.scoring import TYPES, score
from kg.neural.net import FOLDER, load
from training.evaluate import predictions
from training.gold import CORPUS, HELD_OUT, fold

Row = tuple[float, bool]  # confidence, whether the fact is right
Judged = tuple[Mapping[str, Any], bool]
_RULED = ("ru", "uk")
_ENOUGH = 10  # with fewer facts nothing is chosen
_BESIDE = 0.45  # sure enough to stand beside the rules, for all types: most are too few to choose one each
_OF_TITLES = 0.75  # the same for offices in Russian and Ukrainian, whose titles rules tell exactly
_DOUBT = 0.3  # facts of the rules that the net is surer of stay in any case
_DOUBTED = "Statement"  # contacts of the rules stay: where one trigger tells several, the net is unsure of all
_STEPS = [round(0.05 * i, 2) for i in range(20)]
_LIKE = 0.005  # differences that mean nothing
_CHOSEN = ("calibration", "least", "least beside rules", "calibration of rules", "least of rules")
_FAVOUR = 0.7  # below 1 precision counts more than recall


def curve(rows: Sequence[Row], rounds: int = 400, rate: float = 0.05, keep: float = 0.02) -> tuple[float, float]:
    """Return slope and shift of the logistic curve from raw log-odds to how often facts are right (Platt 1999)."""
    slope, shift = 1.0, 0.0
    for _ in range(rounds):
        down, aside = keep * (slope - 1) * len(rows), 0.0
        for raw, right in rows:
            x = math.log(raw / (1 - raw))
            error = 1 / (1 + math.exp(-(slope * x + shift))) - right
            down += error * x
            aside += error
        slope -= rate * down / len(rows)
        shift -= rate * aside / len(rows)
    return round(max(slope, 0.05), 3), round(shift, 3)


def least(rows: Sequence[Row], missed: int, strict: bool = False) -> float:
    """Return the least confidence with the best F, precision favoured; of those alike the lower, or the higher."""

    def measure(threshold: float) -> float:
        kept = [right for confidence, right in rows if confidence >= threshold]
        square = _FAVOUR**2
        return (1 + square) * sum(kept) / (square * missed + len(kept)) if kept else 0.0

    best = max(map(measure, _STEPS))
    good = [t for t in _STEPS if measure(t) >= best - _LIKE]
    return max(good) if strict else min(good)


def judged(
    folder: Path, found: Mapping[str, Mapping[str, Any]], langs: Sequence[str] = ("ru", "uk", "en")
) -> dict[str, list[Judged]]:
    """Return the predicted facts of some languages by type, each with whether it matches gold."""
    wrong = {id(fact) for _, fact in score(folder, found).false}
    rows: dict[str, list[Judged]] = {kind: [] for kind in TYPES}
    for told in found.values():
        for fact in told["facts"] if told["lang"] in langs else ():
            rows[fact["type"]].append((fact, id(fact) not in wrong))
    return rows


def tune(weights: Path, folder: Path, paths: Sequence[Path]) -> dict[str, Any]:
    """Return the settings for these weights."""
    path = weights / "reader.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    settings = {k: v for k, v in told.items() if k not in _CHOSEN}

    def reading(reader: str) -> dict[str, Mapping[str, Any]]:
        path.write_text(json.dumps(settings), encoding="utf-8")
        load.cache_clear()
        return predictions(reader, paths, load(weights))

    found = reading("model")
    settings |= {"calibration": _by_group(folder, found, _curves)}
    found = reading("model")
    alone = _by_group(folder, found, _alone)
    beside = dict.fromkeys(TYPES, _BESIDE) | {"Office": _OF_TITLES}
    beside |= {line: chosen for line, chosen in alone.items() if line.endswith(" en")}  # no rules read English
    settings |= {"least": alone, "least beside rules": beside}
    ruled = {kind: [r for r in rows if not _of_net(r)] for kind, rows in judged(folder, reading("both")).items()}
    settings |= {
        "calibration of rules": {
            kind: curve(_inside(_rows(rows))) for kind, rows in ruled.items() if len(rows) >= _ENOUGH
        }
    }
    return settings | {"least of rules": _doubted(folder, reading("both"))}


def _by_group(
    folder: Path, found: Mapping[str, Mapping[str, Any]],
    choose_: Callable[[dict[str, list[Judged]], Mapping[str, int]], dict[str, Any]],
) -> dict[str, Any]:  # fmt: skip
    """Return what is chosen for Russian and Ukrainian, and beside it what is chosen for English."""
    chosen = choose_(judged(folder, found, _RULED), _missed(folder, found, _RULED))
    english = choose_(judged(folder, found, ("en",)), _missed(folder, found, ("en",)))
    return chosen | {f"{kind} en": value for kind, value in english.items()}


def _curves(rows: dict[str, list[Judged]], _: Mapping[str, int]) -> dict[str, Any]:
    ours = {kind: [r for r in found if _seen(r)] for kind, found in rows.items()}
    return {kind: curve(_inside(_rows(found))) for kind, found in ours.items() if len(found) >= _ENOUGH}


def _alone(rows: dict[str, list[Judged]], missed: Mapping[str, int]) -> dict[str, Any]:
    return {
        kind: least(_rows(found), missed[kind] + _right(found)) if len(found) >= _ENOUGH else 0.0
        for kind, found in rows.items()
    }


def _doubted(folder: Path, found: Mapping[str, Mapping[str, Any]]) -> dict[str, float]:
    """Return the least confidence in facts of the rules, by type."""
    missed = _missed(folder, found, _RULED)
    of_rules = {}
    for kind, rows in judged(folder, found, _RULED).items():
        theirs = [r for r in rows if not _of_net(r)]
        chosen = least(_rows(theirs), missed[kind] + _right(rows), strict=True) if kind == _DOUBTED else 0.0
        of_rules[kind] = min(chosen, _DOUBT)
    return of_rules


def _of_net(row: Judged) -> bool:
    return _seen(row) or bool(row[0]["rule"].startswith("office-en"))


def _seen(row: Judged) -> bool:
    """Whether the net's confidence is in a fact: its own, or one that a row of English verbs completes."""
    return row[0]["rule"].startswith("net-") or row[0]["rule"] in _english_rows()


@cache
def _english_rows() -> frozenset[str]:
    return frozenset(row.id for name in lexicon.files() for row in lexicon.rows("en", name))


def _inside(rows: Sequence[Row]) -> list[Row]:
    return [(min(max(confidence, 0.005), 0.995), right) for confidence, right in rows]


def _rows(rows: Sequence[Judged]) -> list[Row]:
    return [(f["confidence"], right) for f, right in rows]


def _right(rows: Sequence[Judged]) -> int:
    return sum(right for _, right in rows)


def _missed(folder: Path, found: Mapping[str, Mapping[str, Any]], langs: Sequence[str]) -> Mapping[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for id, fact in score(folder, found).missed:
        counts[fact["type"]] += found[id]["lang"] in langs
    return counts


def choose(weights: Path) -> None:
    """Tune the weights in a folder on the articles kept from training and write the settings beside them."""
    kept = [path for path in CORPUS.glob("*.md") if fold(path.stem) == 0] + list(HELD_OUT.glob("*.md"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in kept:
            for file in (path, path.with_suffix(".json")):
                shutil.copy(file, folder)
        settings = tune(weights, folder, sorted(folder.glob("*.md")))
    (weights / "reader.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Tune as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, default=FOLDER)
    choose(parser.parse_args().weights)


if __name__ == "__main__":
    main()
