"""How requests are told: to the person, and to the officer who answers."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.employees.queries import office_zone
from api.employees.rules import full_name
from api.kit.pages import PageParams, count_rows, read_page
from api.privacy import queries
from api.privacy.models import CorrectionRequest
from api.privacy.rules import DataField, RequestFacts, RequestOutcome, due_at, officer_actions, state_of
from api.privacy.schemas import DataRequestFilters
from api.privacy.texts import FIELD_TEXTS, state_text
from api.results.queries import names_of_accounts
from api.rounds.moments import deadline_text

_PLAIN = ("id", "field", "wrong", "should_be", "filed_at", "answered_at")


def list_own(db: Session, *, employee_id: UUID, params: PageParams, now: datetime, language: str) -> dict[str, Any]:
    page = read_page(db, queries.select_own(employee_id), params)
    zone = office_zone(db)
    page["items"] = [read_request(request, zone, now, language) for request in page["items"]]
    return page


def read_own(db: Session, *, request: CorrectionRequest, now: datetime, language: str) -> dict[str, Any]:
    return read_request(request, office_zone(db), now, language)


def list_for_officer(
    db: Session, *, actor: Actor, filters: DataRequestFilters, now: datetime, language: str
) -> dict[str, Any]:
    page = read_page(db, queries.select_listed(actor, filters, now), filters)
    page["items"] = _items(db, actor, page["items"], now, language)
    return page


def read_for_officer(
    db: Session, *, actor: Actor, request: CorrectionRequest, now: datetime, language: str
) -> dict[str, Any]:
    return _items(db, actor, [request], now, language)[0]


def count_to_answer(db: Session, *, actor: Actor, now: datetime) -> int:
    """As many as the list has with `to_answer=true`."""
    return count_rows(db, queries.select_listed(actor, DataRequestFilters(to_answer=True), now))


def read_request(request: CorrectionRequest, zone: ZoneInfo, now: datetime, language: str) -> dict[str, Any]:
    due = due_at(request.filed_at)
    due_words, state = deadline_text(due.replace(second=0), zone), state_of(_facts(request), now)
    return {
        **{name: getattr(request, name) for name in _PLAIN},
        "field_text": FIELD_TEXTS[DataField(request.field)].in_language(language),
        "due_at": due,
        "due_text": due_words.in_language(language),
        "state": state,
        "state_text": state_text(state, due_words).in_language(language),
        "answer": request.answer or None,
    }


def _items(
    db: Session, actor: Actor, requests: list[CorrectionRequest], now: datetime, language: str
) -> list[dict[str, Any]]:
    zone = office_zone(db)
    names = names_of_accounts(db, {one.answered_by for one in requests if one.answered_by})
    return [
        {
            **read_request(one, zone, now, language),
            "person": {
                "employee_id": one.employee_id,
                "name": full_name(one.employee.title_before, one.employee.name, one.employee.title_after),
            },
            "answered_by": names[one.answered_by].name if one.answered_by in names else None,
            "actions": officer_actions(_facts(one, own=one.employee_id == actor.employee_id)),
        }
        for one in requests
    ]


def _facts(request: CorrectionRequest, *, own: bool = False) -> RequestFacts:
    return RequestFacts(request.filed_at, RequestOutcome(request.outcome) if request.outcome else None, own)
