"""What was filled in for a task and never handed in: the draft, and what stands on printed sheets."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from api.assignments.models import Draft, PaperSheet
from api.kit.database import AnySelect

Tasks = Collection[UUID] | AnySelect

_VOID = {"assignment_id": None, "printed_by": None, "typed_by": None, "typing": None, "differed": False}


def forget_unsent(db: Session, tasks: Tasks, *, on_paper: bool = True) -> None:
    """These tasks are done, declined, withdrawn or another's now; `on_paper`: sheets of them may be out."""
    db.execute(delete(Draft).where(Draft.assignment_id.in_(tasks)))
    if on_paper:
        void_sheets(db, tasks)


def void_sheets(db: Session, tasks: Tasks) -> None:
    """Of a sheet only its code is left, so that whoever types it later learns that it does not count."""
    db.execute(update(PaperSheet).where(PaperSheet.assignment_id.in_(tasks)).values(**_VOID))


def erase_unsent(db: Session, round_id: UUID, tasks: Tasks) -> None:
    """Nothing of this round can be handed in any more: drafts go, and sheets with their codes."""
    db.execute(delete(Draft).where(Draft.assignment_id.in_(tasks)))
    db.execute(delete(PaperSheet).where(PaperSheet.round_id == round_id))
