"""Which corrections: for the officers of a unit those of its people, never of one's own result."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from api.access.actor import Actor
from api.kit.database import AnySelect, lock_rows
from api.kit.errors import NotFound
from api.results.models import Result, ResultCorrection
from api.results.queries import of_others
from api.rounds.models import Participant
from api.rounds.reach import OFFICERS, within


def visible_corrections(actor: Actor) -> AnySelect:
    related = contains_eager(ResultCorrection.result)
    return (
        select(ResultCorrection)
        .join(ResultCorrection.result)
        .join(Result.participant)
        .options(
            related.contains_eager(Result.participant),
            related.joinedload(Result.employee),
            related.joinedload(Result.round),
            related.joinedload(Result.decision),
            related.joinedload(Result.response),
        )
        .where(of_others(actor), within(Participant.unit_path, actor.paths(*OFFICERS)))
    )


def select_corrections(actor: Actor, *, status: str | None, result_id: UUID | None) -> AnySelect:
    """The newest proposal first."""
    statement = visible_corrections(actor)
    if status is not None:
        statement = statement.where(ResultCorrection.status == status)
    if result_id is not None:
        statement = statement.where(ResultCorrection.result_id == result_id)
    return statement.order_by(ResultCorrection.proposed_at.desc(), ResultCorrection.id)


def get_correction(db: Session, actor: Actor, correction_id: UUID) -> ResultCorrection:
    statement = visible_corrections(actor).where(ResultCorrection.id == correction_id)
    found: ResultCorrection | None = db.scalar(statement.execution_options(populate_existing=True))
    if found is None:
        raise NotFound()
    return found


def lock_correction(db: Session, correction_id: UUID) -> None:
    db.execute(lock_rows(select(ResultCorrection.id).where(ResultCorrection.id == correction_id), db))


def has_open(db: Session, result_id: UUID) -> bool:
    statement = select(ResultCorrection.id).where(
        ResultCorrection.result_id == result_id, ResultCorrection.status == "proposed"
    )
    return db.scalar(statement) is not None
