"""Who answers the same SPARQL in `serving.py`: raw pyoxigraph, the library, `kg serve`, Oxigraph's server, rdflib.

Servers are processes of their own, asked over one kept connection by one more process, which does nothing else: a
client that holds what the library made costs milliseconds that are no server's.
"""

from __future__ import annotations

import multiprocessing
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import pyoxigraph as ox
import rdflib

from kg.graph import Graph
from kg.store import Store

JSON = "application/sparql-results+json"
STARTING = 60.0  # seconds a server may take
_BUFFER = bytearray(1 << 20)  # what a client would pay for memory is no work of a server
_STORE = re.compile(rb"(?i)server-timing:.*store;dur=([\d.]+)")


class Late(Exception):  # noqa: N818 - a result, not a mistake
    """There was no answer in time."""


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds that an answer took, and those of the store in it, if it says so."""

    all: float
    store: float | None = None


class Engine(Protocol):
    """Answers a query in full and tells what that took; raises Late."""

    def ask(self, query: str, seconds: float) -> Took: ...


class Raw:
    """pyoxigraph alone, to SPARQL JSON."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store

    def ask(self, query: str, seconds: float) -> Took:
        begun = time.perf_counter()
        self.store.query(query).serialize(format=ox.QueryResultsFormat.JSON)
        return Took(time.perf_counter() - begun)


class Apart:
    """Raw pyoxigraph in a process of its own, which sends its answers over: what leaving the process costs."""

    def __init__(self, store: Path) -> None:
        self._line, far = multiprocessing.Pipe()
        self.process = multiprocessing.get_context("spawn").Process(target=_apart, args=(far, store), daemon=True)
        self.process.start()
        self._line.recv()  # open

    def ask(self, query: str, seconds: float) -> Took:
        begun = time.perf_counter()
        self._line.send(query)
        if not self._line.poll(10 * seconds):
            raise SystemExit("pyoxigraph alone does not answer")
        self._line.recv_bytes()
        return Took(time.perf_counter() - begun)

    def stop(self) -> None:
        self.process.kill()


def _apart(line: multiprocessing.connection.Connection, store: Path) -> None:
    raw = ox.Store.read_only(str(store))
    line.send("open")
    while True:
        line.send_bytes(raw.query(line.recv()).serialize(format=ox.QueryResultsFormat.JSON))


class Library:
    """`kg.open(...).query(...)`, to a Table."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def ask(self, query: str, seconds: float) -> Took:
        begun = time.perf_counter()
        self.graph.query(query)
        return Took(time.perf_counter() - begun)


class Server:
    """A server's process, and that of its client."""

    def __init__(self, command: list[str], port: int, path: str) -> None:
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._line, far = multiprocessing.Pipe()
        self._client = multiprocessing.get_context("spawn").Process(target=_asking, args=(far, port, path), daemon=True)
        self._client.start()
        until = time.monotonic() + STARTING
        while True:
            try:
                self.ask("ASK {}", 5)
                return
            except Late as error:
                if time.monotonic() > until or self.process.poll() is not None:
                    raise SystemExit(f"{command[0]} did not start") from error
                time.sleep(0.05)

    def ask(self, query: str, seconds: float) -> Took:
        self._line.send((query, seconds))
        told = self._line.recv()
        if told is None:
            raise Late
        assert isinstance(told, Took)
        return told

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._client.kill()
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()


def _asking(line: multiprocessing.connection.Connection, port: int, path: str) -> None:
    client = _Client(port, path)
    while True:
        try:
            line.send(client.ask(*line.recv()))
        except (OSError, Late):
            line.send(None)


class _Client:
    """One kept connection to a server."""

    def __init__(self, port: int, path: str) -> None:
        self.port, self.path = port, path
        self._line: socket.socket | None = None

    def ask(self, query: str, seconds: float) -> Took:
        begun = time.perf_counter()
        body = query.encode()
        head = (
            f"POST {self.path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nAccept: {JSON}\r\n"
            f"Content-Type: application/sparql-query\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        kept = self._line is not None
        line = self._connected()
        line.settimeout(seconds)
        try:
            line.sendall(head.encode() + body)
            told = _read(line)
        except TimeoutError as error:
            self._hang_up()
            raise Late from error
        except ConnectionError:
            told = b""
        if not told and kept:  # closed by the server, since nothing was asked for some seconds
            self._hang_up()
            return self.ask(query, seconds)
        if not told.startswith(b"HTTP/1.1 200"):
            self._hang_up()
            raise Late
        took = time.perf_counter() - begun
        store = _STORE.search(told)
        return Took(took, float(store[1]) / 1000 if store else None)

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def _connected(self) -> socket.socket:
        if self._line is None:
            self._line = socket.create_connection(("127.0.0.1", self.port))
            self._line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._line


def _read(line: socket.socket) -> bytes:
    """Read one answer, with Content-Length or in chunks, and return its head; nothing from a closed connection."""
    told = b""
    while b"\r\n\r\n" not in told:
        if not (more := line.recv(1 << 18)):
            return b""
        told += more
    head, _, body = told.partition(b"\r\n\r\n")
    low = head.lower()
    if b"content-length:" in low:
        size = int(low.partition(b"content-length:")[2].partition(b"\r")[0])
        left = size - len(body)
        while left > 0 and (got := line.recv_into(_BUFFER)):
            left -= got
        return head
    while not body.endswith(b"0\r\n\r\n"):
        body = body[-8:] + line.recv(1 << 18)
    return head


def kg_serve(store: Path, port: int, seconds: float) -> Server:
    """Start `kg serve` with a deadline and no bound on how often a client may ask."""
    command = [sys.executable, "-m", "kg", "--store", str(store), "serve", "--port", str(port), "--rate", "0"]
    return Server([*command, "--timeout", str(seconds)], port, "/sparql")


def oxigraph(store: Path, port: int) -> Server:
    """Start Oxigraph's own server on a copy of the store."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or "oxigraph"
    return Server([program, "serve-read-only", "-l", str(store), "-b", f"127.0.0.1:{port}"], port, "/query")


class Rdflib:
    """rdflib in memory, in a process that can be stopped over one query and goes on."""

    def __init__(self, quads: Path) -> None:
        self._line, far = multiprocessing.Pipe()
        self.process = multiprocessing.get_context("fork").Process(target=_rdflib, args=(far, quads), daemon=True)
        self.process.start()
        self.loading = float(self._line.recv())  # seconds

    def ask(self, query: str, seconds: float) -> Took:
        begun = time.perf_counter()
        self._line.send((query, seconds))
        if self._line.recv() != "answered":
            raise Late
        return Took(time.perf_counter() - begun)

    def stop(self) -> None:
        self.process.kill()


def _rdflib(line: multiprocessing.connection.Connection, quads: Path) -> None:
    def late(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, late)
    begun = time.monotonic()
    dataset = rdflib.Dataset()
    dataset.parse(quads, format="nquads")
    line.send(time.monotonic() - begun)
    while True:
        query, seconds = line.recv()
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            dataset.query(query).serialize(format="json")
            line.send("answered")
        except Exception:  # its own limits count as no answer
            line.send("late")
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)


def opened(store: Path) -> tuple[Raw, Library]:
    """Return raw pyoxigraph and the library on one open store."""
    graph = Graph(Store(store, read_only=True))
    return Raw(graph.store.reader), Library(graph)
