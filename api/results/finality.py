"""When a result was received, until when one may object, whether it is final: derived, never stored."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from api.results.models import Result
from api.rounds.deadlines import OBJECTION_DAYS, automatic_receipt_at, is_final, objection_deadline
from api.rounds.rules import RoundKind

RECEIPT_DAYS = 3
"""After so many days a released result counts as received; the person is told so beforehand."""


@dataclass(frozen=True, slots=True)
class Window:
    """The receipt and the time for objecting that runs from it."""

    received_at: datetime | None
    automatic_at: datetime | None
    objection_until: datetime | None
    is_final: bool


def window_of(result: Result, zone: ZoneInfo, now: datetime) -> Window:
    """Whatever the ticker has recorded so far: a receipt is due at its instant, not when somebody writes it down."""
    if result.released_at is None or result.round.kind == RoundKind.PRACTICE:
        return Window(None, None, None, False)
    automatic = automatic_receipt_at(result.released_at, RECEIPT_DAYS)
    received = result.receipt.received_at if result.receipt else (automatic if now >= automatic else None)
    final = is_final(
        received_at=received,
        objection_days=OBJECTION_DAYS,
        zone=zone,
        open_objections=0,
        ruled=result.version > 1,
        now=now,
    )
    until = None if received is None else objection_deadline(received, OBJECTION_DAYS, zone)
    return Window(received, automatic, until, final and not result.superseded)
