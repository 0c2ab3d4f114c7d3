"""The office's letterhead, the register of papers that were given a number, and their signed scans."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.accounts.models import Account
from api.employees.models import Position
from api.kit.base import Base, HasId, Versioned
from api.results.models import Result
from api.rounds.models import EvaluationRound


class Letterhead(Versioned, Base):
    """What stands at the top and at the end of every paper: one row, from the first time somebody enters it."""

    __tablename__ = "letterhead"
    __table_args__ = (CheckConstraint("id = 1", name="one_letterhead"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1, autoincrement=False)
    lines: Mapped[Any] = mapped_column(JSON)  # up to three
    address_line: Mapped[str] = mapped_column(String(300), default="")
    place: Mapped[str] = mapped_column(String(100), default="")  # before the date: "Medan, 24 November 2026"
    number_pattern: Mapped[str] = mapped_column(String(100))
    signatory_position_id: Mapped[UUID | None] = mapped_column(ForeignKey(Position.id))  # none: the unit's head
    signatory_title: Mapped[str] = mapped_column(String(200), default="")  # instead of the post's own title
    on_behalf_of: Mapped[str] = mapped_column(String(200), default="")  # "a.n. ..." above the title


class Document(HasId, Base):
    """A paper that was given a number. What it said is known by its hash; a later edition supersedes it."""

    __tablename__ = "document"
    __table_args__ = (
        UniqueConstraint("year", "sequence"),
        Index("ix_document_round_id", "round_id"),
        Index("ix_document_result_id", "result_id"),
        CheckConstraint("kind IN ('result_sheet', 'round_recap', 'round_minutes')", name="kind_known"),
        CheckConstraint("variant IN ('full', 'without_parts')", name="variant_known"),
        CheckConstraint("(kind = 'result_sheet') = (result_id IS NOT NULL)", name="sheet_of_a_result"),
    )

    kind: Mapped[str] = mapped_column(String(20))
    variant: Mapped[str] = mapped_column(String(15), default="full")
    round_id: Mapped[UUID] = mapped_column(ForeignKey(EvaluationRound.id))
    result_id: Mapped[UUID | None] = mapped_column(ForeignKey(Result.id))
    year: Mapped[int]
    sequence: Mapped[int]  # counts through the year, all papers together
    number: Mapped[str] = mapped_column(String(150))
    content_hash: Mapped[str] = mapped_column(String(64))
    issued_at: Mapped[datetime]
    issued_by: Mapped[UUID] = mapped_column(ForeignKey(Account.id))
    superseded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("document.id"))

    round: Mapped[EvaluationRound] = relationship(lazy="raise")
    result: Mapped[Result | None] = relationship(lazy="raise")


class DocumentScan(HasId, Base):
    """The paper as it was signed. A later scan takes the place of the one before, which is kept."""

    __tablename__ = "document_scan"
    __table_args__ = (
        UniqueConstraint("document_id", "version"),
        CheckConstraint("media_type IN ('application/pdf', 'image/jpeg', 'image/png')", name="media_type_known"),
    )

    document_id: Mapped[UUID] = mapped_column(ForeignKey(Document.id))
    version: Mapped[int]
    media_type: Mapped[str] = mapped_column(String(20))
    size: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    attached_at: Mapped[datetime]
    attached_by: Mapped[UUID] = mapped_column(ForeignKey(Account.id))
    reason: Mapped[str] = mapped_column(String(2000), default="")  # why it takes the place of the one before
