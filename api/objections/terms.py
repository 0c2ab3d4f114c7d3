"""What somebody should know before he objects: until when, to whom, what happens next."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.employees.queries import office_zone
from api.objections import queries
from api.objections.facts import names_of
from api.objections.reading import labels_of
from api.objections.rules import HEARING_WORKING_DAYS, RULING_DAYS
from api.results.assessors import NOBODY, deciders_of
from api.results.finality import may_be_objected, objection_days, window_of
from api.results.hearing import Parties, parties_of
from api.results.models import Result
from api.results.refusals import NotYourResult
from api.rounds.deadlines import holiday_warnings, last_day
from api.rounds.moments import deadline_text
from api.rounds.queries import holidays_between

_A_DAY = timedelta(days=1)


def read_terms(db: Session, *, actor: Actor, result: Result, now: datetime, language: str) -> dict[str, Any]:
    """Of one's own result; whoever else sees it has nothing to object to."""
    expect_own(actor, result)
    zone = office_zone(db)
    window = window_of(result, zone, now)
    parties = parties_today(db, result, now)
    names = names_of(db, [one for one in parties if one is not None])
    until = window.objection_until
    labels = labels_of(db, result.participant, language)
    return {
        "result_id": result.id,
        "may_file": may_be_objected(result, window, now),
        "objection_id": queries.find_of_result(db, result.id),
        "objection_days": objection_days(result.round),
        "deadline_at": until,
        "deadline_text": None if until is None else deadline_text(until, zone).in_language(language),
        "warnings": [text.in_language(language) for text in warnings_of(db, until, zone)],
        "assessor_name": names.get(parties.assessor),
        "ruler_name": names.get(parties.ruler),
        "external": parties.ruler is None,
        "hearing_working_days": HEARING_WORKING_DAYS,
        "ruling_days": RULING_DAYS,
        "about": [{"about": about, "label": label} for about, label in labels.items()],
    }


def expect_own(actor: Actor, result: Result) -> None:
    if result.employee_id != actor.employee_id:
        raise NotYourResult()


def parties_today(db: Session, result: Result, now: datetime) -> Parties:
    """Who would be the parties of an objection that is filed today."""
    day = now.astimezone(office_zone(db)).date()
    line = deciders_of(db, [result.participant_id], day).get(result.participant_id, NOBODY).line
    outside = result.participant.superior_outside
    return parties_of(line, person=result.employee_id, decider=queries.decider_of(db, result.id), outside=outside)


def warnings_of(db: Session, deadline: datetime | None, zone: ZoneInfo) -> Any:
    if deadline is None:
        return ()
    day = last_day(deadline, zone)
    return holiday_warnings(deadline, holidays_between(db, day, day + _A_DAY), zone)
