"""Which results. Whatever serves a request begins with `visible_results`; what of a result is shown decides disclosure.py."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, true
from sqlalchemy.orm import Session, contains_eager, joinedload

from api.access.actor import Actor
from api.access.permissions import Role
from api.accounts.models import Account
from api.assignments.models import Assignment
from api.employees.models import Employee, OrgUnit
from api.employees.queries import office_day
from api.kit.database import AnySelect, lock_rows
from api.kit.errors import NotFound
from api.results.assessors import NOBODY, Deciders, decides_about
from api.results.hearing import heard_by
from api.results.models import ObjectionState, Result, ResultDecision, ResultReceipt, ResultResponse, ResultSeal
from api.rounds.models import EvaluationRound, Participant
from api.rounds.reach import OFFICERS, within
from api.work_results.models import WorkResult

TAKEOVER_AFTER = timedelta(days=14)
"""So long after the calculation the assessor has to decide; then his superior may."""
HEARD = (ObjectionState.OPEN, ObjectionState.RULED)
SHOWN_FROM = ("calculated", "released", "archived")


def select_results() -> AnySelect:
    """Results of published runs with everything that is read of them, in one statement."""
    return (
        select(Result)
        .join(Result.participant)
        .join(Result.employee)
        .join(Result.round)
        .outerjoin(Result.decision)
        .options(
            contains_eager(Result.participant),
            contains_eager(Result.employee),
            contains_eager(Result.round),
            contains_eager(Result.decision),
            joinedload(Result.receipt),
            joinedload(Result.response),
        )
        .where(
            EvaluationRound.published_run_id == Result.run_id,
            EvaluationRound.status.in_(SHOWN_FROM),
        )
    )


def own_results(actor: Actor) -> ColumnElement[bool]:
    """One's own: from the release on; before, where the round asks for tanggapan, the proposal."""
    if actor.employee_id is None:
        return false()
    proposal = and_(EvaluationRound.response_stage, EvaluationRound.kind != "practice")
    return and_(Result.employee_id == actor.employee_id, or_(Result.status == "released", proposal))


@dataclass(frozen=True, slots=True)
class Standing:
    """How the caller stands to results: read once per request, since it takes the reporting lines of today.

    `deciders`: the participants about whom he decides, or somebody below him does. `hears`: of these the ones whose
    objection is his to rule on.
    """

    actor: Actor
    now: datetime
    deciders: Mapping[UUID, Deciders]
    hears: frozenset[UUID] = frozenset()

    def assesses(self, result: Result) -> bool:
        return self.deciders.get(result.participant_id, NOBODY).assessor == self.actor.employee_id is not None

    def has_taken_over(self, result: Result) -> bool:
        """As the superior of an assessor who let the time pass; the same condition as in `visible_results`."""
        calculated = result.round.calculated_at
        late = calculated is not None and calculated <= self.now - TAKEOVER_AFTER
        decided = result.decision is not None and result.decision.decided_by == self.actor.account_id
        return self._is_above(self.deciders.get(result.participant_id, NOBODY)) and (late or decided)

    def has_to_rule(self, result: Result) -> bool:
        """There is an objection, and he is who rules on it."""
        return result.participant_id in self.hears and result.objection in HEARD

    def _is_above(self, deciders: Deciders) -> bool:
        """As the assessor's superior, not as the assessor."""
        return deciders.next_assessor == self.actor.employee_id != deciders.assessor

    @property
    def assessed(self) -> list[UUID]:
        """Whose assessor he is today."""
        return [key for key, who in self.deciders.items() if who.assessor == self.actor.employee_id]

    @property
    def above(self) -> list[UUID]:
        """Whose assessor's superior he is today."""
        return [key for key, who in self.deciders.items() if self._is_above(who)]


def standing_of(db: Session, actor: Actor, now: datetime) -> Standing:
    """Three statements for an assessor, one more where he stands above assessors; none for anybody else."""
    if actor.employee_id is None or not actor.has_role(Role.ASSESSOR):
        return Standing(actor, now, {})
    deciders = decides_about(db, actor.employee_id, office_day(db, now))
    return Standing(actor, now, deciders, heard_by(db, actor.employee_id, deciders))


def visible_results(standing: Standing, now: datetime) -> AnySelect:
    """Own ones; those of people whose assessor he is today; those whose assessor let the time pass, or that he took over;
    those with an objection that is his to rule on; and, for the officers of a unit, those of its people – never anything of a run that is not published."""
    actor = standing.actor
    others = or_(
        Result.participant_id.in_(standing.assessed),
        taken_over(standing, now),
        and_(Result.participant_id.in_(standing.hears), Result.objection.in_(HEARD)),
        within(Participant.unit_path, actor.paths(*OFFICERS)),
    )
    return select_results().where(or_(own_results(actor), and_(of_others(actor), others)))


def taken_over(standing: Standing, now: datetime) -> ColumnElement[bool]:
    """`Standing.has_taken_over` as a condition."""
    decided = ResultDecision.decided_by == standing.actor.account_id
    late = or_(EvaluationRound.calculated_at <= now - TAKEOVER_AFTER, decided)
    return and_(Result.participant_id.in_(standing.above), late)


def of_others(actor: Actor) -> ColumnElement[bool]:
    """An officer sees his own result like anybody else: as the person it is about."""
    return true() if actor.employee_id is None else Result.employee_id != actor.employee_id


def get_result(db: Session, standing: Standing, result_id: UUID, now: datetime) -> Result:
    """Whichever version is asked for, if the caller may see it at all."""
    statement = visible_results(standing, now).where(Result.id == result_id)
    found: Result | None = db.scalar(statement.execution_options(populate_existing=True))
    if found is None:
        raise NotFound()
    return found


def visible_in_round(
    db: Session, standing: Standing, round: EvaluationRound, result_ids: Collection[UUID], now: datetime
) -> dict[UUID, Result]:
    """Those of the named results of a round that the caller sees, as they are now."""
    statement = visible_results(standing, now).where(
        Result.id.in_(result_ids), Result.round_id == round.id, ~Result.superseded
    )
    rows = db.scalars(statement.execution_options(populate_existing=True)).all()
    return {row.id: row for row in rows}


def lock_results(db: Session, result_ids: Collection[UUID]) -> None:
    """Nobody else decides about them until this transaction ends; read them anew afterwards."""
    db.execute(lock_rows(select(Result.id).where(Result.id.in_(result_ids)).order_by(Result.id), db)).all()


def may_respond(stages: Mapping[UUID, datetime], now: datetime) -> ColumnElement[bool]:
    """A proposal within its stage of tanggapan (`stages`: its end by round) that was not responded to."""
    running = [key for key, until in stages.items() if now < until]
    response = exists().where(ResultResponse.result_id == Result.id)
    return and_(Result.round_id.in_(running), EvaluationRound.status == "calculated", ~response)


def select_own(actor: Actor, *, unread: bool | None = None, to_respond: ColumnElement[bool] | None = None) -> AnySelect:
    """For "my results": the newest version of each, the latest period first. Unread: shared, and no receipt yet."""
    statement = select_results().where(own_results(actor), ~Result.superseded)
    if unread is not None:
        receipt = exists().where(ResultReceipt.result_id == Result.id)
        waits = and_(Result.status == "released", ~receipt)
        statement = statement.where(waits if unread else ~waits)
    if to_respond is not None:
        statement = statement.where(to_respond)
    return statement.order_by(EvaluationRound.period_end.desc(), Result.id)


def rated_by(db: Session, employee_id: UUID | None, participant_ids: Collection[UUID]) -> dict[UUID, str]:
    """In which source this person himself handed in a form about these participants: his own knowledge, from his tasks."""
    if employee_id is None:
        return {}
    statement = select(Assignment.participant_id, Assignment.source).where(
        Assignment.evaluator_id == employee_id,
        Assignment.participant_id.in_(participant_ids),
        Assignment.receipt.is_not(None),
    )
    return {row.participant_id: row.source for row in db.execute(statement)}


def paths_of(db: Session, unit_ids: Collection[UUID]) -> list[str]:
    """Where these units lie in the tree."""
    return list(db.scalars(select(OrgUnit.path).where(OrgUnit.id.in_(unit_ids))))


def find_successor(db: Session, result: Result) -> UUID | None:
    """The version that took its place; the newest one costs no statement."""
    if not result.superseded:
        return None
    return db.scalar(select(Result.id).where(Result.supersedes_id == result.id))


def find_seal(db: Session, result_id: UUID) -> str | None:
    """The content hash of a released result."""
    return db.scalar(select(ResultSeal.content_hash).where(ResultSeal.result_id == result_id))


def names_of_accounts(db: Session, account_ids: Collection[UUID]) -> dict[UUID, Any]:
    """Name and, for an employee, NIP of who decided."""
    statement = (
        select(Account.id, Account.name, Employee.nip)
        .outerjoin(Employee, Employee.account_id == Account.id)
        .where(Account.id.in_(account_ids))
    )
    return {row.id: row for row in db.execute(statement)}


def waiting_results(db: Session, round: EvaluationRound) -> Sequence[Result]:
    """All results of a round that are not released yet, by name: for releasing and archiving."""
    statement = select_results().where(Result.round_id == round.id, Result.status != "released", ~Result.superseded)
    return db.scalars(statement.order_by(Employee.name, Result.id)).all()


def round_results(round_id: UUID) -> AnySelect:
    """Everything that holds in a round, whoever may see it: for facts about the whole."""
    return select_results().where(Result.round_id == round_id, ~Result.superseded)


def first_decided(round: EvaluationRound) -> AnySelect:
    """The decided results of a round as they were before any objection or correction."""
    return select_results().where(
        Result.run_id == round.published_run_id, Result.version == 1, Result.status != "proposal"
    )


def decided_participants(db: Session, round: EvaluationRound) -> set[UUID]:
    """Whose result is decided or released: nothing it rests on changes any more."""
    statement = select(Result.participant_id).where(
        Result.run_id == round.published_run_id, Result.status != "proposal", ~Result.superseded
    )
    return set(db.scalars(statement))


def undecided_with_work(
    db: Session, round: EvaluationRound, participant_ids: Collection[UUID]
) -> Sequence[tuple[Result, WorkResult | None]]:
    """Undecided results of the round with the newest work result, for making the proposal anew."""
    statement = (
        round_results(round.id)
        .add_columns(WorkResult)
        .outerjoin(WorkResult, WorkResult.participant_id == Result.participant_id)
        .where(Result.status == "proposal")
    )
    wanted = set(participant_ids)
    return [(result, work) for result, work in db.execute(statement) if result.participant_id in wanted]


def decided_predicates(db: Session, round_id: UUID, *, reader: UUID | None) -> dict[int, int]:
    """How many people have which decided predicate; the reader's own is left out until its release: beside the list of
    the others, the counts would tell it."""
    statement = (
        select(ResultDecision.predicate, func.count())
        .join(Result, Result.id == ResultDecision.result_id)
        .join(EvaluationRound, EvaluationRound.published_run_id == Result.run_id)
        .where(Result.round_id == round_id, ~Result.superseded)
        .where(or_(Result.employee_id != reader, Result.status == "released") if reader else true())
        .group_by(ResultDecision.predicate)
    )
    return {predicate: count for predicate, count in db.execute(statement)}


def without_receipt(db: Session, released_before: datetime) -> Sequence[Any]:
    """Released results nobody has confirmed in time: for the automatic receipt."""
    statement = (
        select(Result.id, Result.released_at)
        .outerjoin(ResultReceipt, ResultReceipt.result_id == Result.id)
        .where(Result.status == "released", Result.released_at <= released_before, ResultReceipt.result_id.is_(None))
        .order_by(Result.id)
        .limit(5_000)
    )
    return db.execute(statement).all()


def visible_of_year(standing: Standing, employee_id: UUID, first: date, last: date, now: datetime) -> AnySelect:
    """A person's released results of rounds that end within these days, the earliest first."""
    statement = visible_results(standing, now).where(
        Result.employee_id == employee_id,
        Result.status == "released",
        ~Result.superseded,
        EvaluationRound.kind != "practice",
        EvaluationRound.period_end.between(first, last),
    )
    return statement.order_by(EvaluationRound.period_end, EvaluationRound.period_start, Result.id)


def select_exported(standing: Standing, round: EvaluationRound, unit_id: UUID | None, now: datetime) -> AnySelect:
    """For the file: the released results of a round that the caller sees, by name."""
    statement = visible_results(standing, now).where(
        Result.round_id == round.id, Result.status == "released", ~Result.superseded
    )
    if unit_id is not None:
        path = select(OrgUnit.path).where(OrgUnit.id == unit_id).scalar_subquery()
        statement = statement.where(Participant.unit_path.startswith(path))
    return statement.order_by(Employee.name, Result.id)
