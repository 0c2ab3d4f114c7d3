"""The parts of an export, each as the person sees it on the screen: the same shapes, the same thresholds.

Of forms there is only what `results/disclosure.py` shows him. Of forms he wrote about others there is a count: whom he
rated and how would be other people's data, and a paper somebody could ask him to show.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.audit.queries import names_of_accounts
from api.audit.texts import entry_text
from api.dialogues.queries import standing_of as talk_standing
from api.dialogues.reading import read_dialogue
from api.dialogues.schemas import DialogueRead
from api.employees.profile import view_employee
from api.employees.queries import office_zone
from api.employees.rules import full_name
from api.employees.schemas import EmployeeRead
from api.kit.base import columns_of
from api.privacy import queries, queries_mine
from api.privacy.readers import list_readers
from api.privacy.requests import read_request
from api.results.explanation import explain
from api.results.models import Result
from api.results.queries import standing_of
from api.results.reading_result import look_at, read_result
from api.results.schemas import ResultRead
from api.results.schemas_explanation import ExplanationRead
from api.training.queries import select_recommendations
from api.training.schemas import RecommendationFilters
from api.training.texts import competency_name
from api.training.views import recommendation_views

Part = Any


@dataclass(frozen=True, slots=True)
class Person:
    """Whose data, asked for by himself, when."""

    db: Session
    actor: Actor
    now: datetime
    language: str


def account_part(person: Person) -> Part:
    db, actor = person.db, person.actor
    account = queries_mine.account_of(db, actor)
    times = ("created_at", "last_seen_at", "ended_at", "device")
    return {
        **columns_of(account, "name", "login_name", "email", "status", "created_at", "last_signed_in_at"),
        "passphrase_changed_at": account.passphrase_changed_at,
        "roles": [dict(row._mapping) for row in queries_mine.roles_of(db, actor)],
        "sessions": [columns_of(one, *times) for one in queries_mine.sessions_of(db, actor)],
        "known_devices": [columns_of(one, "created_at", "last_used_at") for one in queries_mine.devices_of(db, actor)],
        "activation_cards": [columns_of(one, "issued_at", "used_at") for one in queries_mine.cards_of(db, actor)],
    }


def profile_part(person: Person) -> Part:
    if person.actor.employee_id is None:
        return None
    view = view_employee(person.db, person.actor, person.actor.employee_id, now=person.now, language=person.language)
    return _shaped(EmployeeRead, view, leave_out={"actions", "notices", "account", "row_version"})


def participations_part(person: Person) -> Part:
    plain = ("status", "reason_code", "reason", "unit_name", "position_title", "joined_late", "months")
    return [
        {
            "round": round.name,
            "kind": round.kind,
            "period_start": round.period_start,
            "period_end": round.period_end,
            **columns_of(participant, *plain),
            "superior": _name(participant.superior),
        }
        for participant, round in _participations(person)
    ]


def results_part(person: Person) -> Part:
    standing = standing_of(person.db, person.actor, person.now)
    return [
        {
            "result": _result(person, result),
            "explanation": _shaped(ExplanationRead, explain(look_at(person.db, standing, result), person.language)),
        }
        for result in queries_mine.visible_results(person.db, person.actor)
    ]


def _result(person: Person, result: Result) -> Part:
    read = read_result(person.db, actor=person.actor, result=result, now=person.now, language=person.language)
    return _shaped(ResultRead, read, leave_out={"actions", "row_version", "reader"})


def work_results_part(person: Person) -> Part:
    """Of rounds whose result is shared; before, they are a part of what is being decided."""
    shared = [result.participant_id for result in queries_mine.released_results(person.db, person.actor)]
    plain = ("code", "skp_hundredths", "innovation", "evidence", "entered_at")
    return [
        {"round": name, **columns_of(work, *plain)} for work, name in queries_mine.work_results_of(person.db, shared)
    ]


def objections_part(person: Person) -> Part:
    """What he objected, what the assessor answered, how it was ruled."""
    if person.actor.employee_id is None:
        return []
    said = ("status", "grounds", "filed_at", "answer", "answered_at", "reply", "replied_at", "withdrawn_at")
    ruled = ("ruling_due_at", "ruled_at", "ruling_reason", "document", "work_evidence")
    attached = ("caption", "media_type", "size", "attached_at")
    return [
        {
            "round": name,
            **columns_of(objection, *said, *ruled),
            "evidence": [columns_of(one, *attached) for one in queries_mine.evidence_of(person.db, objection.id)],
        }
        for objection, name in queries_mine.objections_of(person.db, person.actor.employee_id)
    ]


def comment_reports_part(person: Person) -> Part:
    plain = ("status", "reason", "reported_at")  # the officers' reasons are theirs
    return [columns_of(one, *plain) for one in queries_mine.comment_reports_of(person.db, person.actor)]


def dialogues_part(person: Person) -> Part:
    """As the person; what a superior writes to his people belongs to their dialogues."""
    if person.actor.employee_id is None:
        return []
    standing = talk_standing(person.db, person.actor, person.actor.employee_id, person.now)
    views = [
        read_dialogue(
            person.db,
            standing=standing,
            round_id=round.id,
            participant_id=participant.id,
            language=person.language,
        )
        for participant, round in _participations(person)
        if participant.status != "excluded"
    ]
    return [_shaped(DialogueRead, view, leave_out={"actions", "row_version"}) for view in views if view.row_version]


def development_part(person: Person) -> Part:
    employee_id = person.actor.employee_id
    if employee_id is None:
        return None
    rows = person.db.execute(select_recommendations(person.actor, RecommendationFilters(employee_id=employee_id)))
    views = recommendation_views(person.db, list(rows.unique()), person.actor, person.language)
    return {
        "recommendations": [view.model_dump(mode="json", exclude={"actions", "row_version"}) for view in views],
        "competency_levels": [
            {
                "competency": competency_name(one.competency).in_language(person.language),
                **columns_of(one, "level", "assessed_on"),
            }
            for one in queries_mine.levels_of(person.db, employee_id)
        ],
        "completed_courses": [dict(row._mapping) for row in queries_mine.courses_of(person.db, employee_id)],
    }


def papers_part(person: Person) -> Part:
    shared = [result.id for result in queries_mine.released_results(person.db, person.actor)]
    return [
        {"number": row.number, "kind": row.kind, "issued_at": row.issued_at}
        for row in queries_mine.papers_of(person.db, shared)
    ]


def tasks_part(person: Person) -> Part:
    if person.actor.employee_id is None:
        return []
    return [dict(row._mapping) for row in queries_mine.tasks_by_round(person.db, person.actor.employee_id)]


def paper_part(person: Person) -> Part:
    """That one fills in on paper, and why; and the rounds whose sheets one was named to type."""
    return {
        "filled_in": [dict(row._mapping) for row in queries_mine.paper_rounds(person.db, person.actor)],
        "typist_of": list(queries_mine.typed_rounds(person.db, person.actor)),
    }


def requests_part(person: Person) -> Part:
    if person.actor.employee_id is None:
        return []
    zone = office_zone(person.db)
    rows = person.db.scalars(queries.select_own(person.actor.employee_id)).all()
    return [read_request(row, zone, person.now, person.language) for row in rows]


def readers_part(person: Person) -> Part:
    return list_readers(person.db, actor=person.actor, language=person.language)


def changes_part(person: Person) -> Part:
    """Who changed what of one's record."""
    participants = [participant.id for participant, _ in _participations(person)]
    results = [result.id for result in queries_mine.visible_results(person.db, person.actor)]
    rows = queries_mine.acts_about(person.db, person.actor, participants=participants, results=results)
    names = names_of_accounts(person.db, {row.actor_ref for row in rows if row.actor_ref})
    return [{**_act(row, person.language), "by": names.get(row.actor_ref)} for row in rows]


def acts_part(person: Person) -> Part:
    return [_act(row, person.language) for row in queries_mine.own_acts(person.db, person.actor)]


def _act(row: Any, language: str) -> dict[str, Any]:
    return {"time": row.time, "text": entry_text(row.action, row.outcome).in_language(language)}


def _participations(person: Person) -> Sequence[Any]:
    employee_id: UUID | None = person.actor.employee_id
    return [] if employee_id is None else queries_mine.participations(person.db, employee_id)


def _name(employee: Any) -> str | None:
    return None if employee is None else full_name(employee.title_before, employee.name, employee.title_after)


def _shaped(shape: type[BaseModel], value: Any, leave_out: set[str] | None = None) -> Part:
    return shape.model_validate(value, from_attributes=True).model_dump(mode="json", exclude=leave_out)
