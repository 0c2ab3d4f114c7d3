"""Tables of the package above, known here by name only, as the foreign key of a role knows its unit.

Accounts stand below employees and must not import them, yet a role holds for a unit, a card is printed for the people of a
unit, and a passphrase must not be the unit's name. A test compares these columns with the real ones.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, ColumnElement, Date, ScalarSelect, Select, String, Uuid, column, select, table

office = table("office", column("id"), column("name", String), column("city", String), column("zone", String))
org_unit = table(
    "org_unit", column("id", Uuid), column("name", String), column("path", String), column("active", Boolean)
)
employee = table("employee", column("id", Uuid), column("account_id", Uuid))
position = table("position", column("id", Uuid), column("unit_id", Uuid), column("title", String))
placement = table("placement", column("employee_id", Uuid), column("position_id", Uuid), column("ends_on", Date))

ALL = (office, org_unit, employee, position, placement)


def holders_below(condition: ColumnElement[bool], now: datetime) -> Select[tuple[UUID]]:
    """The accounts of employees who hold, or will hold, a post in the units meant."""
    return (
        select(employee.c.account_id)
        .join(placement, placement.c.employee_id == employee.c.id)
        .join(position, position.c.id == placement.c.position_id)
        .join(org_unit, org_unit.c.id == position.c.unit_id)
        .where(employee.c.account_id.is_not(None), _not_over(now), condition)
    )


def unit_names_of(account_id: UUID, now: datetime) -> Select[tuple[str]]:
    return (
        select(org_unit.c.name)
        .join(position, position.c.unit_id == org_unit.c.id)
        .join(placement, placement.c.position_id == position.c.id)
        .join(employee, employee.c.id == placement.c.employee_id)
        .where(employee.c.account_id == account_id, _not_over(now))
    )


def path_of(unit_id: UUID) -> ScalarSelect[str]:
    return select(org_unit.c.path).where(org_unit.c.id == unit_id).scalar_subquery()


def _not_over(now: datetime) -> ColumnElement[bool]:
    day: date = now.date()
    return placement.c.ends_on.is_(None) | (placement.c.ends_on >= day)
