"""The office itself: its name, address and zone."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.access.permissions import Role
from api.accounts.models import Account, AccountStatus
from api.audit.service import record
from api.employees import queries
from api.employees.models import Office
from api.kit.base import columns_of
from api.kit.errors import Forbidden, Invalid
from api.kit.faults import Fault
from api.kit.texts import Text

_NO_ACCOUNT = Text("Pilih akun yang dapat masuk.", "Choose an account that can sign in.")


def expect_office_manager(actor: Actor) -> None:
    """Who holds the role for a part of the office only does not change all of it."""
    if queries.EVERYWHERE not in actor.paths(Role.HR_OFFICER, Role.ADMINISTRATOR):
        raise Forbidden()


def update_office(db: Session, *, actor: Actor, office: Office, changes: Mapping[str, Any], trace: str) -> None:
    _expect_contact(db, changes.get("pressure_contact_id"))
    before = columns_of(office, *changes)
    for column, value in changes.items():
        setattr(office, column, value)
    if columns_of(office, *changes) == before:
        return
    record(
        db,
        actor=actor,
        action="update_office",
        object_type="office",
        object_id=str(office.id),
        before=before,
        after=dict(changes),
        trace=trace,
    )


def _expect_contact(db: Session, account_id: UUID | None) -> None:
    """Who alone reads reports of pressure has an account that can be used."""
    if account_id is None:
        return
    account = db.get(Account, account_id)
    if account is None or account.status == AccountStatus.DISABLED:
        raise Invalid(faults=[Fault("/pressure_contact_id", "unknown_account", _NO_ACCOUNT)])
