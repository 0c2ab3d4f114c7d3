"""What waits for the caller, for the first screen and the badges: each number is the length of a list that stands elsewhere."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.access.permissions import Role
from api.assignments.counting import NOTHING, Unfinished, count_my_tasks
from api.dialogues.queries import standing_of
from api.dialogues.reading import count_waiting
from api.employees.queries import office_zone
from api.objections.reading import count_waiting as count_waiting_objections
from api.privacy.requests import count_to_answer
from api.results.counting import count_to_decide, count_to_respond, count_unread
from api.results.queries_corrections import APPROVE
from api.results.queries_corrections import count_waiting as count_waiting_corrections
from api.rounds.deadlines import last_day
from api.rounds.moments import days_left_text, deadline_text
from api.rounds.queries import count_managed
from api.rounds.rules import RoundStatus

_SHOWN = (RoundStatus.DRAFT, RoundStatus.OPEN, RoundStatus.CLOSED)


def read_my_overview(db: Session, *, actor: Actor, now: datetime, language: str) -> dict[str, Any]:
    tasks = _tasks(db, actor, now)
    return {
        "to_rate": tasks.to_do + tasks.drafts,
        "drafts": tasks.drafts,
        **_next_deadline(db, tasks.nearest, now, language),
        "to_decide": count_to_decide(db, actor=actor, now=now),
        "to_read": 0 if actor.employee_id is None else count_unread(db, actor=actor),
        "dialogues_waiting": _dialogues(db, actor, now),
        "objections_waiting": count_waiting_objections(db, actor=actor, now=now),
        "to_respond": 0 if actor.employee_id is None else count_to_respond(db, actor=actor, now=now),
        "data_requests": count_to_answer(db, actor=actor, now=now) if actor.may("data_requests:answer") else None,
        "corrections_waiting": count_waiting_corrections(db, actor) if actor.may(APPROVE) else None,
        "rounds": _rounds(db, actor, now),
    }


def _tasks(db: Session, actor: Actor, now: datetime) -> Unfinished:
    if actor.employee_id is None:
        return NOTHING
    return count_my_tasks(db, actor=actor, employee_id=actor.employee_id, now=now)


def _dialogues(db: Session, actor: Actor, now: datetime) -> int:
    if actor.employee_id is None:
        return 0
    return count_waiting(db, standing_of(db, actor, actor.employee_id, now))


def _rounds(db: Session, actor: Actor, now: datetime) -> dict[str, int] | None:
    if not actor.has_role(Role.HR_OFFICER):
        return None
    counts = count_managed(db, actor, now)
    return {status.value: counts.get(status, 0) for status in _SHOWN}


def _next_deadline(db: Session, deadline: datetime | None, now: datetime, language: str) -> dict[str, Any]:
    names = ("next_deadline", "next_deadline_text", "days_left", "days_left_text")
    if deadline is None:
        return dict.fromkeys(names)
    zone = office_zone(db)
    days = _days_until(deadline, now, zone)
    texts = deadline_text(deadline, zone), days_left_text(days)
    instant, distance = (text.in_language(language) for text in texts)
    return dict(zip(names, (deadline, instant, days, distance), strict=True))


def _days_until(deadline: datetime, now: datetime, zone: ZoneInfo) -> int:
    return (last_day(deadline, zone) - now.astimezone(zone).date()).days
