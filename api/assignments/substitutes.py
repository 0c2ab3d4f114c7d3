"""Somebody else for a peer who does not rate after all: drawn by the sealed seed, known to nobody but himself."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from api.assignments import queries_plan, seal
from api.assignments.circle import circle_of
from api.assignments.plan_changes import substitute_for
from api.assignments.planning import as_pairs
from api.assignments.rules import TaskStatus
from api.assignments.tasks import add_tasks, task_row
from api.rounds.models import EvaluationRound
from api.rounds.queries import find_participant
from api.scoring.terms import Source


def draw_substitute(db: Session, round: EvaluationRound, rated_id: UUID, day: date) -> bool:
    """One more peer for this person in a locked open round; False where nobody is left to be asked.

    Nobody who has or had a task about him, whatever became of it, is asked again.
    """
    seed = seal.seed_of(db, round.id)
    rated = find_participant(db, round.id, rated_id)
    circle = circle_of(db, round, day)
    if seed is None or rated is None or circle.person(rated_id) is None:
        return False
    pairings = queries_plan.pairings_of(db, round.id)
    standing = [one for one in pairings if one.stands and one.source == "peer"]
    spent = [(one.rater_id, one.rated_id) for one in pairings if one.rated_id == rated_id and one not in standing]
    key = substitute_for(
        str(rated_id),
        people=circle.people,
        pairs=as_pairs([(one.rater_id, one.rated_id) for one in standing]),
        declined=as_pairs(spent),
        seed=seed,
        k=circle.k,
        hard=circle.hard,
        last_round=as_pairs(queries_plan.last_round_pairs(db, round)),
    )
    if key is not None:
        add_tasks(db, [task_row(rated, UUID(key), Source.PEER, TaskStatus.OPEN)])
    return key is not None
