"""Reads a scan before the route opens its transaction; what it is, its first bytes say."""

from typing import Annotated

from fastapi import Form, UploadFile
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from api.access.uploads import read_attached, refuse_repeated_fields
from api.documents.reading import PERMISSION
from api.documents.scans import Scan
from api.kit.schemas import OptionalParagraph, Schema


class ScanForm(Schema):
    file: Annotated[UploadFile, Field(description="The signed paper as PDF, JPEG or PNG, at most 5 MB.")]
    reason: Annotated[
        OptionalParagraph,
        Field(description="Why it takes the place of the scan that is there.", examples=["Halaman kedua terpotong."]),
    ] = ""


async def read_scan(request: Request, form: Annotated[ScanForm, Form(media_type="multipart/form-data")]) -> Scan | None:
    """None: the caller may not attach anything, and the route is about to say so."""
    await refuse_repeated_fields(request)
    return await run_in_threadpool(_read, request, form)


def _read(request: Request, form: ScanForm) -> Scan | None:
    attached = read_attached(request, form.file, PERMISSION)
    return None if attached is None else Scan(attached.content, attached.media_type, form.reason)
