"""What people ask about their own data."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.accounts.models import Account
from api.employees.models import Employee
from api.kit.base import Base, HasId


class CorrectionRequest(HasId, Base):
    """One field, one request: while it waits, the same field is not asked about again."""

    __tablename__ = "correction_request"
    __table_args__ = (
        Index("ix_correction_request_employee_id", "employee_id"),
        Index(
            "uq_correction_request_open",
            "employee_id",
            "field",
            unique=True,
            sqlite_where=text("outcome IS NULL"),
            postgresql_where=text("outcome IS NULL"),
        ),
        CheckConstraint("outcome IS NULL OR outcome IN ('done', 'refused')", name="outcome_known"),
        CheckConstraint("(outcome IS NULL) = (answered_at IS NULL)", name="answered_with_an_outcome"),
    )

    employee_id: Mapped[UUID] = mapped_column(ForeignKey(Employee.id))
    field: Mapped[str] = mapped_column(String(20))
    wrong: Mapped[str] = mapped_column(String(1000))
    should_be: Mapped[str] = mapped_column(String(1000))
    filed_at: Mapped[datetime]
    outcome: Mapped[str | None] = mapped_column(String(10))
    answer: Mapped[str] = mapped_column(String(2000), default="")
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey(Account.id))

    employee: Mapped[Employee] = relationship(lazy="raise")
