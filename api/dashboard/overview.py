"""Everything at a glance, read only: each tile is the count of a list that stands elsewhere."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.assignments.queries_progress import counts_by_unit
from api.assignments.rules import Thresholds
from api.dashboard.line import Line, read_line
from api.results.queries import decided_predicates
from api.results.queries_runs import count_by_state
from api.results.unit_tables import read_unit_table
from api.rounds.models import EvaluationRound
from api.rounds.queries import count_participants, latest_deadline
from api.rounds.rules import RoundStatus, effective_status
from api.scoring.terms import Predicate

LEAST = Thresholds().units


def read_overview(db: Session, round: EvaluationRound, *, actor: Actor, now: datetime, language: str) -> dict[str, Any]:
    status = effective_status(RoundStatus(round.status), latest_deadline(db, round), now)
    table = read_unit_table(db, round)
    line = read_line(db, round, table)
    lines = [_unit(one, line) for one in table]
    return {
        "round_id": round.id,
        "name": round.name,
        "kind": round.kind,
        "status": status,
        "participants": count_participants(db, round.id)["active"],
        "progress": _progress(db, round),
        "results": _results(db, round, actor),
        "distribution": _distribution(decided_predicates(db, round.id, reader=actor.employee_id), language),
        "units": lines,
        "trend": line.points,
        "hidden": _why_missing(round, lines),
    }


def _progress(db: Session, round: EvaluationRound) -> dict[str, int]:
    units = counts_by_unit(db, round.id)
    tasks, handed_in = sum(unit.tasks for unit in units), sum(unit.handed_in for unit in units)
    return {
        "raters": sum(unit.raters for unit in units),
        "raters_done": sum(unit.done for unit in units),
        "tasks": tasks,
        "handed_in": handed_in,
        "outstanding": tasks - handed_in,
    }


def _results(db: Session, round: EvaluationRound, actor: Actor) -> dict[str, int] | None:
    if round.published_run_id is None:
        return None
    counts = count_by_state(db, round, reader=actor.employee_id)
    return {
        "decided": counts.decided,
        "released": counts.released,
        "undecided": counts.unreleased - counts.decided,
    }


def _distribution(counts: dict[int, int], language: str) -> list[dict[str, Any]] | None:
    """As a consideration for a leader; below five people it would be about persons."""
    if sum(counts.values()) < LEAST:
        return None
    return [
        {"code": one.value, "text": one.text.id if language == "id" else one.text.en, "people": counts.get(one, 0)}
        for one in Predicate
    ]


def _unit(line: dict[str, Any], over_time: Line) -> dict[str, Any]:
    return {
        **line,
        "lowest": list(_lowest(line["values"].items())),
        "previous": over_time.previous.get(line["unit_id"]),
    }


def _lowest(values: Iterable[tuple[str, dict[str, Any] | None]]) -> Iterable[str]:
    known = [(value["ten_thousandths"], code) for code, value in values if value is not None]
    least = min(known, default=(0, ""))[0]
    return [code for figure, code in known if figure == least]


def _why_missing(round: EvaluationRound, lines: list[dict[str, Any]]) -> str | None:
    if round.released_at is None:
        return "not_released"
    return None if lines else "small_units"
