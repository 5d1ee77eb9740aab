"""What the shipped weights have learned, back in torch: `python -m training.train OUT.pt --begin kg/neural/weights`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

_LEARNED = re.compile(r"/(layers\.\d+)/(\w+)/MatMul")


def learned(begin: Path) -> Mapping[str, Tensor]:
    """Return the state of a net by name, from the file of a training run or a folder of shipped weights.

    Weights that ship in int8 come back within half a step of what they were, heads in half precision.
    """
    if begin.is_file():
        return dict(torch.load(begin, weights_only=True)["learned"])
    with np.load(begin / "heads.npz") as arrays:
        found = {name: torch.from_numpy(arrays[name]).float() for name in arrays.files}
    position = {"encoder.position": found.pop("position")}
    norm = {f"encoder.{k}": found.pop(k) for k in sorted(found) if k.startswith("norm.")}
    heads = {f"heads.{name}": value for name, value in found.items()}
    return position | norm | heads | _layers(begin / "encoder.onnx")


def _layers(path: Path) -> dict[str, Tensor]:
    graph = onnx.load(str(path)).graph
    arrays = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    found = {f"encoder.{k}": torch.from_numpy(v.copy()) for k, v in arrays.items() if k.startswith("layers.")}
    for node in graph.node:
        match = _LEARNED.match(node.output[0])
        if match and node.op_type == "MatMulInteger":
            name = node.input[1].removesuffix("_quantized")
            steps = arrays[f"{name}_quantized"].astype(np.float32) - arrays[f"{name}_zero_point"]
            weight = (steps * arrays[f"{name}_scale"]).T
            found[f"encoder.{match[1]}.{match[2]}.weight"] = torch.from_numpy(weight.copy())
    return found
