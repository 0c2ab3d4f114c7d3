"""How one side sees an objection: how far it is, what was said, and what to do next."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.assignments.who_sees import Reader
from api.employees.queries import office_zone
from api.employees.rules import full_name
from api.instruments.queries import form_content
from api.kit.pages import count_rows, read_page
from api.kit.texts import Text
from api.objections import queries
from api.objections.facts import Hearing, hearings_of
from api.objections.models import Objection
from api.objections.queries import Case, Standing
from api.objections.rules import (
    OPEN,
    STATUS_NAMES,
    WHOLE,
    WORK,
    ObjectionStatus,
    Side,
    actions_for,
    effective_status,
    waits_for,
)
from api.objections.schemas import ObjectionFilters
from api.results.viewing import office_reader
from api.rounds.deadlines import has_passed
from api.rounds.models import Participant
from api.rounds.moments import deadline_text

ABOUT_TEXTS = {
    WORK: Text("Hasil kerja", "Work result"),
    WHOLE: Text("Hasil secara keseluruhan", "The result as a whole"),
}
_READS_ALL = (Reader.HEAD, Reader.AUDITOR)


def list_objections(
    db: Session, *, actor: Actor, filters: ObjectionFilters, now: datetime, language: str
) -> dict[str, Any]:
    """A page of what the caller may see; the number of statements does not depend on how many rows."""
    standing = queries.standing_of(db, actor, now)
    page = read_page(db, queries.select_listed(standing, filters), filters)
    zone, cases = office_zone(db), [Case(*row) for row in page["items"]]
    page["items"] = [_row(standing, one, zone, language) for one in hearings_of(db, standing, cases)]
    return page


def count_waiting(db: Session, *, actor: Actor, now: datetime) -> int:
    """As many as the list has with `waiting_for_me`."""
    standing = queries.standing_of(db, actor, now)
    return count_rows(db, queries.select_listed(standing, ObjectionFilters(waiting_for_me=True)))


def read_objection(db: Session, *, standing: Standing, objection_id: UUID, language: str) -> dict[str, Any]:
    db.flush()
    case = queries.get_case(db, standing, objection_id)
    (hearing,) = hearings_of(db, standing, [case])
    zone = office_zone(db)
    return {
        **_row(standing, hearing, zone, language),
        **_contents(db, standing, case, language),
        "steps": [_step(*one, zone, language) for one in _steps(case.objection)],
    }


def _row(standing: Standing, hearing: Hearing, zone: ZoneInfo, language: str) -> dict[str, Any]:
    case, now = hearing.case, standing.now
    objection, side = case.objection, queries.side_of(standing, case)
    status = effective_status(hearing.facts, now)
    same = ("id", "result_id", "new_result_id", "external", "filed_at", "ruling_due_at", "row_version")
    return {
        **{name: getattr(objection, name) for name in same},
        "round": case.round,
        "person": _person(case),
        "role": side,
        "status": status,
        "status_text": STATUS_NAMES[status].in_language(language),
        "assessor_name": hearing.assessor_name,
        "ruler_name": hearing.ruler_name,
        "ruling_due_text": deadline_text(objection.ruling_due_at, zone).in_language(language),
        "overdue": status in OPEN and has_passed(objection.ruling_due_at, now),
        "waiting_for": _waiting_for(hearing, side, now),
        "actions": actions_for(side, hearing.facts, now),
    }


def _person(case: Case) -> dict[str, Any]:
    who = case.employee
    return {
        "participant_id": case.participant.id,
        "name": full_name(who.title_before, who.name, who.title_after),
        "position_title": case.participant.position_title,
        "unit_name": case.participant.unit_name,
    }


def _waiting_for(hearing: Hearing, side: Side, now: datetime) -> str:
    missing = waits_for(hearing.facts, now, external=hearing.case.objection.external)
    return "you" if side in missing else "other" if missing else "nobody"


def _contents(db: Session, standing: Standing, case: Case, language: str) -> dict[str, Any]:
    """What was written: for the parties, head and auditor; the personnel officer sees it where he records the ruling."""
    shown, objection = sees_contents(standing, case), case.objection
    hidden = {"answer": None, "reply": None, "ruling_reason": None, "document": None, "work_evidence": None}
    if not shown:
        return {"contents_shown": False, "grounds": [], "evidence": [], **hidden}
    labels = labels_of(db, case.participant, language)
    return {
        "contents_shown": True,
        "grounds": [{**one, "label": labels.get(one["about"], one["about"])} for one in objection.grounds],
        "evidence": queries.evidence_of(db, objection.id),
        **{name: getattr(objection, name) or None for name in hidden},
    }


def sees_contents(standing: Standing, case: Case) -> bool:
    if queries.side_of(standing, case) is not Side.OBSERVER:
        return True
    return office_reader(standing.actor, case.participant.unit_path) in _READS_ALL


def labels_of(db: Session, participant: Participant, language: str) -> dict[str, str]:
    """What one may object to, in words: the values of the person's instrument, the work result, the whole."""
    values = () if participant.version_id is None else form_content(db, participant.version_id).values
    others = {about: text.in_language(language) for about, text in ABOUT_TEXTS.items()}
    return {value.code: value.name for value in values} | others


Moment = tuple[str, datetime | None, datetime | None]


def _steps(objection: Objection) -> Iterator[Moment]:
    """Name, when it was done, until when it is awaited; only what this objection went or goes through."""
    yield "filed", objection.filed_at, None
    if objection.status == ObjectionStatus.LATE_REJECTED:
        yield "late", objection.filed_at, objection.deadline_at
        return
    if objection.withdrawn_at is not None:
        yield "withdrawn", objection.withdrawn_at, None
        return
    heard_elsewhere = objection.external and objection.review_started_at is None
    if not heard_elsewhere:
        until = objection.hearing_until
        yield "review", objection.review_started_at, None
        yield "answer", objection.answered_at, until if objection.answered_at is None else None
        yield "reply", objection.replied_at, until if objection.answered_at and not objection.replied_at else None
    yield "ruling", objection.ruled_at, objection.ruling_due_at


def _step(name: str, at: datetime | None, until: datetime | None, zone: ZoneInfo, language: str) -> dict[str, Any]:
    return {
        "step": name,
        "done": at is not None,
        "at": at,
        "at_text": None if at is None else deadline_text(at.replace(second=0), zone).in_language(language),
        "until_text": None if until is None else deadline_text(until, zone).in_language(language),
    }
