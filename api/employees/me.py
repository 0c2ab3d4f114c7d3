"""Who am I: what the dashboard asks first. It stands here because an account knows nothing of its employee."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from api.access.actor import STEP_UP_LASTS, Actor
from api.access.context import Context
from api.access.permissions import PERMISSIONS, SIGNED_IN, Role
from api.access.routing import Router
from api.accounts import credential_queries, introductions
from api.accounts.notices import list_credential_changes
from api.accounts.queries import grants_of
from api.accounts.sessions import ends_at, idle_of, lengths_for
from api.employees import me_queries
from api.employees.me_schemas import IntroductionMark, MeRead
from api.employees.models import Employee
from api.kit import clock
from api.kit.base import columns_of

router = Router(prefix="/me", tag="auth")


@router.reads("", permission=SIGNED_IN, response=MeRead)
def get_me(context: Context) -> dict[str, Any]:
    """Get oneself: roles, permissions, office, the session's end.

    `credential_changes` tells the owner of cards issued and passphrases changed; one he did not ask for is a reason to ask.
    """
    actor, db, now = context.actor, context.db, context.now
    account = credential_queries.get_own_account(db, actor.account_id)
    session = credential_queries.get_session(db, actor.account_id, actor.session_id)
    lengths = lengths_for(context.request.app.state.settings, privileged=actor.privileged)
    office, types_paper_forms = me_queries.surroundings_of(db, actor.account_id)
    return {
        "account_id": account.id,
        **columns_of(account, "name", "login_name", "email", "passphrase_change_due"),
        "employee": _employee(db, actor, office.zone if office else "UTC"),
        "office": office,
        "roles": _roles(db, actor),
        "introductions_due": introductions.list_due(db, actor),
        "permissions": sorted(permission for permission in PERMISSIONS if actor.may(permission)),
        "types_paper_forms": types_paper_forms,
        "session_ends_at": ends_at(session, lengths),
        "idle_seconds": int(idle_of(session, lengths).total_seconds()),
        "shared_device": session.shared_idle_seconds is not None,
        "second_step_on": actor.second_step_on,
        "second_step_due": actor.second_step_due,
        "stepped_up_until": _stepped_up_until(actor, now),
        "credential_changes": list_credential_changes(db, account=account, began=session.created_at, now=now),
    }


@router.acts("/introductions", permission=SIGNED_IN, status=204, errors=[introductions.NotYourRole])
def mark_introduction_read(context: Context, body: IntroductionMark) -> None:
    """Say that one has read the introduction to a role; it is not shown again. Once more is harmless."""
    introductions.mark_introduction_read(context.db, actor=context.actor, role=body.role, now=context.now)


def _employee(db: Session, actor: Actor, zone: str) -> dict[str, Any] | None:
    if actor.employee_id is None:
        return None
    row = me_queries.find_employee_today(db, actor.employee_id, clock.today(zone))
    if row is None:
        return None
    employee, title, unit_name = row
    return {
        "id": employee.id,
        "nip": employee.nip,
        "name": _with_titles(employee),
        "position_title": title,
        "unit_name": unit_name,
    }


def _with_titles(employee: Employee) -> str:
    name = f"{employee.title_before} {employee.name}".strip()
    return f"{name}, {employee.title_after}" if employee.title_after else name


def _roles(db: Session, actor: Actor) -> list[dict[str, Any]]:
    """What was granted, with its place, and what follows from being an employee and somebody's superior."""
    granted = grants_of(db, [actor.account_id])[actor.account_id]
    roles = [{"role": row.role, "unit_id": row.unit_id, "unit_name": row.unit_name} for row in granted]
    following = (role for role in (Role.EMPLOYEE, Role.ASSESSOR) if actor.has_role(role))
    return [*({"role": role, "unit_id": None, "unit_name": None} for role in following), *roles]


def _stepped_up_until(actor: Actor, now: datetime) -> datetime | None:
    return actor.stepped_up_at + STEP_UP_LASTS if actor.stepped_up_at and actor.has_stepped_up(now) else None
