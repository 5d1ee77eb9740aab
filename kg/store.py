"""The store on disk and its only writer: each change is one transaction, so a killed run leaves whole articles."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import QueryError, StoreError

log = logging.getLogger(__name__)

_NS = "https://w3id.org/actorgraph/ns#"
_FLUSH_EVERY = 400  # changes; a long unflushed log makes the next opening slow


@dataclass(frozen=True, slots=True)
class Stats:
    """What is in a store: quads and graphs in all, nodes of the view by class (local names)."""

    quads: int
    graphs: int
    classes: tuple[tuple[str, int], ...]

    @property
    def articles(self) -> int:
        """How many articles are in."""
        return dict(self.classes).get("Article", 0)


class Store:
    """Quads in a folder, or in memory without one.

    `read_only` opens a store that exists, for questions, while another process may write. Raises StoreError, one line,
    if the folder is no store, is not there (read-only), or another process holds it.
    """

    def __init__(self, path: Path | str | None = None, *, read_only: bool = False) -> None:
        self.path = Path(path) if path is not None else None
        self.read_only = read_only
        self._ox = _open(self.path, read_only)
        self._changes = 0

    @property
    def reader(self) -> ox.Store:
        """The quads, for looking only: whoever plans a change reads here and hands the change to `apply`."""
        return self._ox

    def apply(self, delete: Sequence[ox.Quad], insert: Sequence[ox.Quad]) -> None:
        """Take quads out and put quads in, in one transaction: all or nothing."""
        if self.read_only:
            raise StoreError(f"{self.path}: opened for reading only")
        if not delete and not insert:
            return
        try:
            if delete:
                self._ox.update(_update(delete, insert))
            else:
                self._ox.extend(insert)
        except OSError as error:
            raise StoreError(f"{self.path}: cannot be written: {error}") from error
        self._changes += 1
        if self._changes % _FLUSH_EVERY == 0:
            self.flush()

    def flush(self) -> None:
        """Bring what was written safely to disk."""
        if self.path is not None and not self.read_only:
            self._ox.flush()

    def query(self, sparql: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Run a SPARQL 1.1 query over the view (the default graph) and the named graphs.

        Returns rows for SELECT, a boolean for ASK, triples for CONSTRUCT and DESCRIBE. Raises QueryError.
        """
        try:
            return self._ox.query(sparql)
        except SyntaxError as error:
            raise QueryError(f"not valid SPARQL: {error}") from error
        except (OSError, RuntimeError, ValueError) as error:
            raise QueryError(f"the query cannot be run: {error}") from error

    def stats(self) -> Stats:
        """Count what is in the store."""
        counts: dict[str, int] = {}
        rows = self._ox.query("SELECT ?type (COUNT(*) AS ?n) { ?node a ?type } GROUP BY ?type")
        assert isinstance(rows, ox.QuerySolutions)
        for row in rows:
            kind, number = row["type"], row["n"]
            if isinstance(kind, ox.NamedNode) and isinstance(number, ox.Literal) and kind.value.startswith(_NS):
                counts[kind.value.removeprefix(_NS)] = int(number.value)
        graphs = sum(1 for _ in self._ox.named_graphs())
        return Stats(len(self._ox), graphs, tuple(sorted(counts.items())))

    def nquads(self) -> str:
        """Return everything as N-Quads, lines sorted: equal stores give equal bytes."""
        return "".join(line + " .\n" for line in sorted(str(quad) for quad in self._ox))

    def load(self, path: Path | str) -> None:
        """Load N-Quads into an empty store, fast; a killed load leaves nothing."""
        if len(self._ox):
            raise StoreError(f"{self.path}: not empty; load into a new store")
        try:
            self._ox.bulk_load(path=str(path), format=ox.RdfFormat.N_QUADS)
        except (SyntaxError, OSError) as error:
            raise StoreError(f"{path}: cannot be loaded: {error}") from error
        self.flush()

    def close(self) -> None:
        """Flush and let go of the folder."""
        self.flush()
        del self._ox

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._ox)

    def __iter__(self) -> Iterator[ox.Quad]:
        return iter(self._ox)


def _is_left_over(path: Path) -> bool:
    """Whether a file may stem from a store that was killed while it was being made."""
    return re.fullmatch(r"LOCK|LOG|IDENTITY|(MANIFEST|OPTIONS)-\d+|\d+\.(log|dbtmp)", path.name) is not None


def _open(path: Path | None, read_only: bool) -> ox.Store:
    if path is None:
        return ox.Store()
    with _clearly(path):
        if read_only:
            if not (path / "CURRENT").exists():
                raise StoreError(f"{path}: no store here; make one with: kg add --store {path} ARTICLES")
            return ox.Store.read_only(str(path))
        if path.exists() and not path.is_dir():
            raise StoreError(f"{path}: is a file; a store is a folder")
        if path.is_dir() and not (path / "CURRENT").exists() and not all(map(_is_left_over, path.iterdir())):
            raise StoreError(f"{path}: a folder with other things in it; name a new folder for the store")
        path.parent.mkdir(parents=True, exist_ok=True)
        return ox.Store(str(path))


@contextmanager
def _clearly(path: Path) -> Iterator[None]:
    """Say in one line why a folder cannot be opened."""
    try:
        yield
    except (OSError, RuntimeError) as error:  # RuntimeError: files that are no RocksDB
        if "lock" in str(error).lower():
            raise StoreError(f"{path}: another process is writing to this store; wait until it has ended") from error
        first = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise StoreError(f"{path}: cannot be opened as a store: {first}") from error


def _update(delete: Iterable[ox.Quad], insert: Iterable[ox.Quad]) -> str:
    return f"DELETE DATA {{\n{_data(delete)}}} ;\nINSERT DATA {{\n{_data(insert)}}}"


def _data(quads: Iterable[ox.Quad]) -> str:
    """Quads as SPARQL reads them, each graph once; a quad as text ends with its graph, if it has one."""
    plain: list[str] = []
    graphs: dict[str, list[str]] = {}
    for quad in quads:
        text, graph = str(quad), quad.graph_name
        if isinstance(graph, ox.DefaultGraph):
            plain.append(text)
        else:
            name = str(graph)
            graphs.setdefault(name, []).append(text[: -len(name)])
    named = "".join(f"GRAPH {name} {{\n{_lines(lines)}}}\n" for name, lines in graphs.items())
    return _lines(plain) + named


def _lines(triples: list[str]) -> str:
    return " .\n".join(triples) + " .\n" if triples else ""
