"""Requests to break a seal. The opened bundle itself is never stored: it is written when it is fetched."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.accounts.models import Account
from api.kit.base import Base, HasId
from api.rounds.models import EvaluationRound, Participant


class SealBreaking(HasId, Base):
    __tablename__ = "seal_breaking"
    __table_args__ = (
        Index("ix_seal_breaking_round_id", "round_id"),
        CheckConstraint("seal IN ('forms', 'raters')", name="seal_known"),
        CheckConstraint("status IN ('requested', 'approved', 'refused')", name="status_known"),
        CheckConstraint("decided_by IS NULL OR decided_by <> requested_by", name="two_officers"),
        CheckConstraint("seal <> 'raters' OR participant_id IS NOT NULL", name="raters_of_one_person"),
    )

    seal: Mapped[str] = mapped_column(String(10))
    round_id: Mapped[UUID] = mapped_column(ForeignKey(EvaluationRound.id))
    participant_id: Mapped[UUID | None] = mapped_column(ForeignKey(Participant.id))  # none: the whole round
    reason: Mapped[str] = mapped_column(String(2000))
    status: Mapped[str] = mapped_column(String(10), default="requested")
    requested_by: Mapped[UUID] = mapped_column(ForeignKey(Account.id))
    requested_at: Mapped[datetime]
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey(Account.id))
    decided_at: Mapped[datetime | None]
    decision_reason: Mapped[str] = mapped_column(String(2000), default="")
    expires_at: Mapped[datetime | None]

    round: Mapped[EvaluationRound] = relationship(lazy="raise")
    participant: Mapped[Participant | None] = relationship(lazy="raise")
