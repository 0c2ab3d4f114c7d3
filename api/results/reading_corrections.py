"""How corrections of released results are told to officers."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.kit.pages import read_page
from api.results import queries, queries_corrections
from api.results.models import Result, ResultCorrection
from api.results.pieces import coded, person_of, predicate, rating, work_of
from api.results.queries_corrections import APPROVE
from api.results.recomputing import content_of
from api.results.rules import Decision, predicate_of
from api.results.schemas_corrections import CorrectionFilters
from api.rounds.reach import reaches
from api.scoring.exact import HUNDRED
from api.scoring.terms import Expectation, Predicate

_PLAIN = ("id", "result_id", "new_result_id", "status", "reason", "document", "proposed_at", "answered_at", "answer")


def list_corrections(db: Session, *, actor: Actor, filters: CorrectionFilters, language: str) -> dict[str, Any]:
    page = read_page(db, queries_corrections.select_corrections(actor, filters), filters)
    names = _names(db, page["items"])
    page["items"] = [_read(db, actor, one, names, language) for one in page["items"]]
    return page


def read_correction(db: Session, *, actor: Actor, correction_id: UUID, language: str) -> dict[str, Any]:
    db.flush()
    row = queries_corrections.get_correction(db, actor, correction_id)
    return _read(db, actor, row, _names(db, [row]), language)


def _names(db: Session, rows: list[ResultCorrection]) -> dict[UUID, Any]:
    accounts = {one for row in rows for one in (row.proposed_by, row.answered_by) if one is not None}
    return queries.names_of_accounts(db, accounts)


def _read(db: Session, actor: Actor, row: ResultCorrection, names: Mapping[UUID, Any], language: str) -> dict[str, Any]:
    answered_by = None if row.answered_by is None else names[row.answered_by].name
    return {
        **{name: getattr(row, name) for name in _PLAIN},
        "round_name": row.result.round.name,
        "person": person_of(row.result),
        "before": _before(row.result, language),
        "work_rating": rating(row.work_rating, language),
        "behaviour_rating": rating(row.behaviour_rating, language),
        "predicate": coded(_predicate(db, row), language),
        "work": _work(row.work),
        "evidence": (row.work or {}).get("evidence", ""),
        "proposed_by": names[row.proposed_by].name,
        "answered_by": answered_by,
        "actions": _actions(actor, row),
    }


def _before(result: Result, language: str) -> dict[str, Any]:
    decision = result.decision
    if decision is None:
        raise LookupError("a correction of a result that was never decided")
    return {
        "work_rating": rating(decision.work_rating, language),
        "behaviour_rating": rating(decision.behaviour_rating, language),
        "predicate": predicate(decision.predicate, language),
        "work": work_of(result),
    }


def _predicate(db: Session, row: ResultCorrection) -> Predicate:
    """By the matrix the result was decided by; the form's content is kept by the process."""
    decision = Decision(Expectation(row.work_rating), Expectation(row.behaviour_rating))
    return predicate_of(decision, content_of(db, row.result).policy.matrix)


def _work(work: dict[str, Any] | None) -> dict[str, Any] | None:
    if work is None:
        return None
    skp = work["skp_hundredths"]
    return {**work, "skp": None if skp is None else skp / HUNDRED}


def _actions(actor: Actor, row: ResultCorrection) -> list[str]:
    if row.status != "proposed" or not reaches(actor, APPROVE, row.result.participant.unit_path):
        return []
    approves = [] if row.proposed_by == actor.account_id else ["approve_result_correction"]
    return [*approves, "reject_result_correction"]
