"""More time: for all, for a unit and what is below it, for one rater. An extension never takes time away."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.audit.service import record
from api.employees.models import OrgUnit
from api.kit.errors import Fault, Invalid
from api.kit.texts import Text
from api.rounds import queries
from api.rounds.models import EvaluationRound, Extension
from api.rounds.moves import expect_action
from api.rounds.reach import expect_other_person
from api.rounds.refusals import expect_valid
from api.rounds.rules import Action, check_extension
from api.rounds.schemas import RoundExtend

_BOTH = Text("Pilih salah satu: unit atau pegawai.", "Choose one: a unit or a person.")
_NO_UNIT = Text("Unit ini tidak termasuk unit periode ini.", "This unit does not belong to the round's unit.")
_NO_RATER = Text("Pegawai ini tidak menilai pada periode ini.", "This employee does not rate in this round.")


def extend_round(
    db: Session,
    *,
    actor: Actor,
    round: EvaluationRound,
    extending: RoundExtend,
    day: date,
    now: datetime,
    trace: str,
) -> EvaluationRound:
    """Give time in a locked open round: the new deadline lies ahead and after the one in force for those it is given to."""
    if extending.unit_id is not None and extending.employee_id is not None:
        raise Invalid(faults=[Fault("/employee_id", "unit_and_person", _BOTH)])
    expect_action(db, actor=actor, round=round, action=Action.EXTEND, now=now)
    current = _deadline_in_force(db, actor, round, extending, day)
    expect_valid(check_extension(new_deadline=extending.deadline, current=current, now=now))
    if extending.for_all:
        round.closes_at = extending.deadline
    else:
        db.add(_extension(actor, round, extending, now))
    db.flush()
    _record(db, actor, round, extending, current, trace)
    return round


def _deadline_in_force(
    db: Session, actor: Actor, round: EvaluationRound, extending: RoundExtend, day: date
) -> datetime:
    if extending.unit_id is not None:
        return queries.deadline_of_unit(db, round, _unit_of_round(db, round, extending.unit_id))
    if extending.employee_id is None:
        return round.closes_at
    expect_other_person(actor, extending.employee_id)
    if not queries.is_in_round(db, round.id, extending.employee_id):
        raise Invalid(faults=[Fault("/employee_id", "no_such_rater", _NO_RATER)])
    return queries.effective_deadline_for(db, round, extending.employee_id, day)


def _unit_of_round(db: Session, round: EvaluationRound, unit_id: UUID) -> OrgUnit:
    unit = queries.find_unit(db, unit_id, (round.unit.path,))
    if unit is None:
        raise Invalid(faults=[Fault("/unit_id", "no_such_unit", _NO_UNIT)])
    return unit


def _extension(actor: Actor, round: EvaluationRound, extending: RoundExtend, now: datetime) -> Extension:
    return Extension(
        round_id=round.id,
        unit_id=extending.unit_id,
        employee_id=extending.employee_id,
        closes_at=extending.deadline,
        reason=extending.reason,
        created_by=actor.account_id,
        created_at=now,
    )


def _record(
    db: Session, actor: Actor, round: EvaluationRound, extending: RoundExtend, current: datetime, trace: str
) -> None:
    given_to = {"unit_id": extending.unit_id, "employee_id": extending.employee_id}
    record(
        db,
        actor=actor,
        action="extend_round",
        object_type="round",
        object_id=round.id,
        before={"deadline": current, **given_to},
        after={"deadline": extending.deadline, **given_to},
        reason=extending.reason,
        trace=trace,
    )
