"""The demo's objections: one changed a result, one was withdrawn, one waits for the assessor, one for the ruling.

Each made by the real use cases at its time. A few results of the newest round are shared only lately, so that the demo can
be looked at while people may still object.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.kit import clock
from api.kit.database import Database
from api.objections import queries, ruling, service
from api.objections.models import Objection
from api.objections.rules import ObjectionAction, RulingOutcome
from api.objections.schemas import RulingWrite
from api.objections.service import Ground, Step
from api.results.models import Result
from api.results.recomputing import content_of
from api.results.release import release_round
from api.rounds.models import Participant
from api.rounds.queries import lock_round_by_id
from api.scoring.terms import Expectation

if TYPE_CHECKING:
    from api.demo.history import Cast

TRACE = "demo"
SHARED_LATELY = timedelta(days=6)
_GROUND = "Dua surat terima kasih warga dan laporan bulanan yang tepat waktu belum tampak pada hasil ini."
_ANSWER = "Penilaian saya berdasarkan catatan bulanan; dua surat itu memang belum saya terima saat menilai."
_REPLY = "Terima kasih. Salinan kedua surat sudah saya serahkan dan mohon ikut dipertimbangkan."
_RULING = "Kedua pihak sudah didengar. Bukti baru menunjukkan layanan yang lebih baik daripada yang tercatat."


class Team(NamedTuple):
    """The colleagues of one the demo is looked at with, by their part in it; `objector` is himself one of them."""

    objector: UUID
    changed: UUID
    withdrawn: UUID
    heard: UUID
    assessor: UUID


def team_of(db: Session, cast: "Cast", round_id: UUID) -> Team:
    """Decided results of the first of the shown staff's team, in the order of their NIP."""
    shown = sorted(cast.looked_at, key=lambda one: cast.people[one].email or "")[0]
    rows = db.execute(
        select(Result.employee_id, Participant.superior_id)
        .join(Participant, Participant.id == Result.participant_id)
        .where(Result.round_id == round_id, Result.status == "decided")
    ).all()
    assessor = next(row.superior_id for row in rows if row.employee_id == shown)
    others = [row.employee_id for row in rows if row.superior_id == assessor and row.employee_id != shown]
    changed, withdrawn, heard = sorted(others, key=lambda one: cast.people[one].nip)[:3]
    return Team(shown, changed, withdrawn, heard, assessor)


def shared_first(db: Session, cast: "Cast", round_id: UUID, team: Team) -> list[UUID]:
    """Everybody's result but those of the shown staff and of one colleague."""
    later = {*cast.looked_at, team.heard}
    statement = select(Result.id).where(Result.round_id == round_id, Result.employee_id.not_in(later))
    return list(db.scalars(statement))


def object_and_end(database: Database, cast: "Cast", team: Team, round_id: UUID, released: datetime) -> None:
    """Soon after the first release: one changes the result, one is withdrawn."""
    filed = released + timedelta(days=5)
    changed = _file(database, cast, team.changed, round_id, filed)
    withdrawn = _file(database, cast, team.withdrawn, round_id, filed)
    _take(database, cast.actor(team.withdrawn), ObjectionAction.WITHDRAW, withdrawn, filed + timedelta(days=2))
    _hear(database, cast, team, changed, filed)
    ruled = filed + timedelta(days=6)
    with clock.standing_at(ruled), database.writing() as db:
        step = _step(db, cast.head, ObjectionAction.RULE, ruled)
        case = service.take_up(step, changed)
        ruling.rule(step, case, _better(db, case.objection.result_id))


def share_and_object(database: Database, cast: "Cast", team: Team, round_id: UUID) -> None:
    """Lately: the rest is shared; one objection waits for the assessor's words, one for the ruling."""
    shared = clock.now() - SHARED_LATELY
    with clock.standing_at(shared), database.writing() as db:
        round = lock_round_by_id(db, round_id)
        release_round(db, actor=cast.head, round=round, chosen=None, unit_ids=None, now=shared, trace=TRACE)
    filed = shared + timedelta(hours=20)
    heard = _file(database, cast, team.heard, round_id, filed)
    _hear(database, cast, team, heard, filed)
    waiting = _file(database, cast, team.objector, round_id, filed + timedelta(days=1))
    _take(database, cast.head, ObjectionAction.START_REVIEW, waiting, filed + timedelta(days=2))


def _file(database: Database, cast: "Cast", person: UUID, round_id: UUID, now: datetime) -> UUID:
    with clock.standing_at(now), database.writing() as db:
        result_id = db.scalars(
            select(Result.id).where(
                Result.round_id == round_id, Result.employee_id == person, Result.status == "released"
            )
        ).one()
        grounds = [Ground("whole", _GROUND)]
        objection = service.file_objection(
            db, actor=cast.actor(person), result_id=result_id, grounds=grounds, even_if_late=False, now=now, trace=TRACE
        )
        return objection.id


def _hear(database: Database, cast: "Cast", team: Team, objection_id: UUID, filed: datetime) -> None:
    _take(database, cast.head, ObjectionAction.START_REVIEW, objection_id, filed + timedelta(days=1))
    answered, replied = filed + timedelta(days=2), filed + timedelta(days=3)
    with clock.standing_at(answered), database.writing() as db:
        step = _step(db, cast.actor(team.assessor), ObjectionAction.ANSWER, answered)
        service.answer_objection(step, service.take_up(step, objection_id), _ANSWER)
    with clock.standing_at(replied), database.writing() as db:
        person = db.get_one(Objection, objection_id).employee_id
        step = _step(db, cast.actor(person), ObjectionAction.REPLY, replied)
        service.reply_to_answer(step, service.take_up(step, objection_id), _REPLY)


_STEPS = {
    ObjectionAction.START_REVIEW: service.start_review,
    ObjectionAction.WITHDRAW: service.withdraw_objection,
}


def _take(database: Database, actor: Actor, action: ObjectionAction, objection_id: UUID, now: datetime) -> None:
    with clock.standing_at(now), database.writing() as db:
        step = _step(db, actor, action, now)
        _STEPS[action](step, service.take_up(step, objection_id))


def _step(db: Session, actor: Actor, action: ObjectionAction, now: datetime) -> Step:
    return Step(db, actor, queries.standing_of(db, actor, now), action, now, TRACE)


def _better(db: Session, result_id: UUID) -> RulingWrite:
    """A form of fours and fives, and behaviour one step up."""
    result = queries.load_result(db, result_id)
    items, decision = content_of(db, result).item_count, result.decision
    if decision is None:
        raise LookupError("a shared result without a decision")
    return RulingWrite(
        outcome=RulingOutcome.CHANGED,
        reason=_RULING,
        answers={str(number): 4 + number % 2 for number in range(1, items + 1)},
        work_rating=decision.work_rating,
        behaviour_rating=max(decision.behaviour_rating - 1, Expectation.ABOVE),
    )
