"""What came out: calculation runs, proposals, decisions, release. Released rows are frozen (triggers hold it)."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.accounts.models import Account
from api.employees.models import Employee
from api.kit.base import Base, HasId, Versioned
from api.rounds.models import EvaluationRound, Participant


class ObjectionState(StrEnum):
    """What became of the one objection there may be against a version of a result."""

    NONE = "none"
    OPEN = "open"
    WITHDRAWN = "withdrawn"
    RULED = "ruled"


class CalculationRun(HasId, Base):
    """A calculation as a resource. Its results stay invisible until one switch publishes them all."""

    __tablename__ = "calculation_run"
    __table_args__ = (
        Index("ix_calculation_run_round_id", "round_id"),
        CheckConstraint("status IN ('queued', 'running', 'published', 'failed')", name="status_known"),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey(EvaluationRound.id))
    number: Mapped[int]
    status: Mapped[str] = mapped_column(String(10), default="queued")
    requested_by: Mapped[UUID] = mapped_column(ForeignKey(Account.id))
    requested_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    policies: Mapped[Any] = mapped_column(JSON)  # [{version_id, number, content_hash}]
    counts: Mapped[Any] = mapped_column(JSON)  # processed, complete, incomplete, failed
    failures: Mapped[Any] = mapped_column(JSON)  # [{participant_id, name, reason}]
    differences: Mapped[Any] = mapped_column(JSON)  # against the run before: participants whose figures changed


class RunSignals(Base):
    """What a run found in the quality of the ratings: counts of raters, agreement, reliability – without any rater."""

    __tablename__ = "run_signals"

    run_id: Mapped[UUID] = mapped_column(ForeignKey(CalculationRun.id), primary_key=True)
    content: Mapped[Any] = mapped_column(JSON)


class Result(HasId, Versioned, Base):
    """One participant's result in one version. Figures are ten-thousandths, rounded once from the exact fraction."""

    __tablename__ = "result"
    __table_args__ = (
        UniqueConstraint("run_id", "participant_id", "version"),
        Index("ix_result_round_id", "round_id"),
        Index("ix_result_participant_id", "participant_id"),
        Index("ix_result_employee_id", "employee_id"),
        Index("uq_result_supersedes_id", "supersedes_id", unique=True),  # a version is superseded once
        CheckConstraint("status IN ('proposal', 'decided', 'released')", name="status_known"),
        CheckConstraint("objection IN ('none', 'open', 'withdrawn', 'ruled')", name="objection_known"),
    )

    run_id: Mapped[UUID] = mapped_column(ForeignKey(CalculationRun.id))
    round_id: Mapped[UUID] = mapped_column(ForeignKey(EvaluationRound.id))
    participant_id: Mapped[UUID] = mapped_column(ForeignKey(Participant.id))
    employee_id: Mapped[UUID] = mapped_column(ForeignKey(Employee.id))
    version: Mapped[int] = mapped_column(default=1)
    supersedes_id: Mapped[UUID | None] = mapped_column(ForeignKey("result.id"))
    superseded: Mapped[bool] = mapped_column(default=False)
    objection: Mapped[str] = mapped_column(String(10), default="none", server_default="none")  # kept by api/objections
    status: Mapped[str] = mapped_column(String(10), default="proposal")
    # what the engine proposes
    composite: Mapped[int | None]
    scaled: Mapped[int | None]  # 0–120
    numeric: Mapped[int | None]  # PP 30/2019 layer, 0–120; none where the work result is only a code
    values: Mapped[Any] = mapped_column(JSON)  # per value: ten-thousandths or null
    left_out: Mapped[Any] = mapped_column(JSON)  # [{value, source, reason}]
    sums: Mapped[bytes] = mapped_column(LargeBinary)  # exact source sums: what the derivation is rebuilt from
    item_sums: Mapped[bytes] = mapped_column(LargeBinary)  # per source and item: sum and number of answers
    proposed_work: Mapped[int | None]  # SIASN codes 1–3
    proposed_behaviour: Mapped[int | None]
    proposed_predicate: Mapped[int | None]  # 1–5; none where only an official may say it
    needs_official_decision: Mapped[bool] = mapped_column(default=False)
    work: Mapped[Any] = mapped_column(JSON)  # the work result these figures rest on: {code, skp, innovation} or null
    precision: Mapped[Any] = mapped_column(JSON)
    # when
    released_at: Mapped[datetime | None]
    released_by: Mapped[UUID | None] = mapped_column(ForeignKey(Account.id))

    participant: Mapped[Participant] = relationship(lazy="raise")
    employee: Mapped[Employee] = relationship(lazy="raise")
    round: Mapped[EvaluationRound] = relationship(lazy="raise")
    decision: Mapped["ResultDecision | None"] = relationship(lazy="raise")
    receipt: Mapped["ResultReceipt | None"] = relationship(lazy="raise")
    response: Mapped["ResultResponse | None"] = relationship(lazy="raise")


class ResultDecision(Base):
    """The officer's word. The predicate always follows the matrix from the two ratings."""

    __tablename__ = "result_decision"
    __table_args__ = (
        CheckConstraint("work_rating BETWEEN 1 AND 3", name="work_range"),
        CheckConstraint("behaviour_rating BETWEEN 1 AND 3", name="behaviour_range"),
        CheckConstraint("predicate BETWEEN 1 AND 5", name="predicate_range"),
    )

    result_id: Mapped[UUID] = mapped_column(ForeignKey(Result.id), primary_key=True)
    work_rating: Mapped[int]
    behaviour_rating: Mapped[int]
    predicate: Mapped[int]
    departs: Mapped[bool]
    category: Mapped[str | None] = mapped_column(String(30))
    instructed_by: Mapped[str] = mapped_column(String(200), default="")
    document: Mapped[str] = mapped_column(String(300), default="")
    reason: Mapped[str] = mapped_column(String(2000), default="")
    message: Mapped[str] = mapped_column(String(2000), default="")  # the superior's words to the person
    taken_over: Mapped[bool] = mapped_column(default=False)
    external: Mapped[bool] = mapped_column(default=False)
    together: Mapped[bool] = mapped_column(default=False)  # confirmed as proposed with others
    decided_by: Mapped[UUID] = mapped_column(ForeignKey(Account.id))
    decided_at: Mapped[datetime]


class ResultReceipt(Base):
    """ "Saya sudah membaca": receipt, not consent. The objection clock runs from here."""

    __tablename__ = "result_receipt"

    result_id: Mapped[UUID] = mapped_column(ForeignKey(Result.id), primary_key=True)
    received_at: Mapped[datetime]
    automatic: Mapped[bool] = mapped_column(default=False)


class ResultResponse(Base):
    """Tanggapan of the person to his proposal, where the round asks for it."""

    __tablename__ = "result_response"

    result_id: Mapped[UUID] = mapped_column(ForeignKey(Result.id), primary_key=True)
    text: Mapped[str] = mapped_column(String(2000))
    written_at: Mapped[datetime]


class ResultSeal(Base):
    """SHA-256 over a released result as it was shown, so that anybody can check that nothing changed since."""

    __tablename__ = "result_seal"

    result_id: Mapped[UUID] = mapped_column(ForeignKey(Result.id), primary_key=True)
    content_hash: Mapped[str] = mapped_column(String(64))
    sequence: Mapped[int] = mapped_column(BigInteger)


class CorrectionForm(Base):
    """The superior's form as the ruling officer filled it in, beside the frozen original: one byte per item."""

    __tablename__ = "correction_form"

    result_id: Mapped[UUID] = mapped_column(ForeignKey(Result.id), primary_key=True)  # the version that came out
    answers: Mapped[bytes] = mapped_column(LargeBinary)
    written_by: Mapped[UUID] = mapped_column(ForeignKey(Account.id))
    written_at: Mapped[datetime]


class ResultCorrection(HasId, Versioned, Base):
    """A clerical error in a released result: one officer proposes what it should say, another approves it."""

    __tablename__ = "result_correction"
    __table_args__ = (
        Index(
            "uq_result_correction_open",
            "result_id",
            unique=True,
            sqlite_where=text("status = 'proposed'"),
            postgresql_where=text("status = 'proposed'"),
        ),
        CheckConstraint("status IN ('proposed', 'approved', 'rejected')", name="status_known"),
    )

    result_id: Mapped[UUID] = mapped_column(ForeignKey(Result.id))
    status: Mapped[str] = mapped_column(String(10), default="proposed")
    work_rating: Mapped[int]
    behaviour_rating: Mapped[int]
    work: Mapped[Any] = mapped_column(JSON)  # {code, skp_hundredths, innovation, evidence}, or null: it stays
    reason: Mapped[str] = mapped_column(String(2000))
    document: Mapped[str] = mapped_column(String(300), default="")
    proposed_by: Mapped[UUID] = mapped_column(ForeignKey(Account.id))
    proposed_at: Mapped[datetime]
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey(Account.id))
    answered_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(String(2000), default="")
    new_result_id: Mapped[UUID | None] = mapped_column(ForeignKey(Result.id))

    result: Mapped[Result] = relationship(lazy="raise", foreign_keys=[result_id])
