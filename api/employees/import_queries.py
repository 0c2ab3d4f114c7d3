"""What an import looks up besides the office on record: accounts, roles, and the runs before it."""

from collections.abc import Collection, Iterator, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.access.permissions import Role
from api.accounts.models import Account, RoleGrant
from api.employees.models import Employee, ImportRun
from api.employees.queries import EVERYWHERE
from api.employees.superiors import portions
from api.kit.errors import NotFound


def imports_everywhere(actor: Actor) -> bool:
    """A staff list is the whole office's, so the officer of a part of it does not import one."""
    return EVERYWHERE in actor.paths(Role.HR_OFFICER)


def get_import_run(db: Session, actor: Actor, import_id: UUID) -> ImportRun:
    run = db.get(ImportRun, import_id) if imports_everywhere(actor) else None
    if run is None:
        raise NotFound()
    return run


def accounts_of(db: Session, employees: Collection[Employee]) -> Iterator[Account]:
    for some in portions([employee.account_id for employee in employees if employee.account_id]):
        yield from db.scalars(select(Account).where(Account.id.in_(some)))


def role_holders_among(db: Session, employees: Sequence[Employee]) -> set[UUID]:
    """Those of the employees whose account holds a role."""
    found: set[UUID] = set()
    for some in portions([employee.id for employee in employees]):
        holders = select(Employee.id).join(RoleGrant, RoleGrant.account_id == Employee.account_id)
        found.update(db.scalars(holders.where(Employee.id.in_(some))))
    return found


def names_of(db: Session, employee_ids: Collection[UUID]) -> dict[UUID, str]:
    found: dict[UUID, str] = {}
    for some in portions(employee_ids):
        rows = db.execute(select(Employee.id, Employee.name).where(Employee.id.in_(some)))
        found.update({row.id: row.name for row in rows})
    return found
