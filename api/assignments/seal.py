"""The seal between a task and its form, and the sealed seed of the draw.

No other module touches these two tables (a test holds it): whoever can join them knows who rated whom how. A token is
resolved for the rater's own form while his round is open; archiving destroys the tokens and the seed.
"""

from uuid import UUID, uuid4

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from api.assignments.models import Assignment, SealedSeed, SealedToken


def token_of(db: Session, assignment_id: UUID) -> UUID | None:
    """The form of a task, for its own rater; None while nothing was handed in, or once the link is destroyed."""
    return db.scalar(select(SealedToken.token).where(SealedToken.assignment_id == assignment_id))


def seal(db: Session, assignment_id: UUID) -> UUID:
    """A new random token for the task's form. The primary key lets each task have one form, whoever sends it twice."""
    token = uuid4()
    db.execute(insert(SealedToken).values(assignment_id=assignment_id, token=token))
    return token


def break_off(db: Session, assignment_id: UUID) -> None:
    """Forget which form belongs to the task: for a form that is being removed."""
    db.execute(delete(SealedToken).where(SealedToken.assignment_id == assignment_id))


def keep_seed(db: Session, round_id: UUID, seed: bytes) -> None:
    """Seal the seed of a draw; a new draw replaces it."""
    db.execute(delete(SealedSeed).where(SealedSeed.round_id == round_id))
    db.execute(insert(SealedSeed).values(round_id=round_id, seed=seed))


def seed_of(db: Session, round_id: UUID) -> bytes | None:
    """The seed, for drawing substitutes and the peers of late joiners."""
    return db.scalar(select(SealedSeed.seed).where(SealedSeed.round_id == round_id))


def destroy(db: Session, round_id: UUID) -> None:
    """When a round is archived: from now on nobody, with whatever rights, can say who handed in which form."""
    tasks = select(Assignment.id).where(Assignment.round_id == round_id)
    db.execute(delete(SealedToken).where(SealedToken.assignment_id.in_(tasks)))
    db.execute(delete(SealedSeed).where(SealedSeed.round_id == round_id))
