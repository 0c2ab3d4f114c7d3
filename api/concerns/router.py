from typing import Annotated, Any
from uuid import UUID

from fastapi import Query

from api.access.context import Context
from api.access.permissions import SIGNED_IN
from api.access.routing import Router
from api.concerns import comments, pressure
from api.concerns.comments import THANKS
from api.concerns.refusals import AlreadyDecided, NoContact, OwnReport, ReportClosed, SecondOfficer
from api.concerns.schemas import (
    CommentReportDecision,
    CommentReportFilters,
    CommentReportRead,
    CommentReportWrite,
    PressureDeskRead,
    PressureReply,
    PressureWrite,
    ReportedRead,
)
from api.kit.conditional import IfMatch
from api.kit.errors import PreconditionRequired
from api.kit.pages import Page

router = Router(tag="concerns")


@router.acts("/results/{result_id}/comment-reports", permission="comments:report", response=ReportedRead)
def report_comment(context: Context, result_id: UUID, body: CommentReportWrite) -> dict[str, Any]:
    """Report a comment that is not about behaviour at work, as one reads it on a result.

    Comments have no ids; it is named by its words. Who wrote it stays unknown to everybody.
    """
    comments.report_comment(
        context.db, actor=context.actor, result_id=result_id, trace=context.request_id, **body.model_dump()
    )
    return {"text": THANKS.in_language(context.language)}


@router.reads("/comment-reports", permission="comments:review", response=Page[CommentReportRead])
def list_comment_reports(context: Context, filters: Annotated[CommentReportFilters, Query()]) -> dict[str, Any]:
    """List reported comments of one's units, for the officers who decide; never those about oneself."""
    return comments.list_comment_reports(context.db, actor=context.actor, filters=filters)


@router.acts(
    "/comment-reports/{report_id}/decision",
    permission="comments:review",
    response=CommentReportRead,
    errors=[AlreadyDecided, OwnReport, SecondOfficer, PreconditionRequired],
)
def decide_comment_report(
    context: Context, report_id: UUID, body: CommentReportDecision, if_match: IfMatch = None
) -> dict[str, Any]:
    """Leave a comment standing, or take it down: one officer proposes, a second one confirms.

    A comment that was taken down leaves a neutral note; how many people commented does not change.
    """
    row = comments.decide_comment_report(
        context.db,
        actor=context.actor,
        report_id=report_id,
        if_match=if_match,
        trace=context.request_id,
        **body.model_dump(),
    )
    return comments.read_reports(context.db, context.actor, [row])[0]


@router.reads("/me/pressure-reports", permission=SIGNED_IN, response=PressureDeskRead)
def get_pressure_desk(context: Context) -> dict[str, Any]:
    """Read whom a report of pressure goes to, and one's own conversations, as sender or as the contact.

    No role opens anybody else's.
    """
    return pressure.read_desk(context.db, context.actor, context.language)


@router.acts("/me/pressure-reports", permission=SIGNED_IN, response=PressureDeskRead, errors=[NoContact])
def report_pressure(context: Context, body: PressureWrite) -> dict[str, Any]:
    """Tell the office's contact that one is put under pressure about a rating ("Saya ditekan").

    The log keeps neither who wrote nor what.
    """
    pressure.report_pressure(context.db, actor=context.actor, **body.model_dump())
    return pressure.read_desk(context.db, context.actor, context.language)


@router.acts(
    "/me/pressure-reports/{report_id}/messages",
    permission=SIGNED_IN,
    response=PressureDeskRead,
    errors=[ReportClosed],
)
def reply_to_pressure_report(context: Context, report_id: UUID, body: PressureReply) -> dict[str, Any]:
    """Write on, as the sender or as the contact."""
    pressure.reply_to_pressure_report(context.db, actor=context.actor, report_id=report_id, text=body.text)
    return pressure.read_desk(context.db, context.actor, context.language)


@router.acts(
    "/me/pressure-reports/{report_id}/closing",
    permission=SIGNED_IN,
    response=PressureDeskRead,
    errors=[ReportClosed],
)
def close_pressure_report(context: Context, report_id: UUID) -> dict[str, Any]:
    """Close the conversation; a year later it is deleted."""
    pressure.close_pressure_report(context.db, actor=context.actor, report_id=report_id)
    return pressure.read_desk(context.db, context.actor, context.language)
