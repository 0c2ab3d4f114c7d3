"""How much the caller still has to rate, and until when: the same rows as his list."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.assignments import queries
from api.assignments.task_state import TaskState
from api.assignments.views import is_running
from api.employees.queries import office_day
from api.rounds.queries import deadlines_of_rater


class Unfinished(NamedTuple):
    """`nearest`: the earliest deadline of what is unfinished."""

    to_do: int
    drafts: int
    nearest: datetime | None


NOTHING = Unfinished(0, 0, None)


def count_my_tasks(db: Session, *, actor: Actor, employee_id: UUID, now: datetime) -> Unfinished:
    """Four statements, however many rounds and tasks; one where there was never a task."""
    rounds = queries.rounds_of_rater(db, actor)
    if not rounds:
        return NOTHING
    deadlines = deadlines_of_rater(db, rounds, employee_id, office_day(db, now))
    running = [round.id for round in rounds if is_running(round, deadlines[round.id], now)]
    counts = queries.count_unfinished(db, actor, running)
    to_do, drafts = (sum(count[state] for count in counts.values()) for state in (TaskState.TO_DO, TaskState.DRAFT))
    waiting = [deadlines[key] for key, count in counts.items() if any(count.values())]
    return Unfinished(to_do, drafts, min(waiting, default=None))
