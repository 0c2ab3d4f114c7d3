"""The official's word: two ratings, a reason where they differ from the proposal, and the predicate that follows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from api.access.actor import Actor
from api.audit.service import record
from api.instruments.queries import form_content
from api.kit.base import columns_of
from api.results import queries
from api.results.facts import facts_of, proposal_of
from api.results.models import Result, ResultDecision
from api.results.queries import Standing
from api.results.refusals import NotYoursToDecide, expect
from api.results.rules import (
    DecidesAs,
    Decision,
    Matrix,
    ResultFacts,
    can_decide,
    check_decision,
    decides_as,
    departs,
    predicate_of,
)
from api.rounds.queries import hold_round
from api.rounds.refusals import expect_valid

_RECORDED = (
    "work_rating",
    "behaviour_rating",
    "predicate",
    "departs",
    "category",
    "document",
    "taken_over",
    "external",
)


@dataclass(frozen=True, slots=True)
class Deciding:
    """A result that is about to be decided: held, read anew, with what the rules need."""

    result: Result
    facts: ResultFacts
    matrix: Matrix
    quality: DecidesAs


def take_up(
    db: Session, *, standing: Standing, result_id: UUID, now: datetime, records_external: bool = False
) -> Deciding:
    """The visible result, held until the transaction ends, if it is the caller's to decide: 404, then 403."""
    result = queries.get_result(db, standing, result_id, now)
    hold_round(db, result.round_id)
    queries.lock_results(db, [result.id])
    result = queries.get_result(db, standing, result_id, now)  # as it is now that nobody else changes it
    facts = facts_of(db, [result], now)[result.id]
    quality = deciding_quality(standing.actor, facts, now, records_external=records_external)
    if quality is None or (quality is DecidesAs.EXTERNAL) is not records_external:
        raise NotYoursToDecide()
    return Deciding(result, facts, matrix_of(db, result), quality)


def deciding_quality(
    actor: Actor, facts: ResultFacts, now: datetime, *, records_external: bool = False
) -> DecidesAs | None:
    """In which quality the caller may decide; whoever has no post has nobody to decide about."""
    person = None if actor.employee_id is None else str(actor.employee_id)
    return decides_as(facts, person, now, records_external=records_external)


def matrix_of(db: Session, result: Result) -> Matrix:
    version_id = result.participant.version_id
    if version_id is None:
        raise LookupError("a result without a version")
    return form_content(db, version_id).policy.matrix


def decide(
    db: Session, *, actor: Actor, deciding: Deciding, decision: Decision, message: str, now: datetime, trace: str
) -> Result:
    """Decide a result that was taken up; until its release it can be decided anew. 409 by its state, 422 by its words."""
    external = deciding.quality is DecidesAs.EXTERNAL
    expect(can_decide(deciding.facts, now))
    proposal = proposal_of(deciding.result)
    expect_valid(check_decision(proposal, decision, matrix=deciding.matrix, external=external))
    write_decision(
        db,
        actor=actor,
        deciding=deciding,
        decision=decision,
        message=message,
        together=False,
        now=now,
        operation="record_external_decision" if external else "decide_result",
        trace=trace,
    )
    db.flush()
    return deciding.result


def write_decision(
    db: Session,
    *,
    actor: Actor,
    deciding: Deciding,
    decision: Decision,
    message: str,
    together: bool,
    now: datetime,
    operation: str,
    trace: str,
) -> None:
    """Store what was decided and put it into the log; a decision made anew replaces the one before."""
    result = deciding.result
    before = None if result.decision is None else columns_of(result.decision, *_RECORDED)
    row = result.decision or ResultDecision(result_id=result.id)
    for name, value in _columns(actor, deciding, decision, now).items():
        setattr(row, name, value)
    row.message, row.together = message, together
    db.add(row)
    result.decision, result.status = row, "decided"
    flag_modified(result, "status")  # decided anew is a new version of the row
    record(
        db,
        actor=actor,
        action=operation,
        object_type="result",
        object_id=result.id,
        before=before,
        after=columns_of(row, *_RECORDED),
        reason=decision.reason or None,
        trace=trace,
    )


def _columns(actor: Actor, deciding: Deciding, decision: Decision, now: datetime) -> dict[str, Any]:
    return {
        "work_rating": int(decision.work_rating),
        "behaviour_rating": int(decision.behaviour_rating),
        "predicate": int(predicate_of(decision, deciding.matrix)),
        "departs": departs(proposal_of(deciding.result), decision),
        "category": decision.category,
        "instructed_by": decision.instructed_by,
        "document": decision.document,
        "reason": decision.reason,
        "taken_over": deciding.quality is DecidesAs.TAKEOVER,
        "external": deciding.quality is DecidesAs.EXTERNAL,
        "decided_by": actor.account_id,
        "decided_at": now,
    }
