"""An export is itself an entry, and the log is signed with it: what leaves the office can be checked to its very end."""

from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.audit.rules import Occasion
from api.audit.service import ask_checkpoint, record


def record_export(db: Session, *, actor: Actor | None, round_id: UUID | None, trace: str | None = None) -> None:
    """Before it is written: an export that fails afterwards is one entry too many, never one too few."""
    record(
        db,
        actor=actor,
        action="download_audit_export",
        object_type="audit",
        object_id="log",
        after={"round_id": round_id},
        trace=trace,
    )
    ask_checkpoint(db, Occasion.EXPORT)
