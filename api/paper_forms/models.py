"""Who fills in on paper in a round, and who types what comes back. The printed sheets lie with the drafts (`assignments`)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.accounts.models import Account
from api.employees.models import Employee
from api.kit.base import Base, HasId
from api.rounds.models import EvaluationRound


class PaperRater(HasId, Base):
    """Somebody without a device. `entered` counts his forms that came in on paper; which ones stands nowhere."""

    __tablename__ = "paper_rater"
    __table_args__ = (
        UniqueConstraint("round_id", "employee_id"),
        Index("ix_paper_rater_employee_id", "employee_id"),
        CheckConstraint("entered >= 0", name="entered_counts"),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey(EvaluationRound.id))
    employee_id: Mapped[UUID] = mapped_column(ForeignKey(Employee.id))
    reason: Mapped[str] = mapped_column(String(2000))
    named_by: Mapped[UUID] = mapped_column(ForeignKey(Account.id))
    named_at: Mapped[datetime]
    printed_at: Mapped[datetime | None]
    entered: Mapped[int] = mapped_column(default=0)


class PaperTypist(HasId, Base):
    """An account that may type sheets of this round; of which sheet is asked anew each time."""

    __tablename__ = "paper_typist"
    __table_args__ = (UniqueConstraint("round_id", "account_id"), Index("ix_paper_typist_account_id", "account_id"))

    round_id: Mapped[UUID] = mapped_column(ForeignKey(EvaluationRound.id))
    account_id: Mapped[UUID] = mapped_column(ForeignKey(Account.id))
    named_by: Mapped[UUID] = mapped_column(ForeignKey(Account.id))
    named_at: Mapped[datetime]
