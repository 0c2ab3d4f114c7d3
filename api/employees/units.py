"""The unit tree: a unit is made, renamed, moved with everything below it, and taken out of use when it is empty."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.audit.service import record
from api.employees import queries
from api.employees import structure_queries as structure
from api.employees.models import OrgUnit
from api.employees.rules import DEEPEST, unit_level
from api.kit.base import columns_of
from api.kit.errors import AlreadyExists, Conflict, Fault, Forbidden, Invalid, NotFound
from api.kit.texts import Text


class UnitExists(AlreadyExists):
    text = Text("Unit dengan nama ini sudah ada di bawah unit yang sama.", "A unit of this name exists there already.")


class UnitCircle(Conflict):
    text = Text("Unit tidak dapat dipindahkan ke bawah dirinya sendiri.", "A unit cannot be moved below itself.")


class UnitNotEmpty(Conflict):
    text = Text(
        "Unit ini masih mempunyai unit atau jabatan yang dipakai. Pindahkan atau nonaktifkan lebih dahulu.",
        "This unit still has units or posts in use. Move or deactivate them first.",
    )


class UnitInactive(Conflict):
    text = Text("Unit di atasnya sudah tidak dipakai.", "The unit above is no longer in use.")


class TreeTooDeep(Conflict):
    text = Text("Susunan unit paling dalam {levels} tingkat.", "Units can be nested {levels} levels deep.")


_UNKNOWN_UNIT = Text("Unit ini tidak ditemukan.", "This unit was not found.")
_AUDITED = ("name", "kind", "parent_id", "sort_order", "active")


def unit_named(db: Session, actor: Actor, unit_id: UUID, *, pointer: str) -> OrgUnit:
    """The unit a body names; one that is not visible is answered like one that is not there."""
    try:
        return queries.get_unit(db, actor, unit_id)
    except NotFound:
        raise Invalid(faults=[Fault(pointer, "not_found", _UNKNOWN_UNIT)]) from None


def expect_unit_manager(actor: Actor, path: str) -> None:
    if not queries.manages_unit(actor, path):
        raise Forbidden()


def create_org_unit(
    db: Session, *, actor: Actor, name: str, kind: str, parent: OrgUnit | None, sort_order: int, trace: str
) -> OrgUnit:
    above = parent.path if parent else queries.EVERYWHERE
    expect_unit_manager(actor, above)
    queries.lock_structure(db)
    _expect_place(db, name, parent, levels=1)
    unit_id = uuid4()
    unit = OrgUnit(
        id=unit_id,
        name=name,
        kind=kind,
        parent_id=parent.id if parent else None,
        path=f"{above}{unit_id.hex}/",
        sort_order=sort_order,
    )
    db.add(unit)
    db.flush()
    _record(db, actor, "create_org_unit", unit, None, trace)
    return unit


def update_org_unit(
    db: Session, *, actor: Actor, unit: OrgUnit, changes: Mapping[str, Any], parent: OrgUnit | None, trace: str
) -> None:
    """`parent` is the unit above from now on; `changes` are the other columns."""
    moves = (parent.id if parent else None) != unit.parent_id
    if moves:
        expect_unit_manager(actor, parent.path if parent else queries.EVERYWHERE)
    queries.lock_structure(db)
    before = columns_of(unit, *_AUDITED)
    name = changes.get("name", unit.name)
    if moves or name != unit.name:
        _move(db, unit, name, parent)
    if changes.get("active") is False and not structure.unit_is_empty(db, unit):
        raise UnitNotEmpty()
    if changes.get("active") and parent is not None and not parent.active:
        raise UnitInactive()
    for column, value in changes.items():
        setattr(unit, column, value)
    db.flush()
    if columns_of(unit, *_AUDITED) != before:
        _record(db, actor, "update_org_unit", unit, before, trace)


def _move(db: Session, unit: OrgUnit, name: str, parent: OrgUnit | None) -> None:
    """Under another parent or name; the paths of everything below follow."""
    above = parent.path if parent else queries.EVERYWHERE
    if above.startswith(unit.path):
        raise UnitCircle()
    known = structure.find_unit_named(db, name, parent.id if parent else None)
    if known is not None and known.id != unit.id:
        raise UnitExists()
    new_path = f"{above}{unit.id.hex}/"
    if new_path == unit.path:
        return
    _expect_room(parent, structure.deepest_level(db, unit.path))
    structure.move_subtree(db, unit.path, new_path)
    unit.parent_id, unit.path = parent.id if parent else None, new_path


def _expect_place(db: Session, name: str, parent: OrgUnit | None, *, levels: int) -> None:
    _expect_room(parent, levels)
    if structure.find_unit_named(db, name, parent.id if parent else None) is not None:
        raise UnitExists()


def _expect_room(parent: OrgUnit | None, levels: int) -> None:
    if parent is None:
        return
    if not parent.active:
        raise UnitInactive()
    if unit_level(parent.path) + 1 + levels > DEEPEST:
        raise TreeTooDeep(levels=DEEPEST)


def _record(
    db: Session, actor: Actor, action: str, unit: OrgUnit, before: Mapping[str, Any] | None, trace: str
) -> None:
    record(
        db,
        actor=actor,
        action=action,
        object_type="org_unit",
        object_id=unit.id,
        before=before,
        after=columns_of(unit, *_AUDITED),
        trace=trace,
    )
