"""Asking for a correction, and answering. What is wrong with whom stands in the request, not in the log."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.audit.service import record
from api.privacy import queries
from api.privacy.models import CorrectionRequest
from api.privacy.refusals import AlreadyAnswered, AlreadyAsked
from api.privacy.rules import RequestOutcome, due_at
from api.privacy.schemas import DataRequestAnswer, DataRequestCreate
from api.rounds.reach import expect_other_person


def file_correction_request(
    db: Session, *, actor: Actor, employee_id: UUID, asked: DataRequestCreate, now: datetime, trace: str
) -> CorrectionRequest:
    if queries.has_open(db, employee_id, asked.field):
        raise AlreadyAsked()
    request = CorrectionRequest(employee_id=employee_id, filed_at=now, answer="", **asked.model_dump(mode="json"))
    db.add(request)
    db.flush()
    record(
        db,
        actor=actor,
        action="file_correction_request",
        object_type="correction_request",
        object_id=request.id,
        after={"field": asked.field, "due_at": due_at(now)},
        trace=trace,
    )
    return request


def answer_correction_request(
    db: Session, *, actor: Actor, request: CorrectionRequest, answered: DataRequestAnswer, now: datetime, trace: str
) -> None:
    """Once; late or not. The correction itself is made where the data stands, by whoever may."""
    expect_other_person(actor, request.employee_id)
    if request.outcome is not None:
        raise AlreadyAnswered()
    request.outcome, request.answer = RequestOutcome(answered.outcome).value, answered.answer
    request.answered_at, request.answered_by = now, actor.account_id
    record(
        db,
        actor=actor,
        action="answer_correction_request",
        object_type="correction_request",
        object_id=request.id,
        after={"outcome": answered.outcome, "late": now >= due_at(request.filed_at)},
        trace=trace,
    )
