"""Which placement holds on a day. Both ends of a placement are included; one without an end still runs."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, or_, select
from sqlalchemy.orm import aliased

from api.employees.models import Placement, PlacementKind
from api.kit import clock

EASTERNMOST = timedelta(hours=9)  # WIT


def placement_on(day: date | ColumnElement[date], placement: Any = Placement) -> ColumnElement[bool]:
    """The condition under which a placement holds on this day."""
    return placement_between(day, day, placement)


def placement_between(
    first: date | ColumnElement[date], last: date | ColumnElement[date], placement: Any = Placement
) -> ColumnElement[bool]:
    """Holds on some day from the first to the last."""
    return and_(placement.starts_on <= last, runs_from(first, placement))


def days_about_now() -> tuple[date, date]:
    """Today in UTC and today in the easternmost zone. Visibility is generous by these hours, so that it needs no zone;
    each decision asks again with the office's day."""
    now = clock.now()
    return now.date(), (now + EASTERNMOST).date()


def runs_from(day: date | ColumnElement[date], placement: Any = Placement) -> ColumnElement[bool]:
    """Holds on this day or at some later one."""
    return or_(placement.ends_on.is_(None), placement.ends_on >= day)


def main_first(placement: Any = Placement) -> list[ColumnElement[Any]]:
    """Of several posts at once the definitive one counts, then the one taken up last; the id decides ties."""
    definitive_first = case((placement.kind == PlacementKind.DEFINITIF, 0), else_=1)
    return [definitive_first, placement.starts_on.desc(), placement.id]


def main_placement_id(employee_id: ColumnElement[Any] | Any, day: date) -> ScalarSelect[Any]:
    """The placement a person is known by: the main one on this day, else the one he had or will have last."""
    own = aliased(Placement)
    holds = case((placement_on(day, own), 0), else_=1)
    definitive_first, *rest = main_first(own)
    preferred = case((placement_on(day, own), definitive_first), else_=0)
    return (
        select(own.id)
        .where(own.employee_id == employee_id)
        .order_by(holds, preferred, *rest)
        .limit(1)
        .correlate_except(own)
        .scalar_subquery()
    )


def current_or_last(day: date) -> ColumnElement[bool]:
    """Placements by which somebody belongs to a unit: those that run, and of those who hold nothing any more the last."""
    later = aliased(Placement)
    ended_later = or_(later.ends_on.is_(None), later.ends_on > Placement.ends_on)
    nothing_later = ~select(later.id).where(later.employee_id == Placement.employee_id, ended_later).exists()
    return or_(runs_from(day), nothing_later)
