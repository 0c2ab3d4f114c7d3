"""The page of one meeting: cases, the rest, the distribution to consider, signals, and whether it was closed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.calibration import queries
from api.calibration.cases import Case, cases_of, read_cases
from api.calibration.models import CalibrationConfirmation
from api.calibration.rules import can_confirm, can_hold
from api.calibration.signals import read_signals
from api.results.organisation import read_distribution
from api.results.pieces import round_of
from api.results.queries import names_of_accounts, standing_of
from api.results.queries_runs import find_signals
from api.rounds.models import EvaluationRound
from api.rounds.reach import expect_reach, reaches
from api.rounds.rules import RoundKind, RoundStatus


def read_meeting(db: Session, *, actor: Actor, round: EvaluationRound, now: datetime, language: str) -> dict[str, Any]:
    """What head and personnel officer go through together; the number of statements does not grow with the people."""
    expect_reach(actor, "calibration:read", round.unit.path)
    standing = standing_of(db, actor, now)
    cases = cases_of(db, standing, round, now)
    counts = queries.count_visible(db, standing, round, now)
    undecided = sum(case.result.decision is None for case in cases)
    rest = sum(counts.values()) - len(cases)
    run_id = round.published_run_id
    return {
        "round": round_of(round),
        "cases": read_cases(db, cases, language),
        "discussed": sum(case.discussed for case in cases),
        "rest": {"people": rest, "undecided": counts.get("proposal", 0) - undecided},
        "distribution": read_distribution(db, round, language, actor=actor),
        "signals": read_signals({} if run_id is None else find_signals(db, run_id), language),
        "confirmation": read_confirmation(db, queries.last_confirmation(db, round.id)),
        "actions": _actions(actor, round, cases),
    }


def _actions(actor: Actor, round: EvaluationRound, cases: Sequence[Case]) -> list[str]:
    if not can_hold(RoundStatus(round.status), RoundKind(round.kind)) or not reaches(
        actor, "calibration:hold", round.unit.path
    ):
        return []
    ready = can_confirm(len(cases), sum(case.discussed for case in cases))
    return ["note_calibration_case", *(["confirm_calibration"] if ready else [])]


def read_confirmation(db: Session, row: CalibrationConfirmation | None) -> dict[str, Any] | None:
    if row is None:
        return None
    name = names_of_accounts(db, [row.confirmed_by])[row.confirmed_by].name
    plain = ("confirmed_at", "attendees", "note", "cases", "rest")
    return {**{key: getattr(row, key) for key in plain}, "confirmed_by": name}
