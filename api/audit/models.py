"""The log of what was done. Entries are appended and never touched again (triggers hold it on both engines).

An entry itself carries no personal value: what changed stands in `audit_detail` beside it, and the entry holds only the
salted hash of it. Deleting the detail is erasure; the entry and its leaf stay verifiable (security.md §4).
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from api.kit.base import Base


class Family(StrEnum):
    EVENT = "event"
    PARTICIPATION = "participation"  # who completed a task in which round, in which hour; never for whom
    LEAF = "leaf"  # the salted hash of one form, without actor; appended shuffled at calculation


class Outcome(StrEnum):
    DONE = "done"
    DENIED = "denied"


class AuditEntry(Base):
    __tablename__ = "audit_entry"
    __table_args__ = (
        CheckConstraint("seq > 0", name="seq_positive"),
        Index("ix_audit_entry_object", "object_type", "object_id"),
        Index("ix_audit_entry_action", "action"),
        Index("ix_audit_entry_actor", "actor_ref"),
    )

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    time: Mapped[datetime]
    family: Mapped[str] = mapped_column(String(20))
    action: Mapped[str] = mapped_column(String(60))
    object_type: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[str] = mapped_column(String(64))
    actor_ref: Mapped[str | None] = mapped_column(String(64))
    outcome: Mapped[str] = mapped_column(String(10))
    before_hash: Mapped[str | None] = mapped_column(String(64))
    after_hash: Mapped[str | None] = mapped_column(String(64))
    trace: Mapped[str | None] = mapped_column(String(32))
    leaf_hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class AuditDetail(Base):
    __tablename__ = "audit_detail"

    seq: Mapped[int] = mapped_column(ForeignKey(AuditEntry.seq), primary_key=True, autoincrement=False)
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    before: Mapped[Any] = mapped_column(JSON, nullable=True)
    after: Mapped[Any] = mapped_column(JSON, nullable=True)
    reason: Mapped[str | None]


class AuditCheckpoint(Base):
    """A signed word on how long the log was and what it said: `note` leaves the machine (security.md §4.3).

    `frontier` is the compact range from which the tree goes on growing, so that the next one costs only what came since.
    """

    __tablename__ = "audit_checkpoint"

    size: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    root: Mapped[bytes] = mapped_column(LargeBinary(32))
    frontier: Mapped[bytes] = mapped_column(LargeBinary)
    note: Mapped[str] = mapped_column(String(1000))
    occasion: Mapped[str] = mapped_column(String(20))
    made_at: Mapped[datetime]
