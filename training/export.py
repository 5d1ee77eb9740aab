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
from kg.neural.signed import differences
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
    _encoder(net, folder, exact)
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


def _encoder(net: Net, folder: Path, exact: bool) -> None:
    """Write the encoder and, unless it stays in floats, where its weights stand."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    example = torch.randn(1, 64, net.encoder.shape.hidden)
    path = folder / "encoder.onnx"
    with tempfile.TemporaryDirectory() as work, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        plain, ready = Path(work) / "plain.onnx", Path(work) / "ready.onnx"
        torch.onnx.export(
            Body(net.encoder.layers), (example,), str(plain), dynamo=False, opset_version=_OPSET,
            input_names=["x"], output_names=["h"], dynamic_axes={"x": {1: "n"}, "h": {1: "n"}},
        )  # fmt: skip
        if exact:
            path.write_bytes(plain.read_bytes())
            return
        quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(str(ready), str(path), weight_type=QuantType.QInt8, per_channel=True)
    unsigned, as_signed = _shifted(path)
    path.write_bytes(unsigned)
    weights, types = differences(unsigned, as_signed)
    np.savez_compressed(folder / "signed.npz", weights=np.array(weights), types=np.array(types))


def _shifted(path: Path) -> tuple[bytes, bytes]:
    """Return a model with its weights as unsigned bytes with zero at 128, and signed: these overflow without VNNI."""
    model = onnx.load(str(path))
    tensors = {i.name: i for i in model.graph.initializer}
    used = {name for n in model.graph.node if n.op_type == "MatMulInteger" for name in (n.input[1], n.input[3])}
    arrays = {name: numpy_helper.to_array(tensors[name]) for name in sorted(used)}
    for name, array in arrays.items():
        tensors[name].CopyFrom(numpy_helper.from_array(array, name))
    before = model.SerializeToString()
    for name, array in arrays.items():
        shifted = (array.astype(np.int16) + 128).astype(np.uint8)
        tensors[name].CopyFrom(numpy_helper.from_array(shifted, name))
    return model.SerializeToString(), before


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
