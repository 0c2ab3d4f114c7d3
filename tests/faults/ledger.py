"""What the tables must say at any moment of a round, whatever was tried before."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.assignments.models import Assignment, Evaluation, SealedToken
from api.audit.models import AuditEntry
from api.objections.models import Objection
from api.results.models import Result, ResultSeal
from api.results.queries import select_results
from api.results.seals import content_hash

DEEDS = (
    "acknowledge_result", "answer_objection", "approve_result_correction", "decide_result", "decline_assignment",
    "extend_round", "file_objection", "join_round_late", "leave_participant", "move_participant", "open_round",
    "propose_result_correction", "reassign_superior", "record_external_ruling", "reject_result_correction",
    "reopen_round", "reply_to_answer", "rule_on_objection", "start_objection_review", "submit_evaluation",
    "transfer_employee", "withdraw_objection",
)  # fmt: skip


class Task(NamedTuple):
    """Rater and rated by their names in the game."""

    id: UUID
    rater: str
    rated: str
    source: str


def count(db: Session, model: Any, *conditions: Any) -> int:
    return db.scalar(select(func.count()).select_from(model).where(*conditions)) or 0


def check_tasks(db: Session, expected: Mapping[UUID, str]) -> None:
    """Each task is what became of it, and there is none beside them."""
    found = dict(db.execute(select(Assignment.id, Assignment.status)).all())
    assert found == expected, set(found.items()) ^ set(expected.items())


def check_forms(db: Session, handed_in: int) -> None:
    """A form for each task that was ever handed in, no more."""
    assert count(db, Evaluation) == count(db, SealedToken) == handed_in


def check_deeds(db: Session, expected: Mapping[str, int]) -> None:
    """What was done is in the log as often as it was done."""
    assert set(expected) <= set(DEEDS), "the log is not asked for all that is counted"
    done = select(AuditEntry.action, func.count()).where(AuditEntry.action.in_(DEEDS), AuditEntry.outcome == "done")
    found = dict(db.execute(done.group_by(AuditEntry.action)).all())
    assert found == expected, {name: (found.get(name, 0), expected.get(name, 0)) for name in found | dict(expected)}


def check_sequence(db: Session) -> None:
    sequence = list(db.scalars(select(AuditEntry.seq).order_by(AuditEntry.seq)))
    assert sequence == list(range(1, len(sequence) + 1))


def check_objections(db: Session, expected: Mapping[UUID, str]) -> None:
    assert dict(db.execute(select(Objection.id, Objection.status)).all()) == expected


def check_released(db: Session) -> int:
    """Whatever is released is decided and says what its seal says; how many versions that are."""
    released = db.scalars(select_results().where(Result.status == "released")).all()
    seals = {seal.result_id: seal.content_hash for seal in db.scalars(select(ResultSeal))}
    assert {one.id: content_hash(one) for one in released} == seals
    assert all(one.decision is not None for one in released)
    return len(released)
