"""What a staff list would change: who is new, who is described otherwise, who is missing.

A column the list does not have, and an empty cell, say nothing: they change nothing. So the same list twice changes
nothing the second time, and a short list does not erase what a full one brought.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from api.employees.nip import mask_nip
from api.employees.position_titles import PlacementKind
from api.employees.roster import Roster
from api.employees.roster_row import RosterRow
from api.employees.structure_plan import StructurePlan
from api.employees.structure_types import PlannedPost

Value = str | date | bool | None

FROM_THE_STRUCTURE: Final = ("unit", "unit_parent", "position", "placement_kind", "superior_nip")
FROM_CELLS: Final = (
    "name",
    "title_before",
    "title_after",
    "rank",
    "rank_since",
    "education",
    "appointed_on",
    "email",
    "position_since",
)
_NAMES: Final = frozenset({"unit", "unit_parent", "position", "email"})  # capitals make no difference in these


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployeeFacts:
    nip: str
    name: str
    title_before: str = ""
    title_after: str = ""
    rank: str | None = None
    rank_since: date | None = None
    education: str = ""
    appointed_on: date | None = None
    email: str | None = None
    unit: str = ""
    unit_parent: str = ""
    """The name of the unit above; "" at the top."""
    position: str = ""
    placement_kind: PlacementKind = "definitif"
    position_since: date | None = None
    superior_nip: str | None = None

    def __repr__(self) -> str:
        return f"{type(self).__name__}({mask_nip(self.nip)})"  # personal data stays out of logs and tracebacks


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CurrentEmployee(EmployeeFacts):
    """As the system has him today; of several placements the definite one, else the newest."""

    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PlannedEmployee(EmployeeFacts):
    """As he would be after the import."""

    row: int


@dataclass(frozen=True, slots=True)
class FieldChange:
    name: str
    old: Value = field(repr=False)
    new: Value = field(repr=False)


@dataclass(frozen=True, slots=True)
class EmployeeChange:
    current: CurrentEmployee
    planned: PlannedEmployee
    changes: tuple[FieldChange, ...]
    """`is_active` among them: he had left and comes back."""


@dataclass(frozen=True, slots=True)
class RosterDiff:
    created: tuple[PlannedEmployee, ...]
    changed: tuple[EmployeeChange, ...]
    unchanged: tuple[PlannedEmployee, ...]
    absent: tuple[CurrentEmployee, ...]
    """Active, but in no row, refused rows included."""
    renumbered: tuple[tuple[CurrentEmployee, PlannedEmployee], ...]
    """Absent and created with the same name and date of birth: perhaps one person with a new NIP."""


def planned_employees(roster: Roster, plan: StructurePlan) -> tuple[PlannedEmployee, ...]:
    posts = plan.post_of()
    return tuple(_planned(row, plan, posts[row.nip.digits]) for row in roster.rows)


def diff_roster(
    current: Sequence[CurrentEmployee],
    planned: Sequence[PlannedEmployee],
    *,
    fields: Collection[str],
    listed_nips: Collection[str] = frozenset(),
) -> RosterDiff:
    """`fields` and `listed_nips` are the roster's: the columns it has, and everybody it names in any row."""
    known = {employee.nip: employee for employee in current}
    created, changed, unchanged = [], [], []
    for employee in planned:
        before = known.get(employee.nip)
        if before is None:
            created.append(employee)
        elif changes := tuple(_changes(before, employee, fields)):
            changed.append(EmployeeChange(before, employee, changes))
        else:
            unchanged.append(employee)
    named = {employee.nip for employee in planned} | set(listed_nips)
    absent = tuple(employee for employee in current if employee.is_active and employee.nip not in named)
    renumbered = tuple(_renumbered(absent, created))
    return RosterDiff(tuple(created), tuple(changed), tuple(unchanged), absent, renumbered)


def _planned(row: RosterRow, plan: StructurePlan, post: PlannedPost) -> PlannedEmployee:
    unit = plan.units[post.unit]
    parent = plan.units[unit.parent] if unit.parent else None
    return PlannedEmployee(
        row=row.number,
        nip=row.nip.digits,
        name=row.name,
        title_before=row.title_before,
        title_after=row.title_after,
        rank=row.rank.code if row.rank else None,
        rank_since=row.rank_since,
        education=row.education,
        appointed_on=row.appointed_on,
        email=row.email,
        unit=unit.name,
        unit_parent=parent.name if parent else "",
        position=post.title,
        placement_kind=row.placement_kind,
        position_since=row.position_since,
        superior_nip=plan.superior_of(post),
    )


def _changes(before: CurrentEmployee, after: PlannedEmployee, fields: Collection[str]) -> Iterator[FieldChange]:
    if not before.is_active:
        yield FieldChange("is_active", False, True)
    for name in (*FROM_THE_STRUCTURE, *(name for name in FROM_CELLS if name in fields)):
        old, new = getattr(before, name), getattr(after, name)
        if new and not _same(name, old, new):
            yield FieldChange(name, old, new)


def _same(name: str, old: Value, new: Value) -> bool:
    if name in _NAMES and isinstance(old, str) and isinstance(new, str):
        return old.casefold() == new.casefold()
    return old == new


def _renumbered(
    absent: Sequence[CurrentEmployee], created: Sequence[PlannedEmployee]
) -> Iterator[tuple[CurrentEmployee, PlannedEmployee]]:
    people = {_person(employee): employee for employee in created}
    for employee in absent:
        if same := people.get(_person(employee)):
            yield employee, same


def _person(employee: EmployeeFacts) -> tuple[str, str]:
    return employee.name.casefold(), employee.nip[:8]
