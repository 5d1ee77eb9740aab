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
    ".html": _lazy("explorer"),
    ".svg": _lazy("drawing"),
    ".png": _lazy("raster"),
    ".pdf": _lazy("raster"),
    ".gexf": _lazy("gexf"),
    ".graphml": _lazy("graphml"),
    ".csv": _lazy("csvfiles"),
    ".neo4j.csv": _lazy("csvfiles", "save_neo4j"),
    ".json": _lazy("jsonfiles"),
    ".cyjs": _lazy("jsonfiles", "save_cytoscape"),
    ".jgf.json": _lazy("jsonfiles", "save_json_graph"),
    ".ftm.json": _lazy("moneyfiles"),
    ".dot": _lazy("dot"),
}
PICTURES = frozenset({".svg", ".png", ".pdf"})


def suffix_of(name: str) -> str | None:
    """Return the longest suffix in SAVERS that a file name ends with.

    >>> suffix_of("Net.neo4j.CSV"), suffix_of("a.b.csv"), suffix_of("x.txt")
    ('.neo4j.csv', '.csv', None)
    """
    found = [suffix for suffix in SAVERS if name.lower().endswith(suffix)]
    return max(found, key=len, default=None)


def save(network: Network, path: str | Path, options: Options | None = None) -> str:
    """Write the network to `path` in the format its suffix names; return one line that says what was written.

    Nothing is left half-written: an old file stays until the new one is complete. Raises KgError for an unknown suffix.
    """
    from kg.views.files import Options

    target = Path(path)
    suffix = suffix_of(target.name)
    if suffix is None:
        near = get_close_matches(target.suffix.lower(), SAVERS, 1)
        hint = f"did you mean {near[0]}?" if near else "use one of " + " ".join(SAVERS)
        raise KgError(f"cannot write {target.name}: no writer for {target.suffix or 'a name without suffix'}; {hint}")
    return SAVERS[suffix](network, target, options or Options())
