"""What every request passes first: how often a client may ask, how much it may send, and headers for the browser."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Iterable, MutableMapping

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.web.settings import Limits

_BURST = 4.0  # seconds' worth of requests
_MOST_CLIENTS = 10_000
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
# The explorer is one file with its script inside: it runs without an origin, and may call nobody.
EXPLORER_POLICY = (
    "sandbox allow-scripts allow-downloads allow-popups; default-src 'none'; script-src 'unsafe-inline'; "
    "style-src 'unsafe-inline'; img-src data: blob:; frame-ancestors 'self'"
)
_POLICY = (b"content-security-policy", CONTENT_POLICY.encode())
_CAREFUL = ((b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer"))


class TooBig(Exception):  # noqa: N818 - told to nobody outside
    """The body is larger than it may be."""


class Rates:
    """A bucket of requests for each client: it fills with `rate` a second."""

    def __init__(self, rate: float) -> None:
        self.rate = rate
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str, now: float) -> float:
        """Take one request; return 0, or the seconds until there is one."""
        if self.rate <= 0:
            return 0.0
        left, then = self._left.pop(client, (self.rate * _BURST, now))
        left = min(self.rate * _BURST, left + (now - then) * self.rate)
        wait = 0.0 if left >= 1 else (1 - left) / self.rate
        self._left[client] = (left if wait else left - 1, now)
        while len(self._left) > _MOST_CLIENTS:
            self._left.popitem(last=False)
        return wait


class Guard:
    """ASGI middleware: 429 for too many requests, 413 for too large ones, security headers on every answer."""

    def __init__(self, app: ASGIApp, limits: Limits, writable: bool) -> None:
        self.app = app
        self.rates = Rates(limits.rate)
        self.limit = limits.upload if writable else limits.request

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, unless it asks for too much."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refused = self._refuse(scope)
        if refused:
            await refused(scope, receive, send)
            return
        started = False
        size = 0

        async def counted() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > self.limit:
                raise TooBig
            return message

        async def sending(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = [*message["headers"], *_guarding(message["headers"])]
            await send(message)

        try:
            await self.app(scope, counted, sending)
        except TooBig:
            if not started:
                await self._too_big()(scope, receive, send)

    def _refuse(self, scope: MutableMapping[str, object]) -> PlainTextResponse | None:
        client = scope.get("client")
        name = str(client[0]) if isinstance(client, (tuple, list)) and client else ""
        wait = self.rates.wait(name, time.monotonic())
        if wait:
            headers = {"Retry-After": str(max(1, round(wait)))}
            return PlainTextResponse(f"more than {self.rates.rate:g} requests a second\n", 429, headers)
        headers_in = scope.get("headers")
        told = dict(headers_in).get(b"content-length", b"") if isinstance(headers_in, (list, tuple)) else b""
        return self._too_big() if told.isdigit() and int(told) > self.limit else None

    def _too_big(self) -> PlainTextResponse:
        return PlainTextResponse(f"the request is larger than {self.limit} bytes\n", 413)


def _guarding(headers: Iterable[tuple[bytes, bytes]]) -> Iterable[tuple[bytes, bytes]]:
    """Return the headers that make a browser careful; a policy that the answer has already stays."""
    return _CAREFUL if any(name == b"content-security-policy" for name, _ in headers) else (_POLICY, *_CAREFUL)
