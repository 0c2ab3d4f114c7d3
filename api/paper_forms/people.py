"""People as the rules about paper see them: by the round's snapshot and by the posts of today."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from api.assignments.circle import superior_lines
from api.assignments.plan import level_of
from api.employees.queries import snapshot
from api.paper_forms import queries
from api.paper_forms.rules import Person

OUTSIDE = ""
"""Who was never listed has no level: no peers are drawn for him."""


def people_in(db: Session, round_id: UUID, employee_ids: Collection[UUID], day: date) -> dict[UUID, Person]:
    """Those asked for, with units and superiors of the round and of today: who has moved belongs to both places."""
    rows = {row.employee_id: row for row in queries.placed_in(db, round_id)}
    today = snapshot(db, employee_ids, day)
    then = superior_lines(db, {one: row.superior_id for one, row in rows.items()}, day)
    now = superior_lines(db, {one: found.superior.employee_id for one, found in today.items()}, day)
    return {
        one: Person(
            key=str(one),
            units=frozenset(str(place[one].unit_id) for place in (rows, today) if one in place),
            level=level_of(rows[one].position_class) if one in rows else OUTSIDE,
            superiors=frozenset((*then.get(one, ()), *now.get(one, ()))),
        )
        for one in employee_ids
    }


def rated_person(db: Session, round_id: UUID, employee_id: UUID | None, day: date) -> Person | None:
    """Somebody as one who is rated in this round; None where he is not."""
    if employee_id is None or not queries.is_rated(db, round_id, employee_id):
        return None
    return people_in(db, round_id, [employee_id], day)[employee_id]
