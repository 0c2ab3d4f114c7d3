"""The superior on a date, and the employee as he is on a date: in a constant number of statements, whoever is asked for."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CTE, Row, and_, select
from sqlalchemy.orm import Session, aliased

from api.employees.models import Employee, OrgUnit, Placement, Position
from api.employees.placements import main_first, placement_between, placement_on
from api.employees.rules import Holder, Superior, full_name, superior_of
from api.kit.database import AnySelect

AT_ONCE = 10_000  # ids in one statement; both engines have a limit


@dataclass(frozen=True, slots=True)
class Lines:
    """The reporting lines above some posts, and who holds the posts on them on one day."""

    above: dict[UUID, UUID | None]
    holders: dict[UUID, list[Holder]]

    def superior_of(self, employee_id: UUID, position_id: UUID) -> Superior:
        return superior_of(employee_id, position_id, above=self.above, holders=self.holders)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An employee as he is on a day: what a round freezes."""

    employee_id: UUID
    name: str
    position_id: UUID
    position_title: str
    position_class: str
    is_head: bool
    kind: str
    unit_id: UUID
    unit_name: str
    unit_path: str
    superior: Superior


def superior_on(db: Session, employee_ids: Collection[UUID], day: date) -> dict[UUID, Superior]:
    """Each person's superior on a day; who holds no post that day is left out. Two statements for an office."""
    return {employee_id: found.superior for employee_id, found in snapshot(db, employee_ids, day).items()}


def snapshot(db: Session, employee_ids: Collection[UUID], day: date) -> dict[UUID, Snapshot]:
    """Post, unit and superior of each person on a day; who holds no post that day is left out."""
    rows = {row.employee_id: row for row in _main_posts(db, employee_ids, day)}
    lines = read_lines(db, {row.position_id for row in rows.values()}, day)
    return {employee_id: _snapshot(row, lines) for employee_id, row in rows.items()}


def reports_of(db: Session, employee_id: UUID, day: date) -> list[UUID]:
    """Everybody whose superior on this day is this person, by name."""
    below = db.scalars(_select_people(posts_below(employee_id, day, day), day)).all()
    return [person for person, superior in superior_on(db, below, day).items() if superior.employee_id == employee_id]


def posts_below(employee_id: UUID, first: date, last: date) -> CTE:
    """The posts that report, directly or through others, to a post the person holds on one of these days."""
    held = select(Placement.position_id).where(Placement.employee_id == employee_id, placement_between(first, last))
    below = select(Position.id).where(Position.reports_to_id.in_(held)).cte("posts_below", recursive=True)
    further = aliased(Position)
    return below.union(select(further.id).join(below, further.reports_to_id == below.c.id))


def read_lines(db: Session, position_ids: Collection[UUID], day: date) -> Lines:
    """One statement: from these posts up to the top, with everybody who holds one of them on the day."""
    lines = Lines({}, defaultdict(list))
    seen: set[tuple[UUID, UUID]] = set()
    for some in portions(position_ids):
        for row in db.execute(_select_line(some, day)):
            lines.above[row.id] = row.reports_to_id
            if row.employee_id is not None and (row.id, row.placement_id) not in seen:
                seen.add((row.id, row.placement_id))
                name = full_name(row.title_before, row.name, row.title_after)
                lines.holders[row.id].append(Holder(row.employee_id, name, row.kind, row.starts_on, row.ends_on))
    return lines


def _select_line(position_ids: Sequence[UUID], day: date) -> AnySelect:
    start = select(Position.id, Position.reports_to_id).where(Position.id.in_(position_ids))
    line = start.cte("line", recursive=True)
    further = aliased(Position)
    line = line.union(select(further.id, further.reports_to_id).join(line, further.id == line.c.reports_to_id))
    return (
        select(
            line.c.id,
            line.c.reports_to_id,
            Placement.id.label("placement_id"),
            Placement.employee_id,
            Placement.kind,
            Placement.starts_on,
            Placement.ends_on,
            Employee.name,
            Employee.title_before,
            Employee.title_after,
        )
        .outerjoin(Placement, and_(Placement.position_id == line.c.id, placement_on(day)))
        .outerjoin(Employee, Employee.id == Placement.employee_id)
    )


def _select_people(positions: CTE, day: date) -> AnySelect:
    held = select(Placement.employee_id).join(positions, positions.c.id == Placement.position_id)
    return (
        select(Employee.id).where(Employee.id.in_(held.where(placement_on(day)))).order_by(Employee.name, Employee.id)
    )


def _main_posts(db: Session, employee_ids: Collection[UUID], day: date) -> Iterator[Row[Any]]:
    """One row a person, in the order asked for."""
    found: dict[UUID, Row[Any]] = {}
    for some in portions(employee_ids):
        for row in db.execute(_select_posts(some, day)):
            found.setdefault(row.employee_id, row)
    return (found[employee_id] for employee_id in dict.fromkeys(employee_ids) if employee_id in found)


def _select_posts(employee_ids: Sequence[UUID], day: date) -> AnySelect:
    return (
        select(
            Placement.employee_id,
            Placement.position_id,
            Placement.kind,
            Employee.name,
            Employee.title_before,
            Employee.title_after,
            Position.title,
            Position.position_class,
            Position.is_head,
            OrgUnit.id.label("unit_id"),
            OrgUnit.name.label("unit_name"),
            OrgUnit.path,
        )
        .join(Employee, Employee.id == Placement.employee_id)
        .join(Position, Position.id == Placement.position_id)
        .join(OrgUnit, OrgUnit.id == Position.unit_id)
        .where(Placement.employee_id.in_(employee_ids), placement_on(day))
        .order_by(*main_first())
    )


def _snapshot(row: Row[Any], lines: Lines) -> Snapshot:
    return Snapshot(
        employee_id=row.employee_id,
        name=full_name(row.title_before, row.name, row.title_after),
        position_id=row.position_id,
        position_title=row.title,
        position_class=row.position_class,
        is_head=row.is_head,
        kind=row.kind,
        unit_id=row.unit_id,
        unit_name=row.unit_name,
        unit_path=row.path,
        superior=lines.superior_of(row.employee_id, row.position_id),
    )


def portions(ids: Collection[UUID]) -> Iterator[Sequence[UUID]]:
    every = list(dict.fromkeys(ids))
    for start in range(0, len(every), AT_ONCE):
        yield every[start : start + AT_ONCE]
