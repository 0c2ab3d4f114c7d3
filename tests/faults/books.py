"""After a fault: is everything there that was acknowledged, once, and does the log run without a gap?"""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from api.accounts.models import Account
from api.accounts.sessions import SESSION_COOKIE
from api.assignments.models import Assignment, Evaluation, PendingLeaf, SealedToken
from api.audit.models import AuditEntry
from api.kit.database import Database, is_sqlite
from tests.clients import new_session
from tests.factories.assignments import account_of, make_seksi
from tests.faults.server import Task


def make_tasks(database: Database, *, people: int = 12, peers: int = 6) -> list[Task]:
    """Tasks of a unit's people, each with the cookie of its rater."""
    with database.writing() as db:
        seksi = make_seksi(db, people=people, peers=peers)
        raters = [seksi.superior, *seksi.staff]
        db.execute(update(Account).values(email=None))  # the service refuses to start with demo addresses
        cookies = {
            one.id: f"{SESSION_COOKIE}={new_session(db, account_of(db, one), privileged=False)}" for one in raters
        }
        return [Task(task.id, cookies[task.evaluator_id]) for task in seksi.tasks.values()]


def check_books(db: Session, acknowledged: Mapping[UUID, str], *, tasks: Collection[Task]) -> int:
    """How many forms are stored. Nothing acknowledged is missing, nothing is there twice or half."""
    receipts = dict(db.execute(select(Assignment.id, Assignment.receipt).where(Assignment.status == "submitted")).all())
    lost = {task: receipt for task, receipt in acknowledged.items() if receipts.get(task) != receipt}
    assert lost == {}, f"{len(lost)} acknowledged forms are lost"
    counts = [
        db.scalar(select(func.count()).select_from(model)) or 0 for model in (Evaluation, SealedToken, PendingLeaf)
    ]
    assert counts == [len(receipts)] * 3
    assert len(receipts) <= len(tasks)
    check_log(db, len(receipts))
    return len(receipts)


def check_log(db: Session, deeds: int) -> None:
    sequence = list(db.scalars(select(AuditEntry.seq).order_by(AuditEntry.seq)))
    assert sequence == list(range(1, len(sequence) + 1))
    submitted = select(func.count()).select_from(AuditEntry).where(AuditEntry.action == "submit_evaluation")
    assert db.scalar(submitted) == deeds
    if is_sqlite(db):
        assert db.scalar(text("PRAGMA integrity_check")) == "ok"
        assert db.execute(text("PRAGMA foreign_key_check")).all() == []
