"""Reads a file of evidence before the route opens its transaction; the same limits as for signed scans."""

from typing import Annotated

from fastapi import Form, UploadFile
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from api.access.uploads import read_attached, refuse_repeated_fields
from api.kit.schemas import Line, Schema
from api.objections.evidence import Evidence

PERMISSION = "objections:file"


class EvidenceForm(Schema):
    file: Annotated[UploadFile, Field(description="A paper or a photo of it: PDF, JPEG or PNG, at most 5 MB.")]
    caption: Annotated[Line, Field(description="What it shows.", examples=["Tanda terima laporan Oktober 2026"])]


async def read_evidence(
    request: Request, form: Annotated[EvidenceForm, Form(media_type="multipart/form-data")]
) -> Evidence | None:
    """None: the caller may not attach anything, and the route is about to say so."""
    await refuse_repeated_fields(request)
    return await run_in_threadpool(_read, request, form)


def _read(request: Request, form: EvidenceForm) -> Evidence | None:
    attached = read_attached(request, form.file, PERMISSION)
    return None if attached is None else Evidence(attached.content, attached.media_type, form.caption)
