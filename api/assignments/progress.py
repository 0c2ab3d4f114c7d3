"""How far a round is, for those who may remind others: never for whom, and to the person rated nothing."""

from typing import Any

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.assignments import queries_progress as queries
from api.assignments.queries_progress import ACTIVE, UnitCounts
from api.assignments.rules import DECLINE_LABELS, DeclineCategory
from api.assignments.schemas_people import OutstandingFilters
from api.employees.queries import office_zone
from api.employees.rules import full_name
from api.kit.errors import Forbidden
from api.kit.pages import read_page
from api.kit.texts import Text
from api.rounds.models import EvaluationRound
from api.rounds.moments import deadline_text
from api.rounds.queries import latest_deadline
from api.rounds.reach import expect_reach, reaches

PERMISSION = "rounds:progress"
_OUTSIDE = Text("Bukan peserta", "Not a participant")


def read_progress(db: Session, *, actor: Actor, round: EvaluationRound, language: str) -> dict[str, Any]:
    """Officers see the office by the raters' units; a superior the sums of his own people; nobody else anything."""
    officer = reaches(actor, PERMISSION, round.unit.path)
    units = queries.counts_by_unit(db, round.id) if officer else [_team(db, actor, round)]
    deadline = latest_deadline(db, round)
    return {
        "scope": "office" if officer else "team",
        "deadline": deadline,
        "deadline_text": deadline_text(deadline, office_zone(db)).in_language(language),
        "raters_done": sum(unit.done for unit in units),
        **_totals(units),
        "declined": _declined(db, round, language) if officer else [],
        "units": [_unit(unit, language) for unit in units] if officer else [],
    }


def _team(db: Session, actor: Actor, round: EvaluationRound) -> UnitCounts:
    found = None if actor.employee_id is None else queries.team_counts(db, round.id, actor.employee_id)
    if found is None:
        raise Forbidden()
    return found


def _totals(units: list[UnitCounts]) -> dict[str, int]:
    tasks, handed_in = sum(unit.tasks for unit in units), sum(unit.handed_in for unit in units)
    raters = sum(unit.raters for unit in units)
    return {"raters": raters, "tasks": tasks, "handed_in": handed_in, "outstanding": tasks - handed_in}


def _unit(unit: UnitCounts, language: str) -> dict[str, Any]:
    name = unit.unit_name or _OUTSIDE.in_language(language)
    return {"unit_id": unit.unit_id, "unit_name": name, **_totals([unit])}


def _declined(db: Session, round: EvaluationRound, language: str) -> list[dict[str, Any]]:
    counts = queries.declines_by_category(db, round.id)
    return [
        {"category": category, "text": DECLINE_LABELS[category].in_language(language), "count": counts[category]}
        for category in DeclineCategory
        if category in counts
    ]


def list_outstanding_raters(
    db: Session, *, actor: Actor, round: EvaluationRound, filters: OutstandingFilters, language: str
) -> dict[str, Any]:
    """Whom to call, and how many forms he still has; for whom they are stays with him."""
    expect_reach(actor, PERMISSION, round.unit.path)
    page = read_page(db, queries.select_outstanding(round.id, filters), filters)
    outside = _OUTSIDE.in_language(language)
    page["items"] = [
        {
            "employee_id": row.employee_id,
            "name": full_name(row.title_before, row.name, row.title_after),
            "unit_name": row.unit_name or outside,
            "tasks": row.tasks,
            "outstanding": row.outstanding,
            "account_active": row.account == ACTIVE,
        }
        for row in page["items"]
    ]
    return page
