from typing import Annotated, Any

from fastapi import Path, Query

from api.access.context import Context
from api.access.routing import Router
from api.kit.pages import Page, read_page
from api.kit.schemas import Day
from api.rounds import holidays, queries
from api.rounds.holiday_schemas import HolidayFilters, HolidayPut, HolidayRead
from api.rounds.models import Holiday

router = Router(prefix="/holidays", tag="rounds")

HolidayDay = Annotated[Day, Path(description="The calendar day.", examples=["2027-08-17"])]


@router.reads("", permission="rounds:read", response=Page[HolidayRead])
def list_holidays(context: Context, filters: Annotated[HolidayFilters, Query()]) -> dict[str, Any]:
    """List holidays.

    National ones, cuti bersama, and the office's own: a deadline that falls on one is warned of.
    """
    return read_page(context.db, queries.select_holidays(filters.year), filters)


@router.replaces("/{day}", permission="office:manage", response=HolidayRead)
def put_holiday(context: Context, day: HolidayDay, body: HolidayPut) -> Holiday:
    """Enter the holiday of a day, or correct it."""
    return holidays.put_holiday(context.db, actor=context.actor, day=day, holiday=body, trace=context.request_id)


@router.removes("/{day}", permission="office:manage")
def remove_holiday(context: Context, day: HolidayDay) -> None:
    """Remove a holiday, for instance when a decree moved it."""
    holidays.remove_holiday(context.db, actor=context.actor, day=day, trace=context.request_id)
