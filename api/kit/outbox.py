"""Work that follows a change, written in the change's own transaction and done at least once.

A worker leases a message, does it and marks it done; if it is killed, the lease lapses and the message is taken again.
Whatever a handler does must therefore be harmless the second time.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import JSON, Index, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from api.kit import clock
from api.kit.base import Base, HasId
from api.kit.database import Database, is_sqlite

log = structlog.get_logger("outbox")

LEASE = timedelta(minutes=5)
MAX_ATTEMPTS = 8

Handler = Callable[[Database, dict[str, Any]], None]


class OutboxMessage(HasId, Base):
    __tablename__ = "outbox_message"
    __table_args__ = (
        UniqueConstraint("kind", "key"),
        Index("ix_outbox_message_due", "done_at", "not_before"),
    )

    kind: Mapped[str] = mapped_column(String(60))
    key: Mapped[str] = mapped_column(String(100))  # the same thing is not put in twice
    payload: Mapped[Any] = mapped_column(JSON)
    created_at: Mapped[datetime]
    not_before: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    dead_at: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(String(200))  # the kind of error, no values


def put(db: Session, kind: str, key: str, payload: dict[str, Any]) -> None:
    """Say in this transaction what shall follow it."""
    now = clock.now()
    db.add(OutboxMessage(kind=kind, key=key, payload=payload, created_at=now, not_before=now))


def work_once(database: Database, handlers: dict[str, Handler]) -> bool:
    """Take one due message and do it. False when nothing was due."""
    leased = _lease(database, set(handlers))
    if leased is None:
        return False
    message_id, kind, payload, attempts = leased
    try:
        handlers[kind](database, payload)
    except Exception as error:
        log.exception("outbox_failed", outbox_kind=kind, attempts=attempts)
        _finish(database, message_id, error=type(error).__name__)
    else:
        _finish(database, message_id, error=None)
    return True


def _lease(database: Database, kinds: set[str]) -> tuple[UUID, str, dict[str, Any], int] | None:
    now = clock.now()
    due = (
        select(OutboxMessage)
        .where(
            OutboxMessage.kind.in_(kinds),
            OutboxMessage.done_at.is_(None),
            OutboxMessage.dead_at.is_(None),
            OutboxMessage.not_before <= now,
            (OutboxMessage.leased_until.is_(None)) | (OutboxMessage.leased_until < now),
        )
        .order_by(OutboxMessage.not_before)
        .limit(1)
    )
    with database.reading() as db:  # an idle worker must not take the write lock every second
        if db.scalar(due.with_only_columns(OutboxMessage.id)) is None:
            return None
    with database.writing() as db:
        message = db.scalar(due if is_sqlite(db) else due.with_for_update(skip_locked=True))
        if message is None:
            return None
        message.leased_until = now + LEASE
        message.attempts += 1
        return message.id, message.kind, message.payload, message.attempts


def _finish(database: Database, message_id: UUID, *, error: str | None) -> None:
    now = clock.now()
    with database.writing() as db:
        message = db.get_one(OutboxMessage, message_id)
        message.leased_until = None
        message.last_error = error
        if error is None:
            message.done_at = now
        elif message.attempts >= MAX_ATTEMPTS:
            message.dead_at = now
        else:
            message.not_before = now + timedelta(seconds=2**message.attempts)
