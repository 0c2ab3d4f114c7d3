"""Units and posts, shaped for whoever looks at them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.employees import queries
from api.employees import structure_queries as structure
from api.employees.models import OrgUnit, Position
from api.employees.rules import Holder, position_actions, unit_actions, unit_level
from api.employees.structure_schemas import OrgUnitRead, PositionFilters, PositionRead, UnitFilters
from api.kit.pages import read_page


def list_units(db: Session, actor: Actor, filters: UnitFilters, day: date) -> dict[str, Any]:
    page = read_page(db, structure.select_units(actor, filters, day), filters)
    heads = structure.heads_of(db, [row[0].id for row in page["items"]], day)
    return {**page, "items": [_unit(actor, row, heads) for row in page["items"]]}


def view_unit(db: Session, actor: Actor, unit_id: UUID, day: date) -> OrgUnitRead:
    statement = structure.select_units(actor, UnitFilters(), day).where(OrgUnit.id == unit_id)
    return _unit(actor, db.execute(statement).one(), structure.heads_of(db, [unit_id], day))


def _unit(actor: Actor, row: Sequence[Any], heads: Mapping[UUID, list[Holder]]) -> OrgUnitRead:
    unit, positions, people, children = row
    manages = queries.manages_unit(actor, unit.path)
    head = next(iter(heads.get(unit.id, ())), None)
    return OrgUnitRead(
        id=unit.id,
        name=unit.name,
        kind=unit.kind,
        parent_id=unit.parent_id,
        level=unit_level(unit.path),
        sort_order=unit.sort_order,
        active=unit.active,
        head=_holder(head) if head else None,
        head_vacant=head is None,
        positions=positions,
        people=people,
        actions=unit_actions(active=unit.active, empty=positions == children == 0) if manages else [],
        row_version=unit.row_version,
    )


def list_posts(db: Session, actor: Actor, filters: PositionFilters, day: date) -> dict[str, Any]:
    page = read_page(db, structure.select_positions(actor, filters, day), filters)
    holders = structure.holders_of(db, [row[0].id for row in page["items"]], day)
    return {**page, "items": [_post(actor, row, holders) for row in page["items"]]}


def view_post(db: Session, actor: Actor, position_id: UUID, day: date) -> PositionRead:
    statement = structure.select_positions(actor, PositionFilters(), day).where(Position.id == position_id)
    return _post(actor, db.execute(statement).one(), structure.holders_of(db, [position_id], day))


def _post(actor: Actor, row: Sequence[Any], holders: Mapping[UUID, list[Holder]]) -> PositionRead:
    position, reports_to = row
    manages = queries.manages_unit(actor, position.unit.path)
    held_by = holders.get(position.id, [])
    return PositionRead(
        id=position.id,
        title=position.title,
        position_class=position.position_class,
        is_head=position.is_head,
        unit=position.unit,
        reports_to=reports_to,
        active=position.active,
        holders=[_holder(holder) for holder in held_by],
        vacant=not held_by,
        actions=position_actions(active=position.active, vacant=not held_by) if manages else [],
        row_version=position.row_version,
    )


def _holder(holder: Holder) -> Any:
    return {"employee_id": holder.employee_id, "name": holder.name, "kind": holder.kind}
