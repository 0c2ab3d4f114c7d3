"""When something is due, in which zone, and what a deadline that has passed means."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import count

from api.kit.texts import Text

OBJECTION_DAYS = 14
"""PP 30/2019 Pasal 59: at the latest 14 days after receipt. Calendar days; the office may configure it."""

RESPONSE_WORKING_DAYS = 5
"""Tanggapan: the person may answer his proposal within five working days before anyone decides."""

SATURDAY = 5
_MOMENT = timedelta(microseconds=1)
_WEEKDAYS = (
    Text("Senin", "Monday"),
    Text("Selasa", "Tuesday"),
    Text("Rabu", "Wednesday"),
    Text("Kamis", "Thursday"),
    Text("Jumat", "Friday"),
    Text("Sabtu", "Saturday"),
    Text("Minggu", "Sunday"),
)


def end_of_day(day: date, zone: tzinfo) -> datetime:
    """The exclusive UTC instant at which `day` is over in the office's zone: the next day's midnight."""
    return datetime.combine(day + timedelta(days=1), time.min, zone).astimezone(UTC)


def last_day(deadline: datetime, zone: tzinfo) -> date:
    """The calendar day on which one can still act: a deadline at midnight belongs to the day that ends there."""
    return (deadline - _MOMENT).astimezone(zone).date()


def has_passed(deadline: datetime, now: datetime) -> bool:
    """A deadline is exclusive: at the very instant it is over, one second before it is not."""
    return now >= deadline


def effective_deadline(
    round_closes_at: datetime,
    unit_extensions: Iterable[datetime] = (),
    person_extension: datetime | None = None,
) -> datetime:
    """An assignment's deadline: the latest of the round's, those of the rater's unit (and the units above), the rater's.

    An extension never shortens: one that lies before the round's deadline has no effect.
    """
    latest = max([round_closes_at, *unit_extensions])
    return latest if person_extension is None else max(latest, person_extension)


def round_closes_at(planned: datetime, extensions: Iterable[datetime] = ()) -> datetime:
    """The round closes at the latest of all: its own deadline and every extension of a unit or a person."""
    return max([planned, *extensions])


def objection_deadline(receipt_at: datetime, days: int, zone: tzinfo) -> datetime:
    """The exclusive UTC instant until which an objection may be filed.

    PP 30/2019 Pasal 59 (1): within 14 days of receipt. The day of receipt is not counted, the last day is
    included whole, in the office's zone: received on 1 March at any hour, one can object until 15 March 24.00.
    """
    return end_of_day(receipt_at.astimezone(zone).date() + timedelta(days=days), zone)


def automatic_receipt_at(released_at: datetime, days: int) -> datetime:
    """When a result nobody opened counts as received: `days` times 24 hours after the release, as announced."""
    return released_at + timedelta(days=days)


def receipt_at(acknowledged_at: datetime | None, released_at: datetime, days: int, now: datetime) -> datetime | None:
    """When the result was received: by "Saya sudah membaca", else automatically; None while neither has happened."""
    automatic = automatic_receipt_at(released_at, days)
    if acknowledged_at is not None:
        return min(acknowledged_at, automatic)
    return automatic if has_passed(automatic, now) else None


def is_final(
    *,
    received_at: datetime | None,
    objection_days: int,
    zone: tzinfo,
    open_objections: int,
    ruled: bool,
    now: datetime,
) -> bool:
    """Derived, never stored: a ruling is final (Pasal 59 (4)); else the objection window is over and none is open."""
    if open_objections or received_at is None:
        return False
    return ruled or has_passed(objection_deadline(received_at, objection_days, zone), now)


def is_working_day(day: date, holidays: Mapping[date, str]) -> bool:
    return day.weekday() < SATURDAY and day not in holidays


def working_days_after(start: datetime, days: int, holidays: Mapping[date, str], zone: tzinfo) -> datetime:
    """The exclusive UTC instant at the end of the `days`-th working day after the day of `start`."""
    first = start.astimezone(zone).date()
    following = (first + timedelta(days=ahead) for ahead in count(1))
    working = (day for day in following if is_working_day(day, holidays))
    final = first
    for _ in range(days):
        final = next(working)
    return end_of_day(final, zone)


def holiday_warnings(deadline: datetime, holidays: Mapping[date, str], zone: tzinfo) -> tuple[Text, ...]:
    """What is unfortunate about a deadline: its last day is a weekend or a holiday. It warns; it never blocks."""
    day = last_day(deadline, zone)
    warnings = []
    if day in holidays:
        warnings.append(
            Text(
                f"Tenggat {day:%d-%m-%Y} jatuh pada hari libur: {holidays[day]}.",
                f"The deadline {day:%d-%m-%Y} is a holiday: {holidays[day]}.",
            )
        )
    if day.weekday() >= SATURDAY:
        name = _WEEKDAYS[day.weekday()]
        warnings.append(
            Text(
                f"Tenggat {day:%d-%m-%Y} jatuh pada hari {name.id}.",
                f"The deadline {day:%d-%m-%Y} is a {name.en}.",
            )
        )
    return tuple(warnings)
