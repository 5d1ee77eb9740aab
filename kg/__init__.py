"""Knowledge graph of political actors from news.

`kg.open` a store, `add` articles that `kg.read` finds, then `ask`; `kg.extract` does one article without a store.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.articles import read
    from kg.errors import KgError
    from kg.graph import Graph, open  # noqa: A004 - kg.open(...)
    from kg.model import Article, Evidence, Extraction, Fact, Mention
    from kg.pipeline import extract

__all__ = ["Article", "Evidence", "Extraction", "Fact", "Graph", "KgError", "Mention", "extract", "open", "read"]

_WHERE = {
    "Article": "kg.model",
    "Evidence": "kg.model",
    "Extraction": "kg.model",
    "Fact": "kg.model",
    "Graph": "kg.graph",
    "KgError": "kg.errors",
    "Mention": "kg.model",
    "extract": "kg.pipeline",
    "open": "kg.graph",
    "read": "kg.articles",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used: `import kg` costs nothing."""
    if name not in _WHERE:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    value = getattr(import_module(_WHERE[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
