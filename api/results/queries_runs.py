"""Calculation runs, what goes into one, and what has come out of it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, String, and_, case, cast, delete, exists, false, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from api.access.actor import Actor
from api.assignments.models import Evaluation
from api.employees.models import Employee
from api.instruments.models import InstrumentVersion
from api.kit.database import AnySelect, lock_rows
from api.kit.errors import NotFound
from api.kit.outbox import OutboxMessage
from api.results.models import CalculationRun, Result, ResultDecision, ResultResponse, RunSignals
from api.rounds.models import EvaluationRound, Participant
from api.rounds.reach import oversees
from api.rounds.reasons import ParticipantStatus
from api.scoring.values import WorkResults
from api.work_results.models import WorkResult

MESSAGE = "calculate_round"


def visible_runs(actor: Actor, round: EvaluationRound) -> AnySelect:
    """For the officers of the round; nobody else has runs to look at."""
    seen = true() if oversees(actor, round.unit.path) else false()
    return select(CalculationRun).where(CalculationRun.round_id == round.id, seen)


def get_run(db: Session, actor: Actor, round: EvaluationRound, run_id: UUID) -> CalculationRun:
    run: CalculationRun | None = db.scalar(visible_runs(actor, round).where(CalculationRun.id == run_id))
    if run is None:
        raise NotFound()
    return run


def find_run(db: Session, run_id: UUID) -> CalculationRun | None:
    """For the worker; locked, so that two of them come one after the other."""
    found: CalculationRun | None = db.scalar(lock_rows(select(CalculationRun).where(CalculationRun.id == run_id), db))
    return found


def last_number(db: Session, round_id: UUID) -> int:
    return db.scalar(select(func.max(CalculationRun.number)).where(CalculationRun.round_id == round_id)) or 0


def is_running(db: Session, round_id: UUID) -> bool:
    """A run is at work, or waits for its turn. One whose message was given up is neither."""
    given_up = exists().where(
        OutboxMessage.kind == MESSAGE,
        OutboxMessage.key == func.replace(cast(CalculationRun.id, String), "-", ""),
        OutboxMessage.dead_at.is_not(None),
    )
    active = select(CalculationRun.id).where(
        CalculationRun.round_id == round_id, CalculationRun.status.in_(("queued", "running")), ~given_up
    )
    return db.scalar(active.limit(1)) is not None


def active_versions(db: Session, round_id: UUID) -> Sequence[InstrumentVersion]:
    """The versions that active participants are scored with, in the order of their ids."""
    used = select(Participant.version_id).where(
        Participant.round_id == round_id, Participant.status == ParticipantStatus.ACTIVE
    )
    return db.scalars(
        select(InstrumentVersion).where(InstrumentVersion.id.in_(used)).order_by(InstrumentVersion.id)
    ).all()


def count_scored(db: Session, round_id: UUID) -> int:
    return (
        db.scalar(
            select(func.count()).where(
                Participant.round_id == round_id,
                Participant.status == ParticipantStatus.ACTIVE,
                Participant.version_id.is_not(None),
            )
        )
        or 0
    )


def without_version(db: Session, round_id: UUID) -> Sequence[Any]:
    """Active participants nobody can score, by name."""
    return db.execute(
        select(Participant.id, Employee.name)
        .join(Employee, Employee.id == Participant.employee_id)
        .where(
            Participant.round_id == round_id,
            Participant.status == ParticipantStatus.ACTIVE,
            Participant.version_id.is_(None),
        )
        .order_by(Employee.name, Participant.id)
    ).all()


def with_damaged_forms(db: Session, round_id: UUID, version_id: UUID, items: int) -> Sequence[Any]:
    """Participants about whom there is a form that does not have the version's number of items, by name."""
    damaged = exists().where(
        Evaluation.round_id == round_id,
        Evaluation.participant_id == Participant.id,
        func.length(Evaluation.answers) != items,
    )
    return db.execute(
        select(Participant.id, Employee.name)
        .join(Employee, Employee.id == Participant.employee_id)
        .where(Participant.round_id == round_id, Participant.version_id == version_id, damaged)
        .order_by(Employee.name, Participant.id)
    ).all()


def not_scored(db: Session, round_id: UUID) -> Sequence[Any]:
    """Who takes no part in the calculation, with the neutral reason."""
    return db.execute(
        select(Participant.id, Employee.name, Participant.status, Participant.reason_code)
        .join(Employee, Employee.id == Participant.employee_id)
        .where(Participant.round_id == round_id, Participant.status != ParticipantStatus.ACTIVE)
        .order_by(Employee.name, Participant.id)
    ).all()


def entries_between(
    db: Session, round_id: UUID, version_id: UUID, first: UUID, last: UUID
) -> tuple[list[UUID], list[UUID], WorkResults]:
    """Of a chunk's participants: their ids, their employees', and what was entered as work result."""
    rows = db.execute(
        select(
            Participant.id,
            Participant.employee_id,
            WorkResult.code,
            WorkResult.skp_hundredths,
            func.coalesce(WorkResult.innovation, False).label("innovation"),
        )
        .outerjoin(WorkResult, WorkResult.participant_id == Participant.id)
        .where(
            Participant.round_id == round_id,
            Participant.version_id == version_id,
            Participant.status == ParticipantStatus.ACTIVE,
            Participant.id.between(first, last),
        )
        .order_by(Participant.id)
    ).all()
    work = WorkResults.of(
        [row.code for row in rows], [row.skp_hundredths for row in rows], [row.innovation for row in rows]
    )
    return [row.id for row in rows], [row.employee_id for row in rows], work


def remove_results(db: Session, run_id: UUID) -> None:
    """What a run that was killed left behind; such rows were never visible."""
    db.execute(delete(Result).where(Result.run_id == run_id, Result.status == "proposal"))


def remove_signals(db: Session, run_id: UUID) -> None:
    db.execute(delete(RunSignals).where(RunSignals.run_id == run_id))


def find_signals(db: Session, run_id: UUID) -> dict[str, Any]:
    """What a run found; empty for one that was made before there were signals, or beyond one meeting."""
    content: dict[str, Any] | None = db.scalar(select(RunSignals.content).where(RunSignals.run_id == run_id))
    return content or {}


def count_results(db: Session, run_id: UUID) -> int:
    return db.scalar(select(func.count()).where(Result.run_id == run_id)) or 0


def changed_between(db: Session, before: UUID, after: UUID) -> Sequence[Any]:
    """Participants whose figures in two runs are not the same, by name, with their old and new composite."""
    old, new = aliased(Result), aliased(Result)
    return db.execute(
        select(new.participant_id, Employee.name, old.composite.label("before"), new.composite.label("after"))
        .join(old, and_(old.participant_id == new.participant_id, old.run_id == before, ~old.superseded))
        .join(Employee, Employee.id == new.employee_id)
        .where(new.run_id == after, ~_same_figures(old, new))
        .order_by(Employee.name, new.participant_id)
    ).all()


def _same_figures(old: Any, new: Any) -> ColumnElement[bool]:
    compared = ("composite", "scaled", "numeric", "proposed_work", "proposed_behaviour", "proposed_predicate")
    equal = [func.coalesce(getattr(old, name), -1) == func.coalesce(getattr(new, name), -1) for name in compared]
    return and_(old.sums == new.sums, old.item_sums == new.item_sums, *equal)


def kept_decisions(db: Session, before: UUID, after: UUID) -> Sequence[Any]:
    """Decisions of the earlier run whose figures are the same in the later one, each with its new result."""
    old, new = aliased(Result), aliased(Result)
    return db.execute(
        select(ResultDecision, new.id.label("new_id"))
        .join(old, old.id == ResultDecision.result_id)
        .join(new, and_(new.participant_id == old.participant_id, new.run_id == after))
        .where(old.run_id == before, _same_figures(old, new))
    ).all()


def kept_responses(db: Session, before: UUID, after: UUID) -> Sequence[Any]:
    """What people answered to their proposals, each with the result of the later run."""
    old, new = aliased(Result), aliased(Result)
    return db.execute(
        select(ResultResponse, new.id.label("new_id"))
        .join(old, old.id == ResultResponse.result_id)
        .join(new, and_(new.participant_id == old.participant_id, new.run_id == after))
        .where(old.run_id == before)
    ).all()


def count_by_state(db: Session, round: EvaluationRound, *, reader: UUID | None = None) -> Any:
    """How many results of the published run are decided, released, undecided. The reader's own counts from its release
    on, as it stands in his lists from then: beside the list the counts would tell whether it is decided."""
    count = [
        func.coalesce(func.sum(case((condition, 1), else_=0)), 0).label(name)
        for name, condition in {
            "decided": Result.status == "decided",
            "released": Result.status == "released",
            "unreleased": or_(Result.status == "proposal", Result.status == "decided"),
        }.items()
    ]
    listed = true() if reader is None else or_(Result.employee_id != reader, Result.status == "released")
    return db.execute(select(*count).where(Result.run_id == round.published_run_id, ~Result.superseded, listed)).one()


def select_runs(actor: Actor, round: EvaluationRound) -> AnySelect:
    return visible_runs(actor, round).order_by(CalculationRun.number.desc(), CalculationRun.id)
