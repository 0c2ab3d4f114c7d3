"""What was achieved: a SIASN code or an SKP figure, one per participant."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from api.accounts.models import Account
from api.kit.base import Base, Versioned
from api.rounds.models import Participant


class WorkResult(Versioned, Base):
    __tablename__ = "work_result"
    __table_args__ = (
        CheckConstraint("code IS NULL OR code BETWEEN 1 AND 3", name="code_range"),
        CheckConstraint("skp_hundredths IS NULL OR skp_hundredths BETWEEN 0 AND 12000", name="skp_range"),
        CheckConstraint("(code IS NULL) <> (skp_hundredths IS NULL)", name="code_or_figure"),
    )

    participant_id: Mapped[UUID] = mapped_column(ForeignKey(Participant.id), primary_key=True)
    code: Mapped[int | None]  # 1 di atas, 2 sesuai, 3 di bawah ekspektasi
    skp_hundredths: Mapped[int | None]  # 0–120 in hundredths: 10550 = 105,50
    innovation: Mapped[bool] = mapped_column(default=False)  # PP 30/2019 Pasal 41: a new idea that benefits
    evidence: Mapped[str] = mapped_column(String(2000), default="")
    entered_by: Mapped[UUID] = mapped_column(ForeignKey(Account.id))
    entered_at: Mapped[datetime]
