"""The order of the stages: article to extraction, articles into a store."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from itertools import islice

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg import lexicon, neural, readers
from kg import registry as seeds
from kg.consolidation import decisions
from kg.consolidation.decisions import Decision, Decisions
from kg.errors import ArticleError, KgError, OntologyError
from kg.model import Article, Extraction
from kg.rdf import Run, nquads, to_quads
from kg.rdf.iris import article_iri
from kg.rdf.links import link_quads
from kg.rdf.plan import Planner
from kg.rdf.quads import record_digest
from kg.rdf.shapes import violations
from kg.rdf.vocab import GENERATED_BY, kg
from kg.readers import Reader
from kg.registry import Registry
from kg.store import Store

log = logging.getLogger(__name__)

_AHEAD = 4  # articles in flight for each worker; more would only fill memory
_GARBAGE = 1_000_000  # new objects between two collections: 20 articles, 15 MB
_SHOWN = 3  # violations named in a message
Progress = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a batch of articles: counts, and the skipped ones as (name, why). `facts` are those added."""

    added: int
    unchanged: int
    skipped: tuple[tuple[str, str], ...]
    facts: int
    seconds: float

    def __str__(self) -> str:
        articles = "article" if self.added == 1 else "articles"
        lines = [f"added {self.added} {articles} with {self.facts} facts in {self.seconds:.1f} s"]
        if self.unchanged:
            lines.append(f"unchanged {self.unchanged}")
        lines += [f"skipped {name}: {why}" for name, why in self.skipped]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class _Written:
    """An article ready for the store."""

    name: str
    facts: int
    quads: tuple[Quad, ...]
    links: tuple[Quad, ...]


@dataclass(frozen=True, slots=True)
class _Packed:
    """The same as N-Quads, which pass cheaply between processes."""

    name: str
    facts: int
    quads: bytes
    links: bytes

    def unpack(self) -> _Written:
        return _Written(self.name, self.facts, _parsed(self.quads), _parsed(self.links))


@dataclass(frozen=True, slots=True)
class _Skipped:
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class _Unchanged:
    name: str


_Outcome = _Written | _Skipped | _Unchanged


def extract(article: Article, registry: Registry | None = None, reader: Reader = "auto") -> Extraction:
    """Read one article.

    Raises ArticleError if it cannot be read, LexiconError or RegistryError if our own data is wrong.
    """
    return readers.read(article, registry or seeds.load(), reader)


def build(
    articles: Iterable[Article | KgError],
    store: Store,
    *,
    workers: int = 1,
    reader: Reader = "auto",
    progress: Progress | None = None,
) -> Report:
    """Put articles into a store, each in one transaction, in the order given; the same article again changes nothing.

    An article is read anew when its text or metadata, the rules, the lexicon or the registry have changed. What cannot
    be read, or breaks the shapes, is skipped and named in the report. More workers give the same store, byte for byte.
    `progress` is called with the number of articles done and the name of the last.
    """
    begun = time.monotonic()
    planner = Planner(store.reader, seeds.load(), Decisions(decisions.read(decisions.default_path())))
    counts = {_Written: 0, _Unchanged: 0, _Skipped: 0}
    skipped: list[tuple[str, str]] = []
    facts = 0
    usual = gc.get_threshold()
    try:
        _redecide(planner, store)
        for done, outcome in enumerate(_outcomes(articles, _Asked(store, reader), workers), 1):
            counts[type(outcome)] += 1
            if isinstance(outcome, _Written):
                if counts[_Written] == 1:
                    _collect_garbage_seldom()
                change = planner.replacement(outcome.quads, outcome.links)
                store.apply(change.delete, change.insert)
                facts += outcome.facts
            elif isinstance(outcome, _Skipped):
                skipped.append((outcome.name, outcome.why))
                log.info("%s: skipped: %s", outcome.name, outcome.why)
            if progress:
                progress(done, outcome.name)
    finally:
        gc.unfreeze()
        gc.set_threshold(*usual)
        store.flush()
    seconds = time.monotonic() - begun
    return Report(counts[_Written], counts[_Unchanged], tuple(skipped), facts, seconds)


def redecide(store: Store, told: Decisions) -> tuple[int, tuple[Decision, ...]]:
    """Bring a store to these decisions without reading articles again, and undo what is no longer decided.

    Returns how many articles were linked anew, and the decisions that find nothing to apply to.
    """
    planner = Planner(store.reader, seeds.load(), told)
    count = _redecide(planner, store)
    store.flush()
    return count, tuple(planner.unplaced())


def _redecide(planner: Planner, store: Store) -> int:
    articles = planner.to_relink()
    for article in articles:
        change = planner.relinking(article)
        store.apply(change.delete, change.insert)
    return len(articles)


def remove(store: Store, name: str) -> int:
    """Take the articles with this id, url or IRI out of a store, with all that only they said; return how many."""
    planner = Planner(store.reader, seeds.load())
    found = planner.articles(name)
    for article in found:
        change = planner.removal(article)
        store.apply(change.delete, change.insert)
    store.flush()
    return len(found)


@lru_cache
def current_run(reader: str = "rules") -> Run:
    """Return what reads articles now: the version of the package, the digests of lexicon, registry and weights."""
    try:
        number = version("kg")
    except PackageNotFoundError:
        number = ""
    weights = "" if reader == "rules" else neural.digest()
    return Run(number, lexicon.digest(), seeds.load().digest, weights)


# --- one article -----------------------------------------------------------------------------------------------------


def _write(article: Article, reader: Reader) -> _Outcome:
    """Read an article and write what it says as quads, checked."""
    registry = seeds.load()
    try:
        extraction = extract(article, registry, reader)
        quads = to_quads(extraction, current_run(extraction.reader))
        _check(article, quads)
        links = link_quads(extraction, registry)
    except (ArticleError, OntologyError) as error:
        return _Skipped(article.id, error.problem if isinstance(error, ArticleError) else str(error))
    return _Written(article.id, len(extraction.facts), quads, links)


def _pack(article: Article, reader: Reader) -> _Packed | _Skipped | _Unchanged:
    """Do the same in a worker process."""
    outcome = _write(article, reader)
    if not gc.get_freeze_count():
        _collect_garbage_seldom()
    if not isinstance(outcome, _Written):
        return outcome
    return _Packed(outcome.name, outcome.facts, nquads(outcome.quads).encode(), nquads(outcome.links).encode())


def _collect_garbage_seldom() -> None:
    """Called when dictionaries and lexicon are loaded: to go through them costs an eighth of the time."""
    gc.freeze()
    gc.set_threshold(_GARBAGE)


def _check(article: Article, quads: Iterable[Quad]) -> None:
    wrong = violations(quads)
    if wrong:
        more = f"; and {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
        raise OntologyError(f"what was read breaks the shapes: {'; '.join(wrong[:_SHOWN])}{more}")


def _parsed(text: bytes) -> tuple[Quad, ...]:
    return tuple(parse(text, format=RdfFormat.N_QUADS))


# --- many articles ---------------------------------------------------------------------------------------------------


def _outcomes(articles: Iterable[Article | KgError], asked: _Asked, workers: int) -> Iterator[_Outcome]:
    """Yield the outcome of each article in order."""
    if workers > 1:
        yield from _in_parallel(articles, asked, workers)
        return
    for article in articles:
        answer = asked.answer(article)
        yield _write(answer, asked.reader) if isinstance(answer, Article) else answer


def _in_parallel(articles: Iterable[Article | KgError], asked: _Asked, workers: int) -> Iterator[_Outcome]:
    """Yield the same as one process would: workers read, results come in the order of the articles."""
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    waiting = iter(articles)
    queue: deque[Future[_Packed | _Skipped | _Unchanged] | _Outcome] = deque()
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context(method)) as pool:
        try:
            while True:
                for article in islice(waiting, max(0, workers * _AHEAD - len(queue))):
                    answer = asked.answer(article)
                    if isinstance(answer, Article):
                        queue.append(pool.submit(_pack, answer, asked.reader))
                    else:
                        queue.append(answer)
                if not queue:
                    return
                first = queue.popleft()
                done = first.result() if isinstance(first, Future) else first
                yield done.unpack() if isinstance(done, _Packed) else done
        except BrokenProcessPool as error:
            raise KgError("a worker process died, perhaps for lack of memory; try --workers 1") from error
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


class _Asked:
    """What can be said of an article without reading it: it is an error, is in the store as it is, or came twice."""

    def __init__(self, store: Store, reader: Reader) -> None:
        self.store, self.reader = store, reader
        self.seen: dict[tuple[NamedNode, str], str] = {}

    def answer(self, article: Article | KgError) -> _Outcome | Article:
        """Return what becomes of an article, or the article itself if it has to be read."""
        if isinstance(article, ArticleError):
            return _Skipped(article.name, article.problem)
        if isinstance(article, KgError):
            return _Skipped("input", str(article))
        if not article.text.strip():
            return _Skipped(article.id, "no text")
        try:
            iri, digest = article_iri(article), record_digest(article)
            twin = self.seen.setdefault((iri, article.text), article.id)
        except UnicodeEncodeError as error:
            return _Skipped(article.id, f"cannot be written as UTF-8: {error.reason}")
        if twin != article.id:
            return _Skipped(article.id, f"the same text as {twin}")
        return _Unchanged(article.id) if self.has(iri, digest, article) else article

    def has(self, iri: NamedNode, digest: str, article: Article) -> bool:
        """Whether the store has this article, read by the same reader with the same rules and data."""
        reader = self.store.reader
        same = reader.quads_for_pattern(iri, kg("digest"), Literal(digest), iri)
        if not any(True for _ in same):
            return False
        name = readers.chosen(self.reader)
        made = reader.quads_for_pattern(iri, GENERATED_BY, current_run(name).iri(name), iri)
        return any(True for _ in made)
