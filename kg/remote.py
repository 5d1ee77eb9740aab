"""A store behind a SPARQL endpoint: `kg serve`, Oxigraph's server, any other that speaks the protocol; only read."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.queries import keywords
from kg.store import Stats, Store

_ACCEPT = {
    "SELECT": "application/sparql-results+json",
    "ASK": "application/sparql-results+json",
    "CONSTRUCT": "application/n-triples, text/turtle;q=0.9",
    "DESCRIBE": "application/n-triples, text/turtle;q=0.9",
}
_ALL = "SELECT ?s ?p ?o ?g WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
_SECONDS = 120.0
_NAMES = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
_DEFAULT = "default-graph-uri"


def is_url(store: str) -> bool:
    """Whether a store is named by the address of an endpoint, not by a folder."""
    return store.startswith(("http://", "https://"))


class Remote(Store):
    """The answers of an endpoint, as a Store gives them.

    A store without a default graph of its own (Virtuoso) has the view in a named one: `?default-graph-uri=IRI` after
    the address says which. Raises QueryError for what the endpoint refuses, StoreError if it is not there or cuts its
    answers.
    """

    def __init__(self, url: str, seconds: float = _SECONDS) -> None:
        super().__init__()
        self.url = url
        self.seconds = seconds
        self.read_only = True

    @property
    def reader(self) -> ox.Store:
        """All quads, fetched."""
        fetched = ox.Store()
        fetched.extend(self)
        return fetched

    def apply(self, delete: Sequence[ox.Quad], insert: Sequence[ox.Quad]) -> None:
        """Refuse: changes go to a folder, which then is served or exported."""
        raise StoreError(f"{self.url}: only read; write to a folder and serve it, or load an export there")

    def query(self, sparql: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Have the endpoint run a query; the answer is whole or an error."""
        verb = _verb(sparql)
        media, body = self._post(sparql, _ACCEPT[verb])
        try:
            if verb in ("SELECT", "ASK"):
                format = ox.QueryResultsFormat.from_media_type(media)
                return ox.parse_query_results(body, format=format or ox.QueryResultsFormat.JSON)
            return _triples(body, ox.RdfFormat.from_media_type(media) or ox.RdfFormat.N_TRIPLES)
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"{self.url}: the answer cannot be read: {error}") from error

    @cached_property
    def _dataset(self) -> list[tuple[str, str]]:
        """The graphs to ask for, where the address names the default graph."""
        view = dict(parse_qsl(urlsplit(self.url).query)).get(_DEFAULT)
        if view is None:
            return []
        told = self._answer(self._form([("query", _NAMES)], _ACCEPT["SELECT"]))[1]
        found = ox.parse_query_results(told, format=ox.QueryResultsFormat.JSON)
        assert isinstance(found, ox.QuerySolutions)
        names = sorted(row["g"].value for row in found)
        return [(_DEFAULT, view), *(("named-graph-uri", name) for name in names if name != view)]

    def _post(self, sparql: str, accept: str) -> tuple[str, bytes]:
        if self._dataset:
            return self._answer(self._form([("query", sparql), *self._dataset], accept))
        headers = {"Content-Type": "application/sparql-query; charset=utf-8", "Accept": accept, "User-Agent": "kg"}
        return self._answer(urllib.request.Request(self.url, sparql.encode(), headers))

    def _form(self, fields: Sequence[tuple[str, str]], accept: str) -> urllib.request.Request:
        bare = urlunsplit(urlsplit(self.url)._replace(query=""))
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": accept, "User-Agent": "kg"}
        return urllib.request.Request(bare, urlencode(fields).encode(), headers)

    def _answer(self, request: urllib.request.Request) -> tuple[str, bytes]:
        try:
            with urllib.request.urlopen(request, timeout=self.seconds) as answer:
                if cut := answer.headers.get("KG-Truncated"):
                    raise StoreError(f"{self.url}: the answer is cut at {cut}; ask for less, or serve with more rows")
                return answer.headers.get_content_type(), answer.read()
        except urllib.error.HTTPError as error:
            told = " ".join(error.read(400).decode("utf-8", "replace").split())
            raise QueryError(f"{self.url} answers {error.code}: {told}") from error
        except (OSError, ValueError) as error:  # no such host, refused, timed out, cut off
            raise StoreError(f"{self.url}: no answer: {error}") from error

    def nquads(self) -> str:
        """Return everything as N-Quads, fetched; lines sorted."""
        return self._here().nquads()

    def stats(self) -> Stats:
        """Count what is in the store, fetched."""
        return self._here().stats()

    def _here(self) -> Store:
        fetched = Store()
        fetched.apply([], list(self))
        return fetched

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __iter__(self) -> Iterator[ox.Quad]:
        rows = self.query(_ALL)
        assert isinstance(rows, ox.QuerySolutions)
        for s, p, o, g in rows:
            yield ox.Quad(s, p, o, g) if g is not None else ox.Quad(s, p, o)


def _verb(sparql: str) -> str:
    return next((word for word in keywords(sparql) if word in _ACCEPT), "SELECT")


def _triples(body: bytes, format: ox.RdfFormat) -> ox.QueryTriples:
    """Return triples as an engine gives them: the only way to make a QueryTriples is to ask for one."""
    found = ox.Store()
    found.load(body, format=format)
    answer = found.query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert isinstance(answer, ox.QueryTriples)
    return answer


# --- loading other stores --------------------------------------------------------------------------------------------


def send(quads: Iterable[ox.Quad], url: str, token: str = "", seconds: float = _SECONDS) -> str:
    """Put quads into another store by the Graph Store Protocol, each graph replaced whole; return a line that says so.

    `url` is where that store takes graphs: /store of `kg serve --writable` and of Oxigraph's server. A name and a
    password in it (`http://dba:dba@...`) are used as the store asks; `?default-graph-uri=IRI` names the graph that
    takes the view in a store without a default graph. Raises StoreError.
    """
    parts = urlsplit(url)
    view = dict(parse_qsl(parts.query)).get(_DEFAULT, "")
    bare = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query=""))
    opener = _opener(bare, unquote(parts.username or ""), unquote(parts.password or ""))
    graphs: dict[str, list[ox.Triple]] = defaultdict(list)
    for quad in quads:
        graphs[view if isinstance(quad.graph_name, ox.DefaultGraph) else str(quad.graph_name)[1:-1]].append(quad.triple)
    for name, triples in graphs.items():
        target = f"{bare}?graph={quote(name, safe='')}" if name else f"{bare}?default"
        body = ox.serialize(triples, format=ox.RdfFormat.TURTLE) or b""
        headers = {"Content-Type": "text/turtle", "User-Agent": "kg"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        request = urllib.request.Request(target, body, headers, method="PUT")
        try:
            with opener.open(request, timeout=seconds):
                pass
        except urllib.error.HTTPError as error:
            told = " ".join(error.read(400).decode("utf-8", "replace").split())
            raise StoreError(f"{target} answers {error.code}: {told}") from error
        except (OSError, ValueError) as error:
            raise StoreError(f"{bare}: no answer: {error}") from error
    return f"{bare}: {sum(map(len, graphs.values()))} statements in {len(graphs)} graphs"


def _opener(url: str, name: str, password: str) -> urllib.request.OpenerDirector:
    """Return what opens addresses under `url`, with a name and password if there are any."""
    if not name:
        return urllib.request.build_opener()
    known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    known.add_password(None, url, name, password)
    return urllib.request.build_opener(
        urllib.request.HTTPDigestAuthHandler(known), urllib.request.HTTPBasicAuthHandler(known)
    )
