"""What a worker process does: open the snapshot it is told, do one task after another, and never decide how long."""

from __future__ import annotations

import logging
import os
import resource
import signal
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import KgError
from kg.graph import Graph
from kg.model import Lang
from kg.resolution.lookup import Names
from kg.store import Store
from kg.web import answering, articles, heap, ontology, pages, pictures, writing
from kg.web.asked import NotFound
from kg.web.line import Line
from kg.web.memory import Memory
from kg.web.reply import Reply, problem
from kg.web.settings import Limits

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """A task by name, the folder of the snapshot to do it on (None: without), and whether the caller takes gzip."""

    task: str
    arguments: tuple[object, ...] = ()
    snapshot: str | None = None
    gzip: bool = False


class _Graph(Graph):
    """A graph that shares the names of actors, which are of no language, with those of the other languages."""

    def __init__(self, store: Store, lang: Lang, shared: list[Names]) -> None:
        super().__init__(store, lang)
        self._shared = shared

    def names(self) -> Names:
        """Return the names of all actors in the store."""
        if not self._shared:
            self._shared.append(super().names())
        return self._shared[0]


@dataclass(slots=True)
class Desk:
    """What a worker has before it: the open snapshot, a view of it in each language asked for, memory for answers.

    `show` lets the listener take the body of a likely reply early; None while the reply will be packed.
    """

    limits: Limits
    memory: Memory | None = None
    show: Callable[[bytes | memoryview], None] | None = None
    path: str | None = None
    store: Store | None = None
    graphs: dict[Lang, Graph] = field(default_factory=dict)
    names: list[Names] = field(default_factory=list)

    def turn_to(self, path: str | None) -> None:
        """Open another snapshot, unless it is open already."""
        if path is not None and path != self.path:
            self.graphs.clear()
            self.names.clear()
            self.store = Store(Path(path), read_only=True)
            self.path = path

    def opened(self) -> Store:
        """Return the open snapshot."""
        assert self.store is not None
        return self.store

    def graph(self, lang: Lang) -> Graph:
        """Return the snapshot with its questions in a language."""
        if lang not in self.graphs:
            self.graphs[lang] = _Graph(self.opened(), lang, self.names)
        return self.graphs[lang]


Task = Callable[..., Reply]


def _query(desk: Desk, asked: answering.Query) -> Reply:
    return answering.query(desk.opened().reader, asked, desk.limits, desk.memory, desk.show)


def _graph(desk: Desk, name: str | None, accept: str | None) -> Reply:
    return answering.graph(desk.opened().reader, name, accept, desk.limits, desk.memory)


def _page(function: Callable[..., Reply]) -> Task:
    def task(desk: Desk, lang: Lang, parameters: Mapping[str, str]) -> Reply:
        return function(desk.graph(lang), parameters, desk.limits)

    return task


TASKS: Mapping[str, Task] = {
    "open": lambda desk: Reply(),
    "query": _query,
    "graph": _graph,
    "change": lambda desk, store, asked: writing.change(store, asked),
    "search": _page(pages.search),
    "catalogue": _page(pages.catalogue),
    "ask": _page(pages.ask),
    "table": _page(pages.table),
    "actor": _page(pages.actor),
    "node": _page(pages.node),
    "article": _page(articles.article),
    "articles": _page(articles.listed),
    "ontology": _page(ontology.described),
    "terms": _page(ontology.terms),
    "network": _page(pictures.network),
}


def work(line: Line, limits: Limits) -> None:
    """Do the jobs that come over the line until it closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    heap.hold()
    with suppress(ValueError, OSError):  # macOS knows the limit and refuses to set it
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    desk = Desk(limits, line.memory)
    while not line.wire.closed:
        thread = threading.Thread(target=_serve, args=(line, desk))
        thread.start()
        thread.join()


def _serve(line: Line, desk: Desk) -> None:
    """Say which thread this is, then do jobs until the line closes or somebody has lowered this thread's priority."""
    usual = _priority()  # before anybody knows the thread, and may lower it
    line.send(threading.get_native_id())
    while _priority() == usual:
        try:
            job: Job = line.wire.recv()
        except EOFError:
            line.wire.close()
            return
        desk.show = None if job.gzip else line.show
        line.send(do(desk, job))


def _priority() -> int:
    return os.getpriority(os.PRIO_PROCESS, 0)  # of this thread on Linux, of the process elsewhere


def do(desk: Desk, job: Job) -> Reply:
    """Do one job; what a caller did wrong is 400, what is not there 404."""
    try:
        desk.turn_to(job.snapshot)
        reply = TASKS[job.task](desk, *job.arguments)
    except NotFound as error:
        reply = problem(404, str(error))
    except KgError as error:
        reply = problem(400, str(error))
    except MemoryError:
        reply = problem(413, f"the answer needs more than {desk.limits.memory >> 20} MiB: add LIMIT, or ask for less")
    if len(reply.body) > desk.limits.bytes:
        reply = answering.too_large(desk.limits)
    reply = reply.packed() if job.gzip else reply
    if desk.memory and isinstance(reply.body, bytes):  # nobody will take what may have been written there
        desk.memory.trim(desk.limits.bytes)
    return reply
