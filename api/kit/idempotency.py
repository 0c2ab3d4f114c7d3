"""A request that creates something may carry `Idempotency-Key`: sent twice, it happens once.

The record belongs to the caller and the operation; the stored answer is given only to who may still ask for it,
because the route checks the permission first.
"""

import hashlib
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import LargeBinary, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from api.kit.base import Base, HasId
from api.kit.errors import IdempotencyKeyReused


class IdempotencyRecord(HasId, Base):
    __tablename__ = "idempotency_record"
    __table_args__ = (UniqueConstraint("principal_id", "operation", "key"),)

    principal_id: Mapped[UUID]
    operation: Mapped[str] = mapped_column(String(100))
    key: Mapped[str] = mapped_column(String(200))
    fingerprint: Mapped[bytes] = mapped_column(LargeBinary(32))
    status: Mapped[int]
    body: Mapped[bytes] = mapped_column(LargeBinary)
    etag: Mapped[str | None] = mapped_column(String(100))
    created_at: Mapped[datetime]


class Key(NamedTuple):
    principal_id: UUID
    operation: str
    key: str
    fingerprint: bytes


def fingerprint(path: str, body: bytes) -> bytes:
    return hashlib.sha256(path.encode() + b"\0" + body).digest()


def find_reply(db: Session, key: Key) -> IdempotencyRecord | None:
    """The earlier answer to the same request; another body under the same key is a conflict."""
    record = db.scalar(
        select(IdempotencyRecord).where(
            IdempotencyRecord.principal_id == key.principal_id,
            IdempotencyRecord.operation == key.operation,
            IdempotencyRecord.key == key.key,
        )
    )
    if record is not None and record.fingerprint != key.fingerprint:
        raise IdempotencyKeyReused()
    return record


def keep_reply(db: Session, key: Key, *, status: int, body: bytes, etag: str | None, now: datetime) -> None:
    db.add(IdempotencyRecord(**key._asdict(), status=status, body=body, etag=etag, created_at=now))
