from datetime import datetime

from sqlalchemy import select

from api.audit.models import AuditDetail, AuditEntry
from api.audit.schemas import AuditFilters
from api.kit.database import AnySelect


def select_entries(filters: AuditFilters) -> AnySelect:
    """The log from the newest back, each entry with its detail where that has not been erased."""
    statement = (
        select(
            AuditEntry.seq,
            AuditEntry.time,
            AuditEntry.family,
            AuditEntry.action,
            AuditEntry.object_type,
            AuditEntry.object_id,
            AuditEntry.actor_ref,
            AuditEntry.outcome,
            AuditEntry.before_hash,
            AuditEntry.after_hash,
            AuditDetail.before,
            AuditDetail.after,
            AuditDetail.reason,
        )
        .outerjoin(AuditDetail, AuditDetail.seq == AuditEntry.seq)
        .order_by(AuditEntry.seq.desc())
    )
    equal = {
        AuditEntry.family: filters.family,
        AuditEntry.action: filters.action,
        AuditEntry.object_type: filters.object_type,
        AuditEntry.object_id: filters.object_id,
        AuditEntry.actor_ref: filters.actor_ref,
        AuditEntry.outcome: filters.outcome,
    }
    for column, wanted in equal.items():
        if wanted is not None:
            statement = statement.where(column == str(wanted))
    return _between(statement, filters.since, filters.until)


def _between(statement: AnySelect, since: datetime | None, until: datetime | None) -> AnySelect:
    if since is not None:
        statement = statement.where(AuditEntry.time >= since)
    if until is not None:
        statement = statement.where(AuditEntry.time < until)
    return statement
