"""The office itself: its name, address and zone."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.access.permissions import Role
from api.audit.service import record
from api.employees import queries
from api.employees.models import Office
from api.kit.base import columns_of
from api.kit.errors import Forbidden


def expect_office_manager(actor: Actor) -> None:
    """Who holds the role for a part of the office only does not change all of it."""
    if queries.EVERYWHERE not in actor.paths(Role.HR_OFFICER, Role.ADMINISTRATOR):
        raise Forbidden()


def update_office(db: Session, *, actor: Actor, office: Office, changes: Mapping[str, Any], trace: str) -> None:
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
