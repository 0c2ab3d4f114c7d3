"""A superior's open form passes to another: to who holds the post above today, or to the superior's own superior.

Who that is follows from the posts, never from what is sent. Nobody is both peer and superior of the same person, so a
peer who becomes the superior gives up his place among the peers, form included, and another peer is drawn.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.assignments import queries, queries_plan
from api.assignments.joining import expect_open
from api.assignments.models import Assignment
from api.assignments.rules import TaskStatus
from api.assignments.schemas_people import NextSuperior
from api.assignments.submission import remove_form, set_task
from api.assignments.substitutes import draw_substitute
from api.assignments.tasks import add_tasks, task_row
from api.assignments.unsent import forget_unsent
from api.audit.service import record
from api.employees.queries import office_day, superior_on
from api.kit.errors import Conflict
from api.kit.texts import Text
from api.rounds.models import EvaluationRound, Participant
from api.rounds.participants import NotListed
from api.rounds.reach import expect_other_person
from api.rounds.reasons import ParticipantStatus
from api.scoring.terms import Source


class SuperiorHasRated(Conflict):
    text = Text(
        "Atasan sudah mengirim lembarnya; lembar itu yang berlaku.",
        "The superior has handed in his form; that form holds.",
    )


class NoOtherSuperior(Conflict):
    text = Text(
        "Menurut jabatan hari ini tidak ada atasan lain yang dapat menilai. Perbarui penempatannya lebih dahulu.",
        "By today's posts there is no other superior who could rate. Bring the placements up to date first.",
    )


def reassign_superior(
    db: Session,
    *,
    actor: Actor,
    round: EvaluationRound,
    participant: Participant,
    to: NextSuperior,
    reason: str,
    now: datetime,
    trace: str,
) -> None:
    """Pass the superior's open form of this participant on, with a reason; recorded by name, for superiors are no secret."""
    expect_open(db, actor, round, now)
    expect_other_person(actor, participant.employee_id)
    if participant.status != ParticipantStatus.ACTIVE:
        raise NotListed()
    day = office_day(db, now)
    before = {"superior_id": participant.superior_id}
    new = next_superior(db, participant, to, day)
    hand_over(db, round, participant, new, day)
    participant.superior_id = new
    db.flush()
    record(
        db,
        actor=actor,
        action="reassign_superior",
        object_type="participant",
        object_id=participant.id,
        before=before,
        after={"superior_id": new},
        reason=reason,
        trace=trace,
    )


def next_superior(db: Session, participant: Participant, to: NextSuperior, day: date) -> UUID:
    """By today's posts; refused where that is nobody, nobody else, the person himself, or somebody no longer active."""
    below = participant.superior_id if to is NextSuperior.ABOVE else participant.employee_id
    found = superior_on(db, [below], day).get(below) if below is not None else None
    new = found.employee_id if found is not None else None
    if new is None or new in (participant.employee_id, participant.superior_id):
        raise NoOtherSuperior()
    if not queries_plan.known_people(db, [new])[new].active:
        raise NoOtherSuperior()
    return new


def hand_over(db: Session, round: EvaluationRound, participant: Participant, new_id: UUID, day: date) -> None:
    """Withdraw the superior's open task and give one to the other, whatever he had to do with this person before."""
    old = queries.find_superior_task(db, participant.id)
    if old is not None and old.receipt is not None:
        raise SuperiorHasRated()
    if old is not None:
        _empty(db, old, TaskStatus.WITHDRAWN)
    present = queries.find_task(db, participant.id, new_id)
    if present is None:
        add_tasks(db, [task_row(participant, new_id, Source.SUPERIOR, TaskStatus.OPEN)])
        return
    was_peer = present.source == "peer" and present.status in queries_plan.STANDING
    remove_form(db, present.id)
    _empty(db, present, TaskStatus.OPEN)
    fresh = {"receipt": None, "decline_category": None, "decline_reason": "", "self_form_seen": False}
    set_task(db, present.id, source=Source.SUPERIOR.word, **fresh)
    if was_peer:
        draw_substitute(db, round, participant.employee_id, day)


def _empty(db: Session, task: Assignment, status: TaskStatus) -> None:
    forget_unsent(db, [task.id])
    set_task(db, task.id, status=status)
