"""Rows become pictures and files; nothing here knows SPARQL or the store.

`save(network, path)` picks the writer by the suffix of the path; `SAVERS` is the list of all that exist. Each writer's
module is imported when it is first used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from kg.errors import KgError

if TYPE_CHECKING:
    from kg.views.files import Options
    from kg.views.network import Network

Saver = Callable[["Network", Path, "Options"], str]


def _lazy(module: str, function: str = "save") -> Saver:
    def saver(network: Network, path: Path, options: Options) -> str:
        return cast(Saver, getattr(import_module(f"kg.views.{module}"), function))(network, path, options)

    saver.__name__ = f"{function}_{module}"
    return saver


SAVERS: Mapping[str, Saver] = {
    ".html": _lazy("html"),
    ".svg": _lazy("svg"),
    ".png": _lazy("raster"),
    ".pdf": _lazy("raster"),
    ".gexf": _lazy("gexf"),
    ".graphml": _lazy("graphml"),
    ".csv": _lazy("csvfiles"),
    ".json": _lazy("nodelink"),
}


def save(network: Network, path: str | Path, options: Options | None = None) -> str:
    """Write the network to `path` in the format its suffix names; return one line that says what was written.

    Nothing is left half-written: an old file stays until the new one is complete. Raises KgError for an unknown suffix.
    """
    from kg.views.files import Options

    target = Path(path)
    suffix = target.suffix.lower()
    if suffix not in SAVERS:
        near = get_close_matches(suffix, SAVERS, 1)
        hint = f"did you mean {near[0]}?" if near else "use one of " + " ".join(SAVERS)
        raise KgError(f"cannot write {target.name}: no writer for {suffix or 'a name without suffix'}; {hint}")
    return SAVERS[suffix](network, target, options or Options())
