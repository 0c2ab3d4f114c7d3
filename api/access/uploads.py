"""Reads an attached scan before the route opens its transaction: for callers who may attach it, and small enough."""

from typing import NamedTuple

from fastapi import UploadFile
from starlette.requests import Request

from api.access.context import Gate
from api.kit import clock
from api.kit.errors import Fault, Invalid, TooLarge
from api.kit.scans import MOST_SCAN_BYTES, scan_type
from api.kit.texts import Text
from api.kit.validation_texts import TEXTS

MAX_BODY_BYTES = MOST_SCAN_BYTES + 64 * 1024  # the fields and boundaries around the file
_WRONG_TYPE = Text("Lampirkan berkas PDF, JPEG, atau PNG.", "Attach a PDF, JPEG or PNG file.")
_TOO_LARGE = Text("Berkas paling besar 5 MB.", "A file of at most 5 MB.")


class Attached(NamedTuple):
    content: bytes
    media_type: str


async def refuse_repeated_fields(request: Request) -> None:
    names = [name for name, _ in (await request.form()).multi_items()]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise Invalid(faults=[Fault(f"/{name}", "repeated", TEXTS["repeated"]) for name in repeated])


def read_attached(request: Request, file: UploadFile, permission: str) -> Attached | None:
    """None: the caller may not attach anything, and the route is about to say so."""
    if not _may_attach(request, permission):
        return None
    content = file.file.read(MOST_SCAN_BYTES + 1)
    if len(content) > MOST_SCAN_BYTES:
        raise TooLarge(faults=[Fault("/file", "too_large", _TOO_LARGE)])
    media_type = scan_type(content)
    if media_type is None:
        raise Invalid(faults=[Fault("/file", "file_type", _WRONG_TYPE)])
    return Attached(content, media_type)


def _may_attach(request: Request, permission: str) -> bool:
    gate: Gate = request.app.state.gate
    with gate.database.reading() as db:
        caller = gate.load_actor(db, request, clock.now())
    return caller is not None and caller.may(permission)
