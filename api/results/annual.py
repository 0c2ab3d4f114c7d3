"""The year of a person: its released rounds side by side, by months, for the official who decides about the year.

Nothing is decided here: the official decides in the round of the year (*tahunan*). The mean of the figures, weighted by
months, is something to consider; predicates are never averaged.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.employees.queries import office_zone
from api.kit.errors import NotFound
from api.kit.texts import Text
from api.results import queries
from api.results.exact import Exact, exact_results
from api.results.finality import window_of
from api.results.models import Result
from api.results.pieces import figure, person_of, predicate, round_of
from api.results.viewing import reader_of
from api.rounds.periods import PeriodType

_NOTE = Text(
    "Rata-rata tertimbang bulan adalah bahan pertimbangan; predikat tahunan ditetapkan pejabat.",
    "The mean weighted by months is something to consider; an official decides the predicate of the year.",
)


def read_annual_result(
    db: Session, *, actor: Actor, employee_id: UUID, year: int, now: datetime, language: str
) -> dict[str, Any]:
    """Only results the caller may see; 404 where there is none of this person for him."""
    standing = queries.standing_of(db, actor, now)
    first, last = date(year, 1, 1), date(year, 12, 31)
    results = db.scalars(queries.visible_of_year(standing, employee_id, first, last, now)).all()
    if not results:
        raise NotFound()
    exact = exact_results(db, results)
    zone = office_zone(db)
    rows = [
        {
            "result_id": result.id,
            "round": round_of(result.round),
            "person": person_of(result),
            "months": months_of(result),
            "composite": figure(_composite(exact, result)),
            "predicate": predicate(result.decision.predicate, language) if result.decision else None,
            "is_final": window_of(result, zone, now).is_final,
            "version": result.version,
        }
        for result in results
    ]
    parts = [result for result in results if result.round.period_type != PeriodType.TAHUNAN]
    return {
        "employee_id": employee_id,
        "year": year,
        "reader": reader_of(standing, results[0]),
        "parts": [row for row, result in zip(rows, results, strict=True) if result in parts],
        "annual": next((row for row, one in zip(rows, results, strict=True) if one not in parts), None),
        "months": sum(months_of(result) for result in parts),
        "mean": figure(weighted_mean(parts, exact)),
        "note": _NOTE.in_language(language),
    }


def months_of(result: Result) -> int:
    """The months of the period in which he was in this post: all of them, where nothing else was recorded."""
    if result.participant.months is not None:
        return result.participant.months
    start, end = result.round.period_start, result.round.period_end
    return (end.year - start.year) * 12 + end.month - start.month + 1


def weighted_mean(results: Sequence[Result], exact: Mapping[UUID, Exact]) -> Fraction | None:
    """Of the exact composites, by months; parts without one are left out with their months."""
    known = [(months_of(one), figure) for one in results if (figure := _composite(exact, one)) is not None]
    months = sum(weight for weight, _ in known)
    return sum((weight * figure for weight, figure in known), Fraction(0)) / months if months else None


def _composite(exact: Mapping[UUID, Exact], result: Result) -> Fraction | None:
    found = exact.get(result.id)
    return None if found is None else found.composite
