"""Correcting a clerical error in a released result outside an objection: one officer proposes, another approves.

Never on one's own result. The new version is received anew, and may be objected to like any other.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.audit.service import record
from api.kit.base import columns_of
from api.results import queries, queries_corrections
from api.results.correction_rules import Case, can_correct
from api.results.models import ObjectionState, Result, ResultCorrection
from api.results.queries_corrections import APPROVE
from api.results.recomputing import Change, Work
from api.results.refusals import (
    CorrectionAnswered,
    CorrectionOpen,
    NothingCorrected,
    SameOfficer,
    expect,
)
from api.results.rules import Decision
from api.results.superseding import Successor, lock_newest, supersede
from api.rounds.queries import hold_round
from api.rounds.reach import expect_other_person, expect_reach, reaches
from api.rounds.rules import RoundKind
from api.rounds.verdicts import Verdict
from api.scoring.terms import Expectation

PROPOSE = "results:correct"
_RECORDED = ("status", "work_rating", "behaviour_rating", "work", "document", "new_result_id")


@dataclass(frozen=True, slots=True)
class Correction:
    """What the result should say."""

    work_rating: int
    behaviour_rating: int
    work: dict[str, Any] | None
    reason: str
    document: str
    evidence: str = ""
    """Of an innovation, for the officer who approves it."""


def propose_correction(
    db: Session, *, actor: Actor, result_id: UUID, correction: Correction, now: datetime, trace: str
) -> ResultCorrection:
    result = queries.get_result(db, queries.standing_of(db, actor, now), result_id, now)
    _hold(db, actor, result, PROPOSE)
    if queries_corrections.has_open(db, result.id):
        raise CorrectionOpen()
    _expect_change(result, correction)
    row = ResultCorrection(result_id=result.id, proposed_by=actor.account_id, proposed_at=now, **_columns(correction))
    db.add(row)
    db.flush()
    _record(db, actor, "propose_result_correction", row, None, correction.reason, trace)
    return row


def approve_correction(db: Session, *, actor: Actor, correction_id: UUID, now: datetime, trace: str) -> Result:
    """By another officer than who proposed it: the new version that came out."""
    row, before = _take_up(db, actor, correction_id)
    result = row.result
    _hold(db, actor, result, APPROVE)
    decision = Decision(
        Expectation(row.work_rating), Expectation(row.behaviour_rating), reason=row.reason, document=row.document
    )
    work = None if row.work is None else Work(row.work["code"], row.work["skp_hundredths"], row.work["innovation"])
    external = result.decision is not None and result.decision.external
    after = supersede(
        db,
        actor=actor,
        result=result,
        successor=Successor(Change(work=work), decision, external=external),
        operation="approve_result_correction",
        now=now,
        trace=trace,
    )
    row.new_result_id = after.id
    _answer(db, actor, row, "approved", "", now)
    _record(db, actor, "approve_result_correction", row, before, None, trace)
    return after


def reject_correction(
    db: Session, *, actor: Actor, correction_id: UUID, reason: str, now: datetime, trace: str
) -> ResultCorrection:
    """By another officer, or taken back by who proposed it."""
    row, before = _take_up(db, actor, correction_id, own_too=True)
    expect_other_person(actor, row.result.employee_id)
    _answer(db, actor, row, "rejected", reason, now)
    _record(db, actor, "reject_result_correction", row, before, reason, trace)
    return row


def _take_up(
    db: Session, actor: Actor, correction_id: UUID, *, own_too: bool = False
) -> tuple[ResultCorrection, dict[str, Any]]:
    """The visible correction, held until the transaction ends: 404, 403, 409."""
    row = queries_corrections.get_correction(db, actor, correction_id)
    expect_reach(actor, APPROVE, row.result.participant.unit_path)
    if row.proposed_by == actor.account_id and not own_too:
        raise SameOfficer()
    queries_corrections.lock_correction(db, correction_id)
    row = queries_corrections.get_correction(db, actor, correction_id)
    if row.status != "proposed":
        raise CorrectionAnswered()
    return row, columns_of(row, *_RECORDED)


def _hold(db: Session, actor: Actor, result: Result, permission: str) -> None:
    """403 on one's own and beyond one's reach; 409 where the version does not hold, or is being objected to."""
    expect(verdict_on(actor, result, permission))
    hold_round(db, result.round_id)
    lock_newest(db, result)
    expect(verdict_on(actor, result, permission))  # as it is now that nobody else changes it


def verdict_on(actor: Actor, result: Result, permission: str) -> Verdict:
    case = Case(
        own=actor.employee_id == result.employee_id,
        within_reach=reaches(actor, permission, result.participant.unit_path),
        status=result.status,
        practice=result.round.kind == RoundKind.PRACTICE,
        superseded=result.superseded,
        under_objection=result.objection == ObjectionState.OPEN,
    )
    return can_correct(case)


def _expect_change(result: Result, correction: Correction) -> None:
    decision = result.decision
    ratings = correction.work_rating, correction.behaviour_rating
    same = decision is not None and (decision.work_rating, decision.behaviour_rating) == ratings
    if same and correction.work in (None, result.work):
        raise NothingCorrected()


def _columns(correction: Correction) -> dict[str, Any]:
    names = ("work_rating", "behaviour_rating", "reason", "document")
    work = None if correction.work is None else {**correction.work, "evidence": correction.evidence}
    return {**{name: getattr(correction, name) for name in names}, "work": work}


def _answer(db: Session, actor: Actor, row: ResultCorrection, status: str, answer: str, now: datetime) -> None:
    row.status, row.answered_by, row.answered_at, row.answer = status, actor.account_id, now, answer
    db.flush()


def _record(
    db: Session, actor: Actor, action: str, row: ResultCorrection, before: Any, reason: str | None, trace: str
) -> None:
    record(
        db,
        actor=actor,
        action=action,
        object_type="result",
        object_id=row.result_id,
        before=before,
        after=columns_of(row, *_RECORDED),
        reason=reason,
        trace=trace,
    )
