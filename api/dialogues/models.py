"""The small dialogue of a round: a person's questions to his superior, and what the two agreed when they met."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.accounts.models import Account
from api.kit.base import Base, HasId, Versioned
from api.rounds.models import Participant


class Dialogue(HasId, Versioned, Base):
    """One for each participant; it begins with a question or with the note of a meeting, whichever comes first."""

    __tablename__ = "dialogue"
    __table_args__ = (
        UniqueConstraint("participant_id"),
        CheckConstraint("(agreed_action = '') = (due_on IS NULL)", name="action_has_a_day"),
        CheckConstraint("held_on IS NOT NULL OR (agreed_action = '' AND confirmed_at IS NULL)", name="noted_first"),
    )

    participant_id: Mapped[UUID] = mapped_column(ForeignKey(Participant.id))
    held_on: Mapped[date | None]
    agreed_action: Mapped[str] = mapped_column(String(300), default="")
    due_on: Mapped[date | None]
    recorded_by: Mapped[UUID | None] = mapped_column(ForeignKey(Account.id))
    recorded_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]  # the person: "ya, sudah kami bicarakan"
    finished_by: Mapped[UUID | None] = mapped_column(ForeignKey(Account.id))
    finished_at: Mapped[datetime | None]

    participant: Mapped[Participant] = relationship(lazy="raise")


class DialogueQuestion(HasId, Base):
    """ "Tanya atasan". One at a time waits for its answer."""

    __tablename__ = "dialogue_question"
    __table_args__ = (
        Index("ix_dialogue_question_dialogue_id", "dialogue_id"),
        Index(
            "uq_dialogue_question_open",
            "dialogue_id",
            unique=True,
            sqlite_where=text("answered_at IS NULL"),
            postgresql_where=text("answered_at IS NULL"),
        ),
    )

    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey(Dialogue.id))
    text: Mapped[str] = mapped_column(String(1000))
    asked_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(String(1000), default="")
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey(Account.id))
    answered_at: Mapped[datetime | None]
