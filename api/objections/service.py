"""The steps of an objection before its ruling. What was written is not in the log: a step, its hour, and hashes."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.audit.service import record
from api.employees.queries import office_zone
from api.objections import queries
from api.objections.facts import facts_of
from api.objections.models import Objection
from api.objections.queries import Case, Standing
from api.objections.reading import labels_of
from api.objections.refusals import AlreadyObjected, NothingToObjectTo, ObjectionLate, RulingIsFinal, expect_step
from api.objections.rules import (
    HEARING_WORKING_DAYS,
    RULING_DAYS,
    ObjectionAction,
    ObjectionStatus,
    Side,
    check_grounds,
    status_at_filing,
)
from api.objections.terms import expect_own, parties_today
from api.results import queries as results
from api.results.finality import Window, window_of
from api.results.models import ObjectionState, Result
from api.results.queries import standing_of
from api.results.receipts import acknowledge_result
from api.rounds.deadlines import objection_deadline, working_days_after
from api.rounds.queries import hold_round, holidays_between
from api.rounds.refusals import expect_valid
from api.rounds.rules import RoundKind

RULING_SIDES = (Side.RULER, Side.RECORDER)
_HOLIDAYS_AHEAD = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Step:
    """A step about to be taken: who, when, and the request behind it."""

    db: Session
    actor: Actor
    standing: Standing
    action: ObjectionAction
    now: datetime
    trace: str

    def log(self, objection: Objection, *, before: str | None = None, after: Any = None) -> None:
        _log(self.db, self.actor, self.action.value, objection, before, after, self.trace)


@dataclass(frozen=True, slots=True)
class Ground:
    about: str
    reason: str


def file_objection(
    db: Session,
    *,
    actor: Actor,
    result_id: UUID,
    grounds: Sequence[Ground],
    even_if_late: bool,
    now: datetime,
    trace: str,
) -> Objection:
    """By the person himself, against the version that holds: 404, 403, 422, 409. Whoever objects has read his result."""
    result = _own_result(db, actor, result_id, now)
    expect_valid(check_grounds([one.about for one in grounds], labels_of(db, result.participant, "id").keys()))
    zone = office_zone(db)
    window = window_of(result, zone, now)
    _expect_objectable(db, result)
    status = status_at_filing(window.objection_until, now)
    if status is ObjectionStatus.LATE_REJECTED and not even_if_late and window.objection_until is not None:
        raise ObjectionLate(window.objection_until, zone)
    if result.receipt is None:
        result = acknowledge_result(db, actor=actor, result=result, now=now, trace=trace)
        window = window_of(result, zone, now)
    objection = _filed(db, result, window, status, grounds, now)
    if status is ObjectionStatus.FILED:
        result.objection = ObjectionState.OPEN
    db.add(objection)
    db.flush()
    said = {"status": status, "result_id": result.id, "grounds": [one.about for one in grounds]}
    _log(db, actor, "file_objection", objection, None, said | {"text": _hash_grounds(objection)}, trace)
    return objection


def _own_result(db: Session, actor: Actor, result_id: UUID, now: datetime) -> Result:
    """Held until the transaction ends, and read anew: no ruling, correction or archiving comes in between."""
    standing = standing_of(db, actor, now)
    result = results.get_result(db, standing, result_id, now)
    expect_own(actor, result)
    hold_round(db, result.round_id)
    results.lock_results(db, [result.id])
    return results.get_result(db, standing, result_id, now)


def _expect_objectable(db: Session, result: Result) -> None:
    if queries.find_of_result(db, result.id) is not None:
        raise AlreadyObjected()
    if result.objection == ObjectionState.RULED:
        raise RulingIsFinal()
    if result.status != "released" or result.superseded or result.round.kind == RoundKind.PRACTICE:
        raise NothingToObjectTo()


def _filed(
    db: Session, result: Result, window: Window, status: ObjectionStatus, grounds: Sequence[Ground], now: datetime
) -> Objection:
    zone = office_zone(db)
    return Objection(
        id=uuid4(),
        result_id=result.id,
        round_id=result.round_id,
        participant_id=result.participant_id,
        employee_id=result.employee_id,
        status=status,
        external=parties_today(db, result, now).ruler is None,
        grounds=[{"about": one.about, "reason": one.reason} for one in grounds],
        filed_at=now,
        deadline_at=window.objection_until,
        ruling_due_at=objection_deadline(now, RULING_DAYS, zone),
    )


def take_up(step: Step, objection_id: UUID) -> Case:
    """The visible objection, held until the transaction ends, if this step is the caller's and possible: 404, 403, 409."""
    queries.get_case(step.db, step.standing, objection_id)
    queries.lock_objection(step.db, objection_id)
    case = queries.get_case(step.db, step.standing, objection_id)  # as it is now that nobody else changes it
    evidence = queries.count_evidence(step.db, [objection_id]).get(objection_id, 0)
    facts = facts_of(case.objection, evidence)
    expect_step(step.action, queries.side_of(step.standing, case), facts, step.now)
    return case


def withdraw_objection(step: Step, case: Case) -> None:
    """The person thinks otherwise; the version stands, and is final when its time is over."""
    objection = case.objection
    before, objection.status, objection.withdrawn_at = objection.status, ObjectionStatus.WITHDRAWN, step.now
    settle_result(step.db, objection, ObjectionState.WITHDRAWN)
    step.log(objection, before=before, after={"status": objection.status})


def start_review(step: Step, case: Case) -> None:
    """From now on both are heard, each in his time."""
    objection = case.objection
    before, objection.status = objection.status, ObjectionStatus.UNDER_REVIEW
    objection.review_started_at, objection.review_started_by = step.now, step.actor.account_id
    objection.hearing_until = _hearing_until(step)
    step.log(objection, before=before, after={"status": objection.status, "hearing_until": objection.hearing_until})


def answer_objection(step: Step, case: Case, text: str) -> None:
    """The assessor's statement. The person's time to reply runs from it."""
    objection = case.objection
    objection.answer, objection.answered_at, objection.answered_by = text, step.now, step.actor.account_id
    until = _hearing_until(step)
    objection.hearing_until = max(objection.hearing_until or until, until)
    step.log(objection, after={"answer": hash_of(objection.id, text), "hearing_until": objection.hearing_until})


def reply_to_answer(step: Step, case: Case, text: str) -> None:
    """The person's last word; with it both are heard."""
    objection = case.objection
    before, objection.status = objection.status, ObjectionStatus.HEARD
    objection.reply, objection.replied_at = text, step.now
    step.log(objection, before=before, after={"status": objection.status, "reply": hash_of(objection.id, text)})


def _hearing_until(step: Step) -> datetime:
    today = step.standing.today
    holidays = holidays_between(step.db, today, today + _HOLIDAYS_AHEAD)
    return working_days_after(step.now, HEARING_WORKING_DAYS, holidays, office_zone(step.db))


def settle_result(db: Session, objection: Objection, state: ObjectionState) -> None:
    """The result keeps with it whether something is open, so that every list knows without asking."""
    results.lock_results(db, [objection.result_id])
    db.get_one(Result, objection.result_id, populate_existing=True).objection = state


def hash_of(key: UUID, text: str) -> str:
    """Of a text with its row's random id, so that equal texts do not look alike."""
    return hashlib.sha256(key.bytes + text.encode()).hexdigest()


def _hash_grounds(objection: Objection) -> str:
    return hash_of(objection.id, "\n".join(f"{one['about']}: {one['reason']}" for one in objection.grounds))


def _log(
    db: Session, actor: Actor, action: str, objection: Objection, before: str | None, after: Any, trace: str
) -> None:
    record(
        db,
        actor=actor,
        action=action,
        object_type="objection",
        object_id=objection.id,
        before=None if before is None else {"status": before},
        after=after,
        trace=trace,
    )
