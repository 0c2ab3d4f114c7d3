from typing import Annotated, Any
from uuid import UUID

from fastapi import Query

from api.access.context import Context
from api.access.routing import Router
from api.kit.conditional import IfMatch, expect_version
from api.kit.errors import PreconditionRequired
from api.kit.pages import Page
from api.results import annual, decisions, explanation, queries, reading, reading_result, receipts, responses, trend
from api.results.foreign_reading import note_foreign_reading, note_foreign_year
from api.results.models import Result
from api.results.refusals import (
    DeadlinePassed,
    NoResponses,
    NotReleased,
    NotYourResult,
    NotYoursToDecide,
    PracticeRound,
    ResponsesOpen,
    WorkResultMissing,
)
from api.results.schemas import DecisionWrite, ResponseWrite, ResultListItem, ResultRead
from api.results.schemas_annual import AnnualParams, AnnualResultRead
from api.results.schemas_explanation import ExplanationRead
from api.results.schemas_filters import MyResultFilters, ResultFilters
from api.results.schemas_trend import ResultTrendRead
from api.rounds.refusals import AlreadyReleased, RoundState

router = Router(tag="results")

DECIDING = [
    AlreadyReleased,
    NotYoursToDecide,
    PracticeRound,
    PreconditionRequired,
    ResponsesOpen,
    RoundState,
    WorkResultMissing,
]


@router.reads("/results", permission="results:read", response=Page[ResultListItem])
def list_results(context: Context, filters: Annotated[ResultFilters, Query()]) -> dict[str, Any]:
    """List the results you may see.

    An assessor sees those of his people from the calculation on; the personnel officer their status, and what is decided;
    head and auditor those of their units; everybody his own once it is shared. Only what holds: published, newest version.
    """
    return reading.list_results(
        context.db, actor=context.actor, filters=filters, now=context.now, language=context.language
    )


@router.reads("/results/{result_id}", permission="results:read", response=ResultRead)
def get_result(context: Context, result_id: UUID) -> dict[str, Any]:
    """Read one result, as far as it is shown to you.

    Each figure is rounded once from its exact value; what is hidden says why. Peers' means need three forms, their items
    five answers; who rated whom is told to nobody.
    """
    result = _find(context, result_id)
    note_foreign_reading(context, result, "get_result")
    return _read(context, result)


@router.reads("/results/{result_id}/explanation", permission="results:read", response=ExplanationRead)
def explain_result(context: Context, result_id: UUID) -> dict[str, Any]:
    """Explain a result: every step as an exact fraction and decimal, with its basis; the fractions add up exactly.

    Where parts are hidden from you, only the figures of the whole are explained.
    """
    standing = queries.standing_of(context.db, context.actor, context.now)
    result = queries.get_result(context.db, standing, result_id, context.now)
    note_foreign_reading(context, result, "explain_result")
    return explanation.explain(reading_result.look_at(context.db, standing, result), context.language)


@router.reads("/results/{result_id}/trend", permission="results:read", response=ResultTrendRead)
def get_result_trend(context: Context, result_id: UUID) -> dict[str, Any]:
    """Read how a person's figures went over the rounds up to this result: beside himself, never beside others.

    Only released results that you may see, each as far as it is shown to you. Points that were measured otherwise are
    marked: they are no part of the line, and nothing is computed from them.
    """
    standing = queries.standing_of(context.db, context.actor, context.now)
    result = queries.get_result(context.db, standing, result_id, context.now)
    note_foreign_reading(context, result, "get_result_trend")
    return trend.read_trend(context.db, standing=standing, result=result, now=context.now, language=context.language)


@router.replaces("/results/{result_id}/decision", permission="results:decide", response=ResultRead, errors=DECIDING)
def decide_result(context: Context, result_id: UUID, body: DecisionWrite, if_match: IfMatch = None) -> dict[str, Any]:
    """Decide the two ratings of a result; the predicate follows from them by the matrix.

    By the holder of the superior post today, or by his superior where he let two weeks pass. A departure from the
    proposal, an incomplete proposal and an adverse predicate need a reason. Until its release it can be decided anew.
    """
    return _decide(context, result_id, body, if_match, records_external=False)


@router.replaces(
    "/results/{result_id}/external-decision",
    permission="results:record_external",
    response=ResultRead,
    errors=DECIDING,
)
def record_external_decision(
    context: Context, result_id: UUID, body: DecisionWrite, if_match: IfMatch = None
) -> dict[str, Any]:
    """Record the decision of an official outside the system, with its document, for a person rated outside the system."""
    return _decide(context, result_id, body, if_match, records_external=True)


@router.acts(
    "/results/{result_id}/acknowledgement",
    permission="results:acknowledge",
    response=ResultRead,
    errors=[NotReleased, NotYourResult],
)
def acknowledge_result(context: Context, result_id: UUID) -> dict[str, Any]:
    """Confirm that you have read your result: a receipt, not consent.

    The 14 days for objecting run from it. After three days a result counts as received anyway.
    """
    result = receipts.acknowledge_result(
        context.db,
        actor=context.actor,
        result=_find(context, result_id),
        now=context.now,
        trace=context.request_id,
    )
    return _read(context, result)


@router.replaces(
    "/results/{result_id}/response",
    permission="results:acknowledge",
    response=ResultRead,
    errors=[NoResponses, DeadlinePassed, NotYourResult],
)
def respond_to_proposal(context: Context, result_id: UUID, body: ResponseWrite) -> dict[str, Any]:
    """Answer your proposal before anyone decides (*tanggapan*), where the round asks for it: within five working days."""
    result = responses.respond_to_proposal(
        context.db,
        actor=context.actor,
        result=_find(context, result_id),
        text=body.text,
        now=context.now,
        trace=context.request_id,
    )
    return _read(context, result)


@router.reads("/me/results", permission="results:acknowledge", response=Page[ResultListItem])
def list_my_results(context: Context, filters: Annotated[MyResultFilters, Query()]) -> dict[str, Any]:
    """List your own results, the latest period first; also a proposal you may respond to."""
    return reading.list_my_results(
        context.db, actor=context.actor, params=filters, now=context.now, language=context.language
    )


@router.reads("/employees/{employee_id}/annual-result", permission="results:read", response=AnnualResultRead)
def get_annual_result(context: Context, employee_id: UUID, params: Annotated[AnnualParams, Query()]) -> dict[str, Any]:
    """Read a person's year: the released rounds side by side, by months, for the official who decides about the year.

    Predicates are never averaged. The mean of the figures, weighted by months, is something to consider.
    """
    note_foreign_year(context, employee_id)
    return annual.read_annual_result(
        context.db,
        actor=context.actor,
        employee_id=employee_id,
        year=params.year,
        now=context.now,
        language=context.language,
    )


def _find(context: Context, result_id: UUID) -> Result:
    standing = queries.standing_of(context.db, context.actor, context.now)
    return queries.get_result(context.db, standing, result_id, context.now)


def _read(context: Context, result: Result) -> dict[str, Any]:
    context.send_header("ETag", f'"{result.row_version}"')
    return reading_result.read_result(
        context.db, actor=context.actor, result=result, now=context.now, language=context.language
    )


def _decide(
    context: Context, result_id: UUID, body: DecisionWrite, if_match: str | None, *, records_external: bool
) -> dict[str, Any]:
    standing = queries.standing_of(context.db, context.actor, context.now)
    deciding = decisions.take_up(
        context.db, standing=standing, result_id=result_id, now=context.now, records_external=records_external
    )
    expect_version(if_match, deciding.result.row_version)
    result = decisions.decide(
        context.db,
        actor=context.actor,
        deciding=deciding,
        decision=body.decision,
        message=body.message,
        now=context.now,
        trace=context.request_id,
    )
    return _read(context, result)
