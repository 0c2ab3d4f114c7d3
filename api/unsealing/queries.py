from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload

from api.access.actor import Actor
from api.access.permissions import roles_for
from api.accounts.models import Account
from api.assignments.models import Assignment, Evaluation, EvaluationComment, PendingLeaf
from api.employees.models import Employee, OrgUnit
from api.kit.database import AnySelect, lock_rows
from api.kit.errors import NotFound
from api.results.models import CorrectionForm, Result
from api.rounds.models import EvaluationRound, Participant
from api.rounds.reach import within
from api.unsealing.models import SealBreaking

READ = "seals:read"


def visible_breakings(actor: Actor) -> AnySelect:
    """By the office of whoever asks, the newest first."""
    return (
        select(SealBreaking)
        .join(SealBreaking.round)
        .join(OrgUnit, OrgUnit.id == EvaluationRound.unit_id)
        .where(within(OrgUnit.path, actor.paths(*roles_for(READ))))
        .options(
            contains_eager(SealBreaking.round), joinedload(SealBreaking.participant).joinedload(Participant.employee)
        )
        .order_by(SealBreaking.requested_at.desc(), SealBreaking.id)
    )


def lock_breaking(db: Session, actor: Actor, breaking_id: UUID) -> SealBreaking:
    known = visible_breakings(actor).where(SealBreaking.id == breaking_id)
    if db.scalar(known) is None:
        raise NotFound()
    locked = select(SealBreaking).where(SealBreaking.id == breaking_id)
    db.execute(lock_rows(locked, db))
    found: SealBreaking = db.scalars(known.execution_options(populate_existing=True)).one()
    return found


def find_round(db: Session, actor: Actor, round_id: UUID, permission: str) -> EvaluationRound:
    """The round, where the caller holds this permission over its unit."""
    found: EvaluationRound | None = db.scalar(
        select(EvaluationRound)
        .join(OrgUnit, OrgUnit.id == EvaluationRound.unit_id)
        .where(EvaluationRound.id == round_id, within(OrgUnit.path, actor.paths(*roles_for(permission))))
    )
    if found is None:
        raise NotFound()
    return found


def find_participant(db: Session, round_id: UUID, participant_id: UUID) -> Participant:
    statement = select(Participant).where(Participant.id == participant_id, Participant.round_id == round_id)
    found: Participant | None = db.scalar(statement)
    if found is None:
        raise NotFound()
    return found


def rated_people(db: Session, round_id: UUID, participant_id: UUID | None) -> Sequence[Any]:
    """Whose forms are in the bundle: employee and name."""
    statement = (
        select(Employee.id, Employee.name)
        .join(Participant, Participant.employee_id == Employee.id)
        .where(Participant.round_id == round_id)
    )
    if participant_id is not None:
        statement = statement.where(Participant.id == participant_id)
    return db.execute(statement.order_by(Employee.name)).all()


def raters(db: Session, round_id: UUID, participant_id: UUID | None) -> set[UUID]:
    """Who handed in a form about them, from the tasks alone; which form it was stays sealed."""
    statement = select(Assignment.evaluator_id).where(Assignment.round_id == round_id, Assignment.receipt.is_not(None))
    if participant_id is not None:
        statement = statement.where(Assignment.participant_id == participant_id)
    return set(db.scalars(statement.distinct()))


def select_forms(round_id: UUID, participant_id: UUID | None) -> AnySelect:
    """Forms with what opens their leaves; the order of tokens tells nothing, and the token itself stays inside."""
    statement = (
        select(Evaluation.token, Evaluation.participant_id, Evaluation.source, Evaluation.answers, PendingLeaf.salt)
        .join(PendingLeaf, PendingLeaf.token == Evaluation.token)
        .where(Evaluation.round_id == round_id)
        .order_by(Evaluation.participant_id, Evaluation.token)
    )
    return statement if participant_id is None else statement.where(Evaluation.participant_id == participant_id)


def select_ruled_forms(round_id: UUID, participant_id: UUID | None) -> AnySelect:
    statement = select(CorrectionForm.result_id, CorrectionForm.answers).join(
        Result, Result.id == CorrectionForm.result_id
    )
    statement = statement.where(Result.round_id == round_id).order_by(CorrectionForm.result_id)
    return statement if participant_id is None else statement.where(Result.participant_id == participant_id)


def find_comments(db: Session, round_id: UUID) -> dict[UUID, dict[str, str]]:
    rows = db.execute(
        select(EvaluationComment.token, EvaluationComment.value_code, EvaluationComment.text)
        .join(Evaluation, Evaluation.token == EvaluationComment.token)
        .where(Evaluation.round_id == round_id)
    )
    found: dict[UUID, dict[str, str]] = {}
    for row in rows:
        found.setdefault(row.token, {})[row.value_code] = row.text
    return found


def officers(db: Session, accounts: Collection[UUID | None]) -> dict[UUID, Any]:
    """Name and person behind each account."""
    rows = db.execute(
        select(Account.id, Account.name, Employee.id.label("person"))
        .outerjoin(Employee, Employee.account_id == Account.id)
        .where(Account.id.in_([one for one in accounts if one is not None]))
    )
    return {row.id: row for row in rows}


def people_of(db: Session, ids: Collection[UUID]) -> dict[UUID, Any]:
    rows = db.execute(select(Employee.id, Employee.name, Employee.nip).where(Employee.id.in_(ids)))
    return {row.id: row for row in rows}
