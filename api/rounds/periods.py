"""The periods the regulation evaluates: quarters, half-years, years – their dates and their official names."""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

_ROMAN = ("I", "II", "III", "IV")
_SOON = timedelta(days=31)


class PeriodType(StrEnum):
    """PermenPANRB 6/2022 Pasal 5: evaluation is periodic and annual; the agency chooses the period."""

    TRIWULAN = "triwulan"
    SEMESTER = "semester"
    TAHUNAN = "tahunan"


MONTHS = {PeriodType.TRIWULAN: 3, PeriodType.SEMESTER: 6, PeriodType.TAHUNAN: 12}


class Period(NamedTuple):
    """First and last day (both included) and the official Indonesian name."""

    start: date
    end: date
    name: str


def period(kind: PeriodType, year: int, number: int = 1) -> Period:
    """The `number`-th period of a year, counted from 1: `period(TRIWULAN, 2026, 4)` is Triwulan IV 2026.

    Raises ValueError where the year has no such period.
    """
    months = MONTHS[kind]
    if not 1 <= number <= 12 // months:
        raise ValueError(f"a year has no {kind.value} number {number}")
    last_month = number * months
    start = date(year, last_month - months + 1, 1)
    end = date(year, last_month, monthrange(year, last_month)[1])
    return Period(start, end, period_name(kind, start))


def period_name(kind: PeriodType, start: date) -> str:
    """The name under which officers look for it: "Triwulan IV 2026", "Semester II 2026", "Tahunan 2026"."""
    if kind is PeriodType.TAHUNAN:
        return f"Tahunan {start.year}"
    return f"{kind.value.capitalize()} {_ROMAN[(start.month - 1) // MONTHS[kind]]} {start.year}"


def type_of_period(start: date | None, end: date | None) -> PeriodType:
    """The type that comes nearest to the length of a period as sent; a quarter where none was."""
    if start is None or end is None:
        return PeriodType.TRIWULAN
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    return min(PeriodType, key=lambda kind: abs(MONTHS[kind] - months))


def suggest_period(kind: PeriodType, today: date) -> Period:
    """The period an officer who creates a round today most likely means: the last that is over, or over within a month."""
    ahead = today + _SOON
    candidates = (
        period(kind, year, number)
        for year in (ahead.year, ahead.year - 1)
        for number in range(12 // MONTHS[kind], 0, -1)
    )
    return next(candidate for candidate in candidates if candidate.end <= ahead)
