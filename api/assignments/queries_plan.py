"""What plans are drawn from: recorded conflicts, pairs of this round and of the last one."""

from collections.abc import Collection, Iterator
from itertools import islice
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import delete, func, literal, or_, select, update
from sqlalchemy.orm import Session, aliased

from api.accounts.models import Account
from api.assignments.models import Assignment, RaterConflict, RaterPlan
from api.assignments.rules import TaskStatus
from api.employees.models import Employee, OrgUnit
from api.employees.rules import full_name
from api.rounds.models import EvaluationRound, Participant
from api.rounds.rules import RoundKind, RoundStatus

STANDING = (TaskStatus.PLANNED, TaskStatus.OPEN, TaskStatus.SUBMITTED)
"""A pair that holds: to be rated, or rated."""


class Pairing(NamedTuple):
    """A task as plans see it: who rates whom, by employee."""

    rater_id: UUID
    rated_id: UUID
    source: str
    status: str

    @property
    def stands(self) -> bool:
        return self.status in STANDING


def pairings_of(db: Session, round_id: UUID) -> list[Pairing]:
    """Every task of a round, those declined and withdrawn too."""
    statement = (
        select(Assignment.evaluator_id, Participant.employee_id, Assignment.source, Assignment.status)
        .join(Participant, Participant.id == Assignment.participant_id)
        .where(Assignment.round_id == round_id)
    )
    return [Pairing(*row) for row in db.execute(statement)]


def conflicts_in(db: Session, round_id: UUID) -> list[tuple[UUID, UUID]]:
    """Recorded conflicts between two people of a round."""
    first, second = aliased(Participant), aliased(Participant)
    statement = (
        select(RaterConflict.first_id, RaterConflict.second_id)
        .join(first, first.employee_id == RaterConflict.first_id)
        .join(second, second.employee_id == RaterConflict.second_id)
        .where(first.round_id == round_id, second.round_id == round_id)
    )
    return [(row[0], row[1]) for row in db.execute(statement)]


def last_round_pairs(db: Session, round: EvaluationRound) -> list[tuple[UUID, UUID]]:
    """(rater, rated) among peers of the latest earlier round of this unit, or of one above or below it."""
    earlier = (
        select(EvaluationRound.id)
        .join(OrgUnit, OrgUnit.id == EvaluationRound.unit_id)
        .where(
            EvaluationRound.id != round.id,
            EvaluationRound.kind != RoundKind.LIGHT,
            EvaluationRound.status.not_in([RoundStatus.DRAFT, RoundStatus.CANCELLED]),
            or_(OrgUnit.path.startswith(round.unit.path), literal(round.unit.path).startswith(OrgUnit.path)),
        )
        .order_by(EvaluationRound.opened_at.desc())
        .limit(1)
    )
    if round.opened_at is not None:
        earlier = earlier.where(EvaluationRound.opened_at < round.opened_at)
    last_id = db.scalar(earlier)
    if last_id is None:
        return []
    return [
        (pair.rater_id, pair.rated_id) for pair in pairings_of(db, last_id) if pair.source == "peer" and pair.stands
    ]


def find_plan(db: Session, round_id: UUID) -> RaterPlan | None:
    return db.get(RaterPlan, round_id)


def clear_plan(db: Session, round_id: UUID) -> None:
    """Away with an earlier proposal: its tasks and what is known about it."""
    db.execute(delete(Assignment).where(Assignment.round_id == round_id, Assignment.status == TaskStatus.PLANNED))
    db.execute(delete(RaterPlan).where(RaterPlan.round_id == round_id))


def clear_named_tasks(db: Session, round_id: UUID) -> None:
    """Planned tasks of the persons themselves and their superiors: they follow from the snapshot, not from the draw."""
    planned = Assignment.status == TaskStatus.PLANNED
    named = Assignment.source.in_(["self", "superior"])
    db.execute(delete(Assignment).where(Assignment.round_id == round_id, planned, named))


def start_tasks(db: Session, round_id: UUID) -> None:
    """What was planned is to be done now."""
    planned = update(Assignment).where(Assignment.round_id == round_id, Assignment.status == TaskStatus.PLANNED)
    db.execute(planned.values(status=TaskStatus.OPEN))


def count_tasks(db: Session, round_id: UUID) -> dict[str, int]:
    """How many tasks hold, by source."""
    statement = (
        select(Assignment.source, func.count())
        .where(Assignment.round_id == round_id, Assignment.status.in_(STANDING))
        .group_by(Assignment.source)
    )
    return {source: count for source, count in db.execute(statement)}


class KnownPerson(NamedTuple):
    """Somebody with what the launch check asks about him."""

    name: str
    active: bool
    account: str | None
    """The state of his account, None without one."""


def known_people(db: Session, employee_ids: Collection[UUID]) -> dict[UUID, KnownPerson]:
    statement = select(
        Employee.id, Employee.title_before, Employee.name, Employee.title_after, Employee.active, Account.status
    ).outerjoin(Account, Account.id == Employee.account_id)
    rows = (row for some in portions(employee_ids) for row in db.execute(statement.where(Employee.id.in_(some))))
    return {
        row.id: KnownPerson(full_name(row.title_before, row.name, row.title_after), row.active, row.status)
        for row in rows
    }


def portions(ids: Collection[UUID]) -> Iterator[list[UUID]]:
    """Runs of ids short enough for one statement; both engines have a limit."""
    remaining = iter(ids)
    while some := list(islice(remaining, 10_000)):
        yield some
