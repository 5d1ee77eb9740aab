"""The net as it ships: int8 encoder on ONNX Runtime, heads in numpy; one thread a process, so all workers agree."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.errors import KgError
from kg.model import Document
from kg.neural.heads import Heads
from kg.neural.maths import Floats, Ints
from kg.neural.signed import has_vnni, signed
from kg.neural.tokenizer import Tokenizer
from kg.neural.windows import cut

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

FOLDER = Path(__file__).parent / "weights"
_BLOCK_BYTES = 18  # 2 of scale, 16 of 32 numbers in 4 bits


@dataclass(frozen=True)
class Net:
    """Encoder, heads, vocabulary; `settings` are the thresholds and the calibration chosen on training articles."""

    session: InferenceSession
    tokenizer: Tokenizer
    rows: Any  # uint8 [pieces, bytes]: the embedding in 4-bit blocks
    weights: Mapping[str, Floats]
    settings: Mapping[str, Any]

    def read(self, document: Document) -> Heads:
        """Return the heads over a document's word vectors."""
        windows = cut(document, self.tokenizer)
        h = windows.gather([self._encode(ids) for ids in windows.ids])
        sentence_of = np.zeros(len(document.tokens), dtype=np.int64)
        for i, sentence in enumerate(document.sentences):
            sentence_of[sentence.first : sentence.last] = i
        return Heads(self.weights, h, sentence_of)

    def _encode(self, ids: Ints) -> Floats:
        x = decode(self.rows[ids]) + self.weights["position"][: len(ids)]
        x = (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + self.settings["epsilon"])
        x = x * self.weights["norm.weight"] + self.weights["norm.bias"]
        states: Floats = self.session.run(None, {"x": x[None].astype(np.float32)})[0][0]
        return states


def decode(rows: Any) -> Floats:
    """Return 4-bit rows as floats, [rows, H]."""
    blocks = rows.reshape(-1, _BLOCK_BYTES)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    numbers = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1).astype(np.float32) - 8
    result: Floats = (numbers * scale).reshape(len(rows), -1)
    return result


@cache
def load(folder: Path = FOLDER) -> Net:
    """Return the net; loaded once. Raises KgError if ONNX Runtime or the weights are missing."""
    try:
        import onnxruntime
    except ImportError as error:
        raise KgError(
            "the trained reader needs ONNX Runtime: pip install onnxruntime, or use --reader rules"
        ) from error
    if not (folder / "encoder.onnx").exists():
        raise KgError(f"no weights in {folder}: run python -m training.export, or use --reader rules")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    model = (folder / "encoder.onnx").read_bytes()
    if has_vnni() and (folder / "signed.npz").exists():
        with np.load(folder / "signed.npz") as file:
            model = signed(model, file["weights"], file["types"])
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    with np.load(folder / "vocabulary.npz") as file:
        pieces, normal = (json.loads(file[name].tobytes()) for name in ("pieces", "normal"))
        tokenizer = Tokenizer(pieces, file["scores"].tolist(), normal)
        rows = file["rows"]
    with np.load(folder / "heads.npz") as file:
        weights = {name: file[name].astype(np.float32) for name in file.files}
    settings = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
    return Net(session, tokenizer, rows, weights, settings)
