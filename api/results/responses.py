"""Tanggapan: the person answers his proposal before anyone decides, where the round asks for it."""

from datetime import datetime

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.audit.service import record
from api.results.assessors import NOBODY
from api.results.facts import fact_of, responses_until
from api.results.models import Result, ResultResponse
from api.results.refusals import expect
from api.results.rules import can_respond


def respond_to_proposal(db: Session, *, actor: Actor, result: Result, text: str, now: datetime, trace: str) -> Result:
    """Write or rewrite one's own answer; what it says is not in the log."""
    facts = fact_of(result, NOBODY, responses_until(db, result.round))
    expect(can_respond(facts, None if actor.employee_id is None else str(actor.employee_id), now))
    if result.response is None:
        result.response = ResultResponse(result_id=result.id, text=text, written_at=now)
    else:
        result.response.text, result.response.written_at = text, now
    record(db, actor=actor, action="respond_to_proposal", object_type="result", object_id=result.id, trace=trace)
    db.flush()
    return result
