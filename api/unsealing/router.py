from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from starlette.responses import Response

from api.access.context import Context
from api.access.routing import Router
from api.kit.pages import Page
from api.unsealing import reading, service
from api.unsealing.bundle import write_bundle
from api.unsealing.queries import READ, lock_breaking
from api.unsealing.refusals import (
    AlreadyDecided,
    LinkDestroyed,
    NotApproved,
    NotRequester,
    OfficerConcerned,
    OnePersonOnly,
    SamePerson,
    TooEarly,
    WindowClosed,
)
from api.unsealing.rules import BreakingAction
from api.unsealing.schemas import BreakingDecision, BreakingFilters, BreakingRead, BreakingRequest

router = Router(prefix="/seal-breakings", tag="audit")

DECIDING: dict[str, Any] = {
    "permission": "seals:approve",
    "response": BreakingRead,
    "errors": [AlreadyDecided, LinkDestroyed, OfficerConcerned, SamePerson],
    "step_up": True,
}


@router.reads("", permission=READ, response=Page[BreakingRead])
def list_seal_breakings(context: Context, filters: Annotated[BreakingFilters, Query()]) -> dict[str, Any]:
    """List the requests to break a seal, the newest first.

    Auditors and whoever asked see whose forms are opened; nobody sees here who wrote them.
    """
    return reading.read_breakings(context, filters)


@router.creates(
    "",
    permission="seals:request",
    response=BreakingRead,
    errors=[LinkDestroyed, OfficerConcerned, OnePersonOnly, TooEarly],
    step_up=True,
)
def request_seal_breaking(context: Context, body: BreakingRequest) -> dict[str, Any]:
    """Ask for a seal to be broken, with the reason: the forms without raters, or who wrote which form about one person.

    Another officer decides. Nobody who is rated in these forms, or wrote one of them, may ask or decide.
    """
    return reading.read_breaking(context, service.request_seal_breaking(context, body))


@router.acts("/{breaking_id}/approval", **DECIDING)
def approve_seal_breaking(context: Context, breaking_id: UUID, body: BreakingDecision) -> dict[str, Any]:
    """Approve a request as the second officer: whoever asked can download the bundle for 24 hours."""
    return _decide(context, breaking_id, BreakingAction.APPROVE, body)


@router.acts("/{breaking_id}/refusal", **DECIDING)
def refuse_seal_breaking(context: Context, breaking_id: UUID, body: BreakingDecision) -> dict[str, Any]:
    """Refuse a request, with the reason."""
    return _decide(context, breaking_id, BreakingAction.REFUSE, body)


def _decide(context: Context, breaking_id: UUID, action: BreakingAction, body: BreakingDecision) -> dict[str, Any]:
    row = lock_breaking(context.db, context.actor, breaking_id)
    service.decide(context, row, action, body.reason)
    context.db.flush()
    return reading.read_breaking(context, row)


@router.reads(
    "/{breaking_id}/bundle",
    permission="seals:request",
    produces=["application/json"],
    errors=[LinkDestroyed, NotApproved, NotRequester, OfficerConcerned, WindowClosed],
    writes=True,
    step_up=True,
)
def download_unsealed_bundle(context: Context, breaking_id: UUID) -> Response:
    """Download what lies behind a broken seal, within 24 hours of the approval; each time is an entry in the log.

    It is written now and kept nowhere. `verify.py --forms` checks it against the log and recomputes the results.
    """
    row = lock_breaking(context.db, context.actor, breaking_id)
    service.note_download(context, row)
    headers = {"Content-Disposition": 'attachment; filename="lembar-dibuka.json"', "Cache-Control": "no-store"}
    return Response(write_bundle(context.db, row), media_type="application/json", headers=headers)
