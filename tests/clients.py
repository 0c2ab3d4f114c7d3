"""A client that says what it expects: the answer's JSON, or the problem with its status."""

from typing import Any

from httpx import Response
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from api.accounts.models import Account
from api.accounts.sessions import SESSION_COOKIE, lengths_for, start_session
from api.kit import clock
from api.kit.settings import Settings

API = "/api/v1"


def new_session(db: Session, account: Account, *, privileged: bool = False) -> str:
    """The token of a session made straight in the table."""
    lengths = lengths_for(Settings(_env_file=None), privileged=privileged)
    return start_session(db, account, device="Tes", lengths=lengths, now=clock.now())


class Client:
    def __init__(self, http: TestClient) -> None:
        self.http = http

    def signed_in_as(self, db: Session, account: Account, *, privileged: bool = False) -> "Client":
        """With a session made straight in the table (signing in itself has its own tests)."""
        token = new_session(db, account, privileged=privileged)
        db.commit()
        self.http.cookies.set(SESSION_COOKIE, token, domain="localhost.local", path="/")
        return self

    def request(self, method: str, path: str, **options: Any) -> Response:
        return self.http.request(
            method, path if path.startswith("/") and path[1:4] in ("api", "doc") else API + path, **options
        )

    def get(self, path: str, *, expect: int = 200, **options: Any) -> Any:
        return self._read(self.request("GET", path, **options), expect)

    def post(
        self, path: str, body: Any = None, *, expect: int | tuple[int, ...] = (200, 201, 202, 204), **options: Any
    ) -> Any:
        return self._write("POST", path, body, expect, options)

    def put(self, path: str, body: Any = None, *, expect: int = 200, **options: Any) -> Any:
        return self._write("PUT", path, body, expect, options)

    def patch(self, path: str, body: Any = None, *, expect: int = 200, **options: Any) -> Any:
        return self._write("PATCH", path, body, expect, options)

    def delete(self, path: str, *, expect: int = 204, **options: Any) -> Any:
        return self._write("DELETE", path, None, expect, options)

    def _write(self, method: str, path: str, body: Any, expect: int | tuple[int, ...], options: dict[str, Any]) -> Any:
        """`if_match=3` sends that version's ETag; `key="…"` an Idempotency-Key."""
        headers = dict(options.pop("headers", {}))
        if (version := options.pop("if_match", None)) is not None:
            headers["If-Match"] = f'"{version}"'
        if (key := options.pop("key", None)) is not None:
            headers["Idempotency-Key"] = key
        if body is not None:
            options["json"] = body
        return self._read(self.request(method, path, headers=headers, **options), expect)

    @staticmethod
    def _read(response: Response, expect: int | tuple[int, ...]) -> Any:
        wanted = (expect,) if isinstance(expect, int) else expect
        assert response.status_code in wanted, (
            f"{response.request.method} {response.request.url.path}: {response.status_code} {response.text[:2000]}"
        )
        kind = response.headers.get("content-type", "")
        return response.json() if "json" in kind else response.content
