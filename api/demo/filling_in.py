"""The demo's raters: they accept the duty of silence, fill in their forms and hand them in, by the real use cases."""

import random
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.assignments.drafts import save_draft
from api.assignments.held import hold_task
from api.assignments.models import Assignment
from api.assignments.pledge import accept_pledge
from api.assignments.schemas import DraftSave
from api.assignments.silence import VERSION, owes_silence
from api.assignments.submission import submit_evaluation
from api.demo.ratings import Rated, answers_for, comments_for
from api.rounds.models import EvaluationRound, Participant

if TYPE_CHECKING:
    from api.demo.history import Cast


class OpenTask(NamedTuple):
    """Only what is asked of a task here: a session that holds every task of a round looks through all of them at each change."""

    id: UUID
    evaluator_id: UUID
    participant_id: UUID
    source: str


def hand_in(
    db: Session, cast: "Cast", round_id: UUID, *, share: float, waiting: frozenset[UUID] = frozenset()
) -> list[OpenTask]:
    """That share of the tasks, the same ones each time; what is left."""
    name, rated = rated_in(db, cast, round_id)
    left: list[OpenTask] = []
    for task in _tasks(db, round_id):
        rater = cast.people[task.evaluator_id]
        who = rated[task.participant_id]
        if task.evaluator_id in waiting or random.Random(f"{name} {rater.nip} {who.nip}").random() >= share:
            left.append(task)
            continue
        actor = cast.actor(task.evaluator_id)
        if owes_silence(task.source):
            accept_pledge(db, actor=actor, employee_id=task.evaluator_id, round_id=round_id, version=VERSION)
        submit_evaluation(
            db,
            actor=actor,
            held=hold_task(db, actor, task.id),
            answers=answers_for(rater.nip, who, task.source, name),
            comments=comments_for(rater.nip, who, name),
        )
    return left


def begin(db: Session, cast: "Cast", tasks: Sequence[OpenTask]) -> None:
    for number, task in enumerate(tasks):
        actor = cast.actor(task.evaluator_id)
        answers = {str(item): 4 for item in range(1, 4 + number)}
        held = hold_task(db, actor, task.id)
        save_draft(db, actor=actor, held=held, sent=DraftSave(version=0, answers=answers), language="id")


def _tasks(db: Session, round_id: UUID) -> list[OpenTask]:
    open_ones = select(Assignment.id, Assignment.evaluator_id, Assignment.participant_id, Assignment.source).where(
        Assignment.round_id == round_id, Assignment.status == "open"
    )
    return [OpenTask(*row) for row in db.execute(open_ones.order_by(Assignment.id))]


def rated_in(db: Session, cast: "Cast", round_id: UUID) -> tuple[str, dict[UUID, Rated]]:
    name = db.get_one(EvaluationRound, round_id).name
    participants = db.scalars(select(Participant).where(Participant.round_id == round_id))
    return name, {one.id: Rated(cast.people[one.employee_id].nip, one.unit_name) for one in participants}
