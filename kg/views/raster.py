"""PNG and PDF out of the SVG, by a program or library that may be installed; kg itself needs neither."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from importlib import import_module
from pathlib import Path

from kg.errors import KgError
from kg.views.drawing import description, draw
from kg.views.files import Options, atomic
from kg.views.network import Network

_SCALE = 2  # pixels for one unit of the SVG: sharp on paper and on dense screens


def save(network: Network, path: Path, options: Options) -> str:
    """Write a PNG or PDF, as the suffix says, with rsvg-convert or CairoSVG; KgError if neither is there."""
    kind = path.suffix.lower()[1:]
    program = shutil.which("rsvg-convert")
    svg = draw(network, options, halo_below=not program)
    with atomic(path) as temporary:
        if program:
            _with_rsvg(program, svg, temporary, kind)
        else:
            _with_cairosvg(svg, temporary, kind, path.name)
    return f"{path.name}: {description(svg)}"


def png_bytes(network: Network, options: Options) -> bytes:
    """Return the drawing as a PNG; KgError if no program can make one."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "network.png"
        save(network, path, options)
        return path.read_bytes()


def _with_rsvg(program: str, svg: str, path: Path, kind: str) -> None:
    command = [program, "--format", kind, "--output", str(path)]
    if kind == "png":
        command += ["--zoom", str(_SCALE)]
    done = subprocess.run(command, input=svg.encode(), capture_output=True, check=False)
    if done.returncode:
        raise KgError(f"rsvg-convert cannot make the picture: {done.stderr.decode(errors='replace').strip()}")


def _with_cairosvg(svg: str, path: Path, kind: str, name: str) -> None:
    try:
        cairosvg = import_module("cairosvg")  # has no types
    except (ImportError, OSError) as error:  # OSError: the library libcairo is missing
        raise KgError(
            f"cannot write {name}: install librsvg (Debian: apt install librsvg2-bin) or pip install cairosvg; "
            "or write a .svg, which every browser shows and prints"
        ) from error
    if kind == "png":
        cairosvg.svg2png(bytestring=svg.encode(), write_to=str(path), scale=_SCALE)
    else:
        cairosvg.svg2pdf(bytestring=svg.encode(), write_to=str(path))
