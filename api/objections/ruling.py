"""The ruling: the decision stands, or a new version takes its place – and with it the objection is final."""

from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from api.objections import queries
from api.objections.models import Objection
from api.objections.queries import Case
from api.objections.rules import ObjectionAction, RulingOutcome, target_of
from api.objections.ruling_checks import (
    Ratings,
    Ruling,
    checked_change,
    checked_ruling,
    ratings_of,
    standing_ratings,
)
from api.objections.schemas import RulingChange, RulingWrite
from api.objections.service import Step, hash_of, settle_result
from api.results.exact import exact_results
from api.results.models import ObjectionState, Result
from api.results.pieces import figure, predicate, rating
from api.results.recomputing import content_of, recompute
from api.results.rules import Decision, predicate_of
from api.results.superseding import Successor, lock_newest, supersede
from api.rounds.queries import hold_round
from api.scoring.terms import Expectation


def rule(step: Step, case: Case, write: RulingWrite) -> None:
    """Rule on an objection that was taken up; whoever reads it afterwards reads a final result."""
    db, objection = step.db, case.objection
    hold_round(db, objection.round_id)
    result = queries.load_result(db, objection.result_id)
    lock_newest(db, result)
    ruling = checked_ruling(db, result, write, external=_is_external(step))
    before = objection.status
    if ruling.outcome is RulingOutcome.CHANGED and ruling.ratings is not None:
        objection.new_result_id = _new_version(step, result, ruling, ruling.ratings).id
    else:
        settle_result(db, objection, ObjectionState.RULED)
    objection.status = target_of(ruling.outcome)
    objection.ruled_at, objection.ruled_by = step.now, step.actor.account_id
    objection.ruling_reason, objection.document = ruling.reason, ruling.document
    objection.work_evidence = ruling.work_evidence
    db.flush()
    step.log(objection, before=before, after=_said(objection, ruling))


def _is_external(step: Step) -> bool:
    return step.action is ObjectionAction.RECORD_RULING


def _new_version(step: Step, result: Result, ruling: Ruling, ratings: Ratings) -> Result:
    work, behaviour = ratings
    decision = Decision(Expectation(work), Expectation(behaviour), reason=ruling.reason, document=ruling.document)
    successor = Successor(ruling.change, decision, external=_is_external(step), objection=ObjectionState.RULED)
    return supersede(
        step.db,
        actor=step.actor,
        result=result,
        successor=successor,
        operation="record_external_ruling" if _is_external(step) else "rule_on_objection",
        now=step.now,
        trace=step.trace,
    )


def _said(objection: Objection, ruling: Ruling) -> dict[str, Any]:
    return {
        "status": objection.status,
        "new_result_id": objection.new_result_id,
        "document": ruling.document,
        "ratings": ruling.ratings,
        "form": ruling.change.answers is not None,
        "work": ruling.change.work is not None,
        "reason": hash_of(objection.id, ruling.reason),
    }


def preview_ruling(db: Session, case: Case, write: RulingChange, language: str) -> dict[str, Any]:
    """What a changed version would say, without making it. Figures are rounded once, from the exact value."""
    result = queries.load_result(db, case.objection.result_id)
    changed = recompute(db, result, checked_change(db, result, write))
    exact = exact_results(db, [result]).get(result.id)
    proposed = changed.columns["proposed_work"], changed.columns["proposed_behaviour"]
    outcomes = {
        "before": (None if exact is None else exact.composite, standing_ratings(result)),
        "proposed": (changed.composite, proposed if None not in proposed else None),
        "after": (changed.composite, ratings_of(write)),
    }
    return {name: _outcome(db, result, *one, language) for name, one in outcomes.items()}


def _outcome(
    db: Session, result: Result, composite: Fraction | None, ratings: Ratings | None, language: str
) -> dict[str, Any]:
    work, behaviour = ratings or (None, None)
    return {
        "composite": figure(composite),
        "work_rating": rating(work, language),
        "behaviour_rating": rating(behaviour, language),
        "predicate": None if ratings is None else predicate(_predicate(db, result, ratings), language),
    }


def _predicate(db: Session, result: Result, ratings: Ratings) -> int:
    work, behaviour = ratings
    matrix = content_of(db, result).policy.matrix
    return int(predicate_of(Decision(Expectation(work), Expectation(behaviour)), matrix))
