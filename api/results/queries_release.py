"""Writing a release in a few statements, however many results it takes; and the figures of a round that go with it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from api.results.models import Result, ResultSeal
from api.rounds.models import RoundFact

AT_ONCE = 10_000


def add_seals(db: Session, hashes: Mapping[UUID, str]) -> None:
    """Numbered through the whole office, so that a missing one is noticed."""
    last = db.scalar(select(func.max(ResultSeal.sequence))) or 0
    rows = [
        {"result_id": result_id, "content_hash": digest, "sequence": number}
        for number, (result_id, digest) in enumerate(hashes.items(), start=last + 1)
    ]
    if rows:
        db.execute(insert(ResultSeal), rows)


def mark_released(db: Session, result_ids: Sequence[UUID], *, released_at: datetime, released_by: UUID) -> None:
    for start in range(0, len(result_ids), AT_ONCE):
        db.execute(
            update(Result)
            .where(Result.id.in_(result_ids[start : start + AT_ONCE]))
            .values(
                status="released",
                released_at=released_at,
                released_by=released_by,
                row_version=Result.row_version + 1,
            )
            .execution_options(synchronize_session=False)
        )


def find_fact(db: Session, round_id: UUID, name: str) -> Any:
    """The figures of this name, or None."""
    fact = db.get(RoundFact, (round_id, name))
    return None if fact is None else fact.content


def set_fact(db: Session, round_id: UUID, name: str, content: Any) -> None:
    db.merge(RoundFact(round_id=round_id, name=name, content=content))
