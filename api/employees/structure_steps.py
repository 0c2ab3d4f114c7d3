"""What a staff list does to units and posts: made, moved, given another superior. What it does not say stays as it is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID, uuid4

from api.employees.circles import circles
from api.employees.models import OrgUnit, Position
from api.employees.office_state import OfficeState
from api.employees.roster import Roster
from api.employees.roster_findings import Finding, finding
from api.employees.structure_match import PostMatcher, match_units
from api.employees.structure_plan import StructurePlan
from api.employees.structure_types import PlannedPost, PlannedUnit, PostKey, UnitKey


@dataclass(slots=True)
class UnitStep:
    """`unit` None: to be made, with this id."""

    id: UUID
    planned: PlannedUnit
    unit: OrgUnit | None
    parent_id: UUID | None

    @property
    def moves(self) -> bool:
        return self.unit is not None and self.unit.parent_id != self.parent_id

    @property
    def change(self) -> str | None:
        if self.unit is None:
            return "create"
        if self.moves:
            return "move"
        return None if self.unit.active else "activate"


@dataclass(slots=True)
class PostStep:
    """`position` None: to be made, with this id."""

    id: UUID
    planned: PlannedPost
    position: Position | None
    reports_to_id: UUID | None
    becomes_head: bool

    @property
    def changes_superior(self) -> bool:
        return self.position is not None and self.position.reports_to_id != self.reports_to_id

    @property
    def change(self) -> str | None:
        if self.position is None:
            return "create"
        return "update" if self.changes_superior or self.becomes_head else None


class StructureChange(NamedTuple):
    """A unit or post that is made or changed, in words. Taken down before any step is, as steps look at what is."""

    kind: str
    change: str
    name: str
    unit: str | None
    """The unit of a post, the unit above a unit."""


@dataclass(frozen=True, slots=True)
class StructureSteps:
    units: Mapping[UnitKey, UnitStep]
    """Parents before children."""
    posts: Mapping[PostKey, PostStep]
    """Superiors before those who report to them."""
    changes: tuple[StructureChange, ...]
    findings: tuple[Finding, ...]


def plan_steps(roster: Roster, plan: StructurePlan, state: OfficeState, headings: Mapping[str, str]) -> StructureSteps:
    return _StepPlanner(roster, plan, state, headings).plan()


def closing_circles(wanted: Mapping[UUID, UUID | None], on_record: Mapping[UUID, UUID | None]) -> set[UUID]:
    """Of the changes from `on_record` to `wanted` (id → id above) those that would close a circle."""
    undone: set[UUID] = set()
    changed = {one for one, above in wanted.items() if one in on_record and above != on_record[one]}
    while True:
        lines = {**on_record, **{one: above for one, above in wanted.items() if one not in undone}}
        above = {one: higher for one, higher in lines.items() if higher is not None}
        turning = {one for circle in circles(above) for one in circle} | {one for one in above if above[one] == one}
        if not turning & changed - undone:
            return undone
        undone |= turning & changed


class _StepPlanner:
    def __init__(self, roster: Roster, plan: StructurePlan, state: OfficeState, headings: Mapping[str, str]):
        self._plan = plan
        self._headings = headings
        self._state = state
        self._rows = {row.nip.digits: row for row in roster.rows}
        self._guessed = {question.unit for question in plan.questions if question.code == "unit_parent_guessed"}
        self._stated = {post.key for post in plan.posts.values() if self._is_stated(post)}
        self._findings: list[Finding] = []

    def plan(self) -> StructureSteps:
        units = self._unit_steps()
        posts = self._post_steps({key: step.unit for key, step in units.items() if step.unit is not None})
        changes = (*_unit_changes(units), *_post_changes(posts, units))
        return StructureSteps(units, posts, changes, tuple(self._findings))

    def _is_stated(self, post: PlannedPost) -> bool:
        """The list itself names the superior; one found through the head of the unit changes nothing on record."""
        named = {self._rows[holder.nip].superior_nip for holder in post.holders} - {None}
        if post.reports_to is None:
            return post.reports_to_nip in named
        return not named.isdisjoint(holder.nip for holder in self._plan.posts[post.reports_to].holders)

    def _unit_steps(self) -> dict[UnitKey, UnitStep]:
        matched = match_units(self._plan, self._state)
        ids = {key: matched[key].id if key in matched else uuid4() for key in self._plan.units}
        steps = {
            key: UnitStep(ids[key], planned, matched.get(key), self._parent_of(planned, matched.get(key), ids))
            for key, planned in self._plan.units.items()
        }
        on_record = {unit.id: unit.parent_id for unit in self._state.units.values()}
        undone = closing_circles({step.id: step.parent_id for step in steps.values()}, on_record)
        for step in steps.values():
            if step.id in undone:
                step.parent_id = on_record[step.id]
                posts = [post for post in self._plan.posts.values() if post.unit == step.planned.key]
                self._tell(posts, "unit_parent", "structure_in_a_circle")
        return steps

    def _parent_of(self, planned: PlannedUnit, unit: OrgUnit | None, ids: Mapping[UnitKey, UUID]) -> UUID | None:
        says_nothing = planned.parent is None or planned.key in self._guessed
        if unit is not None and says_nothing:
            return unit.parent_id
        return ids[planned.parent] if planned.parent else None

    def _post_steps(self, units: Mapping[UnitKey, OrgUnit]) -> dict[PostKey, PostStep]:
        matched = PostMatcher(self._plan, self._state, units, self._stated).match()
        ids = {key: matched[key].id if key in matched else uuid4() for key in self._plan.posts}
        headed = {
            position.unit_id for position in self._state.positions.values() if position.is_head and position.active
        }
        steps = {}
        for key, planned in self._plan.posts.items():
            unit = units.get(planned.unit)
            becomes_head = planned.is_head and (unit is None or unit.id not in headed)
            above = self._above(planned, matched.get(key), ids)
            steps[key] = PostStep(ids[key], planned, matched.get(key), above, becomes_head)
        on_record = {position.id: position.reports_to_id for position in self._state.positions.values()}
        undone = closing_circles({step.id: step.reports_to_id for step in steps.values()}, on_record)
        for step in steps.values():
            if step.id in undone:
                step.reports_to_id = on_record[step.id]
                self._tell([step.planned], "superior_nip", "structure_in_a_circle")
        return steps

    def _above(self, planned: PlannedPost, position: Position | None, ids: Mapping[PostKey, UUID]) -> UUID | None:
        if position is not None and planned.key not in self._stated and position.reports_to_id is not None:
            return position.reports_to_id
        if planned.reports_to is not None:
            return ids[planned.reports_to]
        outside = self._state.post_of(planned.reports_to_nip) if planned.reports_to_nip else None
        if planned.reports_to_nip and outside is None:
            self._tell([planned], "superior_nip", "superior_without_post")
        return outside or (position.reports_to_id if position else None)

    def _tell(self, posts: Iterable[PlannedPost], column: str, code: str) -> None:
        rows = sorted(holder.row for post in posts for holder in post.holders)
        self._findings += [finding(row, self._headings.get(column, ""), code) for row in rows]


def _unit_changes(units: Mapping[UnitKey, UnitStep]) -> Iterator[StructureChange]:
    for step in units.values():
        if step.change:
            parent = units[step.planned.parent].planned.name if step.planned.parent else None
            yield StructureChange("unit", step.change, step.planned.name, parent)


def _post_changes(posts: Mapping[PostKey, PostStep], units: Mapping[UnitKey, UnitStep]) -> Iterator[StructureChange]:
    for step in posts.values():
        if step.change:
            yield StructureChange("position", step.change, step.planned.title, units[step.planned.unit].planned.name)
