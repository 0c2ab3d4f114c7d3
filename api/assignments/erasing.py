"""The end of retention: the forms of a round go, what was made of them stays.

Results keep their exact sums and item sums (none of an anonymous source below its threshold), so that they are shown and
explained as before; from sums nobody gets back to a single form.
"""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from api.assignments import seal
from api.assignments.models import Assignment, Evaluation, EvaluationComment, PendingLeaf
from api.assignments.unsent import erase_unsent


class Forms(NamedTuple):
    """What there is of a round's forms."""

    forms: int
    comments: int


def count_forms(db: Session, round_id: UUID) -> Forms:
    forms = db.scalar(select(func.count()).where(Evaluation.round_id == round_id)) or 0
    comments = db.scalar(select(func.count()).where(_comment_of(round_id))) or 0
    return Forms(forms, comments)


def erase_forms(db: Session, round_id: UUID) -> Forms:
    """Remove forms, comments, the salts of their leaves, drafts, sheets, and the words with which tasks were declined.

    The link to the raters is gone since the archiving; a cancelled round has never been archived, so it goes here. Tasks
    stay: they say that somebody rated a person, and whoever did is still shown no figure his own form stands behind.
    """
    found = count_forms(db, round_id)
    tasks = select(Assignment.id).where(Assignment.round_id == round_id)
    seal.destroy(db, round_id)
    erase_unsent(db, round_id, tasks)
    db.execute(delete(EvaluationComment).where(_comment_of(round_id)))
    db.execute(delete(PendingLeaf).where(PendingLeaf.round_id == round_id))
    db.execute(delete(Evaluation).where(Evaluation.round_id == round_id))
    db.execute(update(Assignment).where(Assignment.round_id == round_id).values(decline_reason=""))
    return found


def _comment_of(round_id: UUID) -> ColumnElement[bool]:
    own = select(Evaluation.token).where(Evaluation.round_id == round_id)
    return EvaluationComment.token.in_(own)
