"""Reads an uploaded list before the route opens its transaction: parsing may take seconds, and nobody else shall wait."""

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Form, UploadFile
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from api.access.context import Gate
from api.kit import clock
from api.kit.errors import Fault, Invalid, TooLarge
from api.kit.schemas import Schema
from api.kit.spreadsheets.limits import DEFAULT_LIMITS
from api.kit.spreadsheets.reading import read_table
from api.kit.spreadsheets.refusals import FileRefused
from api.kit.spreadsheets.table import Table
from api.kit.texts import Text
from api.kit.validation_texts import TEXTS
from api.work_results.import_words import WORK_COLUMNS, WORK_REQUIRED

MAX_BODY_BYTES = DEFAULT_LIMITS.upload_bytes + 64 * 1024  # the fields and boundaries around the file
PERMISSION = "work_results:import"


class WorkImportForm(Schema):
    file: Annotated[
        UploadFile,
        Field(description="A list with NIP and hasilKinerjaNilai or NILAI SKP, .csv or .xlsx, at most 5 MB."),
    ]
    dry_run: Annotated[Literal["true", "false"], Field(description="`true`: only tell what would happen.")] = "true"


@dataclass(frozen=True)
class SentList:
    """What came with the form. `table` None: the caller may not import, and the route is about to say so."""

    dry_run: bool
    table: Table | None


async def read_list(
    request: Request, form: Annotated[WorkImportForm, Form(media_type="multipart/form-data")]
) -> SentList:
    names = [name for name, _ in (await request.form()).multi_items()]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise Invalid(faults=[Fault(f"/{name}", "repeated", TEXTS["repeated"]) for name in repeated])
    return SentList(form.dry_run == "true", await run_in_threadpool(_read, request, form))


def _read(request: Request, form: WorkImportForm) -> Table | None:
    if not _may_import(request):
        return None
    data = form.file.file.read()
    try:
        return read_table(data, form.file.filename or "", columns=WORK_COLUMNS, required=WORK_REQUIRED)
    except FileRefused as refused:
        text = Text(*(f"{message} {remedy}" for message, remedy in zip(refused.message, refused.remedy, strict=True)))
        kind = TooLarge if refused.is_too_large else Invalid
        raise kind(faults=[Fault("/file", refused.code, text)]) from None


def _may_import(request: Request) -> bool:
    """Nobody else makes the server unpack a file."""
    gate: Gate = request.app.state.gate
    with gate.database.reading() as db:
        caller = gate.load_actor(db, request, clock.now())
    return caller is not None and caller.may(PERMISSION)
