"""The end of a round: once every result is final, the link between raters and forms is destroyed."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.assignments.finishing import archive
from api.employees.queries import office_zone
from api.results import queries
from api.results.finality import window_of
from api.results.models import ObjectionState
from api.results.runs import run_facts
from api.rounds.models import EvaluationRound
from api.rounds.moves import move_round
from api.rounds.rules import Action, RoundKind


def archive_round(db: Session, *, actor: Actor, round: EvaluationRound, now: datetime, trace: str) -> EvaluationRound:
    """Archive a locked round; refused while a result is unreleased or may still be objected to."""
    windows, objections = still_open(db, round, now)
    facts = replace(run_facts(db, round), open_windows=windows, open_objections=objections)
    moved = move_round(db, actor=actor, round=round, action=Action.ARCHIVE, now=now, facts=facts, trace=trace)
    archive(db, round.id)
    return moved


def still_open(db: Session, round: EvaluationRound, now: datetime) -> tuple[int, int]:
    """Released results that may still be objected to, and open objections; in a practice round there are neither."""
    if round.kind == RoundKind.PRACTICE:
        return 0, 0
    zone = office_zone(db)
    released = [one for one in db.scalars(queries.round_results(round.id)) if one.status == "released"]
    disputed = sum(one.objection == ObjectionState.OPEN for one in released)
    return sum(not window_of(one, zone, now).is_final for one in released) - disputed, disputed
