"""Who is calling, with what rights, where: read from the database anew on each request."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from api.access.permissions import PUBLIC, SIGNED_IN, Role, roles_for

STEP_UP_LASTS = timedelta(minutes=10)


class Grant(NamedTuple):
    """A role for a unit and everything below it. `path` is the unit's place in the tree, "/" the whole office."""

    role: Role
    path: str


@dataclass(frozen=True)
class Actor:
    account_id: UUID
    session_id: UUID
    name: str
    employee_id: UUID | None
    grants: tuple[Grant, ...]
    stepped_up_at: datetime | None = None
    touch_due: bool = False
    privileged: bool = False  # also while the roles that make him so sleep
    second_step_on: bool = False
    second_step_demanded: bool = False

    @property
    def second_step_due(self) -> bool:
        """His roles sleep until he has switched one-time codes on."""
        return self.second_step_demanded and not self.second_step_on

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(grant.role for grant in self.grants)

    def may(self, permission: str) -> bool:
        return permission in (PUBLIC, SIGNED_IN) or not self.roles.isdisjoint(roles_for(permission))

    def has_role(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)

    def paths(self, *roles: Role) -> tuple[str, ...]:
        """The places in the unit tree where one of these roles holds."""
        return tuple(sorted({grant.path for grant in self.grants if grant.role in roles}))

    def has_stepped_up(self, now: datetime) -> bool:
        return self.stepped_up_at is not None and now - self.stepped_up_at < STEP_UP_LASTS
