"""The page and what it asks for: one shell for all addresses, static files from memory, JSON from the workers."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from kg.model import Lang
from kg.views import messages
from kg.web.guard import EXPLORER_POLICY
from kg.web.reply import problem
from kg.web.service import Service
from kg.web.words import words
from kg.web.worker import Job

_HERE = Path(__file__).parent / "static"
_MEDIA = {".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".svg": "image/svg+xml"}
TASKS = frozenset(
    ("search", "catalogue", "ask", "table", "actor", "node", "article", "articles", "ontology", "terms", "network")
)
_GUESTS = frozenset(("table",))


@cache
def _files() -> Mapping[str, tuple[bytes, bytes, str, str]]:
    """Return body, packed body, media type and ETag of each static file."""
    found = {}
    for path in sorted(_HERE.iterdir()):
        body = path.read_bytes()
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        found[path.name] = (body, gzip.compress(body, 9, mtime=0), f"{_MEDIA[path.suffix]}; charset=utf-8", etag)
    return found


def _file(request: Request, name: str) -> Response:
    if name not in _files():
        return Response(f"no file {name}\n", 404, media_type="text/plain")
    body, packed, media, etag = _files()[name]
    headers = {"ETag": etag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding", "Content-Type": media}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(packed, headers={**headers, "Content-Encoding": "gzip"})
    return Response(body, headers=headers)


async def static(request: Request) -> Response:
    """Give a static file."""
    return _file(request, request.path_params["name"])


async def shell(request: Request) -> Response:
    """Give the page; its script reads from the address what to show."""
    return _file(request, "index.html")


async def wording(request: Request) -> Response:
    """Give the words of the page in a language."""
    service: Service = request.state.service
    lang = language(request.query_params.get("lang"), service.settings.lang)
    reply = words(lang)
    return service.respond(request, reply)


async def api(request: Request) -> Response:
    """Have a worker answer what the page asks; queries may come by POST, since they can be long."""
    service: Service = request.state.service
    task = request.path_params["task"]
    if task not in TASKS:
        return service.respond(request, problem(404, f"no such question: {task}"))
    told = parse_qsl(request.url.query, keep_blank_values=True, max_num_fields=1000)
    if request.method == "POST":
        told += parse_qsl(
            (await request.body()).decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=1000
        )
    parameters: dict[str, list[str]] = {}
    for name, value in told:
        parameters.setdefault(name, []).append(value)
    lang = language(request.query_params.get("lang"), service.settings.lang)
    lasting = request.method != "POST"
    job = Job(task, (lang, parameters))
    response = await service.answer(request, job, guest=task in _GUESTS, lasting=lasting)
    if task == "network" and response.headers.get("content-type", "").startswith("text/html"):
        response.headers["Content-Security-Policy"] = EXPLORER_POLICY
    return response


def language(told: str | None, default: str) -> Lang:
    """Return the language asked for, else the server's."""
    for wanted in (told, default):
        for lang in messages.LANGS:
            if wanted == lang:
                return lang
    return "en"
