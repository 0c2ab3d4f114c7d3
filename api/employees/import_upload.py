"""Reads an uploaded list before the route opens its transaction: parsing may take seconds, and nobody else shall wait."""

from typing import Annotated

from fastapi import Form
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from api.access.context import Gate
from api.employees.import_schemas import ImportForm
from api.employees.importing import Choices, Upload
from api.employees.roster_columns import ROSTER_COLUMNS, ROSTER_REQUIRED
from api.kit import clock
from api.kit.errors import Fault, Invalid, TooLarge
from api.kit.spreadsheets.limits import DEFAULT_LIMITS
from api.kit.spreadsheets.reading import read_table
from api.kit.spreadsheets.refusals import FileRefused
from api.kit.texts import Text
from api.kit.validation_texts import TEXTS

MAX_BODY_BYTES = DEFAULT_LIMITS.upload_bytes + 64 * 1024  # the fields and boundaries around the file
PERMISSION = "employees:import"


class Sent:
    """What came with the form. `upload` None: the caller may not import, and the route is about to say so."""

    def __init__(self, choices: Choices, upload: Upload | None):
        self.choices = choices
        self.upload = upload


async def read_upload(request: Request, form: Annotated[ImportForm, Form(media_type="multipart/form-data")]) -> Sent:
    names = [name for name, _ in (await request.form()).multi_items()]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise Invalid(faults=[Fault(f"/{name}", "repeated", TEXTS["repeated"]) for name in repeated])
    choices = Choices(
        dry_run=form.dry_run == "true",
        skip_faulty_rows=form.skip_faulty_rows == "true",
        complete=form.complete == "true",
        confirmed=form.confirmed == "true",
    )
    return Sent(choices, await run_in_threadpool(_read, request, form))


def _read(request: Request, form: ImportForm) -> Upload | None:
    if not _may_import(request):
        return None
    data = form.file.file.read()
    try:
        table = read_table(data, form.file.filename or "", columns=ROSTER_COLUMNS, required=ROSTER_REQUIRED)
    except FileRefused as refused:
        text = Text(*(f"{message} {remedy}" for message, remedy in zip(refused.message, refused.remedy, strict=True)))
        kind = TooLarge if refused.is_too_large else Invalid
        raise kind(faults=[Fault("/file", refused.code, text)]) from None
    return Upload.of(data, table)


def _may_import(request: Request) -> bool:
    """Nobody else makes the server unpack a file."""
    gate: Gate = request.app.state.gate
    with gate.database.reading() as db:
        caller = gate.load_actor(db, request, clock.now())
    return caller is not None and caller.may(PERMISSION)
