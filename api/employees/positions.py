"""Posts: made, changed, taken out of use when vacant. A post reports to a post, and never back to itself."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.audit.service import record
from api.employees import queries
from api.employees import structure_queries as structure
from api.employees.models import OrgUnit, Position
from api.employees.units import UnitInactive, expect_unit_manager
from api.kit.base import columns_of
from api.kit.errors import Conflict
from api.kit.texts import Text


class ReportingCircle(Conflict):
    text = Text(
        "Jabatan itu sendiri berada di bawah jabatan ini, sehingga garis atasan akan berputar.",
        "That post is itself below this one, so the reporting line would be a circle.",
    )


class HeadPostExists(Conflict):
    text = Text("Unit ini sudah mempunyai jabatan pimpinan.", "This unit has a head's post already.")


class PostHasHolders(Conflict):
    text = Text(
        "Jabatan ini masih ada pemegangnya. Pindahkan mereka lebih dahulu.",
        "This post still has holders. Transfer them first.",
    )


class SuperiorPostInactive(Conflict):
    text = Text("Jabatan atasan itu sudah tidak dipakai.", "The post above is no longer in use.")


_AUDITED = ("unit_id", "title", "position_class", "is_head", "reports_to_id", "active")


def create_position(
    db: Session,
    *,
    actor: Actor,
    unit: OrgUnit,
    title: str,
    position_class: str,
    is_head: bool,
    reports_to: Position | None,
    trace: str,
) -> Position:
    expect_unit_manager(actor, unit.path)
    queries.lock_structure(db)
    _expect_usable(unit, reports_to)
    if is_head and structure.other_head_post(db, unit.id, besides=None):
        raise HeadPostExists()
    position = Position(
        unit_id=unit.id,
        title=title,
        position_class=position_class,
        is_head=is_head,
        reports_to_id=reports_to.id if reports_to else None,
    )
    db.add(position)
    db.flush()
    _record(db, actor, "create_position", position, None, trace)
    return position


def update_position(
    db: Session,
    *,
    actor: Actor,
    position: Position,
    unit: OrgUnit,
    reports_to_id: UUID | None,
    reports_to: Position | None,
    changes: Mapping[str, Any],
    today: date,
    trace: str,
) -> None:
    """`unit` and `reports_to` are those from now on (`reports_to` only where it changes); `changes` the other columns."""
    expect_unit_manager(actor, unit.path)
    queries.lock_structure(db)
    before = columns_of(position, *_AUDITED)
    if reports_to_id != position.reports_to_id or unit.id != position.unit_id or changes.get("active"):
        _expect_usable(unit, reports_to)
    if reports_to is not None and structure.reports_up_to(db, reports_to.id, position.id):
        raise ReportingCircle()
    if changes.get("active") is False and structure.is_held_from(db, position.id, today):
        raise PostHasHolders()
    position.unit, position.reports_to_id = unit, reports_to_id
    for column, value in changes.items():
        setattr(position, column, value)
    db.flush()
    _expect_one_head(db, position, today)
    if columns_of(position, *_AUDITED) != before:
        _record(db, actor, "update_position", position, before, trace)


def _expect_usable(unit: OrgUnit, reports_to: Position | None) -> None:
    if not unit.active:
        raise UnitInactive()
    if reports_to is not None and not reports_to.active:
        raise SuperiorPostInactive()


def _expect_one_head(db: Session, position: Position, today: date) -> None:
    """One head's post in a unit, with one definitive holder."""
    if not (position.is_head and position.active):
        return
    if structure.other_head_post(db, position.unit_id, besides=position.id):
        raise HeadPostExists()
    if structure.definitive_holders(db, position.id, today) > 1:
        raise PostHasHolders()


def _record(
    db: Session, actor: Actor, action: str, position: Position, before: Mapping[str, Any] | None, trace: str
) -> None:
    record(
        db,
        actor=actor,
        action=action,
        object_type="position",
        object_id=position.id,
        before=before,
        after=columns_of(position, *_AUDITED),
        trace=trace,
    )
