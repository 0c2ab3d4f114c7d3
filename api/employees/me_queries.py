"""The caller as an employee of this office."""

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row, String, Uuid, case, column, literal, select, table, true
from sqlalchemy.orm import Session

from api.employees.models import Employee, Office, OrgUnit, Placement, PlacementKind, Position

AnyRow = Row[*tuple[Any, ...]]

# tables of packages above, known here by name only
_typist = table("paper_typist", column("round_id", Uuid), column("account_id", Uuid))
_round = table("evaluation_round", column("id", Uuid), column("status", String))


class Surroundings(NamedTuple):
    office: Office | None
    types_paper_forms: bool
    """This account was named to type the paper forms of a round that is open."""


def surroundings_of(db: Session, account_id: UUID) -> Surroundings:
    """In one statement, for every page asks for it; there may be no office yet."""
    named = select(_typist.c.account_id).join(_round, _round.c.id == _typist.c.round_id)
    named = named.where(_typist.c.account_id == account_id, _round.c.status == "open")
    always = select(literal(1)).subquery()
    statement = select(Office, named.exists()).select_from(always).outerjoin(Office, true())
    return Surroundings(*db.execute(statement).one())


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
