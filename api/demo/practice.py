"""A practice round of the demo: one section learns the form, and nothing counts."""

from datetime import timedelta

from sqlalchemy import select

from api.assignments.opening import open_round
from api.assignments.planning import propose_assignments
from api.demo.history import OPEN_FOR, TRACE, Cast
from api.employees.models import Position
from api.employees.queries import office_zone
from api.kit import clock
from api.kit.database import Database
from api.rounds.deadlines import end_of_day
from api.rounds.periods import Period
from api.rounds.rules import RoundKind
from api.rounds.schemas import RoundCreate
from api.rounds.service import create_round

LEARNS = "Kepala Sub Bagian Umum dan Kepegawaian"
"""Whose section practises: small, and one of those the demo is looked at with."""


def practice_round(database: Database, cast: Cast, period: Period) -> None:
    """Open since yesterday; nobody has begun."""
    now = clock.now() - timedelta(days=1)
    with clock.standing_at(now), database.writing() as db:
        new = RoundCreate(
            name=f"Latihan {period.name}",
            period_start=period.start,
            period_end=period.end,
            kind=RoundKind.PRACTICE,
            unit_id=db.scalars(select(Position.unit_id).where(Position.title == LEARNS)).one(),
            closes_at=end_of_day((now + OPEN_FOR).date(), office_zone(db)),
        )
        round = create_round(db, actor=cast.officer, new=new, now=now, trace=TRACE)
        db.flush()
        propose_assignments(db, actor=cast.officer, round=round, now=now, trace=TRACE)
        db.flush()
        open_round(db, actor=cast.officer, round=round, now=now, trace=TRACE)
