"""What a person is told when he first holds a role: what it asks of him, who sees what. Read once, then out of the way."""

from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.access.permissions import Role
from api.accounts import queries
from api.accounts.models import IntroductionRead
from api.kit.database import is_sqlite
from api.kit.errors import Conflict
from api.kit.texts import Text


class NotYourRole(Conflict):
    text = Text("Anda tidak memegang peran ini.", "You do not hold this role.")


def list_due(db: Session, actor: Actor) -> list[Role]:
    """Of the roles the caller holds today – a post may have made him somebody's superior yesterday."""
    read = queries.introductions_read(db, actor.account_id)
    return [role for role in Role if role in actor.roles and role not in read]


def mark_introduction_read(db: Session, *, actor: Actor, role: Role, now: datetime) -> None:
    """Not in the log: a help text that was closed is no act. Two tabs may close it at once."""
    if role not in actor.roles:
        raise NotYourRole()
    insert = sqlite.insert if is_sqlite(db) else postgresql.insert
    row = insert(IntroductionRead).values(account_id=actor.account_id, role=role, read_at=now)
    db.execute(row.on_conflict_do_nothing())
