"""Units and posts as people look at them: with their heads, holders and counts on a day."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CTE, ColumnElement, Row, ScalarSelect, exists, func, select, update
from sqlalchemy.orm import Session, aliased, contains_eager

from api.access.actor import Actor
from api.employees.models import Employee, OrgUnit, Placement, PlacementKind, Position
from api.employees.placements import placement_on, runs_from
from api.employees.queries import visible_positions, visible_units
from api.employees.rules import ACTING_FIRST, Holder, full_name
from api.employees.structure_schemas import PositionFilters, UnitFilters
from api.kit.database import AnySelect
from api.kit.pages import contains, sort_expressions

ID_AND_SLASH = 33  # characters of one level in a path


def select_units(actor: Actor, filters: UnitFilters, day: date) -> AnySelect:
    """Each unit with its counts, parents always before their children."""
    counts = _positions_in().label("positions"), _people_in(day).label("people"), _units_in().label("children")
    statement = visible_units(actor).add_columns(*counts)
    if filters.search:
        statement = statement.where(contains(OrgUnit.name, filters.search))
    if filters.active is not None:
        statement = statement.where(OrgUnit.active == filters.active)
    return statement.order_by(func.length(OrgUnit.path), OrgUnit.sort_order, OrgUnit.name, OrgUnit.id)


def _units_in() -> ScalarSelect[int]:
    child = aliased(OrgUnit)
    counted = select(func.count(child.id)).where(child.parent_id == OrgUnit.id, child.active)
    return counted.correlate(OrgUnit).scalar_subquery()


def _positions_in() -> ScalarSelect[int]:
    return (
        select(func.count(Position.id))
        .where(Position.unit_id == OrgUnit.id, Position.active)
        .correlate(OrgUnit)
        .scalar_subquery()
    )


def _people_in(day: date) -> ScalarSelect[int]:
    held = select(func.count(Placement.employee_id.distinct())).join(Position, Position.id == Placement.position_id)
    definitive = Placement.kind == PlacementKind.DEFINITIF
    return (
        held.where(Position.unit_id == OrgUnit.id, definitive, placement_on(day)).correlate(OrgUnit).scalar_subquery()
    )


def heads_of(db: Session, unit_ids: Collection[UUID], day: date) -> Mapping[UUID, list[Holder]]:
    """Per unit, who holds its head's post on the day."""
    statement = _select_holders(Position.unit_id, day).where(Position.unit_id.in_(unit_ids), Position.is_head)
    return _by_key(db.execute(statement.where(Position.active)).all())


def holders_of(db: Session, position_ids: Collection[UUID], day: date) -> Mapping[UUID, list[Holder]]:
    """Per post, who holds it on the day."""
    return _by_key(db.execute(_select_holders(Position.id, day).where(Position.id.in_(position_ids))).all())


def _select_holders(key: Any, day: date) -> AnySelect:
    return (
        select(
            key.label("key"),
            Placement.employee_id,
            Placement.kind,
            Placement.starts_on,
            Placement.ends_on,
            Employee.name,
            Employee.title_before,
            Employee.title_after,
        )
        .join(Placement, Placement.position_id == Position.id)
        .join(Employee, Employee.id == Placement.employee_id)
        .where(placement_on(day))
        .order_by(Employee.name, Employee.id)
    )


def _by_key(rows: Collection[Row[Any]]) -> Mapping[UUID, list[Holder]]:
    found: dict[UUID, list[Holder]] = defaultdict(list)
    for row in sorted(rows, key=lambda one: ACTING_FIRST.index(one.kind)):
        name = full_name(row.title_before, row.name, row.title_after)
        found[row.key].append(Holder(row.employee_id, name, row.kind, row.starts_on, row.ends_on))
    return found


def select_positions(actor: Actor, filters: PositionFilters, day: date) -> AnySelect:
    superior = aliased(Position, name="reports_to")
    statement = (
        visible_positions(actor)
        .outerjoin(superior, superior.id == Position.reports_to_id)
        .add_columns(superior)
        .options(contains_eager(Position.unit))
        .where(*_position_conditions(filters, day))
    )
    sorts = {"title": Position.title, "unit": OrgUnit.name}
    return statement.order_by(*sort_expressions(filters.sort, sorts, "title", last=Position.id))


def _position_conditions(filters: PositionFilters, day: date) -> list[ColumnElement[bool]]:
    found = []
    if filters.search:
        found.append(contains(Position.title, filters.search))
    if filters.unit is not None:
        root = aliased(OrgUnit)
        found.append(OrgUnit.path.startswith(select(root.path).where(root.id == filters.unit).scalar_subquery()))
    for column, wanted in (
        (Position.position_class, filters.position_class),
        (Position.is_head, filters.is_head),
        (Position.active, filters.active),
    ):
        if wanted is not None:
            found.append(column == wanted)
    if filters.vacant is not None:
        held = exists(select(Placement.id).where(Placement.position_id == Position.id, placement_on(day)))
        found.append(~held if filters.vacant else held)
    return found


def find_unit_named(db: Session, name: str, parent_id: UUID | None) -> OrgUnit | None:
    """The unit of this name, in any case, with this parent."""
    same_parent = OrgUnit.parent_id.is_(None) if parent_id is None else OrgUnit.parent_id == parent_id
    return db.scalars(select(OrgUnit).where(func.lower(OrgUnit.name) == name.lower(), same_parent).limit(1)).first()


def unit_is_empty(db: Session, unit: OrgUnit) -> bool:
    """Nothing in use below it: no unit, no post."""
    child = exists(select(OrgUnit.id).where(OrgUnit.parent_id == unit.id, OrgUnit.active))
    post = exists(select(Position.id).where(Position.unit_id == unit.id, Position.active))
    return not db.scalar(select(child | post))


def deepest_level(db: Session, path: str) -> int:
    """How many levels the subtree at `path` reaches down, the unit itself being 1."""
    longest = db.scalar(select(func.max(func.length(OrgUnit.path))).where(OrgUnit.path.startswith(path)))
    return ((longest or len(path)) - len(path)) // ID_AND_SLASH + 1


def move_subtree(db: Session, old_path: str, new_path: str) -> None:
    """Everything below gets its new place; the unit itself is changed by the caller."""
    below = OrgUnit.path.startswith(old_path) & (OrgUnit.path != old_path)
    moved = new_path + func.substr(OrgUnit.path, len(old_path) + 1)
    db.execute(update(OrgUnit).where(below).values(path=moved).execution_options(synchronize_session="fetch"))


def other_head_post(db: Session, unit_id: UUID, besides: UUID | None) -> Position | None:
    statement = select(Position).where(Position.unit_id == unit_id, Position.is_head, Position.active)
    return db.scalars(statement.where(Position.id != besides) if besides else statement).first()


def is_held_from(db: Session, position_id: UUID, day: date) -> bool:
    """Does anybody hold the post on this day or later?"""
    held = select(Placement.id).where(Placement.position_id == position_id, runs_from(day))
    return db.scalar(held.limit(1)) is not None


def definitive_holders(db: Session, position_id: UUID, day: date) -> int:
    """How many hold the post definitively on this day or later."""
    definitive = Placement.kind == PlacementKind.DEFINITIF
    held = select(func.count(Placement.employee_id.distinct())).where(Placement.position_id == position_id)
    return db.scalar(held.where(definitive, runs_from(day))) or 0


def reports_up_to(db: Session, start: UUID, wanted: UUID) -> bool:
    """Going up from the post `start`, does one come to the post `wanted`?"""
    line = _line_from(start)
    return db.scalar(select(line.c.id).where(line.c.id == wanted)) is not None


def _line_from(start: UUID) -> CTE:
    line = select(Position.id, Position.reports_to_id).where(Position.id == start).cte("line", recursive=True)
    further = aliased(Position)
    return line.union(select(further.id, further.reports_to_id).join(line, further.id == line.c.reports_to_id))
