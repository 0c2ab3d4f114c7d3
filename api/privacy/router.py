from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from starlette.responses import Response

from api.access.context import Context
from api.access.permissions import SIGNED_IN
from api.access.routing import Router
from api.employees.queries import get_office
from api.kit.pages import Page, PageParams
from api.privacy import export, queries, readers, requests, service
from api.privacy.policy import load_policy
from api.privacy.refusals import AlreadyAnswered, AlreadyAsked
from api.privacy.register import NOT_LOGGED, read_kinds
from api.privacy.schemas import (
    DataRegisterRead,
    DataRequestAnswer,
    DataRequestCreate,
    DataRequestFilters,
    DataRequestItem,
    DataRequestRead,
    ReadingRead,
)
from api.rounds.reach import OwnRecord

router = Router(tag="privacy")


@router.reads("/me/data", permission=SIGNED_IN, response=DataRegisterRead)
def get_my_data_register(context: Context) -> dict[str, Any]:
    """Read what is stored about you: by kind, for what, on which basis, who sees it, and for how long.

    UU 27/2022 Pasal 21. Nothing rests on consent, so nothing is asked for.
    """
    policy = load_policy(context.request.app.state.settings.retention_policy)
    return {
        "kinds": read_kinds(policy, context.language),
        "contact": get_office(context.db).worry_contact,
        "not_logged": NOT_LOGGED.in_language(context.language),
    }


@router.reads("/me/result-readers", permission=SIGNED_IN, response=list[ReadingRead])
def list_my_result_readers(context: Context) -> list[dict[str, Any]]:
    """List who read your shared results by office: day, role and name, from the log, the latest first.

    Never who rated you; your own reading is left out. Somebody who reads often on a day stands there once.
    """
    return readers.list_readers(context.db, actor=context.actor, language=context.language)


@router.reads("/me/data-export", permission=SIGNED_IN, produces=[export.ZIP], writes=True)
def export_my_data(context: Context) -> Response:
    """Download everything about you as a ZIP: `data-saya.json`, and the same as a page, `data-saya.html`.

    As you see it in the dashboard, with its thresholds: nothing in it tells who rated you (UU 27/2022 Pasal 33 huruf b).
    What you wrote about others is only counted. The download is recorded.
    """
    content = export.export_my_data(
        context.db, actor=context.actor, now=context.now, language=context.language, trace=context.request_id
    )
    headers = {"Content-Disposition": 'attachment; filename="data-saya.zip"'}
    return Response(content, headers=headers, media_type=export.ZIP)


@router.reads("/me/correction-requests", permission="data_requests:file", response=Page[DataRequestRead])
def list_my_correction_requests(context: Context, params: Annotated[PageParams, Query()]) -> dict[str, Any]:
    """List your requests for correction, the latest first."""
    return requests.list_own(
        context.db, employee_id=context.employee_id, params=params, now=context.now, language=context.language
    )


@router.creates(
    "/me/correction-requests", permission="data_requests:file", response=DataRequestRead, errors=[AlreadyAsked]
)
def file_correction_request(context: Context, body: DataRequestCreate) -> dict[str, Any]:
    """Ask for a correction of your data. It is answered within 3 × 24 hours (UU 27/2022 Pasal 30).

    One request for each field at a time. Against a result one objects instead.
    """
    request = service.file_correction_request(
        context.db,
        actor=context.actor,
        employee_id=context.employee_id,
        asked=body,
        now=context.now,
        trace=context.request_id,
    )
    return requests.read_own(context.db, request=request, now=context.now, language=context.language)


@router.reads("/correction-requests", permission="data_requests:answer", response=Page[DataRequestItem])
def list_correction_requests(context: Context, filters: Annotated[DataRequestFilters, Query()]) -> dict[str, Any]:
    """List requests for correction of the people of your units: what waits first, the oldest of it first."""
    return requests.list_for_officer(
        context.db, actor=context.actor, filters=filters, now=context.now, language=context.language
    )


@router.acts(
    "/correction-requests/{request_id}/answer",
    permission="data_requests:answer",
    response=DataRequestItem,
    errors=[AlreadyAnswered, OwnRecord],
)
def answer_correction_request(context: Context, request_id: UUID, body: DataRequestAnswer) -> dict[str, Any]:
    """Answer a request: corrected, or not and why. Once; one's own is answered by another officer.

    The correction itself is made where the data stands (employees, placements, work results).
    """
    request = queries.get_request(context.db, context.actor, request_id)
    service.answer_correction_request(
        context.db,
        actor=context.actor,
        request=request,
        answered=body,
        now=context.now,
        trace=context.request_id,
    )
    return requests.read_for_officer(
        context.db, actor=context.actor, request=request, now=context.now, language=context.language
    )
