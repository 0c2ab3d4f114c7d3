"""A person's earlier results, and which instrument stands behind each."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from api.instruments.models import InstrumentVersion
from api.kit.database import AnySelect
from api.results.models import Result
from api.results.queries import Standing, visible_results
from api.results.rules import ResultStatus
from api.rounds.models import EvaluationRound
from api.rounds.rules import RoundKind


def select_earlier(standing: Standing, result: Result, now: datetime) -> AnySelect:
    """Of the same person, released, of periods before this one, the latest first: only what the caller may see."""
    return (
        visible_results(standing, now)
        .where(
            Result.employee_id == result.employee_id,
            Result.round_id != result.round_id,
            Result.status == ResultStatus.RELEASED,
            ~Result.superseded,
            EvaluationRound.kind != RoundKind.PRACTICE,
            _is_before(result.round),
        )
        .order_by(EvaluationRound.period_end.desc(), EvaluationRound.period_start, Result.id)
    )


def _is_before(round: EvaluationRound) -> ColumnElement[bool]:
    """Ended earlier; of two that end on the same day (a quarter and its year) the shorter comes first."""
    ends, starts = EvaluationRound.period_end, EvaluationRound.period_start
    return or_(ends < round.period_end, and_(ends == round.period_end, starts > round.period_start))


def instruments_of(db: Session, version_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """The instrument of each version: later versions of it carry the line on."""
    rows = db.execute(
        select(InstrumentVersion.id, InstrumentVersion.instrument_id).where(InstrumentVersion.id.in_(version_ids))
    )
    return {row.id: row.instrument_id for row in rows}
