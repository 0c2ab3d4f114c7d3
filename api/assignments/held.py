"""A task held still while something is decided about it: first the round, then the task, then the clock.

Everybody who changes tasks locks in this order. The round is held in common for drafts and hand-ins, so that it cannot
close meanwhile, and alone for what touches other people's tasks too.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.assignments import queries
from api.assignments.models import Assignment
from api.assignments.rules import Task, TaskStatus, may_rate
from api.employees.queries import office_day
from api.instruments.content import FormContent
from api.instruments.queries import form_content
from api.kit import clock
from api.kit.errors import Forbidden, NotFound
from api.rounds.models import EvaluationRound
from api.rounds.queries import effective_deadline_for, hold_round, latest_deadline, lock_round_by_id
from api.rounds.rules import RoundStatus, effective_status


@dataclass(frozen=True, slots=True)
class HeldTask:
    assignment: Assignment
    round: EvaluationRound
    form: FormContent
    task: Task
    rated_id: UUID
    on_paper: bool
    pledged: bool
    """Its rater has accepted the duty of silence: here, or with his name on the cover of his paper forms."""
    now: datetime

    @property
    def running(self) -> bool:
        """The round is open and the rater's deadline lies ahead."""
        return effective_status(self.task.round_status, self.task.deadline, self.now) is RoundStatus.OPEN


def hold_task(db: Session, actor: Actor, assignment_id: UUID, *, alone: bool = False) -> HeldTask:
    """The caller's own task with its round, locked, and the instant at which both were: the one that decides."""
    place = queries.get_place(db, actor, assignment_id)
    round = lock_round_by_id(db, place.round_id) if alone else hold_round(db, place.round_id)
    assignment = queries.lock_assignment(db, actor, assignment_id)
    _expect_rater(actor, assignment, place)
    now = clock.now()
    deadline = effective_deadline_for(db, round, assignment.evaluator_id, office_day(db, now))
    return _held(db, place, assignment, round, deadline, now)


def hold_paper_task(db: Session, assignment_id: UUID) -> HeldTask:
    """The task behind a printed sheet, held in the same order. Paper is on its way when the rater's own deadline passes:
    it may be typed as long as the round is open for anybody."""
    place = queries.place_by_id(db, assignment_id)
    round = hold_round(db, place.round_id)
    assignment = queries.lock_assignment_by_id(db, assignment_id)
    now = clock.now()
    return replace(_held(db, place, assignment, round, latest_deadline(db, round), now), pledged=True)


def _held(
    db: Session,
    place: queries.TaskPlace,
    assignment: Assignment,
    round: EvaluationRound,
    deadline: datetime,
    now: datetime,
) -> HeldTask:
    return HeldTask(
        assignment=assignment,
        round=round,
        form=form_of(db, place.version_id),
        task=task_of(assignment, round, deadline),
        rated_id=place.rated_id,
        on_paper=place.on_paper,
        pledged=place.pledged,
        now=now,
    )


def _expect_rater(actor: Actor, assignment: Assignment, place: queries.TaskPlace) -> None:
    evaluator, rated = str(assignment.evaluator_id), str(place.rated_id)
    if not may_rate(actor=str(actor.employee_id), evaluator=evaluator, ratee=rated, source=assignment.source):
        raise Forbidden()


def form_of(db: Session, version_id: UUID | None) -> FormContent:
    """The form of a participant; opening the round froze its version."""
    if version_id is None:
        raise NotFound()
    return form_content(db, version_id)


def task_of(assignment: Assignment, round: EvaluationRound, deadline: datetime) -> Task:
    """The task as the rules see it."""
    return Task(
        source=assignment.source,
        status=TaskStatus(assignment.status),
        round_status=RoundStatus(round.status),
        deadline=deadline,
        self_form_seen=assignment.self_form_seen,
        form_sent=assignment.receipt is not None,
    )
