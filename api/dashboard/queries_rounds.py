"""Earlier rounds of the same office, with the unit figures that were frozen at their release."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from api.instruments.models import InstrumentVersion
from api.results.unit_tables import FACT
from api.rounds.models import EvaluationRound, RoundFact, RoundInstrument

MOST = 11
"""Earlier rounds on one line: with the present one three years of quarters."""


def earlier_tables(db: Session, round: EvaluationRound) -> Sequence[Any]:
    """Round and frozen unit table, the earliest period first; of the same unit and kind, so that a line can be drawn."""
    ends, starts = EvaluationRound.period_end, EvaluationRound.period_start
    before = or_(ends < round.period_end, and_(ends == round.period_end, starts > round.period_start))
    found = db.execute(
        select(EvaluationRound, RoundFact.content)
        .join(RoundFact, and_(RoundFact.round_id == EvaluationRound.id, RoundFact.name == FACT))
        .where(EvaluationRound.unit_id == round.unit_id, EvaluationRound.kind == round.kind, before)
        .order_by(ends.desc(), starts, EvaluationRound.id)
        .limit(MOST)
    ).all()
    return found[::-1]


def instruments_of_rounds(db: Session, round_ids: Collection[UUID]) -> dict[UUID, list[tuple[str, UUID, UUID]]]:
    """By round: class of posts, instrument and version."""
    rows = db.execute(
        select(RoundInstrument, InstrumentVersion.instrument_id)
        .join(InstrumentVersion, InstrumentVersion.id == RoundInstrument.version_id)
        .where(RoundInstrument.round_id.in_(round_ids))
        .order_by(RoundInstrument.round_id, RoundInstrument.position_class)
    )
    found: dict[UUID, list[tuple[str, UUID, UUID]]] = defaultdict(list)
    for used, instrument_id in rows:
        found[used.round_id].append((used.position_class, instrument_id, used.version_id))
    return found
