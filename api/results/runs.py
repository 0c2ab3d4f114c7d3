"""Asking for a calculation: a run as a resource, put into the outbox with the request that wanted it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.audit.service import record
from api.kit import outbox
from api.results import queries_runs
from api.results.models import CalculationRun
from api.rounds.models import EvaluationRound
from api.rounds.moves import settle_round
from api.rounds.reach import expect_reach
from api.rounds.refusals import expect
from api.rounds.rules import PERMISSIONS, Action, RoundFacts, can_move


def calculate_round(db: Session, *, actor: Actor, round: EvaluationRound, now: datetime, trace: str) -> CalculationRun:
    """Put a run of a locked round into the outbox. One run at a time; none once anything was released."""
    expect_reach(actor, PERMISSIONS[Action.CALCULATE], round.unit.path)
    status = settle_round(db, round=round, now=now)
    expect(can_move(status, Action.CALCULATE, run_facts(db, round)))
    run = CalculationRun(
        round_id=round.id,
        number=queries_runs.last_number(db, round.id) + 1,
        requested_by=actor.account_id,
        requested_at=now,
        total=queries_runs.count_scored(db, round.id),
        policies=[],
        counts={},
        failures=[],
        differences=[],
    )
    db.add(run)
    db.flush()
    outbox.put(db, queries_runs.MESSAGE, run.id.hex, {"run_id": str(run.id), "round_id": str(round.id)})
    record(
        db,
        actor=actor,
        action="calculate_round",
        object_type="round",
        object_id=round.id,
        after={"run_id": run.id, "number": run.number},
        trace=trace,
    )
    return run


def run_facts(db: Session, round: EvaluationRound, *, besides: UUID | None = None) -> RoundFacts:
    """What a move of the round needs to know of its runs and results; `besides`: the run that asks."""
    running = besides is None and queries_runs.is_running(db, round.id)
    if round.published_run_id is None:
        return RoundFacts(run_in_progress=running)
    counts = queries_runs.count_by_state(db, round)
    return RoundFacts(
        run_in_progress=running, releasable=counts.decided, released=counts.released, unreleased=counts.unreleased
    )
