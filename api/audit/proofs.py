"""Proofs from the newest checkpoint, for whoever wants to check one entry or an older checkpoint by himself."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.audit.checkpoints import newest_checkpoint
from api.audit.leaf import leaf_bytes, leaf_of
from api.audit.models import AuditCheckpoint, AuditEntry
from api.audit.refusals import NothingSigned, NotYetSigned
from api.audit.tree import consistency_proof, inclusion_proof
from api.kit.base import columns_of
from api.kit.errors import NotFound


def proof_of_entry(db: Session, seq: int) -> dict[str, Any]:
    entry = db.get(AuditEntry, seq)
    if entry is None:
        raise NotFound()
    newest = _newest(db)
    if seq > newest.size:
        raise NotYetSigned()
    columns = columns_of(entry, *(column.name for column in AuditEntry.__table__.columns))
    return {
        "seq": seq,
        "leaf": leaf_bytes(leaf_of(columns)).decode(),
        "note": newest.note,
        "proof": [node.hex() for node in inclusion_proof(_leaves(db, newest.size), seq - 1)],
    }


def proof_of_checkpoint(db: Session, earlier: AuditCheckpoint) -> dict[str, Any]:
    newest = _newest(db)
    nodes = consistency_proof(_leaves(db, newest.size), earlier.size)
    return {"earlier": earlier.note, "note": newest.note, "proof": [node.hex() for node in nodes]}


def checkpoint_of(db: Session, size: int) -> AuditCheckpoint:
    found = db.get(AuditCheckpoint, size)
    if found is None:
        raise NotFound()
    return found


def _newest(db: Session) -> AuditCheckpoint:
    newest = newest_checkpoint(db)
    if newest is None:
        raise NothingSigned()
    return newest


def _leaves(db: Session, size: int) -> list[bytes]:
    statement = select(AuditEntry.leaf_hash).where(AuditEntry.seq <= size).order_by(AuditEntry.seq)
    return list(db.scalars(statement.execution_options(yield_per=10_000)))
