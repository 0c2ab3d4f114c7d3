"""Checkpoints of the log: at every move of a round, at every export, hourly, and when asked for.

They are made in the transaction of the deed, after its entries, and cost only what came since the one before.
"""

from datetime import timedelta

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from api.audit.models import AuditCheckpoint, AuditEntry
from api.audit.rules import Checkpoint, NotACheckpoint, Occasion, read_note
from api.audit.signing import SIGNER, KeyFaultError, Keys, Signer
from api.audit.tree import CompactRange
from api.kit import clock
from api.kit.database import Database, is_sqlite

AT_LEAST_EVERY = timedelta(hours=1)

_SEQUENCE_LOCK = 0x61756469


def lock_sequence(db: Session) -> None:
    """Whoever numbers entries or signs them is alone; on SQLite the writer already has the whole file."""
    if not is_sqlite(db):
        db.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _SEQUENCE_LOCK})


def newest_checkpoint(db: Session) -> AuditCheckpoint | None:
    return db.scalar(select(AuditCheckpoint).order_by(AuditCheckpoint.size.desc()).limit(1))


def origin_of(db: Session) -> str | None:
    """Whose log it is: named after its first entry, which no other log has. None as long as there is none."""
    first = db.scalar(select(AuditEntry.leaf_hash).order_by(AuditEntry.seq).limit(1))
    return None if first is None else origin_from(first)


def origin_from(first_leaf: bytes) -> str:
    return f"penilaian-kinerja/{first_leaf.hex()[:16]}"


def make_checkpoint(db: Session, occasion: Occasion) -> AuditCheckpoint | None:
    """Sign the log as it stands; None where nothing came since the last one, or where these sessions cannot sign.

    Commands without the key (and tests of other things) leave it to the next one who has it, at the latest the hourly
    tick of the service.
    """
    signer: Signer | None = db.info.get(SIGNER)
    if signer is None:
        return None
    lock_sequence(db)
    last, origin = newest_checkpoint(db), origin_of(db)
    grown = _grown(db, last)
    if origin is None or (last is not None and grown.size <= last.size):
        return None
    checkpoint = Checkpoint(origin, grown.size, grown.root())
    row = AuditCheckpoint(
        size=grown.size,
        root=checkpoint.root,
        frontier=grown.to_bytes(),
        note=signer.keys(may_create=last is None).sign(checkpoint),
        occasion=occasion,
        made_at=clock.now(),
    )
    db.add(row)
    db.flush()
    return row


def _grown(db: Session, last: AuditCheckpoint | None) -> CompactRange:
    """The tree of today, from the last checkpoint's where that can be believed, else from the beginning."""
    tree = _believed(last) or CompactRange()
    leaves = select(AuditEntry.leaf_hash).where(AuditEntry.seq > tree.size).order_by(AuditEntry.seq)
    for part in db.scalars(leaves.execution_options(yield_per=10_240)).partitions():
        tree.extend(part)
    return tree


def _believed(last: AuditCheckpoint | None) -> CompactRange | None:
    """The stored subtrees are not signed themselves: they count only if they lead to the root that is."""
    if last is None:
        return None
    try:
        tree = CompactRange.from_bytes(last.size, last.frontier)
        signed, _ = read_note(last.note)
    except (ValueError, NotACheckpoint):
        return None
    return tree if (signed.size, signed.root) == (last.size, tree.root()) else None


def keys_of(db: Session) -> Keys:
    """The office's keys. Raises KeyFaultError where they are gone although something was signed with them."""
    signer: Signer | None = db.info.get(SIGNER)
    if signer is None:
        raise KeyFaultError("Kunci catatan audit belum disiapkan untuk sambungan ini.")
    return signer.keys(may_create=newest_checkpoint(db) is None)


def checkpoint_when_due(database: Database) -> None:
    """The hourly one (and the first): nothing for a log that has not grown."""
    with database.reading() as db:
        last = newest_checkpoint(db)
        grown = (db.scalar(select(func.max(AuditEntry.seq))) or 0) > (0 if last is None else last.size)
        due = grown and (last is None or clock.now() - last.made_at >= AT_LEAST_EVERY)
    if due:
        with database.writing() as db:
            make_checkpoint(db, Occasion.HOURLY)
