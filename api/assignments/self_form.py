"""The self-evaluation, as its person's superior reads it once his own form is in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.assignments import queries
from api.assignments.answers import unpack_answers
from api.assignments.held import HeldTask
from api.assignments.refusals import NoSelfForm, expect
from api.assignments.rules import can_open_self_form
from api.assignments.submission import set_task
from api.assignments.views import PersonNote, person_note, values_of
from api.audit.service import record


@dataclass(frozen=True, slots=True)
class SelfFormView:
    participant: PersonNote
    values: list[dict[str, Any]]
    answers: Mapping[str, int]
    comments: Mapping[str, str]


def read_self_form(db: Session, *, actor: Actor, held: HeldTask, trace: str) -> SelfFormView:
    """From now on the superior's own form stays as it is. Superiors are no secret, so the log may name the participant."""
    expect(can_open_self_form(held.task))
    form = queries.find_self_form(db, held.assignment.participant_id)
    if form is None:
        raise NoSelfForm()
    set_task(db, held.assignment.id, self_form_seen=True)
    record(
        db,
        actor=actor,
        action="get_self_evaluation",
        object_type="participant",
        object_id=held.assignment.participant_id,
        trace=trace,
    )
    return SelfFormView(
        participant=person_note(queries.get_detail(db, actor, held.assignment.id)),
        values=values_of(held.form, "self"),
        answers=unpack_answers(form.answers),
        comments=form.comments,
    )
