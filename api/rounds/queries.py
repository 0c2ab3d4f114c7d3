"""Which rounds, participants and deadlines. Whoever serves a request begins with `visible_…(actor)`."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists, false, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from api.access.actor import Actor
from api.employees.models import Employee, OrgUnit, Placement, Position
from api.employees.placements import placement_on
from api.kit.database import AnySelect, is_sqlite, lock_rows
from api.kit.errors import NotFound
from api.rounds.models import EvaluationRound, Extension, Holiday, Participant, RoundInstrument
from api.rounds.reach import OFFICERS, oversees, within
from api.rounds.rules import RoundStatus, round_closes_at

EXCLUDED = "excluded"


# ─── rounds ───


def visible_rounds(actor: Actor) -> AnySelect:
    """Officers: the rounds of their units and below. Everybody: from its opening on, the round in which he takes part
    or whose participants report to him."""
    return select(EvaluationRound).where(or_(_in_reach(actor), _takes_part(actor)))


def _in_reach(actor: Actor) -> ColumnElement[bool]:
    places = actor.paths(*OFFICERS)
    return EvaluationRound.unit_id.in_(select(OrgUnit.id).where(within(OrgUnit.path, places)))


def _takes_part(actor: Actor) -> ColumnElement[bool]:
    if actor.employee_id is None:
        return false()
    own = or_(Participant.employee_id == actor.employee_id, Participant.superior_id == actor.employee_id)
    listed = exists().where(Participant.round_id == EvaluationRound.id, Participant.status != EXCLUDED, own)
    return and_(EvaluationRound.opened_at.is_not(None), listed)


def get_round(db: Session, actor: Actor, round_id: UUID) -> EvaluationRound:
    """The round with its unit, or NotFound where it is not there or not visible."""
    statement = visible_rounds(actor).where(EvaluationRound.id == round_id)
    found: EvaluationRound | None = db.scalar(statement.options(joinedload(EvaluationRound.unit, innerjoin=True)))
    if found is None:
        raise NotFound()
    return found


def lock_round(db: Session, actor: Actor, round_id: UUID) -> EvaluationRound:
    """As `get_round`, and nobody else moves it until this transaction ends; what others just changed is seen."""
    return _locked(db, visible_rounds(actor).where(EvaluationRound.id == round_id))


def lock_round_by_id(db: Session, round_id: UUID) -> EvaluationRound:
    """For what no request asked for (deadlines, runs): the round whoever may see it, locked."""
    return _locked(db, select(EvaluationRound).where(EvaluationRound.id == round_id))


def _locked(db: Session, statement: AnySelect) -> EvaluationRound:
    loaded = statement.options(selectinload(EvaluationRound.unit)).execution_options(populate_existing=True)
    found: EvaluationRound | None = db.scalar(lock_rows(loaded, db))
    if found is None:
        raise NotFound()
    return found


def hold_round(db: Session, round_id: UUID) -> EvaluationRound:
    """The round as it is, and it cannot move until this transaction ends. Many may hold it at once (hand-ins)."""
    statement = select(EvaluationRound).where(EvaluationRound.id == round_id).execution_options(populate_existing=True)
    found = db.scalar(statement if is_sqlite(db) else statement.with_for_update(read=True))
    if found is None:
        raise NotFound()
    return found


def find_round(db: Session, round_id: UUID) -> EvaluationRound | None:
    return db.get(EvaluationRound, round_id)


# ─── deadlines ───


def _extensions_of_round() -> ColumnElement[bool]:
    return Extension.round_id == EvaluationRound.id


def latest_extension() -> ColumnElement[Any]:
    """As a column beside EvaluationRound: the latest extension of anybody, or null."""
    return select(func.max(Extension.closes_at)).where(_extensions_of_round()).scalar_subquery()


def before_latest_deadline(now: datetime) -> ColumnElement[bool]:
    """The round's own deadline or some extension still lies ahead."""
    return or_(EvaluationRound.closes_at > now, exists().where(_extensions_of_round(), Extension.closes_at > now))


def status_at(now: datetime) -> ColumnElement[str]:
    """`rules.effective_status` as a column: an open round past its latest deadline is closed."""
    over = and_(EvaluationRound.status == RoundStatus.OPEN, ~before_latest_deadline(now))
    return case((over, RoundStatus.CLOSED.value), else_=EvaluationRound.status)


def latest_deadline(db: Session, round: EvaluationRound) -> datetime:
    """When the round closes: at the latest of its own deadline and every extension."""
    extended = db.scalar(select(func.max(Extension.closes_at)).where(Extension.round_id == round.id))
    return round_closes_at(round.closes_at, [extended] if extended else [])


def deadlines_of_rater(
    db: Session, rounds: Iterable[EvaluationRound], employee_id: UUID, today: date
) -> dict[UUID, datetime]:
    """Per round the deadline of this rater's tasks: the latest of the round's, his units' and his own. One statement.

    His units are the one he takes part in the round from and those of the posts he holds today.
    """
    planned = {round.id: round.closes_at for round in rounds}
    statement = (
        select(Extension.round_id, func.max(Extension.closes_at))
        .outerjoin(OrgUnit, OrgUnit.id == Extension.unit_id)
        .where(Extension.round_id.in_(planned))
        .where(
            or_(Extension.employee_id == employee_id, _of_participants_unit(employee_id), _of_post(employee_id, today))
        )
        .group_by(Extension.round_id)
    )
    extended = {round_id: closes_at for round_id, closes_at in db.execute(statement)}
    return {round_id: max(closes_at, extended.get(round_id, closes_at)) for round_id, closes_at in planned.items()}


def _of_participants_unit(employee_id: UUID) -> ColumnElement[bool]:
    return exists().where(
        Participant.round_id == Extension.round_id,
        Participant.employee_id == employee_id,
        Participant.unit_path.startswith(OrgUnit.path),
    )


def _of_post(employee_id: UUID, today: date) -> ColumnElement[bool]:
    unit = aliased(OrgUnit)
    return exists(
        select(Placement.id)
        .join(Position, Position.id == Placement.position_id)
        .join(unit, unit.id == Position.unit_id)
        .where(Placement.employee_id == employee_id, placement_on(today), unit.path.startswith(OrgUnit.path))
        .correlate(OrgUnit)
    )


def effective_deadline_for(db: Session, round: EvaluationRound, employee_id: UUID, today: date) -> datetime:
    """The deadline of one rater's tasks in one round."""
    return deadlines_of_rater(db, [round], employee_id, today)[round.id]


def deadline_of_unit(db: Session, round: EvaluationRound, unit: OrgUnit) -> datetime:
    """The deadline of the raters of a unit: the latest of the round's and those of the unit and the units above it."""
    extended = db.scalar(
        select(func.max(Extension.closes_at))
        .join(OrgUnit, OrgUnit.id == Extension.unit_id)
        .where(Extension.round_id == round.id, _is_above(unit.path))
    )
    return round_closes_at(round.closes_at, [extended] if extended else [])


def _is_above(path: str) -> ColumnElement[bool]:
    """The units on the way from the root to this place, the place itself included."""
    steps = path.strip("/").split("/")
    return OrgUnit.path.in_(["/" + "/".join(steps[:length]) + "/" for length in range(1, len(steps) + 1)])


def select_extensions(round_id: UUID) -> AnySelect:
    """Every extension with the name of the person or unit it was given to."""
    return (
        select(Extension, Employee.name.label("employee_name"), OrgUnit.name.label("unit_name"))
        .outerjoin(Employee, Employee.id == Extension.employee_id)
        .outerjoin(OrgUnit, OrgUnit.id == Extension.unit_id)
        .where(Extension.round_id == round_id)
        .order_by(Extension.created_at, Extension.id)
    )


def past_deadline(db: Session, now: datetime) -> Sequence[UUID]:
    """Rounds whose deadline has closed them although nobody has recorded it yet."""
    statement = select(EvaluationRound.id).where(EvaluationRound.status == RoundStatus.OPEN)
    return db.scalars(statement.where(~before_latest_deadline(now))).all()


def due_to_open(db: Session, now: datetime) -> Sequence[UUID]:
    """Draft rounds whose announced opening has come and whose deadline still lies ahead."""
    statement = select(EvaluationRound.id).where(
        EvaluationRound.status == RoundStatus.DRAFT,
        EvaluationRound.opens_at <= now,
        EvaluationRound.closes_at > now,
    )
    return db.scalars(statement.order_by(EvaluationRound.opens_at)).all()


# ─── participants ───


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


# ─── instruments ───


def versions_of(db: Session, round_id: UUID) -> dict[str, UUID]:
    """Class of posts → instrument version; "" is everybody without a version of his own."""
    rows = db.execute(
        select(RoundInstrument.position_class, RoundInstrument.version_id).where(RoundInstrument.round_id == round_id)
    )
    return {position_class: version_id for position_class, version_id in rows}


def version_for(db: Session, round: EvaluationRound, position_class: str) -> UUID | None:
    """The version people of this class are rated with, or None where none is set."""
    versions = versions_of(db, round.id)
    return versions.get(position_class, versions.get(""))


# ─── holidays ───


def holidays_between(db: Session, first: date, last: date) -> dict[date, str]:
    """The holidays from one day to another, both included, by name."""
    rows = db.execute(select(Holiday.day, Holiday.name).where(Holiday.day.between(first, last)))
    return {day: name for day, name in rows}
