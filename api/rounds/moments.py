"""Instants and days as an office writes them: `31 Desember 2026, 16.00 WIB` (pure)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from api.kit.texts import Text
from api.rounds.deadlines import last_day

_ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
_MONTHS = (
    Text("Januari", "January"),
    Text("Februari", "February"),
    Text("Maret", "March"),
    Text("April", "April"),
    Text("Mei", "May"),
    Text("Juni", "June"),
    Text("Juli", "July"),
    Text("Agustus", "August"),
    Text("September", "September"),
    Text("Oktober", "October"),
    Text("November", "November"),
    Text("Desember", "December"),
)


def day_text(day: date) -> Text:
    """`31 Desember 2026`."""
    month = _MONTHS[day.month - 1]
    return Text(f"{day.day} {month.id} {day.year}", f"{day.day} {month.en} {day.year}")


def days_left_text(days: int) -> Text:
    """How far a day lies ahead: `hari ini`, `besok`, `3 hari lagi`."""
    if days <= 0:
        return Text("hari ini", "today")
    return Text("besok", "tomorrow") if days == 1 else Text(f"{days} hari lagi", f"in {days} days")


def deadline_text(deadline: datetime, zone: ZoneInfo) -> Text:
    """A deadline in the office's zone. Midnight is 24.00 of the day that ends, for that is the last day to act."""
    local = deadline.astimezone(zone)
    clock = f"{local:%H.%M}" + (f".{local:%S}" if local.second else "")
    if clock == "00.00":
        clock = "24.00"
        day = day_text(last_day(deadline, zone))
    else:
        day = day_text(local.date())
    name = _ZONES.get(zone.key, f"{local:%z}")
    return Text(f"{day.id}, {clock} {name}", f"{day.en}, {clock} {name}")
