"""How a rater sees his tasks: the row, what follows from it now, and what he may do next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from api.assignments.held import task_of
from api.assignments.models import Assignment
from api.assignments.notes import Notes
from api.assignments.rules import TaskStatus, task_actions
from api.assignments.task_state import ROLE_TEXTS, TaskState, task_state
from api.assignments.who_sees import is_anonymous
from api.employees.rules import full_name
from api.instruments.content import FormContent
from api.rounds.deadlines import last_day
from api.rounds.models import EvaluationRound
from api.rounds.moments import deadline_text
from api.rounds.rules import RoundKind, RoundStatus, effective_status


@dataclass(frozen=True, slots=True)
class Reader:
    """When, in which zone and language something is read."""

    now: datetime
    zone: ZoneInfo
    language: str


@dataclass(frozen=True, slots=True)
class RoundNote:
    id: UUID
    name: str
    kind: str
    practice: bool


@dataclass(frozen=True, slots=True)
class PersonNote:
    name: str
    position_title: str
    unit_name: str
    nip_end: str | None


@dataclass(frozen=True, slots=True)
class TaskView:
    id: UUID
    round: RoundNote
    participant: PersonNote
    source: str
    role_text: str
    anonymous: bool
    state: TaskState
    answered: int
    items: int
    deadline: datetime
    deadline_text: str
    days_left: int | None
    draft_saved_at: datetime | None
    receipt: str | None
    actions: list[str]


@dataclass(frozen=True, slots=True)
class FormView(TaskView):
    values: list[dict[str, Any]]
    answers: Mapping[str, int]
    comments: Mapping[str, str]
    draft_version: int
    draft_saved_text: str | None
    notes: Notes
    who_will_see: dict[str, list[str]]
    comment_hint: str
    self_form_readable: bool
    self_form_seen: bool


def task_fields(reader: Reader, row: Any, form: FormContent, deadline: datetime) -> dict[str, Any]:
    """The fields of a task on the list, from a row of `queries.select_tasks`."""
    task: Assignment = row.Assignment
    running = is_running(row.EvaluationRound, deadline, reader.now)
    has_draft = row.Draft is not None and running
    form_sent = task.receipt is not None
    state = task_state(
        TaskStatus(task.status),
        running=running,
        cancelled=row.EvaluationRound.status == RoundStatus.CANCELLED,
        has_draft=has_draft,
        form_sent=form_sent,
    )
    return {
        "id": task.id,
        "round": round_note(row.EvaluationRound),
        "participant": person_note(row),
        "source": task.source,
        "role_text": ROLE_TEXTS[task.source].in_language(reader.language),
        "anonymous": is_anonymous(task.source),
        "state": state,
        "answered": _answered(row, form, has_draft, form_sent),
        "items": form.item_count,
        "deadline": deadline,
        "deadline_text": deadline_text(deadline, reader.zone).in_language(reader.language),
        "days_left": _days_left(reader, deadline) if state in (TaskState.TO_DO, TaskState.DRAFT) else None,
        "draft_saved_at": row.Draft.saved_at if has_draft else None,
        "receipt": task.receipt,
        "actions": task_actions(task_of(task, row.EvaluationRound, deadline), reader.now),
    }


def is_running(round: EvaluationRound, deadline: datetime, now: datetime) -> bool:
    """The round is open, and this rater's own deadline in it lies ahead."""
    return effective_status(RoundStatus(round.status), deadline, now) is RoundStatus.OPEN


def round_note(round: EvaluationRound) -> RoundNote:
    return RoundNote(round.id, round.name, round.kind, round.kind == RoundKind.PRACTICE)


def person_note(row: Any) -> PersonNote:
    name = full_name(row.title_before, row.name, row.title_after)
    return PersonNote(name, row.Participant.position_title, row.Participant.unit_name, row.nip_end)


def _answered(row: Any, form: FormContent, has_draft: bool, form_sent: bool) -> int:
    if has_draft:
        return len(row.Draft.answers)
    return form.item_count if form_sent else 0


def _days_left(reader: Reader, deadline: datetime) -> int:
    return (last_day(deadline, reader.zone) - reader.now.astimezone(reader.zone).date()).days


def values_of(form: FormContent, source: str) -> list[dict[str, Any]]:
    """The form's values with items and anchors, as they are shown."""
    return [
        {
            "code": value.code,
            "name": value.name,
            "definition": value.definition,
            "items": [
                {
                    "number": item.number,
                    "text": item.text,
                    "help": item.help,
                    "optional": item.optional_for_peers and source == "peer",
                }
                for item in value.items
            ],
            "anchors": [
                {"level": anchor.level, "label": anchor.label, "text": anchor.text} for anchor in value.anchors
            ],
        }
        for value in form.values
    ]
