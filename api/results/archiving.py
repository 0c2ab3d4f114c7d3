"""The end of a round: once every result is final, the link between raters and forms is destroyed."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.assignments.finishing import archive
from api.employees.queries import office_zone
from api.results import queries
from api.results.finality import window_of
from api.results.runs import run_facts
from api.rounds.models import EvaluationRound
from api.rounds.moves import move_round
from api.rounds.rules import Action, RoundKind


def archive_round(db: Session, *, actor: Actor, round: EvaluationRound, now: datetime, trace: str) -> EvaluationRound:
    """Archive a locked round; refused while a result is unreleased or may still be objected to."""
    facts = replace(run_facts(db, round), open_windows=open_windows(db, round, now))
    moved = move_round(db, actor=actor, round=round, action=Action.ARCHIVE, now=now, facts=facts, trace=trace)
    archive(db, round.id)
    return moved


def open_windows(db: Session, round: EvaluationRound, now: datetime) -> int:
    """Released results that are not final yet; in a practice round nobody objects to anything."""
    if round.kind == RoundKind.PRACTICE:
        return 0
    zone = office_zone(db)
    results = db.scalars(queries.round_results(round.id)).all()
    return sum(result.status == "released" and not window_of(result, zone, now).is_final for result in results)
