"""The duty of silence, read and accepted by each rater once a round; without it no form about somebody else is handed in."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.assignments import queries, silence
from api.assignments.held import HeldTask
from api.assignments.models import SilencePledge
from api.assignments.refusals import PledgeChanged, PledgeMissing
from api.audit.service import record_participation
from api.employees.queries import office_day
from api.kit import clock
from api.kit.errors import NotFound


def read_pledge(db: Session, *, employee_id: UUID, round_id: UUID, language: str) -> dict[str, Any]:
    """For whoever rates somebody else in the round; for anybody else there is nothing to keep silent about."""
    if not queries.rates_others_in(db, employee_id, round_id):
        raise NotFound()
    row = db.get(SilencePledge, (round_id, employee_id))
    accepted = row is not None and row.version == silence.VERSION
    return {
        "version": silence.VERSION,
        "text": silence.TEXT.in_language(language),
        "accepted_on": row.accepted_on if row is not None and accepted else None,
    }


def accept_pledge(db: Session, *, actor: Actor, employee_id: UUID, round_id: UUID, version: int) -> None:
    """Once more changes nothing; an older wording is replaced. `version` is what he has read: nothing else is accepted."""
    if not queries.rates_others_in(db, employee_id, round_id):
        raise NotFound()
    if version != silence.VERSION:
        raise PledgeChanged()
    row = db.get(SilencePledge, (round_id, employee_id))
    if row is not None and row.version == silence.VERSION:
        return
    row = row or SilencePledge(round_id=round_id, employee_id=employee_id)
    row.version, row.accepted_on = silence.VERSION, office_day(db, clock.now())
    db.add(row)
    db.flush()
    record_participation(db, actor=actor, action="accept_silence_pledge", round_id=round_id)


def expect_pledge(held: HeldTask) -> None:
    """Asked when a form is handed in, never before: a draft is kept in any case, so that nothing is lost."""
    if silence.owes_silence(held.assignment.source) and not held.pledged:
        raise PledgeMissing()
