"""Opening a round: people frozen as they are today, tasks handed out, all in the moment nothing stands in the way."""

from datetime import datetime
from uuid import UUID

import structlog
from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.assignments import queries_plan
from api.assignments.circle import active_of
from api.assignments.launch import check_launch
from api.assignments.rules import TaskStatus
from api.assignments.tasks import add_tasks, named_tasks, policies_of
from api.audit.service import record
from api.employees.queries import office_day
from api.kit import clock
from api.kit.database import Database
from api.kit.faults import Fault
from api.rounds.launch_facts import Check, Severity
from api.rounds.models import EvaluationRound
from api.rounds.moves import expect_action, move_round
from api.rounds.queries import due_to_open, lock_round_by_id
from api.rounds.refreshing import refresh_participants
from api.rounds.refusals import LaunchBlocked, expect
from api.rounds.rules import Action, RoundFacts, RoundStatus, can_move
from api.rounds.verdicts import Verdict
from api.rounds.versions import freeze_versions

log = structlog.get_logger("rounds")


def open_round(
    db: Session, *, actor: Actor | None, round: EvaluationRound, now: datetime, trace: str | None = None
) -> EvaluationRound:
    """Open a locked draft, or refuse with every blocker of the launch check. Without an actor: at its announced time."""
    if actor is None:
        expect(can_move(RoundStatus(round.status), Action.OPEN, RoundFacts()))
    else:
        expect_action(db, actor=actor, round=round, action=Action.OPEN, now=now)
    refresh_participants(db, actor=actor, round=round, day=office_day(db, now), trace=trace)
    blockers = blockers_of(db, round, now)
    if blockers:
        raise LaunchBlocked(_verdict(blockers))
    freeze_versions(db, round=round)
    _hand_out(db, round)
    return move_round(db, actor=actor, round=round, action=Action.OPEN, now=now, trace=trace)


def blockers_of(db: Session, round: EvaluationRound, now: datetime) -> list[Check]:
    return [check for check in check_launch(db, round=round, now=now) if check.severity is Severity.BLOCKER]


def _verdict(blockers: list[Check]) -> Verdict:
    """The sentence about all of them first, then each with its code."""
    return Verdict(
        (
            Fault("", LaunchBlocked.code, LaunchBlocked.text),
            *(Fault("", check.code, check.text) for check in blockers),
        )
    )


def _hand_out(db: Session, round: EvaluationRound) -> None:
    """Peers as they were drawn; the persons themselves and their superiors as the snapshot has them now."""
    people = active_of(db, round)
    queries_plan.clear_named_tasks(db, round.id)
    add_tasks(db, named_tasks(round, people, policies_of(db, round, people), TaskStatus.PLANNED))
    queries_plan.start_tasks(db, round.id)


def open_due_rounds(database: Database) -> None:
    """Announced openings whose time has come. One that cannot open is told in the log, once, and waits for its officer."""
    with database.reading() as db:
        due = due_to_open(db, clock.now())
    for round_id in due:
        try:
            with database.writing() as db:
                round = lock_round_by_id(db, round_id)
                if round.status == RoundStatus.DRAFT:  # nobody was faster
                    open_round(db, actor=None, round=round, now=clock.now())
        except LaunchBlocked as blocked:
            _leave_to_the_officer(database, round_id, blocked)


def _leave_to_the_officer(database: Database, round_id: UUID, blocked: LaunchBlocked) -> None:
    codes = sorted({fault.code for fault in blocked.faults} - {LaunchBlocked.code})
    with database.writing() as db:
        round = lock_round_by_id(db, round_id)
        before = {"opens_at": round.opens_at}
        round.opens_at = None
        after = {"opens_at": None, "blockers": codes}
        record(
            db,
            actor=None,
            action="open_round_failed",
            object_type="round",
            object_id=round_id,
            before=before,
            after=after,
        )
    log.warning("round_not_opened", blockers=codes)
