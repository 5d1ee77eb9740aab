"""Write the weights that ship: `python -m training.export LEARNED.pt`. Encoder in int8, heads in half precision."""

from __future__ import annotations

import argparse
import json
import tempfile
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from kg.neural.net import FOLDER
from training import e5
from training.train import Net

_OPSET = 17
THRESHOLDS = {"of": 0.6}  # of roles; 0.5 for those without a line


class Body(nn.Module):
    """The layers of the encoder over one window."""

    def __init__(self, layers: nn.ModuleList) -> None:
        super().__init__()
        self.layers = layers

    def forward(self, x: Tensor) -> Tensor:
        """Return the states of the last layer."""
        for layer in self.layers:
            x = layer(x, None)
        return x


def restored(learned: Path) -> tuple[Net, e5.Pretrained]:
    """Return the net as it was after training."""
    saved = torch.load(learned, weights_only=True)
    start = e5.load(saved["plan"]["layers"])
    net = Net(start, saved["plan"]["frozen"])
    missing = net.load_state_dict(saved["learned"], strict=False)
    if missing.unexpected_keys or set(missing.missing_keys) != {"encoder.word.weight"}:
        raise ValueError(f"{learned} is of another net: {missing}")
    return net.eval(), start


def export(learned: Path, folder: Path, exact: bool = False) -> None:
    """Write all files of the shipped net into a folder; `exact` leaves the encoder in floats, to compare with."""
    net, start = restored(learned)
    folder.mkdir(parents=True, exist_ok=True)
    _encoder(net, folder / "encoder.onnx", exact)
    np.savez_compressed(
        folder / "vocabulary.npz",
        **{"pieces": _text(start.pieces), "scores": np.array(start.scores, np.float32), "rows": start.rows,
           "normal": _text(start.normal)},
    )  # fmt: skip
    arrays = {k: v.half().numpy() for k, v in net.heads.state_dict().items()}
    arrays |= {"position": net.encoder.position.half().numpy()}
    arrays |= {f"norm.{k}": v.float().numpy() for k, v in net.encoder.norm.state_dict().items()}
    np.savez_compressed(folder / "heads.npz", **arrays)
    settings = folder / "reader.json"
    told = json.loads(settings.read_text(encoding="utf-8")) if settings.exists() else {}
    told = {"thresholds": THRESHOLDS} | told
    settings.write_text(json.dumps(told | {"epsilon": start.shape.epsilon}, indent=1) + "\n", encoding="utf-8")


def _encoder(net: Net, path: Path, exact: bool) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    example = torch.randn(1, 64, net.encoder.shape.hidden)
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        plain, ready = Path(folder) / "plain.onnx", Path(folder) / "ready.onnx"
        torch.onnx.export(
            Body(net.encoder.layers), (example,), str(plain), dynamo=False, opset_version=_OPSET,
            input_names=["x"], output_names=["h"], dynamic_axes={"x": {1: "n"}, "h": {1: "n"}},
        )  # fmt: skip
        if exact:
            path.write_bytes(plain.read_bytes())
            return
        quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(str(ready), str(path), weight_type=QuantType.QInt8, per_channel=True)
    _shift(path)


def _shift(path: Path) -> None:
    """Store the weights as unsigned bytes with zero at 128: signed ones overflow in CPUs without VNNI."""
    model = onnx.load(str(path))
    arrays = {i.name: i for i in model.graph.initializer}
    used = {name for n in model.graph.node if n.op_type == "MatMulInteger" for name in (n.input[1], n.input[3])}
    for name in sorted(used):
        shifted = numpy_helper.to_array(arrays[name]).astype(np.int16) + 128
        arrays[name].CopyFrom(numpy_helper.from_array(shifted.astype(np.uint8), name))
    onnx.save(model, str(path))


def _text(data: object) -> np.ndarray:
    return np.frombuffer(json.dumps(data, ensure_ascii=False).encode("utf-8"), dtype=np.uint8)


def main() -> None:
    """Export as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("learned", type=Path)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--exact", action="store_true", help="leave the encoder in floats")
    options = parser.parse_args()
    export(options.learned, options.folder, options.exact)


if __name__ == "__main__":
    main()
