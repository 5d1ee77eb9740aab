"""The SPARQL 1.1 Protocol at /sparql and the Graph Store Protocol at /store."""

from __future__ import annotations

import hmac
from urllib.parse import parse_qsl, urljoin

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.web import lexer
from kg.web.answering import Query
from kg.web.negotiation import GRAPHS, NotAcceptable, pick, prefers_page
from kg.web.reply import Reply, problem
from kg.web.service import Service
from kg.web.worker import Job
from kg.web.writing import GraphChange, Update

_FORM = "application/x-www-form-urlencoded"
_DIRECT = {"application/sparql-query": "query", "application/sparql-update": "update"}
_DESCRIPTION = """@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix f: <http://www.w3.org/ns/formats/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
[] a sd:Service ; rdfs:label "kg" ; sd:endpoint <{endpoint}> ; sd:supportedLanguage sd:SPARQL11Query{update} ;
  sd:resultFormat f:SPARQL_Results_JSON , f:SPARQL_Results_XML , f:SPARQL_Results_CSV , f:SPARQL_Results_TSV ,
    f:Turtle , f:N-Triples , f:RDF_XML , f:JSON-LD , f:N-Quads , f:TriG ;
  sd:inputFormat f:Turtle , f:N-Triples , f:RDF_XML , f:JSON-LD ;
  sd:defaultDataset [ a sd:Dataset ;
    rdfs:comment "The default graph holds what the articles assert, once: the view. A named graph is what one says." ] .
"""


class Wrong(Exception):  # noqa: N818 - carries the answer
    """The request breaks the protocol; `reply` says how."""

    def __init__(self, status: int, message: str, *headers: tuple[str, str]) -> None:
        super().__init__(message)
        self.reply = problem(status, message, *headers)


async def sparql(request: Request) -> Response:
    """Answer a query or take an update."""
    service: Service = request.state.service
    try:
        told = await _parameters(request)
        queries, updates = told.get("query", []), told.get("update", [])
        if len(queries) + len(updates) > 1:
            raise Wrong(400, "send exactly one query or update")
        base = str(request.url).partition("?")[0]
        if updates:
            return service.respond(request, await _update(request, service, updates[0], base, told))
        if queries:
            return await _query(request, service, queries[0], base, told)
        if request.method == "GET" and not told and prefers_page(request.headers.get("accept")):
            return RedirectResponse("/query", 303)
        if request.method != "POST" and not told:
            return service.respond(request, _description(request, service, base))
        raise Wrong(400, "no query: send query=SELECT ...")
    except Wrong as wrong:
        return service.respond(request, wrong.reply)


async def _query(request: Request, service: Service, text: str, base: str, told: dict[str, list[str]]) -> Response:
    accept = request.headers.get("accept")
    asked = Query(text, accept, base, tuple(told.get("default-graph-uri", ())), tuple(told.get("named-graph-uri", ())))
    lasting = request.method != "POST" and not lexer.is_by_chance(text)
    return await service.answer(request, Job("query", (asked,)), guest=True, lasting=lasting)


async def _update(request: Request, service: Service, text: str, base: str, told: dict[str, list[str]]) -> Reply:
    if request.method != "POST":
        raise Wrong(405, "an update needs POST", ("Allow", "POST"))
    _may_write(request, service)
    graphs = tuple(told.get("using-graph-uri", ())), tuple(told.get("using-named-graph-uri", ()))
    return await service.write(Update(text, base, *graphs))


async def _parameters(request: Request) -> dict[str, list[str]]:
    """Return the parameters of the URL and of the body, each with all its values."""
    pairs = _pairs(request.url.query)
    if request.method == "POST":
        media, charset = _media(request)
        if charset not in ("", "utf-8", "utf8"):
            raise Wrong(415, f"the charset must be UTF-8, not {charset}")
        body = await request.body()
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError as error:
            raise Wrong(400, "the body is not UTF-8") from error
        if media == _FORM:
            pairs += _pairs(text)
        elif media in _DIRECT:
            pairs.append((_DIRECT[media], text))
        else:
            raise Wrong(
                415, f"cannot read {media or 'a body without Content-Type'}; send {_FORM} or {', '.join(_DIRECT)}"
            )
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError as error:  # UnicodeDecodeError is one
        raise Wrong(400, f"the parameters cannot be read: {error}") from error


def _media(request: Request) -> tuple[str, str]:
    media, *parameters = request.headers.get("content-type", "").split(";")
    told = dict(p.strip().lower().partition("=")[::2] for p in parameters)
    return media.strip().lower(), told.get("charset", "").strip('"')


def _may_write(request: Request, service: Service) -> None:
    settings = service.settings
    if not settings.writable:
        raise Wrong(403, "this server only reads; start it with kg serve --writable")
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(token.strip().encode(), settings.token.encode()):
        raise Wrong(401, "send Authorization: Bearer TOKEN", ("WWW-Authenticate", "Bearer"))


def _description(request: Request, service: Service, base: str) -> Reply:
    update = " , sd:SPARQL11Update" if service.settings.writable else ""
    turtle = _DESCRIPTION.format(endpoint=base, update=update)
    try:
        format = pick(request.headers.get("accept"), GRAPHS[:4])
    except NotAcceptable as error:
        raise Wrong(406, str(error)) from error
    body = ox.serialize(ox.parse(turtle.encode(), ox.RdfFormat.TURTLE), format=format)
    return Reply(body or b"", format.media_type).having(("Vary", "Accept"))


# --- graph store -----------------------------------------------------------------------------------------------------


async def graph_store(request: Request) -> Response:
    """Give, put, add to or delete a graph."""
    service: Service = request.state.service
    try:
        name = _graph_name(request)
        if request.method in ("GET", "HEAD"):
            return await service.answer(request, Job("graph", (name, request.headers.get("accept"))), guest=True)
        _may_write(request, service)
        url = str(request.url).partition("?")[0]
        body = await request.body() if request.method != "DELETE" else b""
        media = request.headers.get("content-type", "")
        return service.respond(request, await service.write(GraphChange(request.method, name, url, media, body)))
    except Wrong as wrong:
        return service.respond(request, wrong.reply)


def _graph_name(request: Request) -> str | None:
    """Return the graph meant: by parameter, "" for the default graph, or the URL itself; None for the whole store."""
    told = dict(_pairs(request.url.query))
    if "default" in told:
        return ""
    if "graph" in told:
        return urljoin(str(request.url), told["graph"])
    return str(request.url) if request.path_params.get("rest", "").strip("/") else None
