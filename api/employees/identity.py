"""Session cookie → actor, in one statement: the account, its employee, its roles with the places where they hold, and whether
the person is somebody's superior today (then he is an assessor; that role is never granted)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, exists, select
from sqlalchemy.orm import Session, aliased
from starlette.requests import Request

from api.access.actor import Actor, Grant
from api.access.permissions import Role
from api.accounts.models import Account, AccountSession, AccountStatus, RoleGrant
from api.accounts.sessions import PRIVILEGED, TOUCH_AFTER, hash_of, is_alive, session_token
from api.employees.models import Employee, OrgUnit, Placement, Position
from api.kit.database import AnySelect

EVERYWHERE = "/"
EASTERNMOST = timedelta(hours=9)  # WIT


def load_actor(db: Session, request: Request, now: datetime) -> Actor | None:
    """The caller, or nobody. Rights are read anew each time, so a change holds from the next request on."""
    token = session_token(request)
    if token is None:
        return None
    rows = db.execute(_select_identity(hash_of(token), now)).all()
    if not rows:
        return None
    first = rows[0]
    grants = tuple(_grants(rows))
    privileged = any(grant.role in PRIVILEGED for grant in grants)
    session: AccountSession = first.AccountSession
    if first.Account.status != AccountStatus.ACTIVE or not is_alive(session, privileged=privileged, now=now):
        return None
    return Actor(
        account_id=first.Account.id,
        session_id=session.id,
        name=first.Account.name,
        employee_id=first.employee_id,
        grants=grants,
        stepped_up_at=session.stepped_up_at,
        touch_due=now - session.last_seen_at >= TOUCH_AFTER,
    )


def _select_identity(token_hash: bytes, now: datetime) -> AnySelect:
    return (
        select(
            AccountSession,
            Account,
            Employee.id.label("employee_id"),
            RoleGrant.role,
            RoleGrant.unit_id,
            OrgUnit.path,
            _holds_a_superior_post(now).label("is_assessor"),
        )
        .join(Account, Account.id == AccountSession.account_id)
        .outerjoin(Employee, Employee.account_id == Account.id)
        .outerjoin(RoleGrant, RoleGrant.account_id == Account.id)
        .outerjoin(OrgUnit, OrgUnit.id == RoleGrant.unit_id)
        .where(AccountSession.token_hash == token_hash)
    )


def _holds_a_superior_post(now: datetime) -> ColumnElement[bool]:
    # A coarse gate, generous by some hours so that it fits every zone; each decision asks again with the office's day.
    below = aliased(Position)
    return exists(
        select(Placement.id)
        .join(below, below.reports_to_id == Placement.position_id)
        .where(
            Placement.employee_id == Employee.id,
            Placement.starts_on <= (now + EASTERNMOST).date(),
            Placement.ends_on.is_(None) | (Placement.ends_on >= now.date()),
        )
    )


def _grants(rows: Sequence[Row[Any]]) -> list[Grant]:
    first = rows[0]
    grants = [Grant(Role(row.role), row.path or EVERYWHERE) for row in rows if row.role is not None]
    if first.employee_id is not None:
        grants.append(Grant(Role.EMPLOYEE, EVERYWHERE))
        if first.is_assessor:
            grants.append(Grant(Role.ASSESSOR, EVERYWHERE))
    return grants
