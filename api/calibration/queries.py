"""Which results may be cases: what the caller sees of the round anyway, without his own."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from api.calibration.models import CalibrationConfirmation, CalibrationNote
from api.employees.models import Employee
from api.kit.database import AnySelect, lock_rows
from api.results.models import Result, ResultDecision
from api.results.queries import Standing, of_others, visible_results
from api.rounds.models import EvaluationRound, Participant

MOST = 200
"""Cases in one answer; no meeting gets further."""
_SIGNALS = tuple((source, kind) for source in ("peer", "subordinate") for kind in ("outlier",))


def visible_to(standing: Standing, round: EvaluationRound, now: datetime) -> AnySelect:
    """Everything of the round that the caller sees of others, in the newest version."""
    return visible_results(standing, now).where(
        Result.round_id == round.id, ~Result.superseded, of_others(standing.actor)
    )


def possible_cases(db: Session, standing: Standing, round: EvaluationRound, now: datetime) -> Sequence[Result]:
    """By unit and name; which of them are cases for this caller is decided row by row (`cases.py`)."""
    statement = visible_to(standing, round, now).where(_may_be_case())
    order = (Participant.unit_name, Employee.name, Result.id)
    return db.scalars(statement.order_by(*order).limit(MOST)).all()


def _may_be_case() -> ColumnElement[bool]:
    near: ColumnElement[bool] = Result.precision["near_cut"].as_boolean()
    signals = (Result.precision[("signals", *path)].as_boolean() for path in _SIGNALS)
    unproposed = and_(Result.needs_official_decision, Result.status == "proposal")
    return or_(near, ResultDecision.departs.is_(True), unproposed, *signals)


def count_visible(db: Session, standing: Standing, round: EvaluationRound, now: datetime) -> dict[str, int]:
    """By status."""
    inner = visible_to(standing, round, now).with_only_columns(Result.id, Result.status).subquery()
    rows = db.execute(select(inner.c.status, func.count()).group_by(inner.c.status))
    return {status: count for status, count in rows}


def notes_of(db: Session, round_id: UUID) -> dict[UUID, CalibrationNote]:
    """By participant."""
    rows = db.scalars(select(CalibrationNote).where(CalibrationNote.round_id == round_id))
    return {row.participant_id: row for row in rows}


def lock_note(db: Session, participant_id: UUID) -> CalibrationNote | None:
    """Notes on one case come one after the other, the first one too: the participant's row is held."""
    db.execute(lock_rows(select(Participant.id).where(Participant.id == participant_id), db))
    found: CalibrationNote | None = db.scalar(
        select(CalibrationNote)
        .where(CalibrationNote.participant_id == participant_id)
        .execution_options(populate_existing=True)
    )
    return found


def last_confirmation(db: Session, round_id: UUID) -> CalibrationConfirmation | None:
    found: CalibrationConfirmation | None = db.scalar(_confirmations(round_id).limit(1))
    return found


def _confirmations(round_id: UUID) -> Any:
    return (
        select(CalibrationConfirmation)
        .where(CalibrationConfirmation.round_id == round_id)
        .order_by(CalibrationConfirmation.confirmed_at.desc(), CalibrationConfirmation.id)
    )
