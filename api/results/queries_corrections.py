"""Which corrections: for the officers of a unit those of its people, never of one's own result."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, contains_eager

from api.access.actor import Actor
from api.access.permissions import roles_for
from api.kit.database import AnySelect, lock_rows
from api.kit.errors import NotFound
from api.results.models import Result, ResultCorrection
from api.results.queries import of_others
from api.results.schemas_corrections import CorrectionFilters
from api.rounds.models import Participant
from api.rounds.reach import OFFICERS, within

APPROVE = "results:approve_correction"


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


def select_corrections(actor: Actor, filters: CorrectionFilters) -> AnySelect:
    """The newest proposal first."""
    statement = visible_corrections(actor)
    if filters.status is not None:
        statement = statement.where(ResultCorrection.status == filters.status)
    if filters.result_id is not None:
        statement = statement.where(ResultCorrection.result_id == filters.result_id)
    if filters.waiting_for_me is not None:
        waits = awaits(actor)
        statement = statement.where(waits if filters.waiting_for_me else ~waits)
    return statement.order_by(ResultCorrection.proposed_at.desc(), ResultCorrection.id)


def awaits(actor: Actor) -> ColumnElement[bool]:
    """Proposed by somebody else, and the caller may approve it."""
    places = actor.paths(*(roles_for(APPROVE) & set(OFFICERS)))
    by_another = ResultCorrection.proposed_by != actor.account_id
    return and_(ResultCorrection.status == "proposed", by_another, within(Participant.unit_path, places))


def count_waiting(db: Session, actor: Actor) -> int:
    """As many as `select_corrections` finds waiting for him."""
    statement = (
        select(func.count())
        .select_from(ResultCorrection)
        .join(ResultCorrection.result)
        .join(Result.participant)
        .where(of_others(actor), awaits(actor))
    )
    return db.scalar(statement) or 0


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


def open_among(db: Session, result_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of these results for which a correction is proposed."""
    statement = select(ResultCorrection.result_id).where(
        ResultCorrection.result_id.in_(result_ids), ResultCorrection.status == "proposed"
    )
    return frozenset(db.scalars(statement))


def made_by_correction(db: Session, result_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of these versions that came out of a correction; any other later version came out of a ruling."""
    statement = select(ResultCorrection.new_result_id).where(ResultCorrection.new_result_id.in_(result_ids))
    return frozenset(found for found in db.scalars(statement) if found is not None)
