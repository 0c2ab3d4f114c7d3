from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import String, Uuid, column, select, table
from sqlalchemy.orm import Session

from api.audit.models import AuditDetail, AuditEntry
from api.audit.schemas import AuditFilters
from api.kit.database import AnySelect

_ACCOUNT = table("account", column("id", Uuid()), column("name", String()))
"""By its name alone: the log lies below the accounts, and everything that keeps them writes into it."""


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
    for field, wanted in equal.items():
        if wanted is not None:
            statement = statement.where(field == str(wanted))
    return _between(statement, filters.since, filters.until)


def _between(statement: AnySelect, since: datetime | None, until: datetime | None) -> AnySelect:
    if since is not None:
        statement = statement.where(AuditEntry.time >= since)
    if until is not None:
        statement = statement.where(AuditEntry.time < until)
    return statement


def names_of_accounts(db: Session, refs: Collection[str]) -> dict[str, str]:
    """By account id as the log keeps it, the name an account has today; erased with the account, not from the log."""
    if not refs:
        return {}
    rows = db.execute(select(_ACCOUNT).where(_ACCOUNT.c.id.in_([UUID(ref) for ref in refs])))
    return {str(row.id): row.name for row in rows}
