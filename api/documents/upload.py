"""Reads a scan before the route opens its transaction; what it is, its first bytes say."""

from typing import Annotated

from fastapi import Form, UploadFile
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from api.access.context import Gate
from api.documents.reading import PERMISSION
from api.documents.rules import MOST_SCAN_BYTES, scan_type
from api.documents.scans import Scan
from api.kit import clock
from api.kit.errors import Fault, Invalid, TooLarge
from api.kit.schemas import OptionalParagraph, Schema
from api.kit.texts import Text
from api.kit.validation_texts import TEXTS

MAX_BODY_BYTES = MOST_SCAN_BYTES + 64 * 1024  # the fields and boundaries around the file
_WRONG_TYPE = Text("Lampirkan berkas PDF, JPEG, atau PNG.", "Attach a PDF, JPEG or PNG file.")
_TOO_LARGE = Text("Berkas paling besar 5 MB.", "A file of at most 5 MB.")


class ScanForm(Schema):
    file: Annotated[UploadFile, Field(description="The signed paper as PDF, JPEG or PNG, at most 5 MB.")]
    reason: Annotated[
        OptionalParagraph,
        Field(description="Why it takes the place of the scan that is there.", examples=["Halaman kedua terpotong."]),
    ] = ""


async def read_scan(request: Request, form: Annotated[ScanForm, Form(media_type="multipart/form-data")]) -> Scan | None:
    """None: the caller may not attach anything, and the route is about to say so."""
    names = [name for name, _ in (await request.form()).multi_items()]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise Invalid(faults=[Fault(f"/{name}", "repeated", TEXTS["repeated"]) for name in repeated])
    return await run_in_threadpool(_read, request, form)


def _read(request: Request, form: ScanForm) -> Scan | None:
    if not _may_attach(request):
        return None
    content = form.file.file.read(MOST_SCAN_BYTES + 1)
    if len(content) > MOST_SCAN_BYTES:
        raise TooLarge(faults=[Fault("/file", "too_large", _TOO_LARGE)])
    media_type = scan_type(content)
    if media_type is None:
        raise Invalid(faults=[Fault("/file", "file_type", _WRONG_TYPE)])
    return Scan(content, media_type, form.reason)


def _may_attach(request: Request) -> bool:
    gate: Gate = request.app.state.gate
    with gate.database.reading() as db:
        caller = gate.load_actor(db, request, clock.now())
    return caller is not None and caller.may(PERMISSION)
