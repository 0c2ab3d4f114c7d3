"""The caller as an employee of this office."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, case, select
from sqlalchemy.orm import Session

from api.employees.models import Employee, Office, OrgUnit, Placement, PlacementKind, Position

AnyRow = Row[*tuple[Any, ...]]


def find_office(db: Session) -> Office | None:
    return db.scalar(select(Office))


def find_employee_today(db: Session, employee_id: UUID, today: date) -> AnyRow | None:
    """The person with today's post; of several the definitive one."""
    statement = (
        select(Employee, Position.title, OrgUnit.name.label("unit_name"))
        .outerjoin(
            Placement,
            (Placement.employee_id == Employee.id)
            & (Placement.starts_on <= today)
            & (Placement.ends_on.is_(None) | (Placement.ends_on >= today)),
        )
        .outerjoin(Position, Position.id == Placement.position_id)
        .outerjoin(OrgUnit, OrgUnit.id == Position.unit_id)
        .where(Employee.id == employee_id)
        .order_by(case((Placement.kind == PlacementKind.DEFINITIF, 0), else_=1), Placement.starts_on, Placement.id)
        .limit(1)
    )
    return db.execute(statement).one_or_none()
