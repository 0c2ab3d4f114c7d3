from typing import Annotated, Any

from fastapi import Path, Query
from sqlalchemy import select
from starlette.responses import PlainTextResponse, Response

from api.access.context import Context
from api.access.routing import Router
from api.audit import proofs
from api.audit.checkpoints import keys_of, origin_of
from api.audit.models import AuditCheckpoint
from api.audit.reading import checkpoint_read, verification_read
from api.audit.refusals import NothingSigned, NotYetSigned, UnreadableCheckpoint
from api.audit.rules import NotACheckpoint
from api.audit.schemas_checkpoints import (
    AuditKeyRead,
    CheckpointRead,
    ConsistencyProofRead,
    InclusionProofRead,
    VerificationRead,
    VerificationRequest,
)
from api.audit.service import record
from api.audit.verification import Known, read_earlier, verify
from api.kit.errors import TooLarge, UnsupportedMediaType
from api.kit.pages import Page, PageParams, read_page

router = Router(tag="audit")

SizePath = Annotated[int, Path(ge=1, le=2**62, description="How many entries the checkpoint is over.", examples=[1284])]
SeqPath = Annotated[int, Path(ge=1, le=2**62, description="The entry's number.", examples=[17])]


@router.acts(
    "/audit-entries/verification",
    permission="audit:read",
    response=VerificationRead,
    writes=False,
    errors=[UnreadableCheckpoint, TooLarge, UnsupportedMediaType],
)
def verify_audit_chain(context: Context, body: VerificationRequest) -> dict[str, Any]:
    """Verify the whole log: every entry, every signature, and whether it continues what you saw earlier.

    All hashes are computed anew from the entries. The first bad entry is named. With a checkpoint you kept – as file, or
    as the code printed on official papers – it is also proved that what you saw then is the beginning of today's log;
    without one, somebody with all rights on the database and the key could have written everything anew.
    """
    keys = keys_of(context.db)
    report = verify(context.db, keys, _earlier(body.earlier, keys))
    read = verification_read(report, context.language)
    context.note_before_answering(
        lambda db: record(
            db,
            actor=context.actor,
            action="verify_audit_chain",
            object_type="audit",
            object_id="log",
            after={"intact": read["intact"], "entries": read["entries"], "earlier": body.earlier is not None},
            trace=context.request_id,
        )
    )
    return read


def _earlier(text: str | None, keys: Any) -> Known | None:
    if not text:
        return None
    try:
        return read_earlier(text, keys)
    except NotACheckpoint:
        raise UnreadableCheckpoint() from None


@router.reads(
    "/audit-entries/{seq}/proof",
    permission="audit:read",
    response=InclusionProofRead,
    errors=[NothingSigned, NotYetSigned],
)
def get_audit_entry_proof(context: Context, seq: SeqPath) -> dict[str, Any]:
    """Read the proof that an entry is in the log as it was last signed (RFC 9162 §2.1.3)."""
    return proofs.proof_of_entry(context.db, seq)


@router.reads("/audit-checkpoints", permission="audit:read", response=Page[CheckpointRead])
def list_audit_checkpoints(context: Context, params: Annotated[PageParams, Query()]) -> dict[str, Any]:
    """List the signed checkpoints of the log, the newest first.

    Keep one now and then where this office cannot change it: with it, everything up to it can be verified for ever.
    """
    page = read_page(context.db, select(AuditCheckpoint).order_by(AuditCheckpoint.size.desc()), params)
    return {**page, "items": [checkpoint_read(row) for row in page["items"]]}


@router.reads("/audit-checkpoints/key", permission="audit:read", response=AuditKeyRead, errors=[NothingSigned])
def get_audit_key(context: Context) -> dict[str, Any]:
    """Read the public key with which the signatures under the checkpoints are verified."""
    origin = origin_of(context.db)
    if origin is None:
        raise NothingSigned()
    return {"origin": origin, "keys": keys_of(context.db).verifier_keys(origin)}


@router.reads("/audit-checkpoints/{size}/note", permission="audit:read", produces=["text/plain"])
def download_audit_checkpoint(context: Context, size: SizePath) -> Response:
    """Download one checkpoint as the text file to keep."""
    note = proofs.checkpoint_of(context.db, size).note
    headers = {"Content-Disposition": f'attachment; filename="bukti-catatan-{size}.txt"', "Cache-Control": "no-store"}
    return PlainTextResponse(note, headers=headers)


@router.reads(
    "/audit-checkpoints/{size}/proof", permission="audit:read", response=ConsistencyProofRead, errors=[NothingSigned]
)
def get_audit_checkpoint_proof(context: Context, size: SizePath) -> dict[str, Any]:
    """Read the proof that a checkpoint's log is the beginning of that of the newest one (RFC 9162 §2.1.4)."""
    return proofs.proof_of_checkpoint(context.db, proofs.checkpoint_of(context.db, size))
