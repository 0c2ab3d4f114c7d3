"""Which results stand in a list, and in what order: nothing sorts or narrows by what the caller may not see."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, false, func, or_, select

from api.access.permissions import Role
from api.assignments.models import Assignment
from api.assignments.who_sees import NAMED_SOURCES
from api.employees.models import Employee, OrgUnit
from api.kit.database import AnySelect
from api.kit.pages import contains, sort_expressions
from api.results.finality import RECEIPT_DAYS
from api.results.models import Result, ResultDecision, ResultReceipt
from api.results.queries import Standing, of_others, taken_over, visible_results
from api.results.queries_to_decide import Stages, may_decide_now
from api.results.rules import ResultStatus
from api.results.schemas_filters import ResultFilters
from api.rounds.models import EvaluationRound, Participant
from api.rounds.reach import within
from api.rounds.rules import RoundKind

_NOTHING = -1
"""Sorts rows without a figure below all others, on both engines alike."""
_ORDER_OF_STATUS = {status: place for place, status in enumerate(ResultStatus)}


def select_listed(standing: Standing, filters: ResultFilters, stages: Stages, now: datetime) -> AnySelect:
    """For a list: the newest version of each result, narrowed and sorted. One's own only once released."""
    released = or_(of_others(standing.actor), Result.status == ResultStatus.RELEASED)
    statement = visible_results(standing, now).where(
        ~Result.superseded, released, *_narrowed(filters), *_answered(standing, filters, stages, now)
    )
    return statement.order_by(*sort_expressions(filters.sort, _sort_keys(standing, now), "name", Result.id))


def _narrowed(filters: ResultFilters) -> Iterator[ColumnElement[bool]]:
    if filters.round_id is not None:
        yield Result.round_id == filters.round_id
    if filters.status is not None:
        yield Result.status == filters.status
    if filters.predicate is not None:
        yield ResultDecision.predicate == filters.predicate
    if filters.unit_id is not None:
        path = select(OrgUnit.path).where(OrgUnit.id == filters.unit_id).scalar_subquery()
        yield Participant.unit_path.startswith(path)
    if filters.search:
        yield contains(Employee.name, filters.search)


def _answered(
    standing: Standing, filters: ResultFilters, stages: Stages, now: datetime
) -> Iterator[ColumnElement[bool]]:
    """The filters that ask yes or no."""
    asked: list[tuple[bool | None, ColumnElement[bool]]] = [
        (filters.undecided, Result.status == ResultStatus.PROPOSAL),
        (filters.assessed, Result.participant_id.in_(standing.assessed)),
        (filters.departs, ResultDecision.departs.is_(True)),
        (filters.to_decide, may_decide_now(standing, stages, now)),
    ]
    for wanted, condition in asked:
        if wanted is not None:
            holds = func.coalesce(condition, false())  # what has no decision yet is neither true nor false to SQL
            yield holds if wanted else ~holds
    if filters.received is not None:
        yield and_(_is_shared(), _received(now) if filters.received else ~_received(now))
    if filters.near_cut is not None:
        near: ColumnElement[bool] = Result.precision["near_cut"].as_boolean()
        yield and_(_shows_precision(standing, now), near if filters.near_cut else ~near)


def _is_shared() -> ColumnElement[bool]:
    """In a practice round nothing is received."""
    return and_(Result.status == ResultStatus.RELEASED, EvaluationRound.kind != RoundKind.PRACTICE)


def _received(now: datetime) -> ColumnElement[bool]:
    """By the person, or because the time for it has passed: as `window_of` derives it."""
    receipt = exists().where(ResultReceipt.result_id == Result.id)
    return or_(receipt, Result.released_at <= now - timedelta(days=RECEIPT_DAYS))


def _shows_ratings(standing: Standing, now: datetime) -> ColumnElement[bool]:
    """As `disclose` decides it for a visible row: the personnel officer sees no figure before the decision."""
    return or_(
        Result.status != ResultStatus.PROPOSAL,
        Result.participant_id.in_(standing.assessed),
        taken_over(standing, now),
        within(Participant.unit_path, standing.actor.paths(Role.HEAD, Role.AUDITOR)),
    )


def _shows_precision(standing: Standing, now: datetime) -> ColumnElement[bool]:
    """Not to somebody who rated this person without a name: whatever the number of forms, so that it needs no count."""
    rated = exists().where(
        Assignment.participant_id == Result.participant_id,
        Assignment.evaluator_id == standing.actor.employee_id,
        Assignment.source.not_in(NAMED_SOURCES),
        Assignment.receipt.is_not(None),
    )
    shown = and_(_shows_ratings(standing, now), Result.composite.is_not(None))
    return shown if standing.actor.employee_id is None else and_(shown, ~rated)


def _sort_keys(standing: Standing, now: datetime) -> dict[str, Any]:
    figure = func.coalesce(Result.composite, _NOTHING)
    return {
        "name": Employee.name,
        "unit": Participant.unit_name,
        "decided_at": ResultDecision.decided_at,
        "status": case(_ORDER_OF_STATUS, value=Result.status),
        "composite": case((_shows_ratings(standing, now), figure), else_=_NOTHING),
    }
