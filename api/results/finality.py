"""When a result was received, until when one may object, whether it is final: derived, never stored."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from api.results.models import ObjectionState, Result
from api.rounds.deadlines import (
    OBJECTION_DAYS,
    automatic_receipt_at,
    has_passed,
    is_final,
    objection_deadline,
)
from api.rounds.models import EvaluationRound
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
    days = objection_days(result.round)
    ruled = result.objection == ObjectionState.RULED
    final = is_final(
        received_at=received or (result.released_at if ruled else None),  # a ruling is final whoever has read it
        objection_days=days,
        zone=zone,
        open_objections=int(result.objection == ObjectionState.OPEN),
        ruled=ruled,
        now=now,
    )
    until = None if received is None else objection_deadline(received, days, zone)
    return Window(received, automatic, until, final and not result.superseded)


def objection_days(round: EvaluationRound) -> int:
    """What the office had set when the round was first released; it holds for the whole round."""
    return round.objection_days or OBJECTION_DAYS


def may_be_objected(result: Result, window: Window, now: datetime) -> bool:
    """Whether the person may object now: to the version that holds, once, until the time is over."""
    shared = result.status == "released" and not result.superseded and result.round.kind != RoundKind.PRACTICE
    if not shared or result.objection != ObjectionState.NONE:
        return False
    return window.objection_until is None or not has_passed(window.objection_until, now)
