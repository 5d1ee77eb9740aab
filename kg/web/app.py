"""The routes of the server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp

from kg.web import site
from kg.web.guard import Guard
from kg.web.protocol import graph_store, sparql
from kg.web.service import Service
from kg.web.settings import Settings

PAGES = ("/", "/ask", "/ask/{name}", "/query", "/actor", "/node", "/article", "/articles", "/network", "/ontology")
_STORE = ["GET", "HEAD", "PUT", "POST", "DELETE"]


def create(settings: Settings) -> ASGIApp:
    """Return the ASGI application; it takes its snapshot and starts its workers when it starts.

    A router behind a guard is all there is: handlers answer what is wrong with a request themselves.
    """
    service = Service(settings)

    @asynccontextmanager
    async def lifespan(app: Router) -> AsyncIterator[dict[str, Service]]:
        try:
            await service.start()
            yield {"service": service}
        finally:
            await service.stop()

    router = Router(
        routes=[
            Route("/sparql", sparql, methods=["GET", "POST"]),  # first, for it is asked most
            Route("/store{rest:path}", graph_store, methods=_STORE),
            Route("/sparql", _preflight, methods=["OPTIONS"]),
            Route("/store{rest:path}", _preflight, methods=["OPTIONS"]),
            Route("/api/words", site.wording),
            Route("/api/{task}", site.api, methods=["GET", "POST"]),
            Route("/static/{name}", site.static),
            *(Route(path, site.shell) for path in PAGES),
        ],
        lifespan=lifespan,
    )
    return Guard(router, settings.limits, settings.writable)


async def _preflight(request: Request) -> Response:
    """Tell a browser which requests from other pages we take."""
    service: Service = request.state.service
    if not service.settings.cors:
        return Response(status_code=403)
    return Response(
        status_code=204,
        headers={
            "Access-Control-Allow-Origin": service.settings.cors,
            "Access-Control-Allow-Methods": ", ".join(_STORE),
            "Access-Control-Allow-Headers": "Accept, Authorization, Content-Type, If-None-Match",
            "Access-Control-Max-Age": "86400",
        },
    )
