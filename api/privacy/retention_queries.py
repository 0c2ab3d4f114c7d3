"""What has been kept long enough."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, delete, exists, func, or_, select
from sqlalchemy.orm import Session

from api.accounts.models import AccountSession, FailureCount, KnownDevice
from api.assignments.models import Evaluation
from api.audit.models import AuditDetail, AuditEntry
from api.kit.base import Base
from api.kit.idempotency import IdempotencyRecord
from api.kit.outbox import OutboxMessage
from api.kit.texts import Text
from api.privacy.models import CorrectionRequest
from api.privacy.policy import Keep
from api.rounds.models import EvaluationRound


class Lapsed(NamedTuple):
    """Rows of one table that go once their time is over; `held`: not while the auditor holds anything."""

    kind: str
    title: Text
    table: type[Base]
    condition: ColumnElement[bool]
    held: bool = False


def lapsed(keep: Keep, now: datetime) -> tuple[Lapsed, ...]:
    days = {name: now - timedelta(days=getattr(keep, name)) for name in ("sessions_days", "messages_days")}
    unused = days["sessions_days"]
    return (
        Lapsed("sessions", Text("Sesi lama", "Old sessions"), AccountSession, AccountSession.last_seen_at < unused),
        Lapsed("devices", Text("Perangkat lama", "Old devices"), KnownDevice, KnownDevice.last_used_at < unused),
        Lapsed(
            "failures",
            Text("Hitungan gagal masuk", "Counts of failed sign-ins"),
            FailureCount,
            FailureCount.window_started_at < now - timedelta(days=1),
        ),
        Lapsed(
            "idempotency",
            Text("Kunci kirim ulang", "Idempotency keys"),
            IdempotencyRecord,
            IdempotencyRecord.created_at < now - timedelta(days=keep.idempotency_days),
        ),
        Lapsed(
            "messages",
            Text("Pesan kerja yang selesai", "Finished messages"),
            OutboxMessage,
            OutboxMessage.done_at < days["messages_days"],
        ),
        Lapsed(
            "requests",
            Text("Permintaan perbaikan data yang dijawab", "Answered requests for correction"),
            CorrectionRequest,
            CorrectionRequest.answered_at < months_before(now, 12 * keep.requests_years),
        ),
        Lapsed(
            "audit_details",
            Text("Rincian dan garam catatan audit", "Details and salts of the audit log"),
            AuditDetail,
            _old_detail(months_before(now, 12 * keep.audit_details_years)),
            held=True,
        ),
    )


def _old_detail(before: datetime) -> ColumnElement[bool]:
    return AuditDetail.seq.in_(select(AuditEntry.seq).where(AuditEntry.time < before))


def months_before(instant: datetime, months: int) -> datetime:
    """The same day so many months earlier, or the last day of that month."""
    whole = instant.year * 12 + instant.month - 1 - months
    year, month = divmod(whole, 12)
    first_of_next = date(year + month // 11, (month + 1) % 12 + 1, 1)
    last = (first_of_next - timedelta(days=1)).day
    return instant.replace(year=year, month=month + 1, day=min(instant.day, last))


def count(db: Session, one: Lapsed) -> int:
    return db.scalar(select(func.count()).select_from(one.table).where(one.condition)) or 0


def remove(db: Session, one: Lapsed) -> int:
    result: Any = db.execute(delete(one.table).where(one.condition))
    return int(result.rowcount)


def rounds_over(db: Session, keep: Keep, now: datetime) -> Sequence[EvaluationRound]:
    """Rounds whose forms have been kept long enough and are still there, the oldest first."""
    over = or_(
        EvaluationRound.archived_at <= months_before(now, keep.answers_months),
        EvaluationRound.cancelled_at <= months_before(now, keep.cancelled_months),
    )
    statement = select(EvaluationRound).where(
        over,
        EvaluationRound.status.in_(("archived", "cancelled")),
        exists().where(Evaluation.round_id == EvaluationRound.id),
    )
    return db.scalars(statement.order_by(EvaluationRound.period_end, EvaluationRound.id)).all()
