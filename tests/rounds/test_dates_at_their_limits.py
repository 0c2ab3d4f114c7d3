"""The figures that come from the regulation, and days at their edges."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from api.rounds.deadlines import (
    OBJECTION_DAYS,
    RESPONSE_WORKING_DAYS,
    end_of_day,
    holiday_warnings,
    last_day,
    objection_deadline,
    working_days_after,
)
from api.rounds.rules import check_dates

WIB = ZoneInfo("Asia/Jakarta")
MONDAY = datetime(2027, 3, 1, 3, 0, tzinfo=UTC)


def test_an_objection_may_be_filed_for_fourteen_days_after_the_receipt() -> None:
    """PP 30/2019 Pasal 59 (1)."""
    assert last_day(objection_deadline(MONDAY, OBJECTION_DAYS, WIB), WIB) == date(2027, 3, 15)


def test_a_proposal_may_be_answered_for_five_working_days() -> None:
    assert last_day(working_days_after(MONDAY, RESPONSE_WORKING_DAYS, {}, WIB), WIB) == date(2027, 3, 8)


def test_a_deadline_just_after_midnight_belongs_to_the_day_that_begins() -> None:
    midnight = end_of_day(date(2027, 3, 1), WIB)
    assert last_day(midnight, WIB) == date(2027, 3, 1)
    assert last_day(midnight + timedelta(microseconds=1), WIB) == date(2027, 3, 2)


def test_a_deadline_on_a_saturday_is_warned_of_and_one_on_a_friday_is_not() -> None:
    (warning,) = holiday_warnings(end_of_day(date(2027, 3, 6), WIB), {}, WIB)
    assert warning == ("Tenggat 06-03-2027 jatuh pada hari Sabtu.", "The deadline 06-03-2027 is a Saturday.")
    assert holiday_warnings(end_of_day(date(2027, 3, 5), WIB), {}, WIB) == ()


def test_a_period_may_be_a_single_day() -> None:
    day = date(2027, 3, 1)
    assert check_dates(period_start=day, period_end=day, closes_at=MONDAY, now=MONDAY - timedelta(days=1)) == ()
