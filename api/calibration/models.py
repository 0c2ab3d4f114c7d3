"""The calibration meeting of a round: what was said about a case, and that the meeting came to its end."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.accounts.models import Account
from api.kit.base import Base, HasId, Versioned
from api.rounds.models import EvaluationRound, Participant


class CalibrationNote(HasId, Versioned, Base):
    """One for each case somebody wrote about or ticked off."""

    __tablename__ = "calibration_note"
    __table_args__ = (UniqueConstraint("participant_id"), Index("ix_calibration_note_round_id", "round_id"))

    round_id: Mapped[UUID] = mapped_column(ForeignKey(EvaluationRound.id))
    participant_id: Mapped[UUID] = mapped_column(ForeignKey(Participant.id))
    text: Mapped[str] = mapped_column(String(1000), default="")
    discussed: Mapped[bool] = mapped_column(default=False)
    written_by: Mapped[UUID] = mapped_column(ForeignKey(Account.id))
    written_at: Mapped[datetime]


class CalibrationConfirmation(HasId, Base):
    """Who closed the meeting, when, with whom, over how many cases. A later meeting adds another; the latest holds."""

    __tablename__ = "calibration_confirmation"
    __table_args__ = (Index("ix_calibration_confirmation_round_id", "round_id"),)

    round_id: Mapped[UUID] = mapped_column(ForeignKey(EvaluationRound.id))
    confirmed_by: Mapped[UUID] = mapped_column(ForeignKey(Account.id))
    confirmed_at: Mapped[datetime]
    attendees: Mapped[str] = mapped_column(String(500))
    note: Mapped[str] = mapped_column(String(2000), default="")
    cases: Mapped[int]
    rest: Mapped[int]
