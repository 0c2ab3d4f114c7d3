"""When what closes, for whom: the round's own deadline and the extensions of units and persons."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Uuid, and_, bindparam, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from api.employees.models import Employee, OrgUnit, Placement, Position
from api.employees.placements import placement_on
from api.kit.database import AnySelect
from api.rounds.models import EvaluationRound, Extension, Participant
from api.rounds.rules import RoundStatus, round_closes_at


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
    asked = {"round_ids": [*planned], "employee_id": employee_id, "today": today}
    extended = {round_id: closes_at for round_id, closes_at in db.execute(_EXTENDED_FOR_RATER, asked)}
    return {round_id: max(closes_at, extended.get(round_id, closes_at)) for round_id, closes_at in planned.items()}


def _extended_for_rater() -> AnySelect:
    rater, today = bindparam("employee_id", type_=Uuid()), bindparam("today", type_=Date())
    unit, post_unit = OrgUnit, aliased(OrgUnit)
    from_unit = exists().where(
        Participant.round_id == Extension.round_id,
        Participant.employee_id == rater,
        Participant.unit_path.startswith(unit.path),
    )
    from_post = exists(
        select(Placement.id)
        .join(Position, Position.id == Placement.position_id)
        .join(post_unit, post_unit.id == Position.unit_id)
        .where(Placement.employee_id == rater, placement_on(today), post_unit.path.startswith(unit.path))
        .correlate(unit)
    )
    return (
        select(Extension.round_id, func.max(Extension.closes_at))
        .outerjoin(unit, unit.id == Extension.unit_id)
        .where(Extension.round_id.in_(bindparam("round_ids", expanding=True)))
        .where(or_(Extension.employee_id == rater, from_unit, from_post))
        .group_by(Extension.round_id)
    )


_EXTENDED_FOR_RATER = _extended_for_rater()
"""Built once: every draft and every hand-in asks it, and building it cost more than its answer."""


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
        .order_by(Extension.closes_at, Extension.id)
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
