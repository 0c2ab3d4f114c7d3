"""What a staff list would do to the office on record: read, compared, and every step worked out before any is taken."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from api.employees.models import Employee, Position
from api.employees.office_state import OfficeState
from api.employees.placement_steps import DEFINITIVE, Action, PlacementStep, placement_step
from api.employees.roster import Roster, read_roster
from api.employees.roster_diff import (
    CurrentEmployee,
    FieldChange,
    PlannedEmployee,
    RosterDiff,
    diff_roster,
    planned_employees,
)
from api.employees.roster_findings import Finding, finding
from api.employees.roster_row import RosterRow
from api.employees.structure_plan import StructurePlan, plan_structure
from api.employees.structure_steps import PostStep, StructureSteps, plan_steps
from api.employees.structure_types import Question
from api.kit.spreadsheets.table import Table


@dataclass(frozen=True, slots=True)
class PersonStep:
    """One row of the list and what it does. `employee` None: somebody new."""

    row: RosterRow
    planned: PlannedEmployee
    employee: Employee | None
    post: PostStep
    placement: PlacementStep
    changes: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportPlan:
    roster: Roster
    structure: StructureSteps
    created: tuple[PersonStep, ...]
    changed: tuple[PersonStep, ...]
    unchanged: int
    absent: tuple[Employee, ...]
    cuts: Mapping[UUID, date]
    """Placements of others that end earlier, because a head's post gets a new holder, with their last day."""
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(found for found in self.findings if found.severity == "error")

    @property
    def changes(self) -> bool:
        return bool(self.created or self.changed or self.structure.changes)


def plan_import(table: Table, state: OfficeState, *, own_employee_id: UUID | None) -> ImportPlan:
    """`own_employee_id`: whoever imports does not change his own record with it."""
    return _ImportPlanner(table, state, own_employee_id).plan()


class _ImportPlanner:
    def __init__(self, table: Table, state: OfficeState, own_employee_id: UUID | None):
        self._headings = table.headings
        self._state = state
        self._own_employee_id = own_employee_id
        self._roster = self._without_former(read_roster(table, today=state.today, known_nips=state.employees.keys()))
        self._rows = {row.nip.digits: row for row in self._roster.rows}
        self._plan: StructurePlan = plan_structure(self._roster)
        self._post_of = self._plan.post_of()
        self._steps = plan_steps(self._roster, self._plan, state, self._headings)
        self._findings = [*self._roster.findings, *self._steps.findings]

    def plan(self) -> ImportPlan:
        people = {planned.nip: self._person(planned) for planned in planned_employees(self._roster, self._plan)}
        diff = diff_roster(
            [self._current(employee, people.get(nip)) for nip, employee in self._state.employees.items()],
            [person.planned for person in people.values()],
            fields=self._roster.fields,
            listed_nips=self._roster.listed_nips,
        )
        created = tuple(people[planned.nip] for planned in diff.created)
        changed = tuple(self._changed(diff, people))
        for person in people.values():
            self._tell(person, "position_since", person.placement.warning)
        cuts = dict(self._predecessors((*created, *changed)))
        return ImportPlan(
            roster=self._roster,
            structure=self._steps,
            created=created,
            changed=changed,
            unchanged=len(people) - len(created) - len(changed),
            absent=tuple(self._state.employees[employee.nip] for employee in diff.absent),
            cuts=cuts,
            findings=tuple(sorted(self._findings, key=lambda found: found.row)),
            questions=(*self._plan.questions, *_renumbered(diff)),
        )

    def _without_former(self, roster: Roster) -> Roster:
        """Who is listed with a number he no longer has is refused, and not absent."""
        former = {nip: now for nip, now in self._state.former_nips.items() if nip not in self._state.employees}
        wrong = [row.number for row in roster.rows if row.nip.digits in former]
        heading = self._headings["nip"]
        return replace(
            roster,
            rows=tuple(row for row in roster.rows if row.number not in wrong),
            findings=(*roster.findings, *(finding(number, heading, "nip_former") for number in wrong)),
            listed_nips=roster.listed_nips | {now for nip, now in former.items() if nip in roster.listed_nips},
        )

    def _person(self, planned: PlannedEmployee) -> PersonStep:
        employee = self._state.employees.get(planned.nip)
        post = self._steps.posts[self._post_of[planned.nip].key]
        step = placement_step(
            self._state.held_by(employee.id) if employee else [],
            position_id=post.id,
            kind=planned.placement_kind,
            since=planned.position_since,
            today=self._first_day(employee),
        )
        return PersonStep(self._rows[planned.nip], planned, employee, post, step)

    def _first_day(self, employee: Employee | None) -> date:
        """From when a placement counts as running: for who has left and comes back, from the day after he left."""
        today = self._state.today
        if employee is None or employee.active or employee.left_on is None:
            return today
        return max(today, employee.left_on + timedelta(days=1))

    def _changed(self, diff: RosterDiff, people: Mapping[str, PersonStep]) -> Iterator[PersonStep]:
        for change in diff.changed:
            person = people[change.planned.nip]
            if person.employee is not None and person.employee.id == self._own_employee_id:
                self._tell(person, "nip", "own_record")
            else:
                yield replace(person, changes=change.changes)

    def _current(self, employee: Employee, person: PersonStep | None) -> CurrentEmployee:
        """As he is on record; where the row only confirms the post, in the row's own words."""
        on_record = self._on_record(employee, person)
        if person is None or person.placement.action is Action.OPEN or person.placement.base is None:
            return on_record
        step, planned = person.placement, person.planned
        if step.warning == "history_disagrees":
            on_record = replace(on_record, position_since=planned.position_since)
        if step.base is None or step.base.position_id != person.post.id or on_record.unit == "":
            return on_record
        unit_moves = self._steps.units[person.post.planned.unit].moves
        return replace(
            on_record,
            unit=planned.unit,
            position=planned.position,
            unit_parent=on_record.unit_parent if unit_moves else planned.unit_parent,
            superior_nip=on_record.superior_nip if person.post.changes_superior else planned.superior_nip,
        )

    def _on_record(self, employee: Employee, person: PersonStep | None) -> CurrentEmployee:
        facts = CurrentEmployee(
            nip=employee.nip,
            name=employee.name,
            title_before=employee.title_before,
            title_after=employee.title_after,
            rank=employee.rank,
            rank_since=employee.rank_since,
            education=employee.education,
            appointed_on=employee.appointed_on,
            email=employee.email,
            is_active=employee.active,
        )
        base = (person.placement.base if person else None) or self._state.main_of(employee.id)
        over = base is not None and not base.runs(self._state.today)
        if base is None or (over and not (person and person.placement.action is Action.KEEP)):
            return facts  # whoever holds nothing any more has no post to compare
        position: Position = self._state.positions[base.position_id]
        unit = self._state.units[position.unit_id]
        return replace(
            facts,
            unit=unit.name,
            unit_parent=self._state.units[unit.parent_id].name if unit.parent_id else "",
            position=position.title,
            placement_kind="definitif" if base.kind == DEFINITIVE else "plt" if base.kind == "plt" else "plh",
            position_since=base.starts_on,
            superior_nip=self._state.superior_nip(employee.id, position.id),
        )

    def _predecessors(self, people: tuple[PersonStep, ...]) -> Iterator[tuple[UUID, date]]:
        """A head's post has one definitive holder: whoever the list does not name there makes room for who it names."""
        for person in people:
            position = person.post.position
            if position is None or not position.is_head or not self._takes_up(person):
                continue
            named = {holder.nip for holder in person.post.planned.holders}
            for placement in self._state.running_in.get(position.id, ()):
                nip = self._state.nip_of[placement.employee_id]
                earlier = placement.starts_on < person.placement.starts_on
                if placement.kind == DEFINITIVE and nip not in named and earlier:
                    yield placement.id, person.placement.starts_on - timedelta(days=1)
                    self._tell(person, "position", "predecessor_ended" if nip not in self._rows else "")

    @staticmethod
    def _takes_up(person: PersonStep) -> bool:
        return person.planned.placement_kind == DEFINITIVE and person.placement.changes

    def _tell(self, person: PersonStep, column: str, code: str) -> None:
        if code:
            self._findings.append(finding(person.row.number, self._headings.get(column, ""), code))


def _renumbered(diff: RosterDiff) -> Iterator[Question]:
    rows = tuple(sorted(planned.row for _, planned in diff.renumbered))
    if rows:
        yield Question("renumbered", rows)
