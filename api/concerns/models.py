"""What people raise: a comment that should not stand, and pressure on a rater.

A comment report knows who reported and which comment, never who wrote it. Pressure is between its sender and one contact.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.accounts.models import Account
from api.assignments.models import EvaluationComment
from api.kit.base import Base, HasId, Versioned
from api.rounds.models import Participant


class CommentReport(HasId, Versioned, Base):
    """One open report of a comment at a time. Two officers take a comment down: one proposes, another confirms."""

    __tablename__ = "comment_report"
    __table_args__ = (
        Index("ix_comment_report_participant_id", "participant_id"),
        Index(
            "uq_comment_report_open",
            "comment_id",
            unique=True,
            sqlite_where=text("status IN ('open', 'proposed')"),
            postgresql_where=text("status IN ('open', 'proposed')"),
        ),
        CheckConstraint("status IN ('open', 'proposed', 'kept', 'taken_down')", name="status_known"),
        CheckConstraint("proposed_by IS NULL OR decided_by IS NULL OR proposed_by <> decided_by", name="two_officers"),
    )

    participant_id: Mapped[UUID] = mapped_column(ForeignKey(Participant.id))
    comment_id: Mapped[UUID] = mapped_column(ForeignKey(EvaluationComment.id))
    status: Mapped[str] = mapped_column(String(10), default="open")
    reason: Mapped[str] = mapped_column(String(1000))
    reported_by: Mapped[UUID] = mapped_column(ForeignKey(Account.id))
    reported_at: Mapped[datetime]
    proposed_by: Mapped[UUID | None] = mapped_column(ForeignKey(Account.id))
    proposed_reason: Mapped[str] = mapped_column(String(1000), default="")
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey(Account.id))
    decided_at: Mapped[datetime | None]
    decided_reason: Mapped[str] = mapped_column(String(1000), default="")

    participant: Mapped[Participant] = relationship(lazy="raise")
    comment: Mapped[EvaluationComment] = relationship(lazy="raise")


class PressureReport(HasId, Versioned, Base):
    """ "Saya ditekan": for the contact named on the day it was sent, and for nobody else. `named`: he may know who."""

    __tablename__ = "pressure_report"
    __table_args__ = (
        Index("ix_pressure_report_sender_id", "sender_id"),
        Index("ix_pressure_report_contact_id", "contact_id"),
        CheckConstraint("status IN ('open', 'answered', 'closed')", name="status_known"),
        CheckConstraint("sender_id <> contact_id", name="two_people"),
    )

    sender_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id))
    contact_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id))
    named: Mapped[bool]
    status: Mapped[str] = mapped_column(String(10), default="open")
    sent_on: Mapped[date]
    closed_on: Mapped[date | None]


class PressureMessage(HasId, Base):
    """What was written, in order; the day only, no hour."""

    __tablename__ = "pressure_message"
    __table_args__ = (Index("ix_pressure_message_report_id", "report_id"),)

    report_id: Mapped[UUID] = mapped_column(ForeignKey(PressureReport.id))
    place: Mapped[int]
    from_contact: Mapped[bool]
    text: Mapped[str] = mapped_column(String(2000))
    written_on: Mapped[date]
