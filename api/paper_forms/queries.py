"""Which raters, typists and sheets. A typist's request begins with `visible_sheets(actor)`: those of his rounds."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, exists, func, select, update
from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.access.permissions import Role
from api.accounts.models import Account, RoleGrant
from api.assignments.models import Assignment, PaperSheet
from api.assignments.rules import TaskStatus
from api.employees.models import Employee, OrgUnit
from api.kit.database import AnySelect, lock_rows
from api.kit.errors import NotFound
from api.kit.pages import contains
from api.paper_forms.models import PaperRater, PaperTypist
from api.paper_forms.schemas import PaperRaterFilters
from api.rounds.models import EvaluationRound, Participant
from api.rounds.queries import status_at
from api.rounds.reasons import ParticipantStatus
from api.rounds.rules import RoundStatus

AnyRow = Row[*tuple[Any, ...]]
EVERYWHERE = "/"
WATCHERS = (Role.HR_OFFICER, Role.HEAD)
"""Roles that see, rater by rater, who has handed in."""


def visible_sheets(actor: Actor) -> AnySelect:
    """Of the rounds the caller was named for."""
    named = select(PaperTypist.round_id).where(PaperTypist.account_id == actor.account_id)
    return select(PaperSheet).where(PaperSheet.round_id.in_(named))


def find_sheet(db: Session, actor: Actor, code_hash: bytes, *, lock: bool = False) -> PaperSheet | None:
    statement = visible_sheets(actor).where(PaperSheet.code_hash == code_hash)
    if lock:
        statement = lock_rows(statement, db).execution_options(populate_existing=True)
    found: PaperSheet | None = db.scalar(statement)
    return found


def find_rater(db: Session, round_id: UUID, employee_id: UUID) -> PaperRater | None:
    return db.scalar(select(PaperRater).where(PaperRater.round_id == round_id, PaperRater.employee_id == employee_id))


def get_rater(db: Session, round_id: UUID, rater_id: UUID) -> PaperRater:
    """Of a round that is seen by whoever asks."""
    found = db.scalar(select(PaperRater).where(PaperRater.round_id == round_id, PaperRater.id == rater_id))
    if found is None:
        raise NotFound()
    return found


def get_typist(db: Session, round_id: UUID, typist_id: UUID) -> PaperTypist:
    found = db.scalar(select(PaperTypist).where(PaperTypist.round_id == round_id, PaperTypist.id == typist_id))
    if found is None:
        raise NotFound()
    return found


def find_typist(db: Session, round_id: UUID, account_id: UUID) -> PaperTypist | None:
    return db.scalar(select(PaperTypist).where(PaperTypist.round_id == round_id, PaperTypist.account_id == account_id))


def typists_of(db: Session, round_id: UUID) -> Sequence[AnyRow]:
    """With their names, by name."""
    statement = (
        select(PaperTypist.id, PaperTypist.account_id, Account.name, Account.status)
        .join(Account, Account.id == PaperTypist.account_id)
        .where(PaperTypist.round_id == round_id)
        .order_by(Account.name, PaperTypist.id)
    )
    return db.execute(statement).all()


def _sheets_out() -> Any:
    """Beside PaperRater: sheets of his that may still come in."""
    return (
        select(func.count())
        .select_from(PaperSheet)
        .join(Assignment, Assignment.id == PaperSheet.assignment_id)
        .where(PaperSheet.round_id == PaperRater.round_id, Assignment.evaluator_id == PaperRater.employee_id)
        .correlate(PaperRater)
        .scalar_subquery()
    )


def _tasks_left() -> Any:
    return (
        select(func.count())
        .select_from(Assignment)
        .where(
            Assignment.round_id == PaperRater.round_id,
            Assignment.evaluator_id == PaperRater.employee_id,
            Assignment.status == TaskStatus.OPEN,
        )
        .correlate(PaperRater)
        .scalar_subquery()
    )


def count_sheets(db: Session, round_id: UUID) -> AnyRow:
    """How many raters fill in on paper, how many sheets are out, how many came in."""
    live = select(func.count()).where(PaperSheet.round_id == round_id, PaperSheet.assignment_id.is_not(None))
    entered = func.coalesce(func.sum(PaperRater.entered), 0).label("entered")
    statement = select(func.count().label("raters"), entered, live.scalar_subquery().label("sheets_out"))
    return db.execute(statement.where(PaperRater.round_id == round_id)).one()


def select_raters(round_id: UUID, filters: PaperRaterFilters) -> AnySelect:
    """For a list: each with his name, unit and counts, by name."""
    statement = (
        select(
            PaperRater,
            Employee.name,
            Employee.title_before,
            Employee.title_after,
            Participant.unit_name,
            _tasks_left().label("tasks_left"),
            _sheets_out().label("sheets_out"),
        )
        .join(Employee, Employee.id == PaperRater.employee_id)
        .outerjoin(
            Participant,
            and_(Participant.round_id == PaperRater.round_id, Participant.employee_id == PaperRater.employee_id),
        )
        .where(PaperRater.round_id == round_id)
    )
    if filters.search:
        statement = statement.where(contains(Employee.name, filters.search))
    return statement.order_by(Employee.name, PaperRater.id)


def select_my_rounds(actor: Actor, now: datetime) -> AnySelect:
    """Open rounds the caller was named for, the one that closes first before the others."""
    named = exists().where(PaperTypist.round_id == EvaluationRound.id, PaperTypist.account_id == actor.account_id)
    statement = select(EvaluationRound).where(named, status_at(now) == RoundStatus.OPEN)
    return statement.order_by(EvaluationRound.closes_at, EvaluationRound.id)


def has_tasks(db: Session, round_id: UUID, employee_id: UUID) -> bool:
    """Somebody who rates in this round."""
    own = select(Assignment.id).where(Assignment.round_id == round_id, Assignment.evaluator_id == employee_id)
    return db.scalar(own.limit(1)) is not None


def open_tasks(db: Session, round_id: UUID, employee_id: UUID) -> Sequence[AnyRow]:
    """What a rater has left to do, with the person each task is about, by name."""
    statement = (
        select(Assignment, Participant, Employee)
        .join(Participant, Participant.id == Assignment.participant_id)
        .join(Employee, Employee.id == Participant.employee_id)
        .where(
            Assignment.round_id == round_id,
            Assignment.evaluator_id == employee_id,
            Assignment.status == TaskStatus.OPEN,
        )
        .order_by(Employee.name, Assignment.id)
    )
    return db.execute(statement).all()


def tasks_of(round_id: UUID, employee_id: UUID) -> AnySelect:
    return select(Assignment.id).where(Assignment.round_id == round_id, Assignment.evaluator_id == employee_id)


def sheets_typed_by(db: Session, round_id: UUID, account_id: UUID) -> Sequence[PaperSheet]:
    statement = select(PaperSheet).where(PaperSheet.round_id == round_id, PaperSheet.typed_by == account_id)
    return db.scalars(lock_rows(statement, db)).all()


def placed_in(db: Session, round_id: UUID) -> Sequence[AnyRow]:
    """Everybody ever listed in a round, with unit, class and superior."""
    columns = (Participant.employee_id, Participant.superior_id, Participant.unit_id, Participant.position_class)
    return db.execute(select(*columns).where(Participant.round_id == round_id)).all()


def is_rated(db: Session, round_id: UUID, employee_id: UUID) -> bool:
    own = select(Participant.id).where(
        Participant.round_id == round_id,
        Participant.employee_id == employee_id,
        Participant.status == ParticipantStatus.ACTIVE,
    )
    return db.scalar(own) is not None


def count_entered(db: Session, round_id: UUID, employee_id: UUID) -> None:
    own = PaperRater.round_id == round_id, PaperRater.employee_id == employee_id
    db.execute(update(PaperRater).where(*own).values(entered=PaperRater.entered + 1))


def path_of(db: Session, round: EvaluationRound) -> str:
    """Where in the unit tree a round lies."""
    return db.scalars(select(OrgUnit.path).where(OrgUnit.id == round.unit_id)).one()


def sees_progress(db: Session, account_id: UUID, path: str) -> bool:
    """Does this account hold a role, whatever its last day, that sees the progress of a round at this place?"""
    statement = select(OrgUnit.path).select_from(RoleGrant).outerjoin(OrgUnit, OrgUnit.id == RoleGrant.unit_id)
    places = db.scalars(statement.where(RoleGrant.account_id == account_id, RoleGrant.role.in_(WATCHERS)))
    return any(path.startswith(place or EVERYWHERE) for place in places)


def rounds_to_clear(db: Session, now: datetime) -> Sequence[AnyRow]:
    """Rounds that are not open and still have sheets, with the state that holds."""
    status = status_at(now).label("status")
    typed = and_(status == RoundStatus.CLOSED, PaperSheet.typing.is_(None))
    kept = exists().where(PaperSheet.round_id == EvaluationRound.id, ~typed)
    return db.execute(select(EvaluationRound.id, status).where(kept, status != RoundStatus.OPEN)).all()


def employee_by_id(db: Session, employee_id: UUID) -> Employee:
    return db.scalars(select(Employee).where(Employee.id == employee_id)).one()
