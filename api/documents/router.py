"""The letterhead, the register of papers, and their signed scans."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Query
from starlette.responses import Response

from api.access.context import Context
from api.access.routing import Router
from api.access.uploads import MAX_BODY_BYTES
from api.documents import letterhead, queries, reading, scans
from api.documents.refusals import DocumentSuperseded, SameScan, ScanNeedsReason
from api.documents.rules import check_pattern
from api.documents.schemas import DocumentFilters, DocumentRead, LetterheadRead, LetterheadWrite
from api.documents.upload import read_scan
from api.employees.office import expect_office_manager
from api.employees.queries import office_day
from api.employees.transfers import position_named
from api.kit.conditional import IfMatch, etag, expect_version
from api.kit.errors import Forbidden, PreconditionRequired
from api.kit.pages import Page
from api.kit.scans import ENDINGS
from api.rounds.reach import OwnRecord
from api.rounds.refusals import expect_valid

router = Router(tag="documents")


@router.reads("/office/letterhead", permission="office:manage", response=LetterheadRead)
def get_letterhead(context: Context) -> dict[str, Any]:
    """Read the letterhead of official papers, and who would sign them today.

    As long as nobody entered one it is made of the office's name and address.
    """
    return _letterhead(context)


@router.replaces(
    "/office/letterhead", permission="office:manage", response=LetterheadRead, errors=[PreconditionRequired]
)
def set_letterhead(context: Context, body: LetterheadWrite, if_match: IfMatch = None) -> dict[str, Any]:
    """Enter the letterhead, the pattern of numbers and who signs.

    A paper that is printed again under another letterhead gets a new number and supersedes the one before.
    """
    expect_valid(check_pattern(body.number_pattern))
    if body.signatory_position_id is not None:
        position_named(context.db, context.actor, body.signatory_position_id, pointer="/signatory_position_id")
    expect_office_manager(context.actor)
    expect_version(if_match, letterhead.letterhead_of(context.db).row_version)
    letterhead.set_letterhead(context.db, actor=context.actor, changes=body.model_dump(), trace=context.request_id)
    return _letterhead(context)


def _letterhead(context: Context) -> dict[str, Any]:
    read = letterhead.read_letterhead(context.db, office_day(context.db, context.now))
    context.send_header("ETag", etag(read["row_version"]))
    return read


@router.reads("/documents", permission="documents:read", response=Page[DocumentRead])
def list_documents(context: Context, filters: Annotated[DocumentFilters, Query()]) -> dict[str, Any]:
    """List the papers that were given a number, the newest first, with their signed scans.

    Officers see those of their units, everybody the sheets of his own released results.
    """
    return reading.list_documents(context.db, actor=context.actor, params=filters, round_id=filters.round_id)


@router.acts(
    "/documents/{document_id}/scan",
    permission=reading.PERMISSION,
    response=DocumentRead,
    errors=[DocumentSuperseded, OwnRecord, SameScan, ScanNeedsReason],
    max_body_size=MAX_BODY_BYTES,
)
def attach_signed_scan(
    context: Context, document_id: UUID, scan: Annotated[scans.Scan | None, Depends(read_scan)]
) -> dict[str, Any]:
    """Attach the signed paper as a scan: PDF, JPEG or PNG, at most 5 MB.

    A scan that is there already is replaced only with a reason, and kept. Your own sheet needs another officer.
    """
    if scan is None:
        raise Forbidden()
    document = queries.get_document(context.db, context.actor, document_id)
    scans.attach_signed_scan(
        context.db, actor=context.actor, document=document, scan=scan, now=context.now, trace=context.request_id
    )
    return reading.read_document(context.db, actor=context.actor, document=document)


@router.reads("/documents/{document_id}/scan", permission="documents:read", produces=list(ENDINGS), writes=True)
def download_signed_scan(context: Context, document_id: UUID) -> Response:
    """Download the signed paper, as it was attached last."""
    document = queries.get_document(context.db, context.actor, document_id)
    file = scans.download_signed_scan(context.db, actor=context.actor, document=document, trace=context.request_id)
    headers = {
        "Content-Disposition": f'attachment; filename="{file.name}"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(file.content, media_type=file.media_type, headers=headers)
