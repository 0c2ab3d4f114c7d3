"""The demo's past and present: two rounds that are finished and one that runs, each made by the real use cases at its time."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.actor import Actor, Grant
from api.access.permissions import Role
from api.assignments.declining import decline_assignment
from api.assignments.held import hold_task
from api.assignments.opening import open_round
from api.assignments.planning import propose_assignments
from api.assignments.rules import DeclineCategory
from api.demo.disputes import object_and_end, share_and_object, shared_first, team_of
from api.demo.filling_in import begin, hand_in, rated_in
from api.demo.meeting import begin_meeting, report_one_comment
from api.demo.ratings import work_code
from api.demo.talks import hold_talks
from api.employees.models import Employee
from api.employees.queries import office_day, office_zone
from api.kit import clock
from api.kit.database import Database
from api.results.confirming import Chosen, decide_as_proposed
from api.results.decisions import decide, take_up
from api.results.models import Result
from api.results.organisation import OrganisationWord, set_organisation_predicate
from api.results.queries import round_results, standing_of
from api.results.receipts import acknowledge_result
from api.results.release import release_round
from api.results.rules import Decision, DepartureCategory
from api.results.runs import calculate_round
from api.rounds.deadlines import end_of_day
from api.rounds.extending import extend_round
from api.rounds.models import Participant
from api.rounds.periods import Period
from api.rounds.queries import lock_round_by_id
from api.rounds.schemas import RoundCreate, RoundExtend
from api.rounds.service import create_round
from api.routes import outbox_handlers
from api.scoring.terms import Expectation
from api.work_results.schemas import WorkResultWrite
from api.work_results.service import set_work_result
from api.worker import Worker

TRACE = "demo"
OPEN_FOR = timedelta(days=14)
UNDECIDED = 3  # in the newest finished round: they follow
HANDED_IN = 0.6  # of the running round so far


@dataclass(frozen=True)
class Cast:
    """Who acts: everybody by id, and the two officers."""

    people: dict[UUID, Employee]
    officer: Actor
    head: Actor
    looked_at: frozenset[UUID]
    """Staff whose accounts the demo is shown with: in the running round their tasks wait."""

    def actor(self, employee_id: UUID) -> Actor:
        return actor_for(self.people[employee_id], Role.EMPLOYEE, Role.ASSESSOR)


def actor_for(employee: Employee, *roles: Role) -> Actor:
    if employee.account_id is None:
        raise ValueError("everybody of the demo has an account")
    grants = tuple(Grant(role, "/") for role in roles)
    return Actor(employee.account_id, employee.account_id, employee.name, employee.id, grants)


def finished_round(database: Database, cast: Cast, period: Period, opened: datetime, *, newest: bool) -> None:
    """From opening to receipts; of the newest a few results are not decided yet."""
    with clock.standing_at(opened), database.writing() as db:
        round_id = _opened(db, cast, period, opened)
    with clock.standing_at(opened + timedelta(days=6)), database.writing() as db:
        hand_in(db, cast, round_id, share=1.0)
        _enter_work_results(db, cast, round_id)
    after = opened + OPEN_FOR + timedelta(days=1)
    with clock.standing_at(after):
        with database.writing() as db:
            round = lock_round_by_id(db, round_id)
            calculate_round(db, actor=cast.officer, round=round, now=after, trace=TRACE)
        _drain(database)
    decided = after + timedelta(days=2)
    with clock.standing_at(decided), database.writing() as db:
        _decide(db, cast, round_id, decided, left=UNDECIDED if newest else 0)
    released = decided + timedelta(days=2)
    with clock.standing_at(released):
        with database.writing() as db:
            team = team_of(db, cast, round_id)
            _release(db, cast, round_id, released, shared_first(db, cast, round_id, team) if newest else None)
        _drain(database)
    with clock.standing_at(released + timedelta(days=1)), database.writing() as db:
        _acknowledge(db, cast, round_id)
        hold_talks(db, cast, round_id, clock.now())
        if newest:
            begin_meeting(db, cast, round_id)
            report_one_comment(db, cast, round_id)
    if newest:
        object_and_end(database, cast, team, round_id, released)
        share_and_object(database, cast, team, round_id)
        _drain(database)


def running_round(database: Database, cast: Cast, period: Period, opened: datetime) -> None:
    """Open now: most forms are handed in, some are begun, one rater has more time, one declined."""
    with clock.standing_at(opened), database.writing() as db:
        round_id = _opened(db, cast, period, opened)
    now = clock.now()
    with database.writing() as db:
        left = hand_in(db, cast, round_id, share=HANDED_IN, waiting=cast.looked_at)
        peers = [task for task in left if task.source == "peer" and task.evaluator_id not in cast.looked_at]
        begin(db, cast, peers[:8])
        declining = hold_task(db, cast.actor(peers[8].evaluator_id), peers[8].id, alone=True)
        decline_assignment(
            db,
            actor=cast.actor(peers[8].evaluator_id),
            held=declining,
            category=DeclineCategory.NO_CONTACT,
            reason="Belum pernah bekerja bersama dalam periode ini.",
        )
        later = RoundExtend(
            deadline=end_of_day((opened + OPEN_FOR).date() + timedelta(days=4), office_zone(db)),
            employee_id=peers[9].evaluator_id,
            reason="Bertugas di luar kantor sampai akhir pekan.",
        )
        round = lock_round_by_id(db, round_id)
        extend_round(
            db, actor=cast.officer, round=round, extending=later, day=office_day(db, now), now=now, trace=TRACE
        )


def _opened(db: Session, cast: Cast, period: Period, now: datetime) -> UUID:
    new = RoundCreate(
        name=period.name,
        period_start=period.start,
        period_end=period.end,
        closes_at=end_of_day((now + OPEN_FOR).date(), office_zone(db)),
    )
    round = create_round(db, actor=cast.officer, new=new, now=now, trace=TRACE)
    db.flush()
    head = db.scalars(
        select(Participant).where(Participant.round_id == round.id, Participant.employee_id == cast.head.employee_id)
    ).one()
    head.superior_outside = True
    db.flush()
    propose_assignments(db, actor=cast.officer, round=round, now=now, trace=TRACE)
    db.flush()
    open_round(db, actor=cast.officer, round=round, now=now, trace=TRACE)
    return round.id


def _enter_work_results(db: Session, cast: Cast, round_id: UUID) -> None:
    name, rated = rated_in(db, cast, round_id)
    for participant in db.scalars(select(Participant).where(Participant.round_id == round_id)).all():
        actor = cast.officer if participant.superior_id is None else cast.actor(participant.superior_id)
        code = work_code(rated[participant.id], name)
        # a third has an SKP figure instead of the bare rating
        figured = _one_in_three(rated[participant.id].nip)
        write = WorkResultWrite(skp=112.5 if code == 1 else 98.75) if figured else WorkResultWrite(code=code)
        set_work_result(
            db, actor=actor, participant=participant, present=None, write=write, now=clock.now(), trace=TRACE
        )


def _decide(db: Session, cast: Cast, round_id: UUID, now: datetime, *, left: int) -> None:
    round = lock_round_by_id(db, round_id)
    set_organisation_predicate(
        db, actor=cast.officer, round=round, word=OrganisationWord.GOOD, document="800/112/SETDA/2026", trace=TRACE
    )
    by_assessor: dict[UUID, list[Result]] = {}
    for result, superior in _results(db, round_id):
        if superior is None:
            _decide_outside(db, cast.officer, result, now)
        else:
            by_assessor.setdefault(superior, []).append(result)
    departed = False
    for superior, results in sorted(by_assessor.items(), key=lambda entry: cast.people[entry[0]].nip):
        actor = cast.actor(superior)
        ready = [one for one in results if one.proposed_predicate is not None]
        if not departed and len(ready) > 4:
            _depart(db, actor, ready.pop(), now)
            departed = True
        while left and len(ready) > 4:
            ready.pop()
            left -= 1
        if ready:
            standing = standing_of(db, actor, now)
            chosen = [Chosen(one.id, one.row_version) for one in ready]
            decide_as_proposed(db, standing=standing, round=round, chosen=chosen, now=now, trace=TRACE)


def _results(db: Session, round_id: UUID) -> Sequence[tuple[Result, UUID | None]]:
    rows = db.execute(
        select(Result, Participant.superior_id)
        .join(Participant, Participant.id == Result.participant_id)
        .where(Result.round_id == round_id)
        .join(Employee, Employee.id == Result.employee_id)
        .order_by(Employee.nip)
    )
    return [(row[0], row[1]) for row in rows]


def _decide_outside(db: Session, actor: Actor, result: Result, now: datetime) -> None:
    """What an official outside decided, with its document."""
    work = Expectation.MEETS if result.proposed_work is None else Expectation(result.proposed_work)
    decision = Decision(
        work_rating=work,
        behaviour_rating=Expectation.MEETS,
        reason="Bukti kerja triwulan ini dan catatan dialog kinerja sudah dibahas bersama.",
        category=DepartureCategory.EVIDENCE,
        document="Nota Sekda 800/115/2026",
    )
    _decide_one(db, actor, result, now, decision, external=True)


def _depart(db: Session, actor: Actor, result: Result, now: datetime) -> None:
    """Otherwise than proposed, one step in the work done, with the words that needs."""
    above = result.proposed_work == Expectation.ABOVE
    decision = Decision(
        work_rating=Expectation.MEETS if above else Expectation.ABOVE,
        behaviour_rating=Expectation(result.proposed_behaviour or Expectation.MEETS),
        reason="Hasil kerja tambahan pada akhir periode sudah dibuktikan dan dibahas bersama.",
        category=DepartureCategory.EVIDENCE,
    )
    _decide_one(db, actor, result, now, decision, external=False)


def _decide_one(
    db: Session, actor: Actor, result: Result, now: datetime, decision: Decision, *, external: bool
) -> None:
    standing = standing_of(db, actor, now)
    deciding = take_up(db, standing=standing, result_id=result.id, now=now, records_external=external)
    message = "Terima kasih. Pertahankan yang sudah baik; satu hal lagi kita pelajari bersama."
    decide(db, actor=actor, deciding=deciding, decision=decision, message=message, now=now, trace=TRACE)


def _release(db: Session, cast: Cast, round_id: UUID, now: datetime, chosen: list[UUID] | None) -> None:
    """By the head, and his own by the personnel officer."""
    for actor in (cast.head, cast.officer):
        round = lock_round_by_id(db, round_id)
        release_round(db, actor=actor, round=round, chosen=chosen, unit_ids=None, now=now, trace=TRACE)


def _acknowledge(db: Session, cast: Cast, round_id: UUID) -> None:
    """Two of three have read theirs; the rest are received by the lapse of days."""
    for result in db.scalars(round_results(round_id)).all():
        if result.status == "released" and not _one_in_three(cast.people[result.employee_id].nip):
            acknowledge_result(db, actor=cast.actor(result.employee_id), result=result, now=clock.now(), trace=TRACE)


def _one_in_three(nip: str) -> bool:
    return random.Random(f"third {nip}").random() < 1 / 3


def _drain(database: Database) -> None:
    Worker(database, outbox_handlers(), ()).drain()
