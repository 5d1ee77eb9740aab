"""Who is known: states, organizations, outlets, places, people and elections from `seeds/*.toml`."""

from functools import lru_cache
from pathlib import Path

from kg.paths import folder as shipped
from kg.registry.index import Registry, surnames
from kg.registry.keys import given_key, name_key, norm, surname_key, word_key
from kg.registry.load import read
from kg.registry.records import Institution, Known, KnownElection, Term

__all__ = [
    "Institution",
    "Known",
    "KnownElection",
    "Registry",
    "Term",
    "given_key",
    "load",
    "name_key",
    "norm",
    "surname_key",
    "surnames",
    "word_key",
]


@lru_cache(maxsize=4)
def _read(folder: Path) -> Registry:
    return read(folder)


def load(folder: Path | str | None = None) -> Registry:
    """Return the registry of a seeds folder (ours by default), read once a process.

    Raises RegistryError naming file and row if a row is wrong.
    """
    return _read(Path(folder) if folder else shipped("seeds"))
