"""Who takes part, and who could."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import and_, case, false, func, or_, select
from sqlalchemy.orm import Session, joinedload

from api.access.actor import Actor
from api.employees.models import Employee, OrgUnit, Placement, Position
from api.employees.placements import placement_on
from api.kit.database import AnySelect
from api.kit.errors import NotFound
from api.kit.pages import contains, sort_expressions
from api.rounds.models import EvaluationRound, Participant
from api.rounds.participant_schemas import ParticipantFilters
from api.rounds.reach import oversees
from api.rounds.reasons import ParticipantStatus

EXCLUDED = ParticipantStatus.EXCLUDED
SORT_KEYS = {"name": Employee.name, "unit": Participant.unit_name, "status": Participant.status}


def select_participants(round_id: UUID) -> AnySelect:
    """All participants of a round, excluded ones too, with the person and the superior."""
    return (
        select(Participant)
        .join(Participant.employee)
        .where(Participant.round_id == round_id)
        .options(joinedload(Participant.employee, innerjoin=True), joinedload(Participant.superior))
    )


def participants_of(db: Session, round: EvaluationRound, *, excluded: bool = False) -> list[Participant]:
    """Those who take part, by name; with `excluded` everybody who was ever listed."""
    statement = select_participants(round.id).order_by(Employee.name, Participant.id)
    if not excluded:
        statement = statement.where(Participant.status != EXCLUDED)
    return list(db.scalars(statement).all())


def visible_participants(actor: Actor, round: EvaluationRound) -> AnySelect:
    """Officers of the round: everybody. A superior: his own people and himself. Everybody else: himself."""
    statement = select_participants(round.id)
    if oversees(actor, round.unit.path):
        return statement
    own = or_(Participant.employee_id == actor.employee_id, Participant.superior_id == actor.employee_id)
    return statement.where(own if actor.employee_id else false(), Participant.status != EXCLUDED)


def select_listed(actor: Actor, round: EvaluationRound, filters: ParticipantFilters) -> AnySelect:
    """For a list: the visible participants, narrowed and sorted."""
    statement = visible_participants(actor, round)
    if filters.status is not None:
        statement = statement.where(Participant.status == filters.status)
    if filters.unit_id is not None:
        path = select(OrgUnit.path).where(OrgUnit.id == filters.unit_id).scalar_subquery()
        statement = statement.where(Participant.unit_path.startswith(path))
    if filters.search:
        statement = statement.where(contains(Employee.name, filters.search))
    return statement.order_by(*sort_expressions(filters.sort, SORT_KEYS, "name", Participant.id))


def get_participant(db: Session, actor: Actor, round: EvaluationRound, participant_id: UUID) -> Participant:
    statement = visible_participants(actor, round).where(Participant.id == participant_id)
    found: Participant | None = db.scalar(statement)
    if found is None:
        raise NotFound()
    return found


def find_participant(db: Session, round_id: UUID, employee_id: UUID) -> Participant | None:
    statement = select_participants(round_id).where(Participant.employee_id == employee_id)
    found: Participant | None = db.scalar(statement)
    return found


def is_in_round(db: Session, round_id: UUID, employee_id: UUID) -> bool:
    """He takes part, or somebody who takes part reports to him."""
    own = or_(Participant.employee_id == employee_id, Participant.superior_id == employee_id)
    found = select(Participant.id).where(Participant.round_id == round_id, Participant.status != EXCLUDED, own)
    return db.scalar(found.limit(1)) is not None


def count_participants(db: Session, round_id: UUID) -> dict[str, int]:
    """How many by status, and of the active ones how many have no superior or one outside the system."""
    active = Participant.status == ParticipantStatus.ACTIVE
    outside = Participant.superior_outside
    sums = {
        **{status.value: Participant.status == status for status in ParticipantStatus},
        "without_superior": and_(active, ~outside, Participant.superior_id.is_(None)),
        "outside": and_(active, outside),
    }
    columns = [
        func.coalesce(func.sum(case((condition, 1), else_=0)), 0).label(name) for name, condition in sums.items()
    ]
    row = db.execute(select(*columns).where(Participant.round_id == round_id)).one()
    return {name: int(count) for name, count in row._mapping.items()}


def active_employees(db: Session, unit: OrgUnit, day: date) -> Sequence[Employee]:
    """Active people who hold a post in the unit or below it on this day, by name."""
    held = (
        select(Placement.employee_id)
        .join(Position, Position.id == Placement.position_id)
        .join(OrgUnit, OrgUnit.id == Position.unit_id)
        .where(placement_on(day), OrgUnit.path.startswith(unit.path, autoescape=True))
    )
    statement = select(Employee).where(Employee.active, Employee.id.in_(held))
    return db.scalars(statement.order_by(Employee.name, Employee.id)).all()


def not_listed(db: Session, round: EvaluationRound, day: date) -> list[Employee]:
    """Active in the round's unit, but neither participant nor excluded: perhaps forgotten."""
    listed = set(db.scalars(select(Participant.employee_id).where(Participant.round_id == round.id)))
    return [employee for employee in active_employees(db, round.unit, day) if employee.id not in listed]
