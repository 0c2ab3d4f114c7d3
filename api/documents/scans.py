"""The signed paper comes back as a scan: attached once, replaced only with a reason, never lost."""

import hashlib
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.assignments.who_sees import is_anonymous
from api.audit.service import record
from api.documents import queries
from api.documents.models import Document, DocumentScan
from api.documents.reading import PERMISSION, place_of
from api.documents.refusals import DocumentSuperseded, SameScan, ScanNeedsReason
from api.kit.errors import NotFound
from api.kit.scans import ENDINGS
from api.results.queries import rated_by
from api.rounds.reach import expect_other_person, expect_reach
from api.rounds.verdicts import check_reason


class Scan(NamedTuple):
    content: bytes
    media_type: str
    reason: str


class Download(NamedTuple):
    content: bytes
    media_type: str
    name: str


def attach_signed_scan(db: Session, *, actor: Actor, document: Document, scan: Scan, now: datetime, trace: str) -> None:
    expect_reach(actor, PERMISSION, place_of(document))
    if document.result is not None:
        expect_other_person(actor, document.result.employee_id)
    queries.lock_document(db, document.id)
    if document.superseded_by_id is not None:
        raise DocumentSuperseded()
    before = queries.newest_scans(db, [document.id]).get(document.id)
    content_hash = hashlib.sha256(scan.content).hexdigest()
    _expect_replaceable(before, content_hash, scan.reason)
    db.add(
        DocumentScan(
            document_id=document.id,
            version=1 if before is None else before.version + 1,
            media_type=scan.media_type,
            size=len(scan.content),
            content_hash=content_hash,
            content=scan.content,
            attached_at=now,
            attached_by=actor.account_id,
            reason=scan.reason,
        )
    )
    db.flush()
    record(
        db,
        actor=actor,
        action="attach_signed_scan",
        object_type="document",
        object_id=document.id,
        before=None if before is None else {"content_hash": before.content_hash},
        after={"content_hash": content_hash},
        reason=scan.reason or None,
        trace=trace,
    )


def _expect_replaceable(before: DocumentScan | None, content_hash: str, reason: str) -> None:
    if before is None:
        return
    if before.content_hash == content_hash:
        raise SameScan()
    if faults := check_reason(reason):
        raise ScanNeedsReason(faults=list(faults))


def download_signed_scan(db: Session, *, actor: Actor, document: Document, trace: str) -> Download:
    """The newest scan; who took it stands in the log. Who rated the person without a name does not get it: the paper
    may show parts that are hidden from him (disclosure)."""
    scan = queries.newest_scans(db, [document.id]).get(document.id)
    if scan is None or _rated_without_name(db, actor, document):
        raise NotFound()
    record(
        db,
        actor=actor,
        action="download_signed_scan",
        object_type="document",
        object_id=document.id,
        after={"version": scan.version},
        trace=trace,
    )
    name = f"{document.kind.replace('_', '-')}-{document.year}-{document.sequence}.{ENDINGS[scan.media_type]}"
    return Download(queries.content_of(db, scan.id), scan.media_type, name)


def _rated_without_name(db: Session, actor: Actor, document: Document) -> bool:
    if document.result is None:
        return False
    participant_id = document.result.participant_id
    source = rated_by(db, actor.employee_id, [participant_id]).get(participant_id)
    return source is not None and is_anonymous(source)
