"""Files that belong to an objection: added by the person until it is heard, never changed, read by its parties."""

import hashlib
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.audit.service import record
from api.kit.errors import NotFound
from api.kit.scans import ENDINGS
from api.objections import queries
from api.objections.models import ObjectionEvidence
from api.objections.queries import Case, Standing
from api.objections.reading import sees_contents
from api.objections.refusals import SameEvidence
from api.objections.service import Step


class Evidence(NamedTuple):
    content: bytes
    media_type: str
    caption: str


class Download(NamedTuple):
    content: bytes
    media_type: str
    name: str


def attach_evidence(step: Step, case: Case, evidence: Evidence) -> None:
    content_hash = hashlib.sha256(evidence.content).hexdigest()
    known = queries.evidence_of(step.db, case.objection.id)
    if content_hash in {one.content_hash for one in known}:
        raise SameEvidence()
    row = ObjectionEvidence(
        objection_id=case.objection.id,
        caption=evidence.caption,
        media_type=evidence.media_type,
        size=len(evidence.content),
        content_hash=content_hash,
        content=evidence.content,
        attached_at=step.now,
        attached_by=step.actor.account_id,
    )
    step.db.add(row)
    step.db.flush()
    step.log(case.objection, after={"content_hash": content_hash})


def download_evidence(
    db: Session, *, actor: Actor, standing: Standing, objection_id: UUID, evidence_id: UUID, trace: str
) -> Download:
    """For whoever sees what was written; who took it stands in the log."""
    case = queries.get_case(db, standing, objection_id)
    if not sees_contents(standing, case):
        raise NotFound()
    found = queries.get_evidence(db, case, evidence_id)
    record(
        db,
        actor=actor,
        action="download_objection_evidence",
        object_type="objection",
        object_id=objection_id,
        after={"content_hash": found.content_hash},
        trace=trace,
    )
    return Download(found.content, found.media_type, f"bukti-{found.content_hash[:8]}.{ENDINGS[found.media_type]}")
