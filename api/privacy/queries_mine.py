"""Everything about one person, for that person: no row of anybody else's, and of forms nothing at all."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session, joinedload

from api.access.actor import Actor
from api.accounts.models import Account, AccountSession, ActivationCard, KnownDevice, RoleGrant
from api.assignments.models import Assignment
from api.audit.models import AuditDetail, AuditEntry, Family, Outcome
from api.concerns.models import CommentReport
from api.documents.models import Document
from api.employees.models import OrgUnit
from api.objections.models import Objection, ObjectionEvidence
from api.paper_forms.models import PaperRater, PaperTypist
from api.results.models import Result
from api.results.queries import own_results, select_results
from api.rounds.models import EvaluationRound, Participant
from api.training.models import CompetencyLevel, CompletedCourse, Course
from api.work_results.models import WorkResult

RESULT_READS = ("get_result", "explain_result", "get_result_trend", "get_result_sheet", "get_result_sheet_content")
ROUND_READS = ("export_results", "get_round_recap", "get_round_recap_content")


def released_results(db: Session, actor: Actor) -> Sequence[Result]:
    """Every version of one's own that was shared."""
    statement = select_results().where(own_results(actor), Result.status == "released")
    return db.scalars(statement.order_by(EvaluationRound.period_end.desc(), Result.version)).all()


def visible_results(db: Session, actor: Actor) -> Sequence[Result]:
    """Released ones, and proposals one may respond to."""
    return db.scalars(select_results().where(own_results(actor)).order_by(EvaluationRound.period_end, Result.id)).all()


def papers_of(db: Session, result_ids: Collection[UUID]) -> Sequence[Any]:
    statement = select(Document.id, Document.result_id, Document.number, Document.kind, Document.issued_at)
    return db.execute(statement.where(Document.result_id.in_(result_ids)).order_by(Document.issued_at)).all()


def readings(
    db: Session,
    *,
    actor: Actor,
    employee_id: UUID,
    results: Collection[str],
    papers: Collection[str],
    rounds: Collection[str],
    most: int,
) -> Sequence[Any]:
    """What others read of these, the latest first."""
    wanted = or_(
        _entry("result", results, RESULT_READS),
        _entry("document", papers, ("download_signed_scan",)),
        _entry("round", rounds, ROUND_READS),
        _entry("employee", [str(employee_id)], ("get_annual_result",)),
    )
    return db.execute(_entries().where(wanted, AuditEntry.actor_ref != str(actor.account_id)).limit(most)).all()


def own_acts(db: Session, actor: Actor) -> Sequence[Any]:
    """What one did oneself, the latest first. What one did as a rater is not among it: that is only counted."""
    signed_in = _entry("account", [str(actor.account_id)], ("sign_in",))
    return db.execute(_entries().where(or_(AuditEntry.actor_ref == str(actor.account_id), signed_in))).all()


def acts_about(
    db: Session, actor: Actor, *, participants: Collection[UUID], results: Collection[UUID]
) -> Sequence[Any]:
    """What others changed of one's record; who read it stands in a list of its own."""
    about = or_(
        _object("account", [str(actor.account_id)]),
        _object("employee", [str(actor.employee_id)]),
        _object("participant", [str(one) for one in participants]),
        _object("result", [str(one) for one in results]),
    )
    reads = AuditEntry.action.in_((*RESULT_READS, "get_annual_result", "sign_in"))
    others = or_(AuditEntry.actor_ref.is_(None), AuditEntry.actor_ref != str(actor.account_id))
    return db.execute(_entries().where(about, others, ~reads)).all()


def _entries() -> Any:
    return (
        select(
            AuditEntry.time,
            AuditEntry.action,
            AuditEntry.outcome,
            AuditEntry.object_type,
            AuditEntry.object_id,
            AuditEntry.actor_ref,
            AuditDetail.after,
        )
        .outerjoin(AuditDetail, AuditDetail.seq == AuditEntry.seq)
        .where(AuditEntry.family == Family.EVENT, AuditEntry.outcome == Outcome.DONE)
        .order_by(AuditEntry.seq.desc())
    )


def _entry(kind: str, ids: Collection[str], actions: Collection[str]) -> Any:
    return and_(_object(kind, ids), AuditEntry.action.in_(actions))


def _object(kind: str, ids: Collection[str]) -> Any:
    return and_(AuditEntry.object_type == kind, AuditEntry.object_id.in_(ids))


def account_of(db: Session, actor: Actor) -> Account:
    return db.get_one(Account, actor.account_id)


def roles_of(db: Session, actor: Actor) -> Sequence[Any]:
    statement = select(RoleGrant.role, OrgUnit.name.label("unit_name"), RoleGrant.granted_at)
    statement = statement.outerjoin(OrgUnit, OrgUnit.id == RoleGrant.unit_id)
    return db.execute(statement.where(RoleGrant.account_id == actor.account_id).order_by(RoleGrant.granted_at)).all()


def sessions_of(db: Session, actor: Actor) -> Sequence[AccountSession]:
    statement = select(AccountSession).where(AccountSession.account_id == actor.account_id)
    return db.scalars(statement.order_by(AccountSession.created_at)).all()


def cards_of(db: Session, actor: Actor) -> Sequence[ActivationCard]:
    statement = select(ActivationCard).where(ActivationCard.account_id == actor.account_id)
    return db.scalars(statement.order_by(ActivationCard.issued_at)).all()


def devices_of(db: Session, actor: Actor) -> Sequence[KnownDevice]:
    statement = select(KnownDevice).where(KnownDevice.account_id == actor.account_id)
    return db.scalars(statement.order_by(KnownDevice.created_at)).all()


def participations(db: Session, employee_id: UUID) -> Sequence[Any]:
    """Rounds that have begun; a draft may still change and is not told."""
    statement = (
        select(Participant, EvaluationRound)
        .join(EvaluationRound, EvaluationRound.id == Participant.round_id)
        .where(Participant.employee_id == employee_id, EvaluationRound.opened_at.is_not(None))
        .options(joinedload(Participant.superior))
        .order_by(EvaluationRound.period_end, EvaluationRound.id)
    )
    return db.execute(statement).all()


def work_results_of(db: Session, participant_ids: Collection[UUID]) -> Sequence[Any]:
    statement = (
        select(WorkResult, EvaluationRound.name)
        .join(Participant, Participant.id == WorkResult.participant_id)
        .join(EvaluationRound, EvaluationRound.id == Participant.round_id)
        .where(WorkResult.participant_id.in_(participant_ids))
        .order_by(EvaluationRound.period_end, EvaluationRound.id)
    )
    return db.execute(statement).all()


def tasks_by_round(db: Session, employee_id: UUID) -> Sequence[Any]:
    """How many forms one was asked for, handed in and declined: never about whom, never what."""
    handed = func.sum(case((Assignment.receipt.is_not(None), 1), else_=0))
    declined = func.sum(case((Assignment.status == "declined", 1), else_=0))
    statement = (
        select(
            EvaluationRound.name.label("round"),
            func.count().label("asked"),
            handed.label("handed_in"),
            declined.label("declined"),
        )
        .join(EvaluationRound, EvaluationRound.id == Assignment.round_id)
        .where(Assignment.evaluator_id == employee_id, Assignment.status != "planned")
        .group_by(EvaluationRound.id, EvaluationRound.name, EvaluationRound.period_end)
        .order_by(EvaluationRound.period_end, EvaluationRound.id)
    )
    return db.execute(statement).all()


def levels_of(db: Session, employee_id: UUID) -> Sequence[CompetencyLevel]:
    statement = select(CompetencyLevel).where(CompetencyLevel.employee_id == employee_id)
    return db.scalars(statement.order_by(CompetencyLevel.assessed_on, CompetencyLevel.competency)).all()


def courses_of(db: Session, employee_id: UUID) -> Sequence[Any]:
    statement = (
        select(Course.name, CompletedCourse.completed_on, CompletedCourse.hours_jp)
        .join(Course, Course.id == CompletedCourse.course_id)
        .where(CompletedCourse.employee_id == employee_id)
        .order_by(CompletedCourse.completed_on, Course.name)
    )
    return db.execute(statement).all()


def objections_of(db: Session, employee_id: UUID) -> Sequence[Any]:
    statement = (
        select(Objection, EvaluationRound.name)
        .join(EvaluationRound, EvaluationRound.id == Objection.round_id)
        .where(Objection.employee_id == employee_id)
        .order_by(Objection.filed_at, Objection.id)
    )
    return db.execute(statement).all()


def evidence_of(db: Session, objection_id: UUID) -> Sequence[ObjectionEvidence]:
    """What was attached, without its content: the person has the files."""
    statement = select(ObjectionEvidence).where(ObjectionEvidence.objection_id == objection_id)
    return db.scalars(statement.order_by(ObjectionEvidence.attached_at, ObjectionEvidence.id)).all()


def comment_reports_of(db: Session, actor: Actor) -> Sequence[CommentReport]:
    statement = select(CommentReport).where(CommentReport.reported_by == actor.account_id)
    return db.scalars(statement.order_by(CommentReport.reported_at, CommentReport.id)).all()


def paper_rounds(db: Session, actor: Actor) -> Sequence[Any]:
    """Where one fills in on paper, and why."""
    statement = (
        select(EvaluationRound.name.label("round"), PaperRater.reason, PaperRater.named_at)
        .join(EvaluationRound, EvaluationRound.id == PaperRater.round_id)
        .where(PaperRater.employee_id == actor.employee_id)
        .order_by(EvaluationRound.period_end, EvaluationRound.id)
    )
    return db.execute(statement).all()


def typed_rounds(db: Session, actor: Actor) -> Sequence[str]:
    """Whose sheets one was named to type."""
    statement = (
        select(EvaluationRound.name)
        .join(PaperTypist, PaperTypist.round_id == EvaluationRound.id)
        .where(PaperTypist.account_id == actor.account_id)
        .order_by(EvaluationRound.period_end, EvaluationRound.id)
    )
    return db.scalars(statement).all()
