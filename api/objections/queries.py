"""Which objections. Whoever serves a request begins with `visible_objections(standing)`."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, false, func, or_, select
from sqlalchemy.orm import Session, joinedload, undefer

from api.access.actor import Actor
from api.access.permissions import Role
from api.employees.models import Employee
from api.employees.queries import office_day
from api.kit.database import AnySelect, lock_rows
from api.kit.errors import NotFound
from api.kit.pages import contains
from api.objections.models import Objection, ObjectionEvidence
from api.objections.rules import OPEN, ObjectionStatus, Side
from api.objections.schemas import ObjectionFilters
from api.results.assessors import decides_about
from api.results.hearing import parties_of
from api.results.models import Result, ResultDecision
from api.rounds import reach
from api.rounds.models import EvaluationRound, Participant

AnyRow = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Standing:
    """Who asks, when, and to which objections he is a party today: once as the assessor, once as who rules."""

    actor: Actor
    today: date
    now: datetime
    assessed: frozenset[UUID] = frozenset()
    ruled: frozenset[UUID] = frozenset()


class Case(NamedTuple):
    """An objection with its round and its person as he was in it."""

    objection: Objection
    round: EvaluationRound
    participant: Participant
    employee: Employee


def standing_of(db: Session, actor: Actor, now: datetime) -> Standing:
    """A constant number of statements; the reporting lines are read only for an assessor, and only where somebody objected."""
    today = office_day(db, now)
    if actor.employee_id is None or not actor.has_role(Role.ASSESSOR):
        return Standing(actor, today, now)
    deciders = decides_about(db, actor.employee_id, today, among=select(Objection.participant_id))
    if not deciders:
        return Standing(actor, today, now)
    rows = db.execute(_select_parties().where(Objection.participant_id.in_(deciders))).all()
    parties = {row.id: _parties(row, deciders[row.participant_id].line) for row in rows}
    mine = actor.employee_id
    return Standing(
        actor,
        today,
        now,
        frozenset(key for key, (assessor, _) in parties.items() if assessor == mine),
        frozenset(key for key, (_, ruler) in parties.items() if ruler == mine),
    )


def _select_parties() -> AnySelect:
    """What decides who the parties are, beside the line above the person: who decided, and whether that was outside."""
    return (
        select(
            Objection.id,
            Objection.participant_id,
            Objection.employee_id,
            Objection.external,
            Participant.superior_outside,
            Employee.id.label("decider"),
        )
        .join(Participant, Participant.id == Objection.participant_id)
        .outerjoin(ResultDecision, ResultDecision.result_id == Objection.result_id)
        .outerjoin(Employee, Employee.account_id == ResultDecision.decided_by)
    )


def _parties(row: AnyRow, line: Sequence[UUID]) -> tuple[UUID | None, UUID | None]:
    found = parties_of(line, person=row.employee_id, decider=row.decider, outside=row.superior_outside)
    return found.assessor, None if row.external else found.ruler


def parties(
    db: Session, objection_ids: Collection[UUID], lines: Mapping[UUID, Sequence[UUID]]
) -> dict[UUID, tuple[UUID | None, UUID | None]]:
    """By objection: assessor and ruling officer of today; `lines` by participant."""
    rows = db.execute(_select_parties().where(Objection.id.in_(objection_ids)))
    return {row.id: _parties(row, lines.get(row.participant_id, ())) for row in rows}


def decider_of(db: Session, result_id: UUID) -> UUID | None:
    """Who decided the result, as an employee."""
    return db.scalar(
        select(Employee.id)
        .join(ResultDecision, ResultDecision.decided_by == Employee.account_id)
        .where(ResultDecision.result_id == result_id)
    )


def visible_objections(standing: Standing) -> AnySelect:
    """One's own; those in which one is a party today; for the officers of a unit those of its people."""
    return (
        select(Objection, EvaluationRound, Participant, Employee)
        .join(EvaluationRound, EvaluationRound.id == Objection.round_id)
        .join(Participant, Participant.id == Objection.participant_id)
        .join(Employee, Employee.id == Objection.employee_id)
        .where(or_(_own(standing), _is_party(standing), _of_office(standing)))
    )


def _own(standing: Standing) -> ColumnElement[bool]:
    mine = standing.actor.employee_id
    return false() if mine is None else Objection.employee_id == mine


def _is_party(standing: Standing) -> ColumnElement[bool]:
    return Objection.id.in_(standing.assessed | standing.ruled)


def _of_office(standing: Standing, *roles: Role) -> ColumnElement[bool]:
    return reach.within(Participant.unit_path, standing.actor.paths(*(roles or reach.OFFICERS)))


def get_case(db: Session, standing: Standing, objection_id: UUID) -> Case:
    statement = visible_objections(standing).where(Objection.id == objection_id)
    row = db.execute(statement.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise NotFound()
    return Case(*row)


def lock_objection(db: Session, objection_id: UUID) -> None:
    db.execute(lock_rows(select(Objection.id).where(Objection.id == objection_id), db))


def find_of_result(db: Session, result_id: UUID) -> UUID | None:
    return db.scalar(select(Objection.id).where(Objection.result_id == result_id))


def load_result(db: Session, result_id: UUID) -> Result:
    """For a ruling: the objected version with what its figures rest on; the objection was visible already."""
    names = (Result.participant, Result.round, Result.decision, Result.response, Result.employee)
    statement = select(Result).where(Result.id == result_id).options(*(joinedload(name) for name in names))
    return db.scalars(statement.execution_options(populate_existing=True)).one()


def select_listed(standing: Standing, filters: ObjectionFilters) -> AnySelect:
    """The one that should be ruled on first comes first, then what has ended, the latest first."""
    statement = visible_objections(standing)
    is_open = Objection.status.in_(OPEN)
    for wanted, condition in ((filters.open, is_open), (filters.waiting_for_me, waits_for_me(standing))):
        if wanted is not None:
            statement = statement.where(condition if wanted else ~condition)
    if filters.round_id is not None:
        statement = statement.where(Objection.round_id == filters.round_id)
    if filters.status is not None:
        statement = statement.where(Objection.status == filters.status)
    if filters.role is not None:
        statement = statement.where(_as(standing, filters.role))
    if filters.search:
        statement = statement.where(contains(Employee.name, filters.search))
    return statement.order_by(is_open.desc(), Objection.ruling_due_at, Objection.id)


def _as(standing: Standing, side: Side) -> ColumnElement[bool]:
    """`side_of` as a condition: of several ways to stand to an objection the first holds."""
    ways = {
        Side.PERSON: _own(standing),
        Side.RULER: Objection.id.in_(standing.ruled),
        Side.ASSESSOR: Objection.id.in_(standing.assessed),
        Side.RECORDER: and_(Objection.external, _of_office(standing, Role.HR_OFFICER)),
        Side.OBSERVER: _of_office(standing),
    }
    earlier = [condition for other, condition in ways.items() if list(ways).index(other) < list(ways).index(side)]
    return and_(ways[side], ~or_(false(), *earlier))


def side_of(standing: Standing, case: Case) -> Side:
    """As whom the caller stands to a visible objection. The assessor never rules, and nobody on his own."""
    objection = case.objection
    if objection.employee_id == standing.actor.employee_id:
        return Side.PERSON
    if objection.id in standing.ruled:
        return Side.RULER
    if objection.id in standing.assessed:
        return Side.ASSESSOR
    records = objection.external and reach.reaches(standing.actor, "objections:record", case.participant.unit_path)
    return Side.RECORDER if records else Side.OBSERVER


def waits_for_me(standing: Standing) -> ColumnElement[bool]:
    """`rules.waits_for` as a condition, for the caller's side."""
    over = and_(Objection.status == ObjectionStatus.UNDER_REVIEW, Objection.hearing_until <= standing.now)
    heard = or_(Objection.status == ObjectionStatus.HEARD, over)
    hearing = and_(Objection.status == ObjectionStatus.UNDER_REVIEW, Objection.hearing_until > standing.now)
    internal = ~Objection.external
    return or_(
        and_(_as(standing, Side.PERSON), hearing, Objection.answered_at.is_not(None)),
        and_(_as(standing, Side.ASSESSOR), hearing, Objection.answered_at.is_(None)),
        and_(_as(standing, Side.RULER), internal, or_(Objection.status == ObjectionStatus.FILED, heard)),
        and_(_as(standing, Side.RECORDER), Objection.status.in_(OPEN)),
    )


def evidence_of(db: Session, objection_id: UUID) -> Sequence[ObjectionEvidence]:
    """Without the files themselves."""
    statement = select(ObjectionEvidence).where(ObjectionEvidence.objection_id == objection_id)
    return db.scalars(statement.order_by(ObjectionEvidence.attached_at, ObjectionEvidence.id)).all()


def count_evidence(db: Session, objection_ids: Collection[UUID]) -> dict[UUID, int]:
    statement = select(ObjectionEvidence.objection_id, func.count()).where(
        ObjectionEvidence.objection_id.in_(objection_ids)
    )
    return {key: number for key, number in db.execute(statement.group_by(ObjectionEvidence.objection_id))}


def get_evidence(db: Session, case: Case, evidence_id: UUID) -> ObjectionEvidence:
    """With the file."""
    statement = select(ObjectionEvidence).where(
        ObjectionEvidence.id == evidence_id, ObjectionEvidence.objection_id == case.objection.id
    )
    found = db.scalar(statement.options(undefer(ObjectionEvidence.content)))
    if found is None:
        raise NotFound()
    return found


def names_of(db: Session, employee_ids: Collection[UUID]) -> dict[UUID, Employee]:
    return {one.id: one for one in db.scalars(select(Employee).where(Employee.id.in_(employee_ids)))}
