"""Where `ontology/`, `queries/` and `seeds/` are: in a checkout or in an installed wheel."""

from pathlib import Path

from kg.errors import KgError

_HERE = Path(__file__).parent


def folder(name: str) -> Path:
    """Return the shipped folder `name`."""
    for root in (_HERE / "_shipped", _HERE.parent):
        if (root / name).is_dir():
            return root / name
    raise KgError(f"folder {name}/ not found; reinstall kg or run from a checkout")
