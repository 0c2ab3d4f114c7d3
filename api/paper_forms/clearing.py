"""When a round is over, what was typed once goes: within seconds of the closing, whoever or whatever closed it."""

from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from api.assignments.models import PaperSheet
from api.kit import clock
from api.kit.database import Database
from api.paper_forms import queries
from api.paper_forms.models import PaperRater, PaperTypist
from api.rounds.rules import RoundStatus

_UNTYPED = {"typing": None, "typed_by": None, "differed": False}


def clear_paper(database: Database) -> None:
    """A closed round may be opened again: its sheets keep their codes. Of every later state nothing is left."""
    with database.reading() as db:
        due = queries.rounds_to_clear(db, clock.now())
    for round_id, status in due:
        with database.writing() as db:
            if status == RoundStatus.CLOSED:
                db.execute(update(PaperSheet).where(PaperSheet.round_id == round_id).values(**_UNTYPED))
            else:
                db.execute(delete(PaperSheet).where(PaperSheet.round_id == round_id))


def erase_paper(db: Session, round_id: UUID) -> None:
    """With the forms goes who filled in on paper and why, and who typed."""
    for table in (PaperSheet, PaperRater, PaperTypist):
        db.execute(delete(table).where(table.round_id == round_id))
