"""Work results of a round's participants. Whoever serves a request begins with the visible ones."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, contains_eager

from api.access.actor import Actor
from api.employees.models import Employee
from api.kit.database import AnySelect, lock_rows
from api.kit.pages import contains, sort_expressions
from api.rounds.models import EvaluationRound, Participant
from api.rounds.reach import OFFICERS, within
from api.rounds.reasons import ParticipantStatus
from api.work_results.models import WorkResult
from api.work_results.schemas import WorkResultFilters

SORT_KEYS = {"name": Employee.name, "unit": Participant.unit_name}


def visible_entries(actor: Actor, round: EvaluationRound, assessed: Collection[UUID]) -> AnySelect:
    """Active participants with their work result, if any: those of the officer's units, and those he assesses
    (`assessed`, by participant) – never himself."""
    seen: ColumnElement[bool] = or_(within(Participant.unit_path, actor.paths(*OFFICERS)), Participant.id.in_(assessed))
    statement = (
        select(Participant, WorkResult)
        .join(Participant.employee)
        .outerjoin(WorkResult, WorkResult.participant_id == Participant.id)
        .options(contains_eager(Participant.employee))
        .where(Participant.round_id == round.id, Participant.status == ParticipantStatus.ACTIVE, seen)
    )
    return statement if actor.employee_id is None else statement.where(Participant.employee_id != actor.employee_id)


def select_listed(
    actor: Actor, round: EvaluationRound, assessed: Collection[UUID], filters: WorkResultFilters
) -> AnySelect:
    statement = visible_entries(actor, round, assessed)
    if filters.missing is not None:
        missing = WorkResult.participant_id.is_(None)
        statement = statement.where(missing if filters.missing else ~missing)
    if filters.search:
        statement = statement.where(contains(Employee.name, filters.search))
    return statement.order_by(*sort_expressions(filters.sort, SORT_KEYS, "name", Participant.id))


def find_entry(
    db: Session, actor: Actor, round: EvaluationRound, assessed: Collection[UUID], participant_id: UUID
) -> Any:
    """The participant and his work result, or None where he is not visible."""
    return db.execute(visible_entries(actor, round, assessed).where(Participant.id == participant_id)).one_or_none()


def lock_entry(db: Session, participant_id: UUID) -> WorkResult | None:
    """As it is now; nobody else changes it until this transaction ends."""
    statement = select(WorkResult).where(WorkResult.participant_id == participant_id)
    found: WorkResult | None = db.scalar(lock_rows(statement, db).execution_options(populate_existing=True))
    return found


def importable(db: Session, actor: Actor, round: EvaluationRound) -> Sequence[Any]:
    """Everybody an import of this officer may be about, himself included, with what is entered: for reading a file."""
    return db.execute(
        select(Participant, Employee.nip, WorkResult)
        .join(Participant.employee)
        .outerjoin(WorkResult, WorkResult.participant_id == Participant.id)
        .where(
            Participant.round_id == round.id,
            Participant.status == ParticipantStatus.ACTIVE,
            within(Participant.unit_path, actor.paths(*OFFICERS)),
        )
    ).all()
