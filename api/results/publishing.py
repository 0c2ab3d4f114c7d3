"""The one switch: from one instant to the next the results of a run are those that hold."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.assignments.finishing import TRACES_LEFT
from api.kit import clock
from api.kit.outbox import put
from api.results import queries_runs
from api.results.models import CalculationRun, Result, ResultDecision, ResultResponse
from api.results.runs import run_facts
from api.rounds.models import EvaluationRound
from api.rounds.moves import move_round
from api.rounds.rules import Action

_DECIDED = tuple(column.name for column in ResultDecision.__table__.columns if column.name != "result_id")


def publish(db: Session, *, round: EvaluationRound, run_id: UUID) -> None:
    """Make a finished run the one that holds, in the transaction of the round's move.

    Against the run before: whose figures changed is listed; what was decided on unchanged figures stays decided, what was
    decided on others is undecided again; what people answered to their proposals stays.
    """
    now = clock.now()
    run = db.get_one(CalculationRun, run_id)
    before = round.published_run_id
    run.status, run.finished_at = "published", now
    put(db, TRACES_LEFT, str(run_id), {})
    if before is not None:
        run.differences = _differences(db, before, run_id)
        _keep_words(db, before, run_id)
    move_round(
        db,
        actor=None,
        round=round,
        action=Action.CALCULATE,
        now=now,
        facts=run_facts(db, round, besides=run_id),
        changes={"published_run_id": run_id},
    )


def _differences(db: Session, before: UUID, after: UUID) -> list[dict[str, Any]]:
    return [
        {"participant_id": str(row.participant_id), "name": row.name, "before": row.before, "after": row.after}
        for row in queries_runs.changed_between(db, before, after)
    ]


def _keep_words(db: Session, before: UUID, after: UUID) -> None:
    for row in queries_runs.kept_responses(db, before, after):
        response = row.ResultResponse
        db.add(ResultResponse(result_id=row.new_id, text=response.text, written_at=response.written_at))
    for row in queries_runs.kept_decisions(db, before, after):
        decided = {name: getattr(row.ResultDecision, name) for name in _DECIDED}
        db.get_one(Result, row.new_id).status = "decided"
        db.add(ResultDecision(result_id=row.new_id, **decided))
