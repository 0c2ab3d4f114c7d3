"""Preparing a round: creating it with the office's habits, changing it while it is a draft, cloning an earlier one.

Moving it stands in `moves.py`, more time in `extending.py`, who is on the list in `participants.py`.
"""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.access.permissions import Role
from api.audit.service import record
from api.employees.models import OrgUnit
from api.employees.queries import office_zone
from api.kit.base import columns_of
from api.kit.errors import Conflict, Fault, Invalid
from api.kit.texts import Text
from api.rounds import queries
from api.rounds.deadlines import end_of_day
from api.rounds.models import EvaluationRound
from api.rounds.moves import settle_round
from api.rounds.participants import list_people
from api.rounds.periods import Period, PeriodType, period_name, suggest_period, type_of_period
from api.rounds.reach import expect_reach
from api.rounds.refusals import RoundNotDraft, expect_valid
from api.rounds.rules import PERMISSIONS, Action, RoundStatus, check_dates
from api.rounds.schemas import RoundCreate, RoundPatch, Selection
from api.rounds.versions import chosen_versions, set_versions

DAYS_TO_RATE = 14
SETTINGS = (
    "name",
    "kind",
    "period_type",
    "period_start",
    "period_end",
    "opens_at",
    "closes_at",
    "peers_per_person",
    "response_stage",
    "note",
)
DATES = {"period_start", "period_end", "opens_at", "closes_at"}
WHILE_OPEN = {"name", "note"}

_NO_SUCH_UNIT = Text("Unit ini tidak ada di lingkup Anda.", "There is no such unit in your reach.")
_WHOLE_PERIOD = Text(
    "Isi awal dan akhir periode, atau kosongkan keduanya.", "Give both ends of the period, or neither."
)


class NoUnit(Conflict):
    text = Text("Isi unit kerja terlebih dahulu.", "Enter the organisation's units first.")


def create_round(db: Session, *, actor: Actor, new: RoundCreate, now: datetime, trace: str) -> EvaluationRound:
    """A draft with what was sent, and for the rest what an office usually means."""
    zone = office_zone(db)
    today = now.astimezone(zone).date()
    unit = _unit_of(db, actor, new.unit_id)
    period_type = new.period_type or type_of_period(new.period_start, new.period_end)
    span = _period_of(new, period_type, today)
    round = EvaluationRound(
        name=new.name or span.name,
        kind=new.kind,
        period_type=period_type,
        period_start=span.start,
        period_end=span.end,
        unit_id=unit.id,
        opens_at=new.opens_at,
        closes_at=new.closes_at or end_of_day(today + timedelta(days=DAYS_TO_RATE), zone),
        peers_per_person=new.peers_per_person,
        response_stage=new.response_stage,
        note=new.note,
        created_by=actor.account_id,
        created_at=now,
    )
    add_draft(db, round=round, unit=unit, now=now)
    versions = (
        queries.newest_versions(db, span.end) if new.instruments is None else chosen_versions(db, new.instruments)
    )
    set_versions(db, round=round, versions=versions)
    if new.participants is Selection.ALL:
        people = queries.active_employees(db, unit, today)
        list_people(db, round=round, employee_ids=[person.id for person in people], day=today)
        db.flush()
    record_round(db, actor, "create_round", round, after=settings_of(round), trace=trace)
    return round


def add_draft(db: Session, *, round: EvaluationRound, unit: OrgUnit, now: datetime) -> None:
    """Store a new draft whose dates make sense."""
    expect_dates(round, now)
    round.unit = unit
    db.add(round)
    db.flush()


def expect_dates(round: EvaluationRound, now: datetime) -> None:
    faults = check_dates(
        period_start=round.period_start,
        period_end=round.period_end,
        opens_at=round.opens_at,
        closes_at=round.closes_at,
        now=now,
    )
    expect_valid(faults)


def _unit_of(db: Session, actor: Actor, unit_id: UUID | None) -> OrgUnit:
    """The unit named, or the highest that the caller manages."""
    places = actor.paths(Role.HR_OFFICER)
    if unit_id is None:
        unit = queries.find_top_unit(db, places)
        if unit is None:
            raise NoUnit()
        return unit
    unit = queries.find_unit(db, unit_id, places)
    if unit is None:
        raise Invalid(faults=[Fault("/unit_id", "no_such_unit", _NO_SUCH_UNIT)])
    return unit


def _period_of(new: RoundCreate, period_type: PeriodType, today: date) -> Period:
    return given_period(period_type, new.period_start, new.period_end) or suggest_period(period_type, today)


def given_period(kind: PeriodType, start: date | None, end: date | None) -> Period | None:
    """The period as sent, under its official name; None where neither end was sent."""
    if start is None and end is None:
        return None
    if start is None or end is None:
        pointer = "/period_start" if start is None else "/period_end"
        raise Invalid(faults=[Fault(pointer, "period_incomplete", _WHOLE_PERIOD)])
    return Period(start, end, period_name(kind, start))


def update_round(
    db: Session, *, actor: Actor, round: EvaluationRound, patch: RoundPatch, now: datetime, trace: str
) -> EvaluationRound:
    """Change a locked round: everything while it is a draft, name and note while it is open, nothing afterwards."""
    changes = patch.changes()
    _expect_changeable(db, actor, round, patch, now)
    before = settings_of(round)
    for name, value in changes.items():
        setattr(round, name, value)
    if changes.keys() & DATES:
        expect_dates(round, now)
    if patch.instruments is not None:
        set_versions(db, round=round, versions=chosen_versions(db, patch.instruments))
    db.flush()
    record_round(db, actor, "update_round", round, before=before, after=settings_of(round), trace=trace)
    return round


def _expect_changeable(db: Session, actor: Actor, round: EvaluationRound, patch: RoundPatch, now: datetime) -> None:
    expect_reach(actor, PERMISSIONS[Action.UPDATE], round.unit.path)
    status = settle_round(db, round=round, now=now)
    small = patch.model_fields_set <= WHILE_OPEN
    if status is not RoundStatus.DRAFT and not (small and status is RoundStatus.OPEN):
        raise RoundNotDraft()


def settings_of(round: EvaluationRound) -> dict[str, Any]:
    """What the log keeps of a round's settings."""
    return columns_of(round, *SETTINGS)


def record_round(
    db: Session,
    actor: Actor,
    operation: str,
    round: EvaluationRound,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any],
    trace: str,
) -> None:
    record(
        db,
        actor=actor,
        action=operation,
        object_type="round",
        object_id=round.id,
        before=before,
        after=after,
        trace=trace,
    )
