"""What every request passes, as plain ASGI (a BaseHTTPMiddleware would cost as much as the endpoint itself)."""

import re
import secrets
import time
from typing import Any

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.kit.errors import Unexpected, UnknownHost
from api.kit.problems import problem_response

log = structlog.get_logger("request")

_HOST = re.compile(r"(\[(?P<v6>[0-9a-f:.]+)\]|(?P<name>[^\[\]:/@\s]+))(:\d{1,5})?")

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types vue worker"
    ),
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class RequestFrame:
    """Gives each request a number, refuses foreign hosts, adds the security headers, logs one line, and has the
    last word on exceptions nobody expected: a problem document, never a trace."""

    def __init__(self, app: ASGIApp, hosts: set[str]) -> None:
        self.app = app
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = secrets.token_hex(8)
        scope.setdefault("state", {})["request_id"] = request_id
        started = time.perf_counter()
        status = 500
        answered = False

        async def send_framed(message: Message) -> None:
            nonlocal status, answered
            if message["type"] == "http.response.start":
                answered = True
                status = message["status"]
                _complete(MutableHeaders(scope=message), request_id)
            await send(message)

        try:
            if _host(scope) not in self.hosts:
                await problem_response(Request(scope), UnknownHost())(scope, receive, send_framed)
            else:
                await self.app(scope, receive, send_framed)
        except Exception:
            log.exception("unexpected", request_id=request_id)
            if answered:
                raise
            await problem_response(Request(scope), Unexpected())(scope, receive, send_framed)
        finally:
            log.info("request", **_facts(scope), status=status, ms=round((time.perf_counter() - started) * 1000, 1))


def _host(scope: Scope) -> str:
    """The name without its port; an IPv6 address stands in brackets."""
    found = _HOST.fullmatch(Headers(scope=scope).get("host", "").lower())
    return (found["v6"] or found["name"]) if found else ""


def _complete(headers: MutableHeaders, request_id: str) -> None:
    headers["X-Request-Id"] = request_id
    headers.setdefault("Cache-Control", "no-store")
    for name, value in SECURITY_HEADERS.items():
        headers.setdefault(name, value)


def _facts(scope: Scope) -> dict[str, Any]:
    """An allow-list: the route's template, never the path (it may carry a name or a number)."""
    route = scope.get("route")
    return {
        "request_id": scope["state"]["request_id"],
        "method": scope["method"] if scope["method"] in _METHODS else "OTHER",
        "route": getattr(route, "path_format", "-"),
    }


_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
