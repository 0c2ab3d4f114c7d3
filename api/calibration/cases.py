"""The cases of a meeting as this caller may see them: nothing that his other readings of the same results hide."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.assignments.who_sees import READERS, Part, is_anonymous
from api.calibration import queries
from api.calibration.models import CalibrationNote
from api.calibration.rules import REASON_TEXTS, CaseReason
from api.results.exact import Exact, exact_results
from api.results.models import Result
from api.results.pieces import figure, person_of, predicate
from api.results.queries import Standing, rated_by
from api.results.rules import DEPARTURE_LABELS, DepartureCategory
from api.results.viewing import reader_of, shows_ratings
from api.rounds.models import EvaluationRound


@dataclass(frozen=True, slots=True)
class Case:
    """A result to talk about, why, and what was noted."""

    result: Result
    reasons: tuple[CaseReason, ...]
    note: CalibrationNote | None

    @property
    def discussed(self) -> bool:
        return self.note is not None and self.note.discussed


def cases_of(db: Session, standing: Standing, round: EvaluationRound, now: datetime) -> list[Case]:
    """A constant number of statements; by unit and name. One uniform form alone makes nobody a case: it only stands
    beside another reason."""
    results = queries.possible_cases(db, standing, round, now)
    rated = rated_by(db, standing.actor.employee_id, [result.participant_id for result in results])
    notes = queries.notes_of(db, round.id)
    found = (
        Case(result, tuple(_reasons(standing, result, rated)), notes.get(result.participant_id)) for result in results
    )
    return [case for case in found if set(case.reasons) - {CaseReason.STRAIGHT}]


def _reasons(standing: Standing, result: Result, rated: Mapping[UUID, str]) -> Iterator[CaseReason]:
    """Nothing of a figure the caller does not see; nothing that rests on a form of his own."""
    if not shows_ratings(standing, result).ratings.shown:
        return
    rated_himself = is_anonymous(rated.get(result.participant_id, "self"))
    if result.composite is not None and result.precision["near_cut"] and not rated_himself:
        yield CaseReason.NEAR_CUT
    if result.decision is not None and result.decision.departs:
        yield CaseReason.DEPARTS
    if result.decision is None and result.needs_official_decision:
        yield CaseReason.OFFICIAL
    if reader_of(standing, result) in READERS[Part.SIGNALS] and not rated_himself:
        yield from _signals(result)


def _signals(result: Result) -> Iterator[CaseReason]:
    kept: Mapping[str, Mapping[str, bool]] = result.precision.get("signals", {})
    for reason in (CaseReason.OUTLIER, CaseReason.STRAIGHT):
        if any(one[reason] for one in kept.values()):
            yield reason


def read_cases(db: Session, cases: Sequence[Case], language: str) -> list[dict[str, Any]]:
    exact = exact_results(db, [case.result for case in cases])
    return [read_case(case, exact.get(case.result.id), language) for case in cases]


def read_case(case: Case, exact: Exact | None, language: str) -> dict[str, Any]:
    result, person = case.result, person_of(case.result)
    composite = figure(exact.composite) if exact is not None else None
    return {
        "result_id": result.id,
        **{name: person[name] for name in ("participant_id", "name", "position_title", "unit_name")},
        "reasons": [_reason(reason, language) for reason in case.reasons],
        "composite": None if composite is None else composite["text"],
        "standard_error": result.precision["standard_error"] if CaseReason.NEAR_CUT in case.reasons else None,
        "proposed": predicate(result.proposed_predicate, language),
        "decided": None if result.decision is None else predicate(result.decision.predicate, language),
        "departure": _departure(result, language),
        "note": "" if case.note is None else case.note.text,
        "discussed": case.discussed,
        "row_version": 0 if case.note is None else case.note.row_version,
    }


def _reason(reason: CaseReason, language: str) -> dict[str, str]:
    return {"code": reason.value, "text": REASON_TEXTS[reason].in_language(language)}


def _departure(result: Result, language: str) -> dict[str, str] | None:
    decision = result.decision
    if decision is None or not decision.departs or decision.category is None:
        return None
    category = DEPARTURE_LABELS[DepartureCategory(decision.category)].in_language(language)
    return {"category": category, "reason": decision.reason}
