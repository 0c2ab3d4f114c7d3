"""What becomes of tasks when somebody leaves, falls out for good, or changes posts while the round is open.

Forms that were handed in stay: those he gave count for the others; those about him are not scored.
"""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import update
from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.assignments import queries
from api.assignments.handing_over import hand_over, next_superior
from api.assignments.joining import expect_open
from api.assignments.models import Assignment
from api.assignments.rules import REPLACEABLE, TaskStatus
from api.assignments.schemas_people import NextSuperior
from api.assignments.substitutes import draw_substitute
from api.assignments.unsent import forget_unsent, void_sheets
from api.employees.queries import office_day
from api.rounds import leaving
from api.rounds.leaving import Circumstance
from api.rounds.models import EvaluationRound, Participant
from api.rounds.reasons import LeavingReason


class Departure(NamedTuple):
    """What became of the tasks he had, in counts; of those about him nothing is told."""

    handed_on: int
    """Peer tasks for which a substitute was drawn."""
    lost: int
    """Peer tasks for which nobody was left."""
    superior_tasks: int
    """Open forms he has as somebody's superior: they wait to be passed on by `reassign_superior`."""


def leave_round(
    db: Session,
    *,
    actor: Actor,
    round: EvaluationRound,
    participant: Participant,
    code: LeavingReason | None,
    why: Circumstance,
    now: datetime,
    trace: str,
) -> Departure:
    """He left (with a code), or is unable for good (without): a neutral word and a reason; his tasks go to others."""
    expect_open(db, actor, round, now)
    if code is None:
        leaving.incapacitate_participant(
            db, actor=actor, round=round, participant=participant, why=why, now=now, trace=trace
        )
    else:
        leaving.leave_participant(
            db, actor=actor, round=round, participant=participant, code=code, why=why, now=now, trace=trace
        )
    _withdraw(db, [task for task in queries.tasks_about(db, participant.id) if task.status == TaskStatus.OPEN])
    return _pass_on(db, round, participant, office_day(db, now))


def _pass_on(db: Session, round: EvaluationRound, participant: Participant, day: date) -> Departure:
    open_tasks = queries.open_tasks_of(db, round.id, participant.employee_id)
    _keep_sent(db, [task for task, _ in open_tasks if task.receipt is not None])
    waiting = [(task, rated) for task, rated in open_tasks if task.receipt is None]
    replaceable = [(task, rated) for task, rated in waiting if task.source in REPLACEABLE]
    _withdraw(db, [task for task, _ in replaceable])
    found = sum(draw_substitute(db, round, rated, day) for _, rated in replaceable)
    superior = sum(task.source == "superior" for task, _ in waiting)
    return Departure(handed_on=found, lost=len(replaceable) - found, superior_tasks=superior)


def _withdraw(db: Session, tasks: list[Assignment]) -> None:
    ids = [task.id for task in tasks]
    forget_unsent(db, ids)
    db.execute(update(Assignment).where(Assignment.id.in_(ids)).values(status=TaskStatus.WITHDRAWN))


def _keep_sent(db: Session, tasks: list[Assignment]) -> None:
    """Reopened and not sent again: the form sent before is the one that counts."""
    void_sheets(db, [task.id for task in tasks])
    for task in tasks:
        task.status = TaskStatus.SUBMITTED


def move_participant(
    db: Session,
    *,
    actor: Actor,
    round: EvaluationRound,
    participant: Participant,
    why: Circumstance,
    pass_to_new_superior: bool,
    now: datetime,
    trace: str,
) -> None:
    """He changed posts: the snapshot of the launch stays. On request his superior's open form passes to the new one."""
    expect_open(db, actor, round, now)
    superior_id = participant.superior_id
    if pass_to_new_superior:
        day = office_day(db, now)
        superior_id = next_superior(db, participant, NextSuperior.HOLDER, day)
        hand_over(db, round, participant, superior_id, day)
    leaving.move_participant(
        db,
        actor=actor,
        round=round,
        participant=participant,
        superior_id=superior_id,
        why=why,
        now=now,
        trace=trace,
    )
