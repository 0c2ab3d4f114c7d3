"""Session cookie → actor, in one statement: the account, its employee, its roles with the places where they hold, and whether
the person is somebody's superior today (then he is an assessor; that role is never granted)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Date, Row, bindparam, exists, select
from sqlalchemy.orm import Session, aliased
from starlette.requests import Request

from api.access.actor import Actor, Grant
from api.access.permissions import Role
from api.accounts.models import Account, AccountSession, AccountStatus, RoleGrant
from api.accounts.models_second_step import SecondStep
from api.accounts.sessions import PRIVILEGED, TOUCH_AFTER, hash_of, is_alive, lengths_for, session_token
from api.employees.models import Employee, Office, OrgUnit, Placement, Position
from api.employees.placements import days_about_now, placement_between
from api.kit.database import AnySelect
from api.kit.settings import Settings

EVERYWHERE = "/"


def load_actor(db: Session, request: Request, now: datetime) -> Actor | None:
    """The caller, or nobody. Rights are read anew each time, so a change holds from the next request on."""
    token = session_token(request)
    if token is None:
        return None
    earliest, latest = days_about_now()
    asked = {"token_hash": hash_of(token), "earliest_day": earliest, "latest_day": latest}
    rows = db.execute(_IDENTITY, asked).all()
    if not rows:
        return None
    first, settings = rows[0], request.app.state.settings
    grants = tuple(_grants(rows, now))
    privileged = any(grant.role in PRIVILEGED for grant in grants)
    session: AccountSession = first.AccountSession
    alive = is_alive(session, lengths_for(settings, privileged=privileged), now=now)
    if first.Account.status != AccountStatus.ACTIVE or not alive:
        return None
    demanded = privileged and demands_second_step(settings, is_demo=bool(first.is_demo))
    asleep = PRIVILEGED if demanded and not first.second_step_on else frozenset()
    return Actor(
        account_id=first.Account.id,
        session_id=session.id,
        name=first.Account.name,
        employee_id=first.employee_id,
        grants=tuple(grant for grant in grants if grant.role not in asleep),
        stepped_up_at=session.stepped_up_at,
        touch_due=now - session.last_seen_at >= TOUCH_AFTER,
        privileged=privileged,
        second_step_on=first.second_step_on,
        second_step_demanded=demanded,
    )


def demands_second_step(settings: Settings, *, is_demo: bool) -> bool:
    """Whether officers' roles sleep until one-time codes are on (DESIGN.md §6). The demo office is open to all anyway."""
    return settings.second_step_required and not is_demo


def _select_identity() -> AnySelect:
    return (
        select(
            AccountSession,
            Account,
            Employee.id.label("employee_id"),
            RoleGrant.role,
            RoleGrant.unit_id,
            RoleGrant.until,
            OrgUnit.path,
            SecondStep.secret.is_not(None).label("second_step_on"),
            select(Office.is_demo).scalar_subquery().label("is_demo"),
            select(Office.zone).scalar_subquery().label("zone"),
            _holds_a_superior_post().label("is_assessor"),
        )
        .join(Account, Account.id == AccountSession.account_id)
        .outerjoin(Employee, Employee.account_id == Account.id)
        .outerjoin(RoleGrant, RoleGrant.account_id == Account.id)
        .outerjoin(OrgUnit, OrgUnit.id == RoleGrant.unit_id)
        .outerjoin(SecondStep, SecondStep.account_id == Account.id)
        .where(AccountSession.token_hash == bindparam("token_hash"))
    )


def _holds_a_superior_post() -> ColumnElement[bool]:
    # A coarse gate, generous by some hours so that it fits every zone; each decision asks again with the office's day.
    below = aliased(Position)
    return exists(
        select(Placement.id)
        .join(below, below.reports_to_id == Placement.position_id)
        .where(
            Placement.employee_id == Employee.id,
            placement_between(bindparam("earliest_day", type_=Date()), bindparam("latest_day", type_=Date())),
        )
    )


_IDENTITY = _select_identity()
"""Built once: every request asks it."""


def _grants(rows: Sequence[Row[Any]], now: datetime) -> list[Grant]:
    """What holds today; a role that was given until a day holds through that day, as the office counts days."""
    first = rows[0]
    today = now.astimezone(ZoneInfo(first.zone or "UTC")).date()
    granted = [row for row in rows if row.role is not None and (row.until is None or row.until >= today)]
    grants = [Grant(Role(row.role), row.path or EVERYWHERE) for row in granted]
    if first.employee_id is not None:
        grants.append(Grant(Role.EMPLOYEE, EVERYWHERE))
        if first.is_assessor:
            grants.append(Grant(Role.ASSESSOR, EVERYWHERE))
    return grants
