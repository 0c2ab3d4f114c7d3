from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.assignments.models import Assignment
from api.audit.models import AuditDetail, AuditEntry
from api.kit.database import AnySelect
from api.results.models import Result, ResultSeal
from api.results.queries import select_results


class Release(NamedTuple):
    """Where the log says that a result was released; `salt` opens the hash of what was said, until it is erased."""

    seq: int
    salt: str | None


def select_released(round_id: UUID | None) -> AnySelect:
    """Every released result, superseded ones too, in an order that stays."""
    statement = select_results().where(Result.status == "released")
    if round_id is not None:
        statement = statement.where(Result.round_id == round_id)
    return statement.order_by(Result.round_id, Result.id)


def find_seals(db: Session, results: Sequence[Result]) -> dict[UUID, str]:
    rows = db.execute(
        select(ResultSeal.result_id, ResultSeal.content_hash)
        .join(Result, Result.id == ResultSeal.result_id)
        .where(Result.round_id.in_({result.round_id for result in results}))
    )
    return {row.result_id: row.content_hash for row in rows}


SHARING = ("release_round", "rule_on_objection", "record_external_ruling", "approve_result_correction")


def find_releases(db: Session, results: Sequence[Result]) -> dict[UUID, Release]:
    """The entry that shared each version: its first of these, for what supersedes it is an entry about it, too."""
    known = {str(result.id): result.id for result in results}
    rows = db.execute(
        select(AuditEntry.object_id, AuditEntry.seq, AuditDetail.salt)
        .outerjoin(AuditDetail, AuditDetail.seq == AuditEntry.seq)
        .where(AuditEntry.object_type == "result", AuditEntry.action.in_(SHARING), AuditEntry.outcome == "done")
        .order_by(AuditEntry.seq.desc())  # so that the first stays
    )
    return {
        known[row.object_id]: Release(row.seq, None if row.salt is None else row.salt.hex())
        for row in rows
        if row.object_id in known
    }


def rated_by_himself(db: Session, employee_id: UUID | None) -> dict[UUID, str]:
    """Participants about whom this person had a task, and as which source; from his own tasks."""
    if employee_id is None:
        return {}
    rows = db.execute(
        select(Assignment.participant_id, Assignment.source).where(
            Assignment.evaluator_id == employee_id, Assignment.receipt.is_not(None)
        )
    )
    return {row.participant_id: row.source for row in rows}
