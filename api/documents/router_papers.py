"""The official papers: each as content for the browser's print page, and as PDF drawn from the very same."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from starlette.responses import Response

from api.access.context import Context
from api.access.routing import Router
from api.audit.checkpoints import newest_checkpoint
from api.audit.words import printed_code
from api.documents.minutes import minutes_of
from api.documents.paper import Printed
from api.documents.reading import read_paper
from api.documents.recap import recap_of
from api.documents.refusals import NotCalculated, NotDecided, PracticePaper, ResultSuperseded
from api.documents.register import Subject, issue
from api.documents.schemas import PaperRead
from api.documents.sending import PDF, PdfResponse
from api.documents.sheet import sheet_of
from api.results.queries import get_result, standing_of
from api.rounds.queries import get_round

router = Router(tag="documents")

SHEET = {"permission": "results:read", "errors": [NotDecided, PracticePaper, ResultSuperseded], "writes": True}
ROUND = {"permission": "documents:issue", "errors": [NotCalculated, PracticePaper], "writes": True}


@router.reads("/results/{result_id}/sheet", response=PaperRead, **SHEET)
def get_result_sheet_content(context: Context, result_id: UUID) -> dict[str, Any]:
    """Read a result's sheet for printing.

    Its figures are those that `get_result` gives you. The first reading gives it a number, which it keeps as long as it
    says the same; changed content gets a new number and supersedes the edition before. Where the parts are hidden from
    you it is a draft without number.
    """
    return read_paper(_issue(context, _sheet(context, result_id), "get_result_sheet_content"))


@router.reads("/results/{result_id}/sheet.pdf", produces=[PDF], **SHEET)
def get_result_sheet(context: Context, result_id: UUID) -> Response:
    """Download a result's sheet as PDF, with letterhead, number and places to sign."""
    return PdfResponse(_issue(context, _sheet(context, result_id), "get_result_sheet"), "lembar-hasil")


@router.reads("/evaluation-rounds/{round_id}/recap", response=PaperRead, **ROUND)
def get_round_recap_content(context: Context, round_id: UUID) -> dict[str, Any]:
    """Read the recapitulation of a round for printing: everybody with his decided ratings and predicate.

    Who is not decided yet stands there as such. As long as your own result is not shared, what you get is a draft
    without number.
    """
    return read_paper(_issue(context, _recap(context, round_id), "get_round_recap_content"))


@router.reads("/evaluation-rounds/{round_id}/recap.pdf", produces=[PDF], **ROUND)
def get_round_recap(context: Context, round_id: UUID) -> Response:
    """Download the recapitulation of a round as PDF."""
    return PdfResponse(_issue(context, _recap(context, round_id), "get_round_recap"), "rekapitulasi")


@router.reads("/evaluation-rounds/{round_id}/minutes", response=PaperRead, **ROUND)
def get_round_minutes_content(context: Context, round_id: UUID) -> dict[str, Any]:
    """Read the minutes (berita acara) of a round for printing.

    The day in words, who settles it, how many, the distribution as something to consider, and what is left.
    """
    return read_paper(_issue(context, _minutes(context, round_id), "get_round_minutes_content"))


@router.reads("/evaluation-rounds/{round_id}/minutes.pdf", produces=[PDF], **ROUND)
def get_round_minutes(context: Context, round_id: UUID) -> Response:
    """Download the minutes (berita acara) of a round as PDF."""
    return PdfResponse(_issue(context, _minutes(context, round_id), "get_round_minutes"), "berita-acara")


def _sheet(context: Context, result_id: UUID) -> Subject:
    standing = standing_of(context.db, context.actor, context.now)
    result = get_result(context.db, standing, result_id, context.now)
    return sheet_of(context.db, actor=context.actor, result=result, now=context.now)


def _recap(context: Context, round_id: UUID) -> Subject:
    round = get_round(context.db, context.actor, round_id)
    return recap_of(context.db, actor=context.actor, round=round, now=context.now)


def _minutes(context: Context, round_id: UUID) -> Subject:
    round = get_round(context.db, context.actor, round_id)
    return minutes_of(context.db, actor=context.actor, round=round, now=context.now)


def _issue(context: Context, subject: Subject, operation: str) -> Printed:
    printed = issue(
        context.db,
        actor=context.actor,
        subject=subject,
        operation=operation,
        now=context.now,
        trace=context.request_id,
    )
    newest = newest_checkpoint(context.db)
    return replace(printed, audit_code=None if newest is None else printed_code(newest))
