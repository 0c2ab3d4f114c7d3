"""Takes the steps of a staff list: units, posts, people, placements, and those who are no longer there."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.accounts.service import NewAccount
from api.employees import structure_queries
from api.employees.import_plan import ImportPlan, PersonStep
from api.employees.models import Employee, OrgUnit, Placement, Position
from api.employees.office_state import OfficeState
from api.employees.own_accounts import follow_records, provide_accounts
from api.employees.placement_steps import Action
from api.employees.queries import EVERYWHERE
from api.employees.roster_diff import FROM_CELLS
from api.employees.service import end_service
from api.employees.structure_steps import PostStep, UnitStep
from api.employees.transfers import touch

OWN_COLUMNS = frozenset(FROM_CELLS) - {"position_since"}
REASON = "Impor daftar pegawai."
LEFT_REASON = "Tidak tercantum dalam daftar pegawai yang lengkap."


class Applied(NamedTuple):
    created: Mapping[int, UUID]
    """Row → the new employee."""
    shared_emails: frozenset[int]
    """Rows whose address another account has."""


def apply_import(db: Session, *, plan: ImportPlan, state: OfficeState) -> Applied:
    _make_units(db, list(plan.structure.units.values()), state)
    _make_posts(db, list(plan.structure.posts.values()), plan)
    created, shared = _add_people(db, plan.created)
    shared |= _change_people(db, plan.changed)
    _place(db, plan, state, created)
    db.flush()
    return Applied({row: employee.id for row, employee in created.items()}, frozenset(shared))


def let_go(
    db: Session, *, actor: Actor, employees: Sequence[Employee], state: OfficeState, today: date, trace: str
) -> None:
    """Those a complete list does not name have left."""
    for employee in employees:
        end_service(
            db,
            actor=actor,
            employee=employee,
            placements=state.placements.get(employee.id, ()),
            left_on=today,
            reason=LEFT_REASON,
            trace=trace,
        )


def _make_units(db: Session, steps: Sequence[UnitStep], state: OfficeState) -> None:
    """Parents come first, so the place of the unit above is known."""
    units = dict(state.units)
    for step in steps:
        above = units[step.parent_id].path if step.parent_id else EVERYWHERE
        path = f"{above}{step.id.hex}/"
        if step.unit is None:
            planned = step.planned
            unit = OrgUnit(id=step.id, name=planned.name, kind=planned.kind, parent_id=step.parent_id, path=path)
            db.add(unit)
            units[step.id] = unit
        elif step.moves:
            db.flush()
            structure_queries.move_subtree(db, step.unit.path, path)
            step.unit.parent_id, step.unit.path = step.parent_id, path
        if step.unit is not None and not step.unit.active:
            step.unit.active = True
    db.flush()


def _make_posts(db: Session, steps: Sequence[PostStep], plan: ImportPlan) -> None:
    """New posts first, superiors before those who report to them; then others may report to them."""
    units = plan.structure.units
    for step in steps:
        if step.position is None:
            db.add(
                Position(
                    id=step.id,
                    unit_id=units[step.planned.unit].id,
                    title=step.planned.title,
                    position_class=step.planned.position_class,
                    is_head=step.becomes_head,
                    reports_to_id=step.reports_to_id,
                )
            )
    db.flush()
    for step in steps:
        if step.position is not None and step.change:
            step.position.reports_to_id = step.reports_to_id
            step.position.is_head = step.position.is_head or step.becomes_head


def _add_people(db: Session, people: Sequence[PersonStep]) -> tuple[dict[int, Employee], set[int]]:
    wanted = [NewAccount(one.planned.name, one.planned.nip, one.planned.email) for one in people]
    account_ids, shared = provide_accounts(db, wanted)
    created = {
        person.row.number: _employee(person, account_id) for person, account_id in zip(people, account_ids, strict=True)
    }
    db.add_all(created.values())
    db.flush()
    return created, {people[number].row.number for number in shared}


def _employee(person: PersonStep, account_id: UUID) -> Employee:
    nip = person.row.nip
    columns: dict[str, Any] = {name: getattr(person.planned, name) for name in OWN_COLUMNS}
    if columns["appointed_on"] is None and nip.appointed_month:
        columns["appointed_on"] = date(nip.appointed_year, nip.appointed_month, 1)
    return Employee(
        id=uuid4(),
        account_id=account_id,
        nip=nip.digits,
        birth_date=nip.birth_date,
        sex=nip.sex,
        employment=nip.employment,
        **columns,
    )


def _change_people(db: Session, people: Sequence[PersonStep]) -> set[int]:
    """The columns the list names otherwise. Gives the rows whose address another account has."""
    changes = []
    rows = {}
    for person in people:
        if person.employee is None:
            continue
        columns = {change.name: change.new for change in person.changes if change.name in OWN_COLUMNS}
        if any(change.name == "is_active" for change in person.changes):
            columns |= {"active": True, "left_on": None, "left_reason": ""}
        for name, value in columns.items():
            setattr(person.employee, name, value)
        touch(person.employee)
        changes.append((person.employee, columns))
        rows[person.employee.id] = person.row.number
    return {rows[employee_id] for employee_id in follow_records(db, changes)}


def _place(db: Session, plan: ImportPlan, state: OfficeState, created: Mapping[int, Employee]) -> None:
    on_record = {placement.id: placement for own in state.placements.values() for placement in own}
    ends = dict(plan.cuts)
    for person in (*plan.created, *plan.changed):
        step = person.placement
        for placement_id, last_day in step.cuts:
            ends[placement_id] = min(last_day, ends.get(placement_id, last_day))
        if step.action is Action.OPEN:
            employee = person.employee or created[person.row.number]
            db.add(_placement(person, employee))
        elif step.action is Action.CORRECT and step.base is not None:
            placement = on_record[step.base.id]
            placement.position_id, placement.starts_on, placement.ends_on = person.post.id, step.starts_on, step.ends_on
    others = {employee.id: employee for employee in state.employees.values()}
    for person in plan.changed:
        if person.employee is not None:
            del others[person.employee.id]  # touched already
    for placement_id, last_day in ends.items():
        placement = on_record[placement_id]
        placement.ends_on = last_day
        if placement.employee_id in others:
            touch(others[placement.employee_id])


def _placement(person: PersonStep, employee: Employee) -> Placement:
    return Placement(
        employee_id=employee.id,
        position_id=person.post.id,
        kind=person.planned.placement_kind,
        starts_on=person.placement.starts_on,
        ends_on=person.placement.ends_on,
        reason=REASON,
    )
