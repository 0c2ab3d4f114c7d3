"""Recorded conflicts, as far as the personnel officer's units reach."""

from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, aliased

from api.access.actor import Actor
from api.access.permissions import Role
from api.assignments.models import RaterConflict
from api.assignments.schemas_plan import ConflictFilters
from api.employees.models import Employee
from api.employees.queries import covers_employee
from api.employees.rules import full_name
from api.kit.database import AnySelect
from api.kit.errors import NotFound

First, Second = aliased(Employee), aliased(Employee)


def visible_conflicts(actor: Actor) -> AnySelect:
    """Conflicts of people whom the caller looks after; of both or of one of the two."""
    own = _looked_after(actor)
    return select(RaterConflict).where(or_(RaterConflict.first_id.in_(own), RaterConflict.second_id.in_(own)))


def _looked_after(actor: Actor) -> Select[UUID]:
    return select(Employee.id).where(covers_employee(actor.paths(Role.HR_OFFICER)))


def select_conflicts(actor: Actor, filters: ConflictFilters) -> AnySelect:
    """For a list: each conflict with both people."""
    statement = (
        visible_conflicts(actor)
        .join(First, First.id == RaterConflict.first_id)
        .join(Second, Second.id == RaterConflict.second_id)
        .add_columns(First, Second)
        .order_by(First.name, Second.name, RaterConflict.id)
    )
    if filters.employee_id is not None:
        one = filters.employee_id
        statement = statement.where(or_(RaterConflict.first_id == one, RaterConflict.second_id == one))
    return statement


def get_conflict(db: Session, actor: Actor, conflict_id: UUID) -> RaterConflict:
    found: RaterConflict | None = db.scalar(visible_conflicts(actor).where(RaterConflict.id == conflict_id))
    if found is None:
        raise NotFound()
    return found


def looked_after(db: Session, actor: Actor, employee_ids: list[UUID]) -> dict[UUID, Employee]:
    """Those of these people whom the caller looks after."""
    statement = select(Employee).where(Employee.id.in_(employee_ids), Employee.id.in_(_looked_after(actor)))
    return {employee.id: employee for employee in db.scalars(statement)}


def exists_between(db: Session, first_id: UUID, second_id: UUID) -> bool:
    statement = select(RaterConflict.id).where(
        RaterConflict.first_id.in_([first_id, second_id]), RaterConflict.second_id.in_([first_id, second_id])
    )
    return db.scalar(statement) is not None


def name_of(employee: Employee) -> str:
    return full_name(employee.title_before, employee.name, employee.title_after)
