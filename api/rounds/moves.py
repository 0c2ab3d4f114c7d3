"""Moving a round from state to state: compared under the lock, stamped, and written in the log.

Opening (assignments/), calculating, releasing and archiving (results/) call `move_round` from above; closing, reopening
and cancelling are here.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.audit.rules import Occasion
from api.audit.service import ask_checkpoint, record
from api.kit.base import columns_of
from api.kit.faults import Fault
from api.kit.texts import Text
from api.rounds import queries
from api.rounds.models import EvaluationRound
from api.rounds.reach import expect_reach
from api.rounds.refusals import AlreadyCalculated, RoundNotDraft, expect, expect_valid
from api.rounds.rules import (
    PERMISSIONS,
    Action,
    RoundFacts,
    RoundStatus,
    can_move,
    check_cancel,
    check_close,
    check_reopen,
    effective_status,
    moves_from,
)
from api.rounds.schemas import RoundCancel, RoundReopen
from api.rounds.verdicts import Verdict

NO_FACTS = RoundFacts()
NOTHING: Mapping[str, Any] = {}

_STAMPS = {
    RoundStatus.CLOSED: "closed_at",
    RoundStatus.CALCULATED: "calculated_at",
    RoundStatus.RELEASED: "released_at",
    RoundStatus.ARCHIVED: "archived_at",
    RoundStatus.CANCELLED: "cancelled_at",
    RoundStatus.OPEN: "opened_at",
}


def settle_round(db: Session, *, round: EvaluationRound, now: datetime) -> RoundStatus:
    """Record a closing that the deadline has already made, at the deadline's instant; answers the state that holds.

    Call it with the round locked, before anything is decided about it.
    """
    recorded = RoundStatus(round.status)
    deadline = queries.latest_deadline(db, round)
    status = effective_status(recorded, deadline, now)
    if status is not recorded:
        before = _state(round)
        round.status, round.closed_at = status, deadline
        _record_move(db, actor=None, action=Action.CLOSE, round=round, before=before, reason=None, trace=None)
    return status


def expect_action(db: Session, *, actor: Actor, round: EvaluationRound, action: Action, now: datetime) -> RoundStatus:
    """May the caller do this to the locked round now? 403 where his office does not reach, 409 where its state forbids."""
    expect_reach(actor, PERMISSIONS[action], round.unit.path)
    status = settle_round(db, round=round, now=now)
    expect(can_move(status, action, NO_FACTS))
    return status


def expect_draft(*, actor: Actor, round: EvaluationRound) -> None:
    """May the caller prepare this locked round: is it his, and still a draft?"""
    expect_reach(actor, PERMISSIONS[Action.UPDATE], round.unit.path)
    if round.status != RoundStatus.DRAFT:
        raise RoundNotDraft()


def move_round(
    db: Session,
    *,
    actor: Actor | None,
    round: EvaluationRound,
    action: Action,
    now: datetime,
    facts: RoundFacts = NO_FACTS,
    reason: str | None = None,
    trace: str | None = None,
    changes: Mapping[str, Any] = NOTHING,
) -> EvaluationRound:
    """Do one move of the table to a locked round, or refuse it. What else the move asks for stands in `facts`.

    `changes` are columns that change with it. An action that may be repeated where it stands (a rerun, a further release) changes no state and keeps the first
    instant. Without an actor it is time that moves (an announced opening).
    """
    if actor is not None:
        expect_reach(actor, PERMISSIONS[action], round.unit.path)
    status = settle_round(db, round=round, now=now)
    expect(can_move(status, action, facts))
    target = next((move.target for move in moves_from(status) if move.action is action), status)
    before = _state(round)
    for name, value in changes.items():
        setattr(round, name, value)
    if target is not status:
        round.status = target
        _stamp(round, target, now)
    _record_move(db, actor=actor, action=action, round=round, before=before, reason=reason, trace=trace)
    db.flush()
    return round


def _stamp(round: EvaluationRound, target: RoundStatus, now: datetime) -> None:
    if target is RoundStatus.OPEN and round.opened_at is not None:
        round.closed_at = None  # open again; when it first opened stays
    else:
        setattr(round, _STAMPS[target], now)


def close_round(
    db: Session, *, actor: Actor, round: EvaluationRound, reason: str | None, now: datetime, trace: str
) -> EvaluationRound:
    """Close before the deadline, with a reason: whoever has not handed in cannot any more."""
    faults = check_close(reason=reason, latest_deadline=queries.latest_deadline(db, round), now=now)
    expect_valid(faults)
    return move_round(db, actor=actor, round=round, action=Action.CLOSE, now=now, reason=reason, trace=trace)


def reopen_round(
    db: Session, *, actor: Actor, round: EvaluationRound, reopening: RoundReopen, now: datetime, trace: str
) -> EvaluationRound:
    """Closed → open again with a new deadline, before anything was calculated."""
    calculated = round.calculated_at is not None
    faults = check_reopen(reason=reopening.reason, new_closes_at=reopening.closes_at, now=now, calculated=calculated)
    _expect_reopening(faults)
    return move_round(
        db,
        actor=actor,
        round=round,
        action=Action.REOPEN,
        now=now,
        reason=reopening.reason,
        trace=trace,
        changes={"closes_at": reopening.closes_at},
    )


def _expect_reopening(faults: tuple[Fault, ...]) -> None:
    if any(fault.code == AlreadyCalculated.code for fault in faults):
        raise AlreadyCalculated(Verdict(faults))
    expect_valid(faults)


def cancel_round(
    db: Session, *, actor: Actor, round: EvaluationRound, cancelling: RoundCancel, now: datetime, trace: str
) -> EvaluationRound:
    """Cancel a draft or an open round for good; its name is typed once more, because nothing brings it back."""
    expect_valid([*check_cancel(reason=cancelling.reason), *_check_confirmation(round, cancelling.confirmation)])
    return move_round(
        db, actor=actor, round=round, action=Action.CANCEL, now=now, reason=cancelling.reason, trace=trace
    )


def _check_confirmation(round: EvaluationRound, typed: str) -> tuple[Fault, ...]:
    if typed == round.name:
        return ()
    message = Text("Ketik nama periode ini dengan tepat.", "Type the exact name of this round.")
    return (Fault("/confirmation", "confirmation_differs", message),)


def _state(round: EvaluationRound) -> dict[str, Any]:
    return columns_of(round, "status", "closes_at", "opened_at", "closed_at")


def _record_move(
    db: Session,
    *,
    actor: Actor | None,
    action: Action,
    round: EvaluationRound,
    before: dict[str, Any],
    reason: str | None,
    trace: str | None,
) -> None:
    record(
        db,
        actor=actor,
        action=f"{action}_round",
        object_type="round",
        object_id=round.id,
        before=before,
        after=_state(round),
        reason=reason,
        trace=trace,
    )
    ask_checkpoint(db, Occasion.ROUND)
