"""Days on which nobody should have to meet a deadline. They warn; they never move a deadline."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.audit.service import record
from api.kit.base import columns_of
from api.kit.errors import NotFound
from api.rounds import queries
from api.rounds.holiday_schemas import HolidayKind, HolidayPut
from api.rounds.models import Holiday

FIXED = (
    (1, 1, "Tahun Baru Masehi"),
    (5, 1, "Hari Buruh Internasional"),
    (6, 1, "Hari Lahir Pancasila"),
    (8, 17, "Hari Kemerdekaan Republik Indonesia"),
    (12, 25, "Hari Raya Natal"),
)
"""National holidays with a fixed date. Those that follow the moon, and cuti bersama, are announced each year by a joint
decree (SKB) of three ministers; the office enters them."""

SEEDED_YEARS = (2026, 2027)


def fixed_holidays(year: int) -> list[tuple[date, str]]:
    return [(date(year, month, day), name) for month, day, name in FIXED]


def seed_holidays(db: Session, years: Iterable[int] = SEEDED_YEARS) -> int:
    """Enter the fixed national holidays that are missing; what the office entered stays. Answers how many were added."""
    wanted = dict(holiday for year in years for holiday in fixed_holidays(year))
    known = queries.holidays_between(db, min(wanted), max(wanted))
    missing = [
        Holiday(day=day, name=name, kind=HolidayKind.NATIONAL) for day, name in wanted.items() if day not in known
    ]
    db.add_all(missing)
    db.flush()
    return len(missing)


def put_holiday(db: Session, *, actor: Actor, day: date, holiday: HolidayPut, trace: str) -> Holiday:
    """Enter a holiday, or correct the one of this day."""
    row = queries.find_holiday(db, day)
    before = None if row is None else _recorded(row)
    if row is None:
        row = Holiday(day=day)
        db.add(row)
    row.name, row.kind = holiday.name, holiday.kind
    db.flush()
    after = _recorded(row)
    record(
        db,
        actor=actor,
        action="put_holiday",
        object_type="holiday",
        object_id=str(day),
        before=before,
        after=after,
        trace=trace,
    )
    return row


def remove_holiday(db: Session, *, actor: Actor, day: date, trace: str) -> None:
    row = queries.find_holiday(db, day)
    if row is None:
        raise NotFound()
    before = _recorded(row)
    db.delete(row)
    record(
        db, actor=actor, action="remove_holiday", object_type="holiday", object_id=str(day), before=before, trace=trace
    )


def _recorded(row: Holiday) -> dict[str, str]:
    return columns_of(row, "name", "kind")
