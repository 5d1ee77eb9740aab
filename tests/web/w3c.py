"""Run the W3C manifests of the SPARQL 1.1 Protocol and the Graph Store Protocol against a server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import rdflib
from rdflib import RDFS, Namespace
from rdflib.collection import Collection
from rdflib.compare import isomorphic

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
_STATUS = {
    "OK": 200,
    "Created": 201,
    "NoContent": 204,
    "NotFound": 404,
    "BadRequest": 400,
    "UnsupportedMediaType": 415,
    "MethodNotAllowed": 405,
    "NotAcceptable": 406,
}


@dataclass
class Case:
    """One test of a manifest: requests in order, each with what the answer must be."""

    name: str
    graph: rdflib.Graph
    node: rdflib.term.Node
    folder: Path
    failures: list[str] = field(default_factory=list)


def cases(folder: Path, manifest: str) -> Iterator[Case]:
    graph = rdflib.Graph().parse(data=(folder / manifest).read_bytes(), format="turtle", publicID="http://m/")
    for entries in graph.objects(None, MF.entries):
        for node in Collection(graph, entries):
            yield Case(str(node).rsplit("#")[-1], graph, node, folder)


def names(folder: Path, manifest: str) -> list[str]:
    return [case.name for case in cases(folder, manifest)] if folder.is_dir() else []


class Runner:
    """Sends the requests of cases to /sparql and /store of a server that may be written."""

    def __init__(self, url: str, token: str) -> None:
        self.client = httpx.Client(headers={"Authorization": f"Bearer {token}", "User-Agent": "tests"}, timeout=30)
        self.sparql, self.store = f"{url}/sparql", f"{url}/store"

    def clear(self) -> None:
        """Empty the store."""
        headers = {"content-type": "application/sparql-update"}
        self.client.post(self.sparql, content="DROP ALL", headers=headers).raise_for_status()

    def load(self, case: Case) -> None:
        """Put the data of a case into the store."""
        for data in case.graph.objects(case.node, UT.graphData):
            file = str(case.graph.value(data, UT.graph)).rsplit("/")[-1]
            self.client.put(
                self.store,
                params={"graph": str(case.graph.value(data, RDFS.label))},
                content=(case.folder / file).read_bytes(),
                headers={"content-type": "application/n-triples"},
            ).raise_for_status()

    def run(self, case: Case, *, protocol: bool) -> list[str]:
        """Return what went wrong."""
        graph = case.graph
        requests = graph.value(graph.value(case.node, MF.action), HT.requests)
        location = ""
        for number, request in enumerate(Collection(graph, requests)):
            body, headers = self._body(graph, request), self._headers(graph, request)
            path = str(graph.value(request, HT.absolutePath))
            url = self._protocol_url(path) if protocol else self._store_url(path.replace("$LOCATION$", location))
            answer = self.client.request(str(graph.value(request, HT.methodName)), url, content=body, headers=headers)
            location = answer.headers.get("location", location)
            case.failures += [f"{number}: {f}" for f in self._check(graph, request, answer, url, protocol)]
        return case.failures

    def _protocol_url(self, path: str) -> str:
        return self.sparql + path.split("/sparql/", 1)[1]

    def _store_url(self, path: str) -> str:
        rest = path[4:]
        url = rest if rest.startswith("http") else self.store + rest
        return url.replace("$GRAPHSTORE$", self.store)

    def _body(self, graph: rdflib.Graph, request: rdflib.term.Node) -> bytes | None:
        body = graph.value(request, HT.body)
        if body is None:
            return None
        encoding = str(graph.value(body, CNT.characterEncoding) or "utf-8")
        return str(graph.value(body, CNT.chars)).encode(encoding)

    def _headers(self, graph: rdflib.Graph, request: rdflib.term.Node) -> dict[str, str]:
        headers = graph.value(request, HT.headers)
        if headers is None:
            return {}
        return {
            str(graph.value(h, HT.fieldName)): str(graph.value(h, HT.fieldValue)) for h in Collection(graph, headers)
        }

    def _check(self, graph, request, answer: httpx.Response, url: str, protocol: bool) -> Iterator[str]:
        wanted = graph.value(request, HT.resp)
        statuses = [str(s).rsplit("#")[-1] for s in graph.objects(wanted, MF.expectedStatus)]
        if statuses and not any(_is_status(answer.status_code, s) for s in statuses):
            yield f"{answer.status_code}, not {statuses}: {answer.text[:80]!r}"
        boolean = graph.value(wanted, MF.expectedBoolean)
        if boolean is not None and _boolean(answer) != boolean.toPython():
            yield f"not {boolean}: {answer.text[:80]!r}"
        body = graph.value(wanted, HT.body)
        if body is not None and not protocol:
            got = rdflib.Graph().parse(data=answer.content, format="turtle", publicID=url)
            told = rdflib.Graph().parse(data=str(graph.value(body, CNT.chars)), format="turtle", publicID=url)
            if not isomorphic(got, told):
                yield "another graph"


def _is_status(code: int, wanted: str) -> bool:
    group = re.match(r"StatusCode(\d)xx", wanted)
    return _STATUS.get(wanted) == code or wanted == str(code) or bool(group and code // 100 == int(group[1]))


def _boolean(answer: httpx.Response) -> bool:
    if "json" in answer.headers.get("content-type", ""):
        return bool(answer.json()["boolean"])
    return "true" in answer.text.lower().split("<boolean>")[-1][:12]
