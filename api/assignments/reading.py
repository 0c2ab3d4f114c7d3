"""The rater's own tasks and his form: in a constant number of statements."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.assignments import queries, seal
from api.assignments.answers import unpack_answers
from api.assignments.held import form_of, task_of
from api.assignments.models import Assignment
from api.assignments.moments import saved_text
from api.assignments.notes import comment_hint, notes_on
from api.assignments.rules import TaskStatus, Thresholds, can_open_self_form, who_will_see
from api.assignments.schemas import TaskFilters
from api.assignments.views import FormView, Reader, TaskView, is_running, task_fields, values_of
from api.employees.queries import office_zone
from api.instruments.content import FormContent
from api.kit.pages import read_page
from api.rounds.queries import deadlines_of_rater, effective_deadline_for
from api.scoring.terms import Source


def list_my_assignments(
    db: Session, *, actor: Actor, employee_id: UUID, filters: TaskFilters, now: datetime, language: str
) -> dict[str, Any]:
    reader = Reader(now, office_zone(db), language)
    rounds = queries.rounds_of_rater(db, actor)
    today = now.astimezone(reader.zone).date()
    deadlines = deadlines_of_rater(db, rounds, employee_id, today) if rounds else {}
    running = [round.id for round in rounds if is_running(round, deadlines[round.id], now)]
    page = read_page(db, queries.select_tasks(actor, filters, deadlines=deadlines, running=running), filters)
    page["items"] = [_list_item(db, reader, row, deadlines) for row in page["items"]]
    return page


def _list_item(db: Session, reader: Reader, row: Any, deadlines: Mapping[UUID, datetime]) -> TaskView:
    form = form_of(db, row.Participant.version_id)  # read once per version and process
    return TaskView(**task_fields(reader, row, form, deadlines[row.EvaluationRound.id]))


_WITH_CONTENT = (TaskStatus.OPEN, TaskStatus.SUBMITTED)


class Content(NamedTuple):
    """What a form holds for its rater: his draft, else what he handed in."""

    answers: Mapping[str, int]
    comments: Mapping[str, str]
    draft_version: int
    saved_at: datetime | None


def read_assignment(
    db: Session, *, actor: Actor, employee_id: UUID, assignment_id: UUID, now: datetime, language: str
) -> FormView:
    """The caller's form with everything beside it; his own answers only while the round is open for him."""
    row = queries.get_detail(db, actor, assignment_id)
    task: Assignment = row.Assignment
    reader = Reader(now, office_zone(db), language)
    today = now.astimezone(reader.zone).date()
    deadline = effective_deadline_for(db, row.EvaluationRound, employee_id, today)
    form = form_of(db, row.Participant.version_id)
    content = _content(db, row, is_running(row.EvaluationRound, deadline, now))
    sees = who_will_see(task.source, thresholds_of(form))
    names = [row.name, actor.name]
    return FormView(
        **task_fields(reader, row, form, deadline),
        values=values_of(form, task.source),
        answers=content.answers,
        comments=content.comments,
        draft_version=content.draft_version,
        draft_saved_text=saved_text(content.saved_at, reader.zone).in_language(language) if content.saved_at else None,
        notes=notes_on(form, task.source, content.answers, content.comments, names=names, language=language),
        who_will_see={
            part: [text.in_language(language) for text in getattr(sees, part)] for part in ("answers", "comments")
        },
        comment_hint=comment_hint(task.source).in_language(language),
        self_form_readable=bool(can_open_self_form(task_of(task, row.EvaluationRound, deadline))),
        self_form_seen=task.self_form_seen,
    )


def _content(db: Session, row: Any, running: bool) -> Content:
    if not running or row.Assignment.status not in _WITH_CONTENT:
        return Content({}, {}, 0, None)
    if row.Draft is not None:
        return Content(row.Draft.answers, row.Draft.comments, row.Draft.version, row.Draft.saved_at)
    sent = own_form(db, row.Assignment)
    return Content({}, {}, 0, None) if sent is None else Content(unpack_answers(sent.answers), sent.comments, 0, None)


def own_form(db: Session, assignment: Assignment) -> queries.StoredForm | None:
    """What the rater handed in; only for himself, only while his round is open."""
    token = seal.token_of(db, assignment.id) if assignment.receipt is not None else None
    return None if token is None else queries.find_form(db, token)


def thresholds_of(form: FormContent) -> Thresholds:
    """The policy may ask for more peers than the three without which nothing is shown."""
    peers = form.policy.rule_of(Source.PEER)
    return Thresholds() if peers is None else Thresholds(means=max(Thresholds().means, peers.min_forms))
