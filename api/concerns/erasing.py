"""What becomes of reports about comments when the comments themselves go; the steps taken stay in the log."""

from uuid import UUID

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from api.concerns.models import CommentReport
from api.rounds.models import Participant


def has_open_report(db: Session, round_id: UUID) -> bool:
    """Whether somebody still waits for a word about a comment of this round."""
    waits = CommentReport.status.in_(("open", "proposed"))
    return db.scalar(select(CommentReport.id).where(_of(round_id), waits).limit(1)) is not None


def erase_reports(db: Session, round_id: UUID) -> None:
    db.execute(delete(CommentReport).where(_of(round_id)))


def _of(round_id: UUID) -> ColumnElement[bool]:
    return CommentReport.participant_id.in_(select(Participant.id).where(Participant.round_id == round_id))
