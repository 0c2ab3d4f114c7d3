"""Who could rate whom in a round: its people with their reporting lines, and the conflicts among them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from api.assignments import queries_plan
from api.assignments.plan import Person, level_of, plan_basis
from api.employees.queries import superior_on
from api.rounds.models import EvaluationRound, Participant
from api.rounds.queries import participants_of
from api.rounds.reasons import ParticipantStatus


class Placed(NamedTuple):
    """Somebody with his place in the office, by the snapshot of a round or by today's posts."""

    employee_id: UUID
    unit_path: str
    position_class: str
    superior_id: UUID | None


@dataclass(frozen=True, slots=True)
class Circle:
    """What a plan is drawn from. Keys are employees' ids as text."""

    people: tuple[Person, ...]
    hard: frozenset[frozenset[str]]
    k: int

    @property
    def basis(self) -> str:
        """The fingerprint by which a stale plan is noticed."""
        return plan_basis(self.people, self.hard, self.k)

    def person(self, employee_id: UUID) -> Person | None:
        return next((person for person in self.people if person.key == str(employee_id)), None)


def circle_of(db: Session, round: EvaluationRound, day: date) -> Circle:
    """The circle of those who take part, as the round has them."""
    return make_circle(db, round, [placed(one) for one in active_of(db, round)], day)


def active_of(db: Session, round: EvaluationRound) -> list[Participant]:
    return [one for one in participants_of(db, round) if one.status == ParticipantStatus.ACTIVE]


def placed(participant: Participant) -> Placed:
    return Placed(participant.employee_id, participant.unit_path, participant.position_class, participant.superior_id)


def make_circle(db: Session, round: EvaluationRound, people: Iterable[Placed], day: date) -> Circle:
    placed_people = list(people)
    lines = superior_lines(db, {one.employee_id: one.superior_id for one in placed_people}, day)
    keys = {str(one.employee_id) for one in placed_people}
    conflicts = (frozenset({str(a), str(b)}) for a, b in queries_plan.conflicts_in(db, round.id))
    return Circle(
        people=tuple(_person(one, lines[one.employee_id]) for one in placed_people),
        hard=frozenset(pair for pair in conflicts if pair <= keys),
        k=round.peers_per_person,
    )


def _person(one: Placed, line: tuple[str, ...]) -> Person:
    path = tuple(part for part in one.unit_path.split("/") if part)
    return Person(str(one.employee_id), path, level_of(one.position_class), line)


def superior_lines(db: Session, superior_of: Mapping[UUID, UUID | None], day: date) -> dict[UUID, tuple[str, ...]]:
    """Each person's whole line upwards. Superiors who do not take part are followed by their posts on this day."""
    above = dict(superior_of)
    unknown = {superior for superior in above.values() if superior is not None} - above.keys()
    while unknown:
        found = superior_on(db, unknown, day)
        above |= {one: found[one].employee_id if one in found else None for one in unknown}
        unknown = {superior for superior in above.values() if superior is not None} - above.keys()
    return {one: tuple(str(superior) for superior in _line(one, above)) for one in superior_of}


def _line(start: UUID, above: Mapping[UUID, UUID | None]) -> list[UUID]:
    line: list[UUID] = []
    at = above.get(start)
    while at is not None and at not in line and at != start:
        line.append(at)
        at = above.get(at)
    return line
