"""The one place that asks what time it is. Times are aware and in UTC; zones belong to the screen."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    return datetime.now(UTC)


def today(zone: str) -> date:
    """The calendar day in the office's zone, e.g. `Asia/Jakarta`."""
    return datetime.now(ZoneInfo(zone)).date()
