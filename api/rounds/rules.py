"""The life of a round: its states, the one table of moves, and what each move asks for (DESIGN.md §3)."""

from collections.abc import Callable, Collection
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from api.kit.faults import Fault
from api.kit.texts import Text
from api.rounds import guards
from api.rounds.deadlines import (
    automatic_receipt_at,
    effective_deadline,
    has_passed,
    holiday_warnings,
    is_final,
    objection_deadline,
    round_closes_at,
)
from api.rounds.guards import RoundFacts
from api.rounds.periods import Period, PeriodType, period, period_name, suggest_period
from api.rounds.verdicts import ALLOWED, Verdict, check_reason, refused

__all__ = [
    "MOVES",
    "Action",
    "Move",
    "Period",
    "PeriodType",
    "RoundFacts",
    "RoundKind",
    "RoundStatus",
    "actions_for",
    "automatic_receipt_at",
    "can_move",
    "check_cancel",
    "check_close",
    "check_dates",
    "check_extension",
    "check_reopen",
    "effective_deadline",
    "effective_status",
    "holiday_warnings",
    "is_final",
    "move_between",
    "moves_from",
    "objection_deadline",
    "period",
    "period_name",
    "round_closes_at",
    "suggest_period",
]

LONGEST_PERIOD_DAYS = 366


class RoundStatus(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    CALCULATED = "calculated"
    RELEASED = "released"
    ARCHIVED = "archived"
    CANCELLED = "cancelled"


class RoundKind(StrEnum):
    FULL = "full"
    """Self, superior and peers."""
    LIGHT = "light"
    """The superior and the work result."""
    PRACTICE = "practice"
    """Nothing counts: no predicate, no decision, no export."""


class Action(StrEnum):
    """What may be done with a round; the first seven move it, the others work on it where it stands."""

    OPEN = "open"
    CLOSE = "close"
    REOPEN = "reopen"
    CALCULATE = "calculate"
    RELEASE = "release"
    ARCHIVE = "archive"
    CANCEL = "cancel"
    UPDATE = "update"
    ADD_PARTICIPANT = "add_participant"
    EXCLUDE_PARTICIPANT = "exclude_participant"
    PROPOSE_ASSIGNMENTS = "propose_assignments"
    EXTEND = "extend"
    CLONE = "clone"


class Move(NamedTuple):
    action: Action
    source: RoundStatus
    target: RoundStatus


MOVES: tuple[Move, ...] = (
    Move(Action.OPEN, RoundStatus.DRAFT, RoundStatus.OPEN),
    Move(Action.CLOSE, RoundStatus.OPEN, RoundStatus.CLOSED),
    Move(Action.REOPEN, RoundStatus.CLOSED, RoundStatus.OPEN),
    Move(Action.CALCULATE, RoundStatus.CLOSED, RoundStatus.CALCULATED),
    Move(Action.RELEASE, RoundStatus.CALCULATED, RoundStatus.RELEASED),
    Move(Action.ARCHIVE, RoundStatus.RELEASED, RoundStatus.ARCHIVED),
    Move(Action.CANCEL, RoundStatus.DRAFT, RoundStatus.CANCELLED),
    Move(Action.CANCEL, RoundStatus.OPEN, RoundStatus.CANCELLED),
)

REPEATS: dict[Action, RoundStatus] = {
    Action.CALCULATE: RoundStatus.CALCULATED,
    Action.RELEASE: RoundStatus.RELEASED,
}
"""What may be done once more without moving: a rerun before the release, and the release of those who follow."""

WORK: dict[Action, frozenset[RoundStatus]] = {
    Action.UPDATE: frozenset({RoundStatus.DRAFT}),
    Action.ADD_PARTICIPANT: frozenset({RoundStatus.DRAFT, RoundStatus.OPEN}),
    Action.EXCLUDE_PARTICIPANT: frozenset({RoundStatus.DRAFT, RoundStatus.OPEN}),
    Action.PROPOSE_ASSIGNMENTS: frozenset({RoundStatus.DRAFT}),
    Action.EXTEND: frozenset({RoundStatus.OPEN}),
    Action.CLONE: frozenset(RoundStatus),
}

PERMISSIONS: dict[Action, str] = {
    Action.OPEN: "rounds:open",
    Action.CLOSE: "rounds:close",
    Action.REOPEN: "rounds:open",
    Action.CALCULATE: "rounds:calculate",
    Action.RELEASE: "rounds:release",
    Action.ARCHIVE: "rounds:archive",
    Action.CANCEL: "rounds:cancel",
    Action.UPDATE: "rounds:manage",
    Action.ADD_PARTICIPANT: "rounds:manage",
    Action.EXCLUDE_PARTICIPANT: "rounds:manage",
    Action.PROPOSE_ASSIGNMENTS: "rounds:manage",
    Action.EXTEND: "rounds:extend",
    Action.CLONE: "rounds:manage",
}


def moves_from(status: RoundStatus) -> tuple[Move, ...]:
    """The moves that lead out of a state; none from archived and cancelled."""
    return tuple(move for move in MOVES if move.source is status)


def move_between(source: RoundStatus, target: RoundStatus) -> Move | None:
    """The move that leads from one state to another, or None: what the table does not name does not exist."""
    return next((move for move in moves_from(source) if move.target is target), None)


def effective_status(status: RoundStatus, latest_deadline: datetime, now: datetime) -> RoundStatus:
    """The state that counts for every check and read: an open round is closed from its latest deadline on.

    The ticker only records the move; nobody waits for it. `latest_deadline` is `round_closes_at(...)` for the
    round, `effective_deadline(...)` for one assignment.
    """
    if status is RoundStatus.OPEN and has_passed(latest_deadline, now):
        return RoundStatus.CLOSED
    return status


def can_move(status: RoundStatus, action: Action, facts: RoundFacts) -> Verdict:
    """May this be done to a round in this (effective) state? The permission is a question of its own."""
    if not _stands_for(status, action):
        return refused(
            "round_state",
            f"Tindakan ini tidak tersedia untuk periode berstatus {STATUS_NAMES[status].id}.",
            f"This cannot be done to a round that is {STATUS_NAMES[status].en}.",
        )
    guard = GUARDS.get(action)
    return ALLOWED if guard is None else guard(facts)


def actions_for(status: RoundStatus, permissions: Collection[str], facts: RoundFacts) -> list[str]:
    """What the caller may do next, in the order of the evaluation: the dashboard's buttons come from this list."""
    return [action.value for action in Action if PERMISSIONS[action] in permissions and can_move(status, action, facts)]


def check_dates(
    *,
    period_start: date,
    period_end: date,
    closes_at: datetime,
    now: datetime,
    opens_at: datetime | None = None,
) -> tuple[Fault, ...]:
    """A round's dates make sense: the period runs forward within a year, it opens before it closes, and that ahead."""
    faults = []
    if period_end < period_start:
        message = Text("Akhir periode mendahului awalnya.", "The period ends before it begins.")
        faults.append(Fault("/period_end", "period_backwards", message))
    elif (period_end - period_start).days >= LONGEST_PERIOD_DAYS:
        message = Text("Periode paling lama satu tahun.", "A period lasts at most one year.")
        faults.append(Fault("/period_end", "period_too_long", message))
    if opens_at is not None and opens_at >= closes_at:
        message = Text("Periode harus dibuka sebelum tenggatnya.", "The round must open before its deadline.")
        faults.append(Fault("/opens_at", "opens_too_late", message))
    return (*faults, *_check_ahead(closes_at, now, "/closes_at"))


def check_close(*, reason: str | None, latest_deadline: datetime, now: datetime) -> tuple[Fault, ...]:
    """Closing before the latest deadline cuts raters off, so it needs a reason; afterwards it only records the fact."""
    return () if has_passed(latest_deadline, now) else check_reason(reason)


def check_reopen(*, reason: str | None, new_closes_at: datetime, now: datetime, calculated: bool) -> tuple[Fault, ...]:
    """Closed → open again: with a reason and a deadline ahead, and only before anything was calculated.

    After the calculation figures exist that somebody may have seen; one more form would tell its content by
    the difference (DESIGN.md §5).
    """
    if calculated:
        message = Text(
            "Hasil sudah dihitung; periode tidak dapat dibuka lagi.",
            "Results were calculated; the round cannot be opened again.",
        )
        return (Fault("", "already_calculated", message),)
    return (*check_reason(reason), *_check_ahead(new_closes_at, now, "/closes_at"))


def check_extension(*, new_deadline: datetime, current: datetime, now: datetime) -> tuple[Fault, ...]:
    """An extension gives time, to a person, a unit or all: it lies ahead of now and after the deadline in force."""
    if new_deadline > current:
        return _check_ahead(new_deadline, now, "/deadline")
    message = Text(
        "Perpanjangan harus lebih lama daripada tenggat yang berlaku.",
        "An extension must be later than the deadline in force.",
    )
    return (Fault("/deadline", "not_an_extension", message),)


def check_cancel(*, reason: str | None) -> tuple[Fault, ...]:
    """A round is cancelled with a reason: people may have worked on it."""
    return check_reason(reason)


def _check_ahead(closes_at: datetime, now: datetime, pointer: str) -> tuple[Fault, ...]:
    if not has_passed(closes_at, now):
        return ()
    message = Text("Tenggat sudah lewat; pilih waktu yang akan datang.", "The deadline has passed; choose a later one.")
    return (Fault(pointer, "deadline_passed", message),)


def _stands_for(status: RoundStatus, action: Action) -> bool:
    moves = any(move.action is action for move in moves_from(status))
    return moves or REPEATS.get(action) is status or status in WORK.get(action, ())


GUARDS: dict[Action, Callable[[RoundFacts], Verdict]] = {
    Action.OPEN: guards.guard_open,
    Action.REOPEN: guards.guard_idle,
    Action.CALCULATE: guards.guard_calculate,
    Action.RELEASE: guards.guard_release,
    Action.ARCHIVE: guards.guard_archive,
}

STATUS_NAMES: dict[RoundStatus, Text] = {
    RoundStatus.DRAFT: Text("disiapkan", "being prepared"),
    RoundStatus.OPEN: Text("dibuka", "open"),
    RoundStatus.CLOSED: Text("ditutup", "closed"),
    RoundStatus.CALCULATED: Text("dihitung", "calculated"),
    RoundStatus.RELEASED: Text("dibagikan", "released"),
    RoundStatus.ARCHIVED: Text("diarsipkan", "archived"),
    RoundStatus.CANCELLED: Text("dibatalkan", "cancelled"),
}
