"""Where somebody's rights over rounds hold: in the units of his grants and everything below them."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, false, or_, true

from api.access.actor import Actor
from api.access.permissions import PERMISSIONS, Role, roles_for
from api.employees import rules
from api.kit.errors import Forbidden
from api.kit.texts import Text

OFFICERS = (Role.HR_OFFICER, Role.HEAD, Role.AUDITOR)
"""Who sees rounds by office; everybody else sees those in which he takes part or has people taking part."""

_WHOLE_TREE = "/"


class OwnRecord(Forbidden):
    text = Text(
        "Ini menyangkut diri Anda sendiri; mintalah petugas lain melakukannya.",
        "This concerns yourself; ask another officer to do it.",
    )


def within(path: Any, places: tuple[str, ...]) -> ColumnElement[bool]:
    """As a condition: the unit path lies at or below one of these places."""
    if _WHOLE_TREE in places:
        return true()
    return or_(false(), *(path.startswith(place, autoescape=True) for place in places))


def oversees(actor: Actor, path: str) -> bool:
    """Does the caller see this unit by his office?"""
    return rules.within(path, actor.paths(*OFFICERS))


def reaches(actor: Actor, permission: str, path: str) -> bool:
    """Does the caller hold this permission for the unit at this place, by an office that was granted there?"""
    return rules.within(path, actor.paths(*(roles_for(permission) & set(OFFICERS))))


def permissions_at(actor: Actor, path: str) -> frozenset[str]:
    """Everything about rounds that the caller may do to a round of the unit at this place."""
    about_rounds = (permission for permission in PERMISSIONS if permission.startswith("rounds:"))
    return frozenset(permission for permission in about_rounds if reaches(actor, permission, path))


def expect_reach(actor: Actor, permission: str, path: str) -> None:
    if not reaches(actor, permission, path):
        raise Forbidden()


def expect_other_person(actor: Actor, employee_id: UUID) -> None:
    """An act on one's own record needs another officer (DESIGN.md §6)."""
    if actor.employee_id == employee_id:
        raise OwnRecord()
