"""Which people, units and posts. Every read or write for a request starts from `visible_…(actor)`."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, exists, false, or_, select, true
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload

from api.access.actor import Actor
from api.access.permissions import Role
from api.accounts.models import Account, RoleGrant
from api.employees.models import Employee, FormerNip, Office, OrgUnit, Placement, PlacementKind, Position
from api.employees.placements import current_or_last, days_about_now, main_first, placement_between, placement_on
from api.employees.rules import within
from api.employees.superiors import posts_below, reports_of, snapshot, superior_on
from api.kit.database import AnySelect, lock_rows
from api.kit.errors import NotFound

__all__ = [  # what other packages ask about people, in one place
    "covers_employee",
    "find_by_nip",
    "get_employee",
    "get_office",
    "get_position",
    "get_unit",
    "is_managed_by",
    "lock_structure",
    "manages_unit",
    "office_day",
    "office_zone",
    "placement_on",
    "reports_of",
    "sees_in_full",
    "snapshot",
    "superior_on",
    "units_by_path",
    "visible_employees",
    "visible_positions",
    "visible_units",
]

T = TypeVar("T")
OVERSEERS = (Role.HR_OFFICER, Role.HEAD, Role.AUDITOR, Role.ADMINISTRATOR)
EVERYWHERE = "/"


def visible_employees(actor: Actor) -> AnySelect:
    """Those of the units he oversees, those whose posts are below his own, and himself."""
    return select(Employee).where(or_(sees_in_full(actor), _is_below(actor)))


def sees_in_full(actor: Actor) -> ColumnElement[bool]:
    """Also NIP, birth date and the like: the overseers of the unit, and the person. A superior sees the rest."""
    himself = false() if actor.employee_id is None else Employee.id == actor.employee_id
    return or_(covers_employee(actor.paths(*OVERSEERS)), himself)


def covers_employee(paths: tuple[str, ...]) -> ColumnElement[bool]:
    """The employee belongs to one of these parts of the unit tree, by what he holds or, having left, held last."""
    if EVERYWHERE in paths:
        return true()
    if not paths:
        return false()
    first, _ = days_about_now()
    belongs = (
        select(Placement.employee_id)
        .join(Position, Position.id == Placement.position_id)
        .join(OrgUnit, OrgUnit.id == Position.unit_id)
        .where(_below(paths), current_or_last(first))
    )
    return Employee.id.in_(belongs)


def _below(paths: tuple[str, ...]) -> ColumnElement[bool]:
    return or_(false(), *(OrgUnit.path.startswith(path) for path in paths))


def _is_below(actor: Actor) -> ColumnElement[bool]:
    if actor.employee_id is None or not actor.has_role(Role.ASSESSOR):
        return false()
    first, last = days_about_now()
    posts = posts_below(actor.employee_id, first, last)
    held = select(Placement.employee_id).join(posts, posts.c.id == Placement.position_id)
    return Employee.id.in_(held.where(placement_between(first, last)))


def visible_units(actor: Actor) -> AnySelect:
    """The units he oversees, and his own branch of the tree: what is above and below the units of his posts."""
    return select(OrgUnit).where(_sees_unit(actor))


def visible_positions(actor: Actor) -> AnySelect:
    """The posts of visible units."""
    return select(Position).join(Position.unit).where(_sees_unit(actor))


def _sees_unit(actor: Actor) -> ColumnElement[bool]:
    paths = actor.paths(*OVERSEERS)
    if EVERYWHERE in paths:
        return true()
    return or_(_below(paths), _own_branch(actor))


def _own_branch(actor: Actor) -> ColumnElement[bool]:
    if actor.employee_id is None:
        return false()
    own = aliased(OrgUnit)
    same_line = or_(own.path.startswith(OrgUnit.path), OrgUnit.path.startswith(own.path))
    return exists(
        select(own.id)
        .join(Position, Position.unit_id == own.id)
        .join(Placement, Placement.position_id == Position.id)
        .where(Placement.employee_id == actor.employee_id, placement_between(*days_about_now()), same_line)
        .correlate(OrgUnit)
    )


def get_employee(db: Session, actor: Actor, employee_id: UUID) -> Employee:
    employee: Employee | None = db.scalar(visible_employees(actor).where(Employee.id == employee_id))
    return _found(employee)


class EmployeeWithRights(NamedTuple):
    employee: Employee
    account: Account | None
    in_full: bool
    managed: bool


def get_employee_with_rights(db: Session, actor: Actor, employee_id: UUID) -> EmployeeWithRights:
    """The employee, his account, and what this caller may see and do: one statement."""
    managed = covers_employee(actor.paths(Role.HR_OFFICER)).label("managed")
    rights = sees_in_full(actor).label("in_full"), managed
    statement = visible_employees(actor).add_columns(Account, *rights).where(Employee.id == employee_id)
    row = _found(db.execute(statement.outerjoin(Account, Account.id == Employee.account_id)).one_or_none())
    return EmployeeWithRights(row[0], row[1], bool(row[2]), bool(row[3]))


def placements_of(db: Session, employee_id: UUID) -> Sequence[Placement]:
    """All of a person's placements with their posts and units, the one that counts first."""
    statement = select(Placement).where(Placement.employee_id == employee_id).order_by(*main_first())
    return db.scalars(statement.options(joinedload(Placement.position).joinedload(Position.unit))).all()


def former_nips_of(db: Session, employee_id: UUID) -> list[str]:
    statement = select(FormerNip.nip).where(FormerNip.employee_id == employee_id).order_by(FormerNip.until.desc())
    return list(db.scalars(statement))


def find_former_nip(db: Session, nip: str) -> FormerNip | None:
    return db.scalar(select(FormerNip).where(FormerNip.nip == nip))


def get_placement(db: Session, actor: Actor, employee_id: UUID, placement_id: UUID) -> Placement:
    visible = visible_employees(actor).where(Employee.id == employee_id).with_only_columns(Employee.id)
    statement = select(Placement).where(Placement.id == placement_id, Placement.employee_id.in_(visible))
    return _found(db.scalar(statement.options(joinedload(Placement.position))))


def definitive_placements_in(db: Session, position_id: UUID) -> Sequence[Placement]:
    """Everybody who held, holds or will hold a post definitively."""
    definitive = Placement.kind == PlacementKind.DEFINITIF
    return db.scalars(select(Placement).where(Placement.position_id == position_id, definitive)).all()


def holds_roles(db: Session, account_id: UUID) -> bool:
    return db.scalar(select(RoleGrant.id).where(RoleGrant.account_id == account_id).limit(1)) is not None


def get_unit(db: Session, actor: Actor, unit_id: UUID) -> OrgUnit:
    unit: OrgUnit | None = db.scalar(visible_units(actor).where(OrgUnit.id == unit_id))
    return _found(unit)


def parent_of(db: Session, unit: OrgUnit) -> OrgUnit | None:
    return None if unit.parent_id is None else db.get(OrgUnit, unit.parent_id)


def get_position(db: Session, actor: Actor, position_id: UUID) -> Position:
    statement = visible_positions(actor).where(Position.id == position_id)
    position: Position | None = db.scalar(statement.options(contains_eager(Position.unit)))
    return _found(position)


def _found(row: T | None) -> T:
    if row is None:
        raise NotFound()
    return row


def find_by_nip(db: Session, nip: str) -> Employee | None:
    """Whoever has this NIP, or had it before he got another."""
    former = select(FormerNip.employee_id).where(FormerNip.nip == nip)
    found = db.scalars(select(Employee).where(or_(Employee.nip == nip, Employee.id.in_(former)))).all()
    return min(found, key=lambda employee: employee.nip != nip, default=None)


def is_managed_by(db: Session, actor: Actor, employee: Employee) -> bool:
    """May he change this employee's record: is he the HR officer of a unit the person belongs to?"""
    covered = covers_employee(actor.paths(Role.HR_OFFICER))
    return db.scalar(select(Employee.id).where(Employee.id == employee.id, covered)) is not None


def manages_unit(actor: Actor, path: str) -> bool:
    """Is he the HR officer of this unit? `path` "/" is the whole office."""
    return within(path, actor.paths(Role.HR_OFFICER))


def get_office(db: Session) -> Office:
    return _found(db.get(Office, 1))


def office_zone(db: Session) -> ZoneInfo:
    return ZoneInfo(get_office(db).zone)


def office_day(db: Session, now: datetime) -> date:
    """The calendar day in the office: placements begin and end by it."""
    return now.astimezone(office_zone(db)).date()


def lock_structure(db: Session) -> None:
    """Changes of the structure come one after another: two at once could close a circle neither of them sees."""
    db.execute(lock_rows(select(Office.id), db))


def units_by_path(db: Session) -> dict[str, OrgUnit]:
    """All units, each by its place in the tree, parents before children."""
    return {unit.path: unit for unit in db.scalars(select(OrgUnit).order_by(OrgUnit.path))}
