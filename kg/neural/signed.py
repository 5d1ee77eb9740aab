"""The encoder with its weights as signed bytes, where the processor adds up their products without overflow.

They ship as unsigned bytes, which overflow nowhere. With VNNI signed ones do not either: the sums are the same to the
last bit, and reading takes a third less time.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

_SIGN, _TYPE = 0x80, 0x01  # what turns an unsigned byte around 128 into a signed one, and UINT8 into INT8 in ONNX
_CPU = Path("/proc/cpuinfo")
_VNNI = frozenset({"avx512_vnni", "avx_vnni"})


def signed(model: bytes, weights: npt.ArrayLike, types: npt.ArrayLike) -> bytes:
    """Return an ONNX file with the bytes of `weights` [n, start and stop] signed and the types at `types` to match."""
    found = np.frombuffer(model, dtype=np.uint8).copy()
    for start, stop in np.asarray(weights, dtype=np.int64).reshape(-1, 2):
        found[start:stop] ^= _SIGN
    found[np.asarray(types, dtype=np.int64)] ^= _TYPE
    return found.tobytes()


def differences(unsigned: bytes, other: bytes) -> tuple[list[list[int]], list[int]]:
    """Return the `weights` and `types` that make the signed file `other` of an unsigned one.

    >>> differences(bytes([2, 128, 130, 9]), bytes([3, 0, 2, 9]))
    ([[1, 3]], [0])
    """
    one, two = (np.frombuffer(x, dtype=np.uint8) for x in (unsigned, other))
    flipped = np.flatnonzero((one ^ two) == _SIGN)
    runs = np.split(flipped, np.flatnonzero(np.diff(flipped) > 1) + 1)
    weights = [[int(run[0]), int(run[-1]) + 1] for run in runs if len(run)]
    types = np.flatnonzero((one ^ two) == _TYPE).tolist()
    if signed(unsigned, weights, types) != other:
        raise ValueError("the files differ in more than the sign of their weights")
    return weights, types


@cache
def has_vnni() -> bool:
    """Whether the processor adds up products of bytes in 32 bits; not known, and so no, but on Linux."""
    try:
        lines = _CPU.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return False
    flags = next((line for line in lines if line.startswith("flags")), "")
    return not _VNNI.isdisjoint(flags.split())
