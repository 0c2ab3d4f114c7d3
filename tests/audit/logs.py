"""A log with something in it, signed as it grew."""

from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from api.audit.checkpoints import make_checkpoint
from api.audit.models import AuditCheckpoint
from api.audit.rules import Occasion
from api.audit.service import record, write_waiting
from api.audit.signing import attach_signer
from api.kit.database import Database


def write_entries(db: Session, number: int, **fields: Any) -> None:
    for one in range(number):
        after = {"status": "closed", "n": one} if one % 3 else None
        record(
            db, actor=None, action="close_round", object_type="round", object_id=f"r{one}", **{"after": after, **fields}
        )
    write_waiting(db)


def signed_log(database: Database, folder: Path, sizes: tuple[int, ...] = (20, 40, 60)) -> AuditCheckpoint:
    """Checkpoints at these sizes; the last one is what the auditor took with him."""
    attach_signer(database, folder / "audit.key")
    made: AuditCheckpoint | None = None
    so_far = 0
    for size in sizes:
        with database.writing() as db:
            write_entries(db, size - so_far)
            made = make_checkpoint(db, Occasion.ASKED)
        so_far = size
    assert made is not None
    return made
