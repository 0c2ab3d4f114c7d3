"""What should follow: the catalogue, and each person's recommendations with the numbers that led there."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.accounts.models import Account
from api.employees.models import Employee
from api.kit.base import Base, HasId, Versioned
from api.results.models import Result


class Course(HasId, Versioned, Base):
    """A learning activity: an assignment at work (70), learning from others (20), or a course (10)."""

    __tablename__ = "course"
    __table_args__ = (
        UniqueConstraint("code"),
        CheckConstraint("kind IN ('experience', 'others', 'formal')", name="kind_known"),
    )

    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(300))
    kind: Mapped[str] = mapped_column(String(12))
    form: Mapped[str] = mapped_column(String(60))
    description: Mapped[str] = mapped_column(String(2000), default="")
    values: Mapped[Any] = mapped_column(JSON)
    competencies: Mapped[Any] = mapped_column(JSON)
    audience: Mapped[Any] = mapped_column(JSON)
    provider: Mapped[str] = mapped_column(String(200), default="")
    hours_jp: Mapped[int | None]
    seats: Mapped[int | None]
    active: Mapped[bool] = mapped_column(default=True)


class Recommendation(HasId, Versioned, Base):
    __tablename__ = "recommendation"
    __table_args__ = (
        UniqueConstraint("result_id", "rank"),
        Index("ix_recommendation_employee_id", "employee_id"),
        CheckConstraint("status IN ('proposed', 'accepted', 'dismissed')", name="status_known"),
    )

    result_id: Mapped[UUID] = mapped_column(ForeignKey(Result.id))
    employee_id: Mapped[UUID] = mapped_column(ForeignKey(Employee.id))
    rank: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12))  # gap, strengthen
    value_code: Mapped[str | None] = mapped_column(String(10))
    competency: Mapped[int]
    priority: Mapped[int]  # ten-thousandths
    reasons: Mapped[Any] = mapped_column(JSON)
    status: Mapped[str] = mapped_column(String(10), default="proposed")
    answer_reason: Mapped[str] = mapped_column(String(2000), default="")
    answered_at: Mapped[datetime | None]

    courses: Mapped[list["RecommendedCourse"]] = relationship(
        lazy="raise", order_by="RecommendedCourse.kind", cascade="all, delete-orphan"
    )


class RecommendedCourse(Base):
    __tablename__ = "recommended_course"

    recommendation_id: Mapped[UUID] = mapped_column(ForeignKey(Recommendation.id), primary_key=True)
    course_id: Mapped[UUID] = mapped_column(ForeignKey(Course.id), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))

    course: Mapped[Course] = relationship(lazy="raise")


class CompetencyLevel(HasId, Base):
    """A level somebody assessed (1–5), with the day; the newest counts."""

    __tablename__ = "competency_level"
    __table_args__ = (
        UniqueConstraint("employee_id", "competency", "assessed_on"),
        CheckConstraint("level BETWEEN 1 AND 5", name="level_range"),
        CheckConstraint("competency BETWEEN 1 AND 9", name="competency_range"),
    )

    employee_id: Mapped[UUID] = mapped_column(ForeignKey(Employee.id))
    competency: Mapped[int]
    level: Mapped[int]
    assessed_on: Mapped[date]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey(Account.id))


class CompletedCourse(HasId, Base):
    """What a person has already learnt, for the exclusions (passed in the last 24 months, JP of the year)."""

    __tablename__ = "completed_course"
    __table_args__ = (Index("ix_completed_course_employee_id", "employee_id"),)

    employee_id: Mapped[UUID] = mapped_column(ForeignKey(Employee.id))
    course_id: Mapped[UUID] = mapped_column(ForeignKey(Course.id))
    completed_on: Mapped[date]
    hours_jp: Mapped[int | None]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey(Account.id))
