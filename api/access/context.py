"""What an endpoint gets: the open transaction, the caller, the instant, and the request behind them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sqlalchemy.orm import Session
from starlette.requests import Request

from api.access.actor import Actor
from api.kit.database import Database
from api.kit.errors import Unauthenticated
from api.kit.problems import language_of, request_id_of


@dataclass
class Context:
    db: Session
    request: Request
    now: datetime
    caller: Actor | None
    headers: list[tuple[str, str]] = field(default_factory=list)
    notes: list[Callable[[Session], None]] = field(default_factory=list)

    @property
    def actor(self) -> Actor:
        if self.caller is None:
            raise Unauthenticated()
        return self.caller

    @property
    def employee_id(self) -> UUID:
        """The caller as an employee; accounts without one have no own tasks or results."""
        if self.actor.employee_id is None:
            raise Unauthenticated()
        return self.actor.employee_id

    @property
    def language(self) -> str:
        return language_of(self.request)

    @property
    def request_id(self) -> str:
        return request_id_of(self.request)

    def note_before_answering(self, write: Callable[[Session], None]) -> None:
        """What a reading leaves in the log: written after its own transaction and before its answer, or no answer."""
        self.notes.append(write)

    def send_header(self, name: str, value: str) -> None:
        self.headers.append((name, value))


class LoadActor(Protocol):
    def __call__(self, db: Session, request: Request, now: datetime) -> Actor | None: ...


@dataclass(frozen=True)
class Gate:
    """How the app knows its callers; wired in `routes.py`, since `access` may not know who keeps the accounts."""

    database: Database
    load_actor: LoadActor
    touch_session: Callable[[Session, Actor, datetime], None]
    record_denial: Callable[[Session, Actor, str, str], None]
