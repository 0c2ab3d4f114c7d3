"""Somebody joins while the round is open: his tasks come to those that are there, and none is changed."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.assignments import queries_plan, seal
from api.assignments.circle import circle_of
from api.assignments.plan_changes import Pair, join_late
from api.assignments.planning import as_pairs
from api.assignments.refusals import RoundNotOpen
from api.assignments.rules import TaskStatus
from api.assignments.tasks import Row, add_tasks, asks, named_tasks, policies_of, task_row
from api.employees.queries import office_day
from api.kit.errors import Conflict
from api.kit.texts import Text
from api.rounds.models import EvaluationRound, Participant
from api.rounds.moves import expect_action
from api.rounds.participants import add_participant
from api.rounds.queries import participants_of, version_for
from api.rounds.reach import expect_other_person
from api.rounds.rules import Action, RoundKind, RoundStatus
from api.scoring.terms import Source


class NoVersionForClass(Conflict):
    text = Text(
        "Periode ini tidak mempunyai instrumen untuk kelompok jabatan pegawai ini.",
        "This round has no instrument for this employee's class of posts.",
    )


def expect_open(db: Session, actor: Actor, round: EvaluationRound, now: datetime) -> None:
    """May the caller change who takes part in this locked round, and is it open?"""
    status = expect_action(db, actor=actor, round=round, action=Action.ADD_PARTICIPANT, now=now)
    if status is not RoundStatus.OPEN:
        raise RoundNotOpen()


def join_round_late(
    db: Session, *, actor: Actor, round: EvaluationRound, employee_id: UUID, now: datetime, trace: str
) -> Participant:
    """One more participant of a locked open round, as he is today: self, superior, and peers both ways by the seed."""
    expect_open(db, actor, round, now)
    expect_other_person(actor, employee_id)
    day = office_day(db, now)
    participant = add_participant(
        db,
        actor=actor,
        round=round,
        employee_id=employee_id,
        day=day,
        now=now,
        trace=trace,
        operation="join_round_late",
    )
    participant.version_id = version_for(db, round, participant.position_class)
    if participant.version_id is None:
        raise NoVersionForClass()
    db.flush()
    named = named_tasks(round, [participant], policies_of(db, round, [participant]), TaskStatus.OPEN)
    add_tasks(db, [*named, *_peer_tasks(db, round, participant, day)])
    return participant


def _peer_tasks(db: Session, round: EvaluationRound, newcomer: Participant, day: date) -> list[Row]:
    seed = seal.seed_of(db, round.id)
    circle = circle_of(db, round, day)
    person = circle.person(newcomer.employee_id)
    if seed is None or person is None or round.kind == RoundKind.LIGHT:
        return []
    standing = [one for one in queries_plan.pairings_of(db, round.id) if one.stands and one.source == "peer"]
    pairs = join_late(
        person,
        people=circle.people,
        pairs=as_pairs([(one.rater_id, one.rated_id) for one in standing]),
        seed=seed,
        k=circle.k,
        hard=circle.hard,
    )
    return _rows(db, round, pairs)


def _rows(db: Session, round: EvaluationRound, pairs: tuple[Pair, ...]) -> list[Row]:
    people = participants_of(db, round)
    policies = policies_of(db, round, people)
    by_key = {str(one.employee_id): one for one in people}
    return [
        task_row(by_key[rated], UUID(rater), Source.PEER, TaskStatus.OPEN)
        for rater, rated in pairs
        if asks(policies.get(by_key[rated].id), Source.PEER)
    ]
