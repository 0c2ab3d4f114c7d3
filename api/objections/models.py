"""An objection against one version of a result: what was objected, said by both sides, and ruled; with its evidence."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.accounts.models import Account
from api.employees.models import Employee
from api.kit.base import Base, HasId, Versioned
from api.results.models import Result
from api.rounds.models import EvaluationRound, Participant


class Objection(HasId, Versioned, Base):
    """One for each version of a result. Once it has ended the database refuses to change it."""

    __tablename__ = "objection"
    __table_args__ = (
        UniqueConstraint("result_id"),
        Index("ix_objection_participant_id", "participant_id"),
        Index("ix_objection_employee_id", "employee_id"),
        Index("ix_objection_round_id", "round_id"),
        CheckConstraint(
            "status IN ('filed', 'under_review', 'heard', 'ruled_upheld', 'ruled_changed', 'withdrawn', 'late_rejected')",
            name="status_known",
        ),
        CheckConstraint("(status = 'ruled_changed') = (new_result_id IS NOT NULL)", name="change_has_a_version"),
    )

    result_id: Mapped[UUID] = mapped_column(ForeignKey(Result.id))
    round_id: Mapped[UUID] = mapped_column(ForeignKey(EvaluationRound.id))
    participant_id: Mapped[UUID] = mapped_column(ForeignKey(Participant.id))
    employee_id: Mapped[UUID] = mapped_column(ForeignKey(Employee.id))
    status: Mapped[str] = mapped_column(String(15), default="filed")
    external: Mapped[bool] = mapped_column(default=False)  # ruled above this office; HR records it with its document
    grounds: Mapped[Any] = mapped_column(JSON)  # [{about, reason}]; about: a value's code, "work" or "whole"
    filed_at: Mapped[datetime]
    deadline_at: Mapped[datetime]  # exclusive: until when it could be filed
    ruling_due_at: Mapped[datetime]
    review_started_at: Mapped[datetime | None]
    review_started_by: Mapped[UUID | None] = mapped_column(ForeignKey(Account.id))
    hearing_until: Mapped[datetime | None]  # exclusive; then it is ruled on what was said
    answer: Mapped[str] = mapped_column(String(2000), default="")  # the assessor's
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey(Account.id))
    reply: Mapped[str] = mapped_column(String(2000), default="")  # the person's, to the answer
    replied_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    ruled_at: Mapped[datetime | None]
    ruled_by: Mapped[UUID | None] = mapped_column(ForeignKey(Account.id))
    ruling_reason: Mapped[str] = mapped_column(String(2000), default="")
    document: Mapped[str] = mapped_column(String(300), default="")
    work_evidence: Mapped[str] = mapped_column(String(2000), default="", server_default="")  # of a ruled innovation
    new_result_id: Mapped[UUID | None] = mapped_column(ForeignKey(Result.id))

    result: Mapped[Result] = relationship(lazy="raise", foreign_keys=[result_id])


class ObjectionEvidence(HasId, Base):
    """A file the person attached; the same limits as for signed scans."""

    __tablename__ = "objection_evidence"
    __table_args__ = (
        UniqueConstraint("objection_id", "content_hash"),
        CheckConstraint("media_type IN ('application/pdf', 'image/jpeg', 'image/png')", name="media_type_known"),
    )

    objection_id: Mapped[UUID] = mapped_column(ForeignKey(Objection.id))
    caption: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(20))
    size: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    attached_at: Mapped[datetime]
    attached_by: Mapped[UUID] = mapped_column(ForeignKey(Account.id))
