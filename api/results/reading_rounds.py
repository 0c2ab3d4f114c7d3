"""How runs, releases and confirmed results of a round are told."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.kit.pages import PageParams, read_page
from api.results import queries_runs
from api.results.models import CalculationRun, Result
from api.results.pieces import person_of
from api.results.release import Part
from api.rounds.models import EvaluationRound

_PLAIN = (
    "id",
    "round_id",
    "number",
    "status",
    "requested_at",
    "finished_at",
    "done",
    "total",
    "fingerprint",
    "policies",
    "failures",
    "differences",
)


def read_run(db: Session, run: CalculationRun) -> dict[str, Any]:
    return _run(run, queries_runs.not_scored(db, run.round_id))


def get_run(db: Session, *, actor: Actor, round: EvaluationRound, run_id: UUID) -> dict[str, Any]:
    return read_run(db, queries_runs.get_run(db, actor, round, run_id))


def list_runs(db: Session, *, actor: Actor, round: EvaluationRound, params: PageParams) -> dict[str, Any]:
    page = read_page(db, queries_runs.select_runs(actor, round), params)
    outside = queries_runs.not_scored(db, round.id)
    page["items"] = [_run(run, outside) for run in page["items"]]
    return page


def _run(run: CalculationRun, outside: Sequence[Any]) -> dict[str, Any]:
    return {
        **{name: getattr(run, name) for name in _PLAIN},
        "counts": run.counts or None,
        "not_scored": [
            {"participant_id": row.id, "name": row.name, "status": row.status, "reason_code": row.reason_code}
            for row in outside
        ],
    }


def read_release(part: Part, now: datetime) -> dict[str, Any]:
    return {
        "released": len(part.released),
        "following": [_named(result) for result in part.following],
        "own": [_named(result) for result in part.own],
        "released_at": now,
    }


def _named(result: Result) -> dict[str, Any]:
    person = person_of(result)
    return {"result_id": result.id, "name": person["name"], "unit_name": person["unit_name"]}
