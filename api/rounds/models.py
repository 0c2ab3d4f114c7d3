"""When, for whom, with which version; participants as they were at launch."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.accounts.models import Account
from api.employees.models import Employee, OrgUnit
from api.instruments.models import InstrumentVersion
from api.kit.base import Base, HasId, Versioned


class EvaluationRound(HasId, Versioned, Base):
    """`status` is the recorded one; whoever asks what holds now takes `rules.effective_status` with the deadlines."""

    __tablename__ = "evaluation_round"
    __table_args__ = (
        CheckConstraint("period_end >= period_start", name="period_ends_after_start"),
        CheckConstraint("kind IN ('full', 'light', 'practice')", name="kind_known"),
        CheckConstraint(
            "status IN ('draft', 'open', 'closed', 'calculated', 'released', 'archived', 'cancelled')",
            name="status_known",
        ),
        Index("ix_evaluation_round_status", "status"),
    )

    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(10))
    period_type: Mapped[str] = mapped_column(String(10))
    period_start: Mapped[date]
    period_end: Mapped[date]
    status: Mapped[str] = mapped_column(String(12), default="draft")
    unit_id: Mapped[UUID] = mapped_column(ForeignKey(OrgUnit.id))
    opens_at: Mapped[datetime | None]  # opened by the ticker at this instant, if the launch check lets it
    closes_at: Mapped[datetime]  # exclusive
    peers_per_person: Mapped[int] = mapped_column(default=5)
    response_stage: Mapped[bool] = mapped_column(default=False)  # tanggapan before the decisions
    objection_days: Mapped[int | None]  # the office's at the first release: what was announced does not change
    note: Mapped[str] = mapped_column(String(2000), default="")
    cloned_from_id: Mapped[UUID | None] = mapped_column(ForeignKey("evaluation_round.id"))
    created_by: Mapped[UUID] = mapped_column(ForeignKey(Account.id))
    created_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    calculated_at: Mapped[datetime | None]
    released_at: Mapped[datetime | None]  # the first release; later parts follow
    archived_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    published_run_id: Mapped[UUID | None]  # the calculation run whose results hold
    organisation_predicate: Mapped[str | None] = mapped_column(String(20))
    organisation_document: Mapped[str] = mapped_column(String(300), default="")
    distribution_acknowledged_by: Mapped[UUID | None] = mapped_column(ForeignKey(Account.id))
    distribution_acknowledged_at: Mapped[datetime | None]
    distribution_reason: Mapped[str] = mapped_column(String(2000), default="")

    unit: Mapped[OrgUnit] = relationship(lazy="raise")


class RoundInstrument(Base):
    """The version a class of posts is rated with; class "" is everybody without a version of his own."""

    __tablename__ = "round_instrument"

    round_id: Mapped[UUID] = mapped_column(ForeignKey(EvaluationRound.id), primary_key=True)
    position_class: Mapped[str] = mapped_column(String(20), primary_key=True, default="")
    version_id: Mapped[UUID] = mapped_column(ForeignKey(InstrumentVersion.id))


class Participant(HasId, Versioned, Base):
    """The employee as he was when the round was prepared; launching freezes post, unit and superior."""

    __tablename__ = "participant"
    __table_args__ = (
        UniqueConstraint("round_id", "employee_id"),
        Index("ix_participant_employee_id", "employee_id"),
        Index("ix_participant_superior_id", "superior_id"),
        CheckConstraint("status IN ('active', 'excluded', 'left', 'incapacitated')", name="status_known"),
        CheckConstraint("superior_id IS NULL OR superior_id <> employee_id", name="not_his_own_superior"),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey(EvaluationRound.id))
    employee_id: Mapped[UUID] = mapped_column(ForeignKey(Employee.id))
    status: Mapped[str] = mapped_column(String(15), default="active")
    reason_code: Mapped[str] = mapped_column(String(30), default="")  # why excluded, left or incapacitated
    reason: Mapped[str] = mapped_column(String(2000), default="")
    unit_id: Mapped[UUID] = mapped_column(ForeignKey(OrgUnit.id))
    unit_name: Mapped[str] = mapped_column(String(200))
    unit_path: Mapped[str] = mapped_column(String(800))
    position_title: Mapped[str] = mapped_column(String(200))
    position_class: Mapped[str] = mapped_column(String(20))
    superior_id: Mapped[UUID | None] = mapped_column(ForeignKey(Employee.id))
    superior_outside: Mapped[bool] = mapped_column(default=False)  # dinilai di luar sistem
    version_id: Mapped[UUID | None] = mapped_column(ForeignKey(InstrumentVersion.id))
    joined_late: Mapped[bool] = mapped_column(default=False)
    months: Mapped[int | None]  # of the period, where it was only a part

    employee: Mapped[Employee] = relationship(lazy="raise", foreign_keys=[employee_id])
    superior: Mapped[Employee | None] = relationship(lazy="raise", foreign_keys=[superior_id])


class Extension(HasId, Base):
    """More time for one evaluator or one unit; more time for all is the round's own `closes_at`."""

    __tablename__ = "extension"
    __table_args__ = (
        Index("ix_extension_round_id", "round_id"),
        CheckConstraint("(employee_id IS NULL) <> (unit_id IS NULL)", name="person_or_unit"),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey(EvaluationRound.id))
    employee_id: Mapped[UUID | None] = mapped_column(ForeignKey(Employee.id))
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey(OrgUnit.id))
    closes_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(2000))
    created_by: Mapped[UUID] = mapped_column(ForeignKey(Account.id))
    created_at: Mapped[datetime]


class Holiday(Base):
    """A day on which nobody should have to meet a deadline: national, cuti bersama, or the office's own."""

    __tablename__ = "holiday"

    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(20))  # national, joint_leave, office


class RoundFact(Base):
    """Figures of a round that are kept as they were shown (unit tables, by parts), by name."""

    __tablename__ = "round_fact"

    round_id: Mapped[UUID] = mapped_column(ForeignKey(EvaluationRound.id), primary_key=True)
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    content: Mapped[Any] = mapped_column(JSON)
