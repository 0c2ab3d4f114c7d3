"""Who holds which post from when to when. A definitive post ends the one before; acting terms run beside it."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from api.access.actor import Actor
from api.audit.service import record
from api.employees import queries
from api.employees.models import Employee, Placement, PlacementKind, Position
from api.employees.rules import overlap
from api.kit.base import columns_of
from api.kit.errors import Conflict, Fault, Forbidden, Invalid, NotFound
from api.kit.texts import Text

Span = tuple[date, date | None]
DAY = timedelta(days=1)


class EmployeeInactive(Conflict):
    text = Text("Pegawai ini sudah tidak aktif.", "This employee is no longer active.")


class PositionInactive(Conflict):
    text = Text("Jabatan ini sudah tidak dipakai.", "This post is no longer in use.")


class PostTaken(Conflict):
    text = Text(
        "Jabatan pimpinan ini masih ada pemegangnya pada tanggal itu. Akhiri penempatannya lebih dahulu.",
        "This head's post has a holder on that day. End that placement first.",
    )


class PlacementOverlaps(Conflict):
    text = Text(
        "Pegawai ini sudah mempunyai penempatan pada atau sesudah tanggal itu.",
        "This employee has a placement on or after that day already.",
    )


_ENDS_BEFORE_START = Text("Tanggal akhir mendahului tanggal mulai.", "The last day comes before the first.")
_UNKNOWN_POST = Text("Jabatan ini tidak ditemukan.", "This post was not found.")


def position_named(db: Session, actor: Actor, position_id: UUID, *, pointer: str = "/position_id") -> Position:
    """The post a body names; one that is not visible is answered like one that is not there."""
    try:
        return queries.get_position(db, actor, position_id)
    except NotFound:
        raise Invalid(faults=[Fault(pointer, "not_found", _UNKNOWN_POST)]) from None


def transfer_employee(
    db: Session,
    *,
    actor: Actor,
    employee: Employee,
    position: Position,
    kind: str,
    starts_on: date,
    ends_on: date | None,
    reason: str,
    trace: str,
) -> None:
    """Give an employee another post. A definitive one ends the former the day before; an acting term does not."""
    if not queries.manages_unit(actor, position.unit.path):
        raise Forbidden()
    expect_span(starts_on, ends_on)
    if not employee.active:
        raise EmployeeInactive()
    queries.lock_structure(db)
    _make_room(queries.placements_of(db, employee.id), position, kind, (starts_on, ends_on))
    expect_post_free(db, position, kind=kind, span=(starts_on, ends_on), besides=employee.id)
    placement = open_placement(db, employee, position, kind=kind, starts_on=starts_on, ends_on=ends_on, reason=reason)
    touch(employee)
    _record(db, actor, "transfer_employee", placement, reason, trace)


def _make_room(own: Sequence[Placement], position: Position, kind: str, span: Span) -> None:
    """End what the new placement takes the place of; what begins with it or later is in its way."""
    for placement in own:
        both_definitive = kind == placement.kind == PlacementKind.DEFINITIF
        same_post = placement.position_id == position.id
        if not (both_definitive or same_post) or not overlap(span, (placement.starts_on, placement.ends_on)):
            continue
        confirmed_in_post = same_post and kind == PlacementKind.DEFINITIF != placement.kind
        if placement.starts_on >= span[0] or (same_post and not confirmed_in_post):
            raise PlacementOverlaps()
        placement.ends_on = span[0] - DAY


def expect_span(starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise Invalid(faults=[Fault("/ends_on", "ends_before_start", _ENDS_BEFORE_START)])


def expect_post_free(db: Session, position: Position, *, kind: str, span: Span, besides: UUID) -> None:
    """A post in use; a head's post has one definitive holder, those of staff may have several."""
    if not position.active:
        raise PositionInactive()
    if not position.is_head or kind != PlacementKind.DEFINITIF:
        return
    for other in queries.definitive_placements_in(db, position.id):
        if other.employee_id != besides and overlap(span, (other.starts_on, other.ends_on)):
            raise PostTaken()


def open_placement(
    db: Session,
    employee: Employee,
    position: Position,
    *,
    kind: str,
    starts_on: date,
    ends_on: date | None = None,
    reason: str = "",
) -> Placement:
    placement = Placement(
        employee_id=employee.id,
        position_id=position.id,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason,
    )
    db.add(placement)
    db.flush()
    return placement


def update_placement(
    db: Session,
    *,
    actor: Actor,
    employee: Employee,
    placement: Placement,
    starts_on: date,
    ends_on: date | None,
    reason: str,
    trace: str,
) -> None:
    """Correct the days of a placement, end it, or extend an acting term."""
    if not employee.active:
        raise EmployeeInactive()
    expect_span(starts_on, ends_on)
    queries.lock_structure(db)
    span = (starts_on, ends_on)
    for other in queries.placements_of(db, employee.id):
        both_definitive = other.kind == placement.kind == PlacementKind.DEFINITIF
        if other.id == placement.id or not (both_definitive or other.position_id == placement.position_id):
            continue
        if overlap(span, (other.starts_on, other.ends_on)):
            raise PlacementOverlaps()
    if placement.position.active:
        expect_post_free(db, placement.position, kind=placement.kind, span=span, besides=employee.id)
    placement.starts_on, placement.ends_on = starts_on, ends_on
    touch(employee)
    _record(db, actor, "update_placement", placement, reason, trace)


def touch(employee: Employee) -> None:
    """A placement is part of what people see of an employee: his version rises with it."""
    flag_modified(employee, "active")


def _record(db: Session, actor: Actor, action: str, placement: Placement, reason: str, trace: str) -> None:
    record(
        db,
        actor=actor,
        action=action,
        object_type="employee",
        object_id=placement.employee_id,
        after=columns_of(placement, "id", "position_id", "kind", "starts_on", "ends_on"),
        reason=reason,
        trace=trace,
    )
