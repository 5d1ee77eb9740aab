"""The mean of what several runs learned: `python -m training.mean OUT.pt NEW.pt=.7 kg/neural/weights=.3`.

Where one run goes on from the other the mean can read texts of other authors better than either (Wortsman et al. 2022,
"model soups"; measured in RESULTS.md). Runs and folders of shipped weights can be mixed; the plan is that of the
first run.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from training.resume import learned


def mean(parts: Sequence[tuple[Mapping[str, Tensor], float]]) -> dict[str, Tensor]:
    """Return the weighted mean of states, tensor by tensor; raises ValueError if they are of different nets."""
    shapes = [{(name, tuple(tensor.shape)) for name, tensor in state.items()} for state, _ in parts]
    if odd := set.union(*shapes) - set.intersection(*shapes):
        raise ValueError(f"not of one net: {sorted(odd)}")
    total = sum(weight for _, weight in parts)
    if total <= 0:
        raise ValueError("the weights add up to nothing")
    return {
        name: torch.stack([state[name].float() * (weight / total) for state, weight in parts]).sum(0)
        for name in parts[0][0]
    }


def _part(told: str) -> tuple[Path, float]:
    path, _, weight = told.rpartition("=")
    return (Path(path), float(weight)) if path else (Path(told), 1.0)


def main() -> None:
    """Write the mean that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("parts", type=_part, nargs="+", metavar="RUN[=WEIGHT]")
    options = parser.parse_args()
    runs = [path for path, _ in options.parts if path.is_file()]
    if not runs:
        parser.error("one part at least must be the file of a run, whose plan it keeps")
    plan: Any = torch.load(runs[0], weights_only=True)["plan"]
    told = [(learned(path), weight) for path, weight in options.parts]
    torch.save({"plan": plan, "learned": mean(told)}, options.out)


if __name__ == "__main__":
    main()
