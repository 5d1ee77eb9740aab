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
    """Return the weighted mean of states, tensor by tensor; what a run lacks, since it is older, is of the others.

    Raises ValueError if a state has what the first has not, or in another shape.
    """
    first = parts[0][0]
    shapes = {(name, tuple(tensor.shape)) for name, tensor in first.items()}
    if odd := {(name, tuple(t.shape)) for state, _ in parts for name, t in state.items()} - shapes:
        raise ValueError(f"not of one net: {sorted(odd)}")
    found = {}
    for name in first:
        told = [(state[name].float(), weight) for state, weight in parts if name in state]
        total = sum(weight for _, weight in told)
        if total <= 0:
            raise ValueError("the weights add up to nothing")
        found[name] = torch.stack([tensor * (weight / total) for tensor, weight in told]).sum(0)
    return found


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
