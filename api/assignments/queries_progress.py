"""How far a round is: tasks counted by rater. Whom a task is about stands in no result row (security.md T9)."""

from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session, aliased

from api.accounts.models import Account, AccountStatus
from api.assignments.models import Assignment
from api.assignments.queries_plan import STANDING
from api.assignments.rules import TaskStatus
from api.assignments.schemas_people import OutstandingFilters
from api.employees.models import Employee
from api.kit.database import AnySelect
from api.kit.pages import contains, sort_expressions
from api.rounds.models import Participant
from api.rounds.reasons import ParticipantStatus

Rater = aliased(Participant)
"""The rater's own place in the round, where he takes part."""

_SENT = Assignment.receipt.is_not(None)


class UnitCounts(NamedTuple):
    unit_id: UUID | None
    unit_name: str | None
    raters: int
    done: int
    tasks: int
    handed_in: int


def _sum(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.sum(case((condition, 1), else_=0))


def _by_rater(round_id: UUID) -> AnySelect:
    """One row a rater: what he has to do, and how much of it is handed in."""
    return (
        select(
            Assignment.evaluator_id,
            func.count().label("tasks"),
            _sum(_SENT).label("handed_in"),
        )
        .where(Assignment.round_id == round_id, Assignment.status.in_(STANDING))
        .group_by(Assignment.evaluator_id)
    )


def counts_by_unit(db: Session, round_id: UUID) -> list[UnitCounts]:
    """By the unit the rater takes part from; raters who do not take part stand together."""
    raters = _by_rater(round_id).subquery()
    takes_part = and_(Rater.round_id == round_id, Rater.employee_id == raters.c.evaluator_id)
    statement = (
        select(Rater.unit_id, Rater.unit_name, *_totals(raters))
        .select_from(raters)
        .outerjoin(Rater, takes_part)
        .group_by(Rater.unit_id, Rater.unit_name)
        .order_by(Rater.unit_name, Rater.unit_id)
    )
    return [UnitCounts(*row) for row in db.execute(statement)]


def _totals(raters: Any) -> list[ColumnElement[Any]]:
    done = raters.c.tasks == raters.c.handed_in
    return [
        func.count().label("raters"),
        func.coalesce(_sum(done), 0).label("done"),
        func.coalesce(func.sum(raters.c.tasks), 0).label("tasks"),
        func.coalesce(func.sum(raters.c.handed_in), 0).label("handed_in"),
    ]


def team_counts(db: Session, round_id: UUID, superior_id: UUID) -> UnitCounts | None:
    """What a superior's people have to do, without their tasks about himself; None where he has no people in it."""
    team = select(Participant.employee_id).where(
        Participant.round_id == round_id,
        Participant.superior_id == superior_id,
        Participant.status == ParticipantStatus.ACTIVE,
    )
    if db.scalar(team.limit(1)) is None:
        return None
    about = select(Participant.id).where(Participant.round_id == round_id, Participant.employee_id == superior_id)
    raters = (
        _by_rater(round_id).where(Assignment.evaluator_id.in_(team), Assignment.participant_id.not_in(about)).subquery()
    )
    row = db.execute(select(*_totals(raters)).select_from(raters)).one()
    return UnitCounts(None, None, *row)


def declines_by_category(db: Session, round_id: UUID) -> dict[str, int]:
    """In the whole round: a finer count would tell who declined whom."""
    declined = (Assignment.round_id == round_id, Assignment.status == TaskStatus.DECLINED)
    statement = select(Assignment.decline_category, func.count()).where(*declined)
    rows = db.execute(statement.group_by(Assignment.decline_category))
    return {category: count for category, count in rows if category is not None}


def select_outstanding(round_id: UUID, filters: OutstandingFilters) -> AnySelect:
    """For a list: raters who still have something to do, those with most first."""
    raters = _by_rater(round_id).subquery()
    outstanding = (raters.c.tasks - raters.c.handed_in).label("outstanding")
    statement = (
        select(
            Employee.id.label("employee_id"),
            Employee.name,
            Employee.title_before,
            Employee.title_after,
            Rater.unit_name,
            raters.c.tasks,
            outstanding,
            Account.status.label("account"),
        )
        .select_from(raters)
        .join(Employee, Employee.id == raters.c.evaluator_id)
        .outerjoin(Account, Account.id == Employee.account_id)
        .outerjoin(Rater, and_(Rater.round_id == round_id, Rater.employee_id == Employee.id))
        .where(raters.c.tasks > raters.c.handed_in)
    )
    if filters.unit_id is not None:
        statement = statement.where(Rater.unit_id == filters.unit_id)
    if filters.search:
        statement = statement.where(contains(Employee.name, filters.search))
    keys = {"outstanding": outstanding, "name": Employee.name}
    first, last = sort_expressions(filters.sort, keys, "-outstanding", Employee.id)
    return statement.order_by(first, Employee.name, last)


ACTIVE = AccountStatus.ACTIVE
