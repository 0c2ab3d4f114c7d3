"""Which reports: of comments, for the officers of the unit, never about themselves; of pressure, for its two people alone."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import delete, exists, or_, select, true
from sqlalchemy.orm import Session, contains_eager

from api.access.actor import Actor
from api.access.permissions import Role
from api.accounts.models import Account
from api.assignments.models import Evaluation, EvaluationComment
from api.concerns.models import CommentReport, PressureMessage, PressureReport
from api.concerns.schemas import CommentReportFilters
from api.kit.database import AnySelect, lock_rows
from api.kit.errors import NotFound
from api.rounds.models import EvaluationRound, Participant
from api.rounds.reach import within

REVIEWERS = (Role.HR_OFFICER, Role.HEAD)


def visible_reports(actor: Actor) -> AnySelect:
    """An officer never reviews a comment about himself: it would tell him of one that is not shown."""
    others = true() if actor.employee_id is None else Participant.employee_id != actor.employee_id
    return (
        select(CommentReport)
        .join(CommentReport.participant)
        .join(Participant.employee)
        .join(CommentReport.comment)
        .options(
            contains_eager(CommentReport.participant).contains_eager(Participant.employee),
            contains_eager(CommentReport.comment),
        )
        .where(within(Participant.unit_path, actor.paths(*REVIEWERS)), others)
    )


def select_reports(actor: Actor, filters: CommentReportFilters) -> AnySelect:
    statement = visible_reports(actor)
    if filters.open is not None:
        waits = CommentReport.status.in_(("open", "proposed"))
        statement = statement.where(waits if filters.open else ~waits)
    return statement.order_by(CommentReport.reported_at.desc(), CommentReport.id)


def get_report(db: Session, actor: Actor, report_id: UUID) -> CommentReport:
    statement = visible_reports(actor).where(CommentReport.id == report_id)
    found: CommentReport | None = db.scalar(statement.execution_options(populate_existing=True))
    if found is None:
        raise NotFound()
    return found


def lock_report(db: Session, report_id: UUID) -> None:
    db.execute(lock_rows(select(CommentReport.id).where(CommentReport.id == report_id), db))


def comments_like(db: Session, participant_id: UUID, source: str, text: str) -> Sequence[EvaluationComment]:
    """The comments of this source about this person that read exactly so; usually one."""
    statement = (
        select(EvaluationComment)
        .join(Evaluation, Evaluation.token == EvaluationComment.token)
        .where(
            Evaluation.participant_id == participant_id,
            Evaluation.source == source,
            EvaluationComment.text == text,
            ~EvaluationComment.taken_down,
        )
    )
    return db.scalars(statement.order_by(EvaluationComment.id)).all()


def has_open_report(db: Session, comment_id: UUID) -> bool:
    waits = CommentReport.status.in_(("open", "proposed"))
    return bool(db.scalar(select(exists().where(CommentReport.comment_id == comment_id, waits))))


def round_names(db: Session, round_ids: Sequence[UUID]) -> dict[UUID, str]:
    rows = db.execute(select(EvaluationRound.id, EvaluationRound.name).where(EvaluationRound.id.in_(round_ids)))
    return {row.id: row.name for row in rows}


def visible_pressure(actor: Actor) -> AnySelect:
    """For its sender and its contact; no office and no role opens it."""
    mine = or_(PressureReport.sender_id == actor.account_id, PressureReport.contact_id == actor.account_id)
    return select(PressureReport).where(mine)


def select_pressure(actor: Actor) -> AnySelect:
    return visible_pressure(actor).order_by(PressureReport.sent_on.desc(), PressureReport.id)


def get_pressure(db: Session, actor: Actor, report_id: UUID) -> PressureReport:
    found: PressureReport | None = db.scalar(
        lock_rows(visible_pressure(actor).where(PressureReport.id == report_id), db)
    )
    if found is None:
        raise NotFound()
    return found


def messages_of(db: Session, report_ids: Sequence[UUID]) -> Sequence[PressureMessage]:
    statement = select(PressureMessage).where(PressureMessage.report_id.in_(report_ids))
    return db.scalars(statement.order_by(PressureMessage.report_id, PressureMessage.place)).all()


def names_of(db: Session, account_ids: Collection[UUID]) -> dict[UUID, str]:
    rows = db.execute(select(Account.id, Account.name).where(Account.id.in_(account_ids)))
    return {row.id: row.name for row in rows}


def lapsed_pressure(db: Session, closed_before: date) -> Sequence[UUID]:
    return db.scalars(select(PressureReport.id).where(PressureReport.closed_on < closed_before)).all()


def forget_pressure(db: Session, report_ids: Sequence[UUID]) -> None:
    db.execute(delete(PressureMessage).where(PressureMessage.report_id.in_(report_ids)))
    db.execute(delete(PressureReport).where(PressureReport.id.in_(report_ids)))
