"""Who rates whom, and what they hand in – and the one sealed table between the two.

`Assignment` says who has which task. `Evaluation` is a form: participant, source, a random token, answers; no rater, no
time, no order. Only `SealedToken` joins them; nothing else may, in any column of any table (DESIGN.md §5).
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.accounts.models import Account
from api.employees.models import Employee
from api.kit.base import Base, HasId
from api.rounds.models import EvaluationRound, Participant


class RaterConflict(HasId, Base):
    """Two people who must not rate each other as peers (family, a dispute, an open objection). Order has no meaning."""

    __tablename__ = "rater_conflict"
    __table_args__ = (
        UniqueConstraint("first_id", "second_id"),
        CheckConstraint("first_id <> second_id", name="two_people"),
    )

    first_id: Mapped[UUID] = mapped_column(ForeignKey(Employee.id))
    second_id: Mapped[UUID] = mapped_column(ForeignKey(Employee.id))
    kind: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(2000), default="")
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey(Account.id))
    recorded_at: Mapped[datetime]


class RaterPlan(Base):
    """That a plan was drawn, from what (so that a stale one is noticed), and how fair it is; never its pairs."""

    __tablename__ = "rater_plan"

    round_id: Mapped[UUID] = mapped_column(ForeignKey(EvaluationRound.id), primary_key=True)
    drawn_at: Mapped[datetime]
    drawn_by: Mapped[UUID] = mapped_column(ForeignKey(Account.id))
    seed_hash: Mapped[str] = mapped_column(String(64))
    basis_hash: Mapped[str] = mapped_column(String(64))
    report: Mapped[Any] = mapped_column(JSON)


class SealedSeed(Base):
    """Whoever has the seed has the pairs; it is destroyed when the round is archived."""

    __tablename__ = "sealed_seed"

    round_id: Mapped[UUID] = mapped_column(ForeignKey(EvaluationRound.id), primary_key=True)
    seed: Mapped[bytes] = mapped_column(LargeBinary(32))


class Assignment(HasId, Base):
    """One evaluator × one participant × one source. Before launch `planned`, then the task's own life."""

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("participant_id", "evaluator_id"),
        Index("ix_assignment_evaluator_id", "evaluator_id", "round_id"),
        Index("ix_assignment_round_id", "round_id"),
        CheckConstraint("source IN ('self', 'superior', 'peer', 'subordinate')", name="source_known"),
        CheckConstraint("status IN ('planned', 'open', 'submitted', 'declined', 'withdrawn')", name="status_known"),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey(EvaluationRound.id))
    participant_id: Mapped[UUID] = mapped_column(ForeignKey(Participant.id))
    evaluator_id: Mapped[UUID] = mapped_column(ForeignKey(Employee.id))
    source: Mapped[str] = mapped_column(String(12))
    status: Mapped[str] = mapped_column(String(10), default="planned")
    receipt: Mapped[str | None] = mapped_column(String(20))  # the rater's proof that he handed in; says nothing of what
    decline_category: Mapped[str | None] = mapped_column(String(20))
    decline_reason: Mapped[str] = mapped_column(String(2000), default="")
    self_form_seen: Mapped[bool] = mapped_column(default=False)  # a superior who opened the self form cannot reopen

    participant: Mapped[Participant] = relationship(lazy="raise")


class Draft(Base):
    """What a rater has filled in so far. The hand-in deletes it."""

    __tablename__ = "draft"

    assignment_id: Mapped[UUID] = mapped_column(ForeignKey(Assignment.id), primary_key=True)
    version: Mapped[int]
    answers: Mapped[Any] = mapped_column(JSON)  # {"item number": 0–5}
    comments: Mapped[Any] = mapped_column(JSON)  # {"value code" or "": text}
    saved_at: Mapped[datetime]


class PaperSheet(HasId, Base):
    """A form printed for a rater without a device and, like a draft, what the first typist read on it.

    Once it has come in, the row is gone: then nothing joins code, typists and form. A sheet that was printed anew, or whose
    task was ended some other way, keeps its code alone, so that whoever still holds the paper is told.
    """

    __tablename__ = "paper_sheet"
    __table_args__ = (
        UniqueConstraint("code_hash"),
        UniqueConstraint("assignment_id"),
        Index("ix_paper_sheet_round_id", "round_id"),
        CheckConstraint("(typing IS NULL) = (typed_by IS NULL)", name="typed_by_somebody"),
        CheckConstraint(
            "assignment_id IS NOT NULL OR (printed_by IS NULL AND typed_by IS NULL)", name="void_keeps_its_code_alone"
        ),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey(EvaluationRound.id))
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    assignment_id: Mapped[UUID | None] = mapped_column(ForeignKey(Assignment.id))
    printed_by: Mapped[UUID | None] = mapped_column(ForeignKey(Account.id))
    typed_by: Mapped[UUID | None] = mapped_column(ForeignKey(Account.id))
    typing: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))  # answers and comments, as in a draft
    differed: Mapped[bool] = mapped_column(default=False)  # the second typist was told so once


class SilencePledge(Base):
    """That a rater has read his duty of silence in a round, which wording, and on which day; nothing about any form."""

    __tablename__ = "silence_pledge"

    round_id: Mapped[UUID] = mapped_column(ForeignKey(EvaluationRound.id), primary_key=True)
    employee_id: Mapped[UUID] = mapped_column(ForeignKey(Employee.id), primary_key=True)
    version: Mapped[int]
    accepted_on: Mapped[date]


class SealedToken(Base):
    """THE link between a task and its form. Read only by `assignments/seal.py`; destroyed when archiving."""

    __tablename__ = "sealed_token"
    __table_args__ = (UniqueConstraint("token"),)

    assignment_id: Mapped[UUID] = mapped_column(ForeignKey(Assignment.id), primary_key=True)
    token: Mapped[UUID]


class Evaluation(Base):
    """A handed-in form: one byte per item in the version's order, 1–5, 0 = tidak dapat menilai."""

    __tablename__ = "evaluation"
    __table_args__ = (
        Index("ix_evaluation_round_id_participant_id", "round_id", "participant_id"),
        CheckConstraint("source IN ('self', 'superior', 'peer', 'subordinate')", name="source_known"),
    )

    token: Mapped[UUID] = mapped_column(primary_key=True)
    round_id: Mapped[UUID] = mapped_column(ForeignKey(EvaluationRound.id))
    participant_id: Mapped[UUID] = mapped_column(ForeignKey(Participant.id))
    source: Mapped[str] = mapped_column(String(12))
    answers: Mapped[bytes] = mapped_column(LargeBinary)


class EvaluationComment(HasId, Base):
    """`value_code` "" is a comment on the whole; the token tells only that comments came from one form."""

    __tablename__ = "evaluation_comment"
    __table_args__ = (Index("ix_evaluation_comment_token", "token"),)

    token: Mapped[UUID] = mapped_column(ForeignKey(Evaluation.token))
    value_code: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(String(2000))
    taken_down: Mapped[bool] = mapped_column(default=False)  # by two officers; counted as before, no longer shown


class PendingLeaf(Base):
    """The salted hash of a form until calculation puts all leaves of the round, shuffled, into the log."""

    __tablename__ = "pending_leaf"

    token: Mapped[UUID] = mapped_column(primary_key=True)
    round_id: Mapped[UUID] = mapped_column(ForeignKey(EvaluationRound.id))
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    leaf: Mapped[str] = mapped_column(String(64))
