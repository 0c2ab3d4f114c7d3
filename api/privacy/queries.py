"""Which requests: one's own, and for a personnel officer those of the people of his units."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, select, true
from sqlalchemy.orm import Session, contains_eager

from api.access.actor import Actor
from api.access.permissions import Role
from api.employees.models import Employee
from api.employees.queries import covers_employee
from api.kit.database import AnySelect, lock_rows
from api.kit.errors import NotFound
from api.privacy.models import CorrectionRequest
from api.privacy.rules import ANSWER_WITHIN, RequestState
from api.privacy.schemas import DataRequestFilters

_OPEN = CorrectionRequest.outcome.is_(None)


def select_own(employee_id: UUID) -> AnySelect:
    """One's own, the latest first."""
    statement = select(CorrectionRequest).where(CorrectionRequest.employee_id == employee_id)
    return statement.order_by(CorrectionRequest.filed_at.desc(), CorrectionRequest.id)


def has_open(db: Session, employee_id: UUID, field: str) -> bool:
    statement = select(CorrectionRequest.id).where(
        CorrectionRequest.employee_id == employee_id, CorrectionRequest.field == field, _OPEN
    )
    return db.scalar(statement) is not None


def visible_requests(actor: Actor) -> AnySelect:
    return (
        select(CorrectionRequest)
        .join(CorrectionRequest.employee)
        .options(contains_eager(CorrectionRequest.employee))
        .where(covers_employee(actor.paths(Role.HR_OFFICER)))
    )


def get_request(db: Session, actor: Actor, request_id: UUID) -> CorrectionRequest:
    """Held until the transaction ends, so that it is answered once."""
    db.execute(lock_rows(select(CorrectionRequest.id).where(CorrectionRequest.id == request_id), db))
    statement = visible_requests(actor).where(CorrectionRequest.id == request_id)
    found: CorrectionRequest | None = db.scalar(statement.execution_options(populate_existing=True))
    if found is None:
        raise NotFound()
    return found


def select_listed(actor: Actor, filters: DataRequestFilters, now: datetime) -> AnySelect:
    """What waits first, the oldest of it first; then what was answered, the latest first."""
    statement = visible_requests(actor)
    if filters.to_answer is not None:
        waits = and_(_OPEN, _of_others(actor))
        statement = statement.where(waits if filters.to_answer else ~waits)
    if filters.state is not None:
        statement = statement.where(_in_state(filters.state, now))
    return statement.order_by(
        CorrectionRequest.answered_at.is_not(None),
        case((_OPEN, CorrectionRequest.filed_at)),
        CorrectionRequest.answered_at.desc(),
        CorrectionRequest.id,
    )


def _of_others(actor: Actor) -> ColumnElement[bool]:
    return true() if actor.employee_id is None else Employee.id != actor.employee_id


def _in_state(state: RequestState, now: datetime) -> ColumnElement[bool]:
    """`rules.state_of` as a condition."""
    late = CorrectionRequest.filed_at <= now - ANSWER_WITHIN
    if state is RequestState.OVERDUE:
        return and_(_OPEN, late)
    if state is RequestState.WAITING:
        return and_(_OPEN, ~late)
    return CorrectionRequest.outcome == state.value
