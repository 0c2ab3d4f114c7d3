"""Requests as bytes: what no HTTP client would send, straight into the app; and how much of a body it took."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple
from urllib.parse import unquote

from anyio.from_thread import BlockingPortal, start_blocking_portal
from fastapi import FastAPI

Headers = Sequence[tuple[str, str]]


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes
    taken: int  # bytes of the request's body that were read

    def json(self) -> Any:
        return json.loads(self.body)


class Wire:
    """A caller. A request may end the caller's own session; `sign_in` then gives a new cookie and the request is repeated,
    so that what follows is not answered 401 for that reason alone."""

    def __init__(self, app: FastAPI, portal: BlockingPortal, sign_in: Callable[[], str] | None = None) -> None:
        self.app = app
        self.portal = portal
        self.sign_in = sign_in
        self.cookie = sign_in() if sign_in else None

    def send(self, method: str, target: str, body: bytes = b"", headers: Headers = (), **options: Any) -> Answer:
        answer = self.send_once(method, target, body, headers, **options)
        if answer.status != 401 or self.sign_in is None:
            return answer
        self.cookie = self.sign_in()
        return self.send_once(method, target, body, headers, **options)

    def send_once(
        self,
        method: str,
        target: str,
        body: bytes = b"",
        headers: Headers = (),
        *,
        host: str = "localhost",
        chunk: int = 65_536,
    ) -> Answer:
        sent = [("host", host), *headers]
        if self.cookie is not None:
            sent.append(("cookie", self.cookie))
        path, _, query = target.partition("?")
        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": method,
            "scheme": "https",
            "path": unquote(path, errors="replace"),
            "raw_path": path.encode("latin-1", "replace"),
            "query_string": query.encode("latin-1", "replace"),
            "root_path": "",
            "headers": [(name.encode("latin-1"), value.encode("latin-1", "replace")) for name, value in sent],
            "client": ("192.0.2.7", 50_000),
            "server": (host, 443),
        }
        return self.portal.call(self._exchange, scope, body, chunk)

    async def _exchange(self, scope: dict[str, Any], body: bytes, chunk: int) -> Answer:
        taken = 0
        got: dict[str, Any] = {"body": b""}

        async def receive() -> dict[str, Any]:
            nonlocal taken
            part = body[taken : taken + chunk]
            taken += len(part)
            return {"type": "http.request", "body": part, "more_body": taken < len(body)}

        async def send(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                got["status"] = message["status"]
                got["headers"] = {name.decode().lower(): value.decode("latin-1") for name, value in message["headers"]}
            else:
                got["body"] += message.get("body", b"")

        await self.app(scope, receive, send)  # type: ignore[arg-type]  # plain dicts are ASGI's own types
        return Answer(got["status"], got["headers"], got["body"], taken)


@contextmanager
def wire(app: FastAPI, sign_in: Callable[[], str] | None = None) -> Iterator[Wire]:
    with start_blocking_portal() as portal:
        yield Wire(app, portal, sign_in)
