from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.accounts.models import Account
from api.audit.models import AuditEntry
from api.employees.models import Office

DEMO_DOMAIN = "@marelan.example"


def find_office(db: Session) -> Office | None:
    return db.get(Office, 1)


def is_empty(db: Session) -> bool:
    """Nobody has an account here, and there is no office."""
    return find_office(db) is None and db.scalar(select(Account.id).limit(1)) is None


def count_demo_accounts(db: Session) -> int:
    return db.scalar(select(func.count()).select_from(Account).where(Account.email.endswith(DEMO_DOMAIN))) or 0


def find_newest_entry_time(db: Session) -> datetime | None:
    return db.scalar(select(func.max(AuditEntry.time)))
