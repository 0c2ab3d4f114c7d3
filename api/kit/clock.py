"""The one place that asks what time it is. Times are aware and in UTC; zones belong to the screen."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_elsewhen: ContextVar[datetime | None] = ContextVar("elsewhen", default=None)


def now() -> datetime:
    return _elsewhen.get() or datetime.now(UTC)


def today(zone: str) -> date:
    """The calendar day in the office's zone, e.g. `Asia/Jakarta`."""
    return now().astimezone(ZoneInfo(zone)).date()


@contextmanager
def standing_at(instant: datetime) -> Iterator[None]:
    """Within the block it is `instant`: so the demo office gets a past that was written by the real use cases."""
    token = _elsewhen.set(instant)
    try:
        yield
    finally:
        _elsewhen.reset(token)
