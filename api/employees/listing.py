"""The list of employees: one statement for the page and its total, one for the reporting lines above it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, exists, func, not_, or_, select
from sqlalchemy.orm import Session, aliased

from api.access.actor import Actor
from api.accounts.models import Account
from api.employees.models import Employee, OrgUnit, Placement, Position
from api.employees.nip import mask_nip
from api.employees.placements import main_placement_id, placement_on
from api.employees.queries import office_day, sees_in_full, visible_employees
from api.employees.ranks import PNS_RANKS, PPPK_RANKS
from api.employees.rules import Superior, full_name
from api.employees.schemas import EmployeeFilters
from api.employees.superiors import Lines, read_lines
from api.kit.database import AnySelect
from api.kit.pages import contains, sort_expressions

_RANK_ORDER = case(
    {rank.code: rank.order for rank in (*PNS_RANKS, *PPPK_RANKS)}, value=func.coalesce(Employee.rank, ""), else_=0
)
_SORTS: Mapping[str, Any] = {"name": Employee.name, "unit": OrgUnit.name, "rank": _RANK_ORDER}


def list_rows(db: Session, actor: Actor, filters: EmployeeFilters, now: datetime) -> dict[str, Any]:
    day = office_day(db, now)
    statement = select_rows(actor, filters, day)
    rows = db.execute(statement.limit(filters.size).offset((filters.page - 1) * filters.size)).all()
    current = {row.id: row.position_id for row in rows if _holds_on(row, day)}
    lines = read_lines(db, set(current.values()), day)
    return {
        "items": [_item(row, lines, current.get(row.id)) for row in rows],
        "page": filters.page,
        "size": filters.size,
        "total": rows[0].total if rows else _total(db, statement, filters.page),
    }


def select_rows(actor: Actor, filters: EmployeeFilters, day: date) -> AnySelect:
    in_full = sees_in_full(actor)
    statement = (
        visible_employees(actor)
        .with_only_columns(
            Employee.id,
            Employee.nip,
            Employee.name,
            Employee.title_before,
            Employee.title_after,
            Employee.employment,
            Employee.rank,
            Employee.active,
            in_full.label("in_full"),
            Placement.kind,
            Placement.starts_on,
            Placement.ends_on,
            Position.id.label("position_id"),
            Position.title,
            Position.position_class,
            OrgUnit.id.label("unit_id"),
            OrgUnit.name.label("unit_name"),
            Account.status.label("account_status"),
            func.count().over().label("total"),
        )
        .select_from(Employee)
        .outerjoin(Placement, Placement.id == main_placement_id(Employee.id, day))
        .outerjoin(Position, Position.id == Placement.position_id)
        .outerjoin(OrgUnit, OrgUnit.id == Position.unit_id)
        .outerjoin(Account, Account.id == Employee.account_id)
        .where(*_conditions(filters, in_full, day))
    )
    wanted, last = sort_expressions(filters.sort, _SORTS, "name", last=Employee.id)
    return statement.order_by(wanted, Employee.name, last)  # within a unit or rank by name


def _conditions(filters: EmployeeFilters, in_full: ColumnElement[bool], day: date) -> list[ColumnElement[bool]]:
    found = []
    if filters.search:
        # whoever may not see a NIP may not find it out by searching digit by digit
        found.append(or_(contains(Employee.name, filters.search), and_(in_full, _nip_contains(filters.search))))
    if filters.unit is not None:
        root = aliased(OrgUnit)
        path = select(root.path).where(root.id == filters.unit).scalar_subquery()
        found.append(OrgUnit.path.startswith(path))
    if filters.employment is not None:
        found.append(Employee.employment == filters.employment)
    if filters.position_class is not None:
        found.append(Position.position_class == filters.position_class)
    if filters.active is not None:
        found.append(Employee.active == filters.active)
    if filters.account_status is not None:
        found.append(Account.status == filters.account_status)
    if filters.without_superior is not None:
        alone = and_(Employee.active, not_(_has_superior(day)))
        found.append(alone if filters.without_superior else not_(alone))
    return found


def _nip_contains(text: str) -> ColumnElement[bool]:
    return contains(Employee.nip, text.replace(" ", "").replace(".", "") or text)


def _has_superior(day: date) -> ColumnElement[bool]:
    """Somebody else holds a post somewhere above the one that counts today: the same rule as `rules.superior_of`."""
    lines = select(Position.id.label("post"), Position.reports_to_id.label("above"))
    line = lines.where(Position.reports_to_id.is_not(None)).cte("lines", recursive=True)
    further, holder = aliased(Position), aliased(Placement)
    next_up = select(line.c.post, further.reports_to_id).join(line, further.id == line.c.above)
    line = line.union(next_up.where(further.reports_to_id.is_not(None)))
    somebody = (
        select(holder.id)
        .join(line, line.c.above == holder.position_id)
        .where(line.c.post == Placement.position_id, holder.employee_id != Employee.id, placement_on(day, holder))
        .correlate(Placement, Employee)
    )
    return and_(Placement.id.is_not(None), placement_on(day), exists(somebody))


def _holds_on(row: Row[Any], day: date) -> bool:
    return row.position_id is not None and row.starts_on <= day and (row.ends_on is None or row.ends_on >= day)


def _total(db: Session, statement: AnySelect, page: int) -> int:
    """Beyond the last page there is no row to tell how many there are."""
    if page == 1:
        return 0
    return db.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0


def _item(row: Row[Any], lines: Lines, current_position: Any) -> dict[str, Any]:
    superior = lines.superior_of(row.id, current_position) if current_position else None
    return {
        "id": row.id,
        "nip": row.nip if row.in_full else mask_nip(row.nip),
        "name": full_name(row.title_before, row.name, row.title_after),
        "employment": row.employment,
        "rank": row.rank,
        "position": _position(row),
        "placement_kind": row.kind,
        "unit": {"id": row.unit_id, "name": row.unit_name} if row.unit_id else None,
        "superior": _superior(superior),
        "account_status": row.account_status,
        "active": row.active,
    }


def _position(row: Row[Any]) -> dict[str, Any] | None:
    if row.position_id is None:
        return None
    return {"id": row.position_id, "title": row.title, "position_class": row.position_class}


def _superior(superior: Superior | None) -> dict[str, Any] | None:
    if superior is None or superior.employee_id is None:
        return None
    return {"id": superior.employee_id, "name": superior.name, "kind": superior.kind}
