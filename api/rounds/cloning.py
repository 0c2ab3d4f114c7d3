"""The next round like the last one: settings, instruments and exclusions are taken over; people are listed as they are
today, and the plan of evaluators is drawn anew (nobody learns from a clone who rated whom)."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.employees.queries import office_zone
from api.rounds import queries
from api.rounds.deadlines import end_of_day
from api.rounds.models import EvaluationRound, Participant
from api.rounds.participants import list_people
from api.rounds.periods import MONTHS, Period, PeriodType, period
from api.rounds.reach import expect_reach
from api.rounds.reasons import ParticipantStatus
from api.rounds.rules import PERMISSIONS, Action
from api.rounds.schemas import RoundClone, Selection
from api.rounds.service import DAYS_TO_RATE, add_draft, given_period, record_round, settings_of
from api.rounds.versions import copied_versions, set_versions


def clone_round(
    db: Session, *, actor: Actor, source: EvaluationRound, wanted: RoundClone, now: datetime, trace: str
) -> EvaluationRound:
    """A draft of the period that follows, made from an earlier round of any state."""
    expect_reach(actor, PERMISSIONS[Action.CLONE], source.unit.path)
    zone = office_zone(db)
    today = now.astimezone(zone).date()
    kind = PeriodType(source.period_type)
    span = given_period(kind, wanted.period_start, wanted.period_end) or following_period(kind, source.period_end)
    round = EvaluationRound(
        name=wanted.name or span.name,
        kind=source.kind,
        period_type=source.period_type,
        period_start=span.start,
        period_end=span.end,
        unit_id=source.unit_id,
        opens_at=wanted.opens_at,
        closes_at=wanted.closes_at or end_of_day(today + timedelta(days=DAYS_TO_RATE), zone),
        peers_per_person=source.peers_per_person,
        response_stage=source.response_stage,
        note=source.note,
        cloned_from_id=source.id,
        created_by=actor.account_id,
        created_at=now,
    )
    add_draft(db, round=round, unit=source.unit, now=now)
    set_versions(db, round=round, versions=copied_versions(db, source, queries.newest_versions(db, span.end)))
    _copy_people(db, source, round, wanted.participants, today)
    after = {**settings_of(round), "cloned_from_id": source.id}
    record_round(db, actor, "clone_round", round, after=after, trace=trace)
    return round


def following_period(kind: PeriodType, end: date) -> Period:
    """The calendar period that holds the day after `end`."""
    first = end + timedelta(days=1)
    return period(kind, first.year, (first.month - 1) // MONTHS[kind] + 1)


def _copy_people(
    db: Session, source: EvaluationRound, round: EvaluationRound, selection: Selection, today: date
) -> None:
    if selection is Selection.NONE:
        return
    earlier = {one.employee_id: one for one in queries.participants_of(db, source, excluded=True)}
    here = [person.id for person in queries.active_employees(db, round.unit, today)]
    wanted = [key for key in here if selection is Selection.ALL or key in earlier]
    for participant in list_people(db, round=round, employee_ids=wanted, day=today):
        _copy_person(earlier, participant)
    db.flush()


def _copy_person(earlier: Mapping[UUID, Participant], participant: Participant) -> None:
    """Who was excluded stays excluded for the same reason; who was rated outside the system still is."""
    before = earlier.get(participant.employee_id)
    if before is None:
        return
    participant.superior_outside = before.superior_outside
    if before.status == ParticipantStatus.EXCLUDED:
        participant.status, participant.reason_code = before.status, before.reason_code
        participant.reason = before.reason
