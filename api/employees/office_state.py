"""The office as it is on record when a staff list comes in: everything at once, a constant number of statements."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.employees.models import Employee, FormerNip, OrgUnit, Placement, Position
from api.employees.placement_steps import DEFINITIVE, Held
from api.employees.rules import Holder, superior_of


@dataclass(frozen=True)
class OfficeState:
    today: date
    units: Mapping[UUID, OrgUnit]
    positions: Mapping[UUID, Position]
    employees: Mapping[str, Employee]
    """By NIP."""
    placements: Mapping[UUID, Sequence[Placement]]
    """By employee."""
    former_nips: Mapping[str, str]
    """A number that was replaced → the number the person has now."""

    @cached_property
    def running_in(self) -> Mapping[UUID, Sequence[Placement]]:
        """Post → placements that hold today or later."""
        found: dict[UUID, list[Placement]] = defaultdict(list)
        for placement in self._running():
            found[placement.position_id].append(placement)
        return found

    def _running(self) -> Iterator[Placement]:
        for own in self.placements.values():
            yield from (one for one in own if one.ends_on is None or one.ends_on >= self.today)

    @cached_property
    def nip_of(self) -> Mapping[UUID, str]:
        return {employee.id: nip for nip, employee in self.employees.items()}

    def holders_of(self, position_id: UUID) -> frozenset[str]:
        """The NIPs of everybody who holds the post today or later."""
        return frozenset(self.nip_of[one.employee_id] for one in self.running_in.get(position_id, ()))

    def held_by(self, employee_id: UUID) -> list[Held]:
        own = self.placements.get(employee_id, ())
        return [Held(one.id, one.position_id, one.kind, one.starts_on, one.ends_on) for one in own]

    def main_of(self, employee_id: UUID) -> Held | None:
        """The placement that counts today, or will; of those who hold nothing the last."""
        return min(
            self.held_by(employee_id),
            key=lambda held: (not held.runs(self.today), held.kind != DEFINITIVE, -held.starts_on.toordinal()),
            default=None,
        )

    def post_of(self, nip: str) -> UUID | None:
        """The post in use somebody holds today, or will."""
        employee = self.employees.get(nip)
        main = self.main_of(employee.id) if employee else None
        return main.position_id if main and main.runs(self.today) else None

    @cached_property
    def _lines(self) -> tuple[Mapping[UUID, UUID | None], Mapping[UUID, Sequence[Holder]]]:
        above = {position.id: position.reports_to_id for position in self.positions.values()}
        holders = {
            post: [Holder(one.employee_id, "", one.kind, one.starts_on, one.ends_on) for one in held]
            for post, held in self.running_in.items()
        }
        return above, holders

    def superior_nip(self, employee_id: UUID, position_id: UUID) -> str | None:
        """Whoever is superior of somebody in this post."""
        above, holders = self._lines
        found = superior_of(employee_id, position_id, above=above, holders=holders)
        return self.nip_of[found.employee_id] if found.employee_id else None


def read_office_state(db: Session, today: date) -> OfficeState:
    """Five statements, whatever the size of the office."""
    placements: dict[UUID, list[Placement]] = defaultdict(list)
    for placement in db.scalars(select(Placement).order_by(Placement.starts_on, Placement.id)):
        placements[placement.employee_id].append(placement)
    employees = {employee.nip: employee for employee in db.scalars(select(Employee))}
    nip_of = {employee.id: nip for nip, employee in employees.items()}
    return OfficeState(
        today=today,
        units={unit.id: unit for unit in db.scalars(select(OrgUnit).order_by(OrgUnit.path))},
        positions={post.id: post for post in db.scalars(select(Position).order_by(Position.id))},
        employees=employees,
        placements=placements,
        former_nips={former.nip: nip_of[former.employee_id] for former in db.scalars(select(FormerNip))},
    )
