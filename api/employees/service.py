"""People come, change and go. Who has left keeps his account: his own results stay his."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.audit.service import record
from api.employees import queries
from api.employees.columns import columns_from
from api.employees.models import Employee, FormerNip, Placement, Position
from api.employees.own_accounts import follow_record, provide_account
from api.employees.transfers import EmployeeInactive, expect_post_free, open_placement
from api.kit.errors import AlreadyExists, Conflict, Fault, Forbidden, Invalid
from api.kit.texts import Text


class OwnRecord(Forbidden):
    text = Text(
        "Data kepegawaian Anda sendiri diubah oleh pejabat kepegawaian lain.",
        "Your own record is changed by another officer.",
    )


class NipTaken(AlreadyExists):
    text = Text("NIP ini sudah terdaftar.", "This NIP is registered already.")


class EmployeeActive(Conflict):
    text = Text("Pegawai ini masih aktif.", "This employee is still active.")


class HoldsRoles(Conflict):
    """Taking roles away is the administrator's, not a side effect."""

    text = Text(
        "Akun pegawai ini masih memegang peran. Minta administrator mencabutnya lebih dahulu.",
        "This employee's account still holds roles. Ask the administrator to revoke them first.",
    )


_IN_FUTURE = Text("Isi hari ini atau tanggal yang sudah lewat.", "Give today or a past day.")
_BEFORE_PLACEMENT = Text(
    "Ada penempatan yang mulai sesudah tanggal ini.", "There is a placement that began after this day."
)
_NEEDED = Text("Isian ini wajib diisi.", "This field is required.")


def expect_manager(db: Session, actor: Actor, employee: Employee) -> None:
    """Visible is not yet one's own to change: the HR officer of the unit may, but not his own record."""
    if not queries.is_managed_by(db, actor, employee):
        raise Forbidden()
    if employee.id == actor.employee_id:
        raise OwnRecord()


def create_employee(
    db: Session,
    *,
    actor: Actor,
    sent: Mapping[str, Any],
    position: Position | None,
    kind: str,
    starts_on: date | None,
    today: date,
    trace: str,
) -> Employee:
    """A person with his account, and in his first post if one is named. Without a post only the whole office's HR may."""
    expect_place(actor, position, starts_on)
    columns = columns_from(sent, known=None, today=today)
    if queries.find_by_nip(db, columns["nip"]) is not None:
        raise NipTaken()
    account_id = provide_account(db, name=columns["name"], nip=columns["nip"], email=columns["email"])
    employee = Employee(**columns, account_id=account_id)
    db.add(employee)
    db.flush()
    if position is not None and starts_on is not None:
        queries.lock_structure(db)
        expect_post_free(db, position, kind=kind, span=(starts_on, None), besides=employee.id)
        open_placement(db, employee, position, kind=kind, starts_on=starts_on)
    after = {"position_id": position.id if position else None, "account_id": employee.account_id}
    record(
        db,
        actor=actor,
        action="create_employee",
        object_type="employee",
        object_id=employee.id,
        after=after,
        trace=trace,
    )
    return employee


def expect_place(actor: Actor, position: Position | None, starts_on: date | None) -> None:
    """A post comes with its first day; without one the newcomer belongs to no unit, only to the office."""
    if not queries.manages_unit(actor, position.unit.path if position else queries.EVERYWHERE):
        raise Forbidden()
    if (position is None) != (starts_on is None):
        pointer = "/position_id" if position is None else "/starts_on"
        raise Invalid(faults=[Fault(pointer, "missing", _NEEDED)])


def update_employee(
    db: Session, *, actor: Actor, employee: Employee, sent: Mapping[str, Any], today: date, trace: str
) -> None:
    """Correct or complete a record. Another NIP keeps the old one: the number follows the status, the person stays."""
    columns = columns_from(sent, known=employee, today=today)
    changed = {name: value for name, value in columns.items() if getattr(employee, name) != value}
    if not changed:
        return
    if "nip" in changed:
        _change_nip(db, employee, changed["nip"], today)
    follow_record(db, employee.account_id, changed)
    for name, value in changed.items():
        setattr(employee, name, value)
    record(
        db,
        actor=actor,
        action="update_employee",
        object_type="employee",
        object_id=employee.id,
        after={"changed": sorted(changed)},
        trace=trace,
    )


def _change_nip(db: Session, employee: Employee, nip: str, today: date) -> None:
    known = queries.find_by_nip(db, nip)
    if known is not None and known.id != employee.id:
        raise NipTaken()
    if (again := queries.find_former_nip(db, nip)) is not None:
        db.delete(again)
    db.add(FormerNip(employee_id=employee.id, nip=employee.nip, until=today))


def deactivate_employee(
    db: Session, *, actor: Actor, employee: Employee, left_on: date, reason: str, today: date, trace: str
) -> None:
    """The person leaves on a day: what he holds ends with it, what was to begin later never does."""
    if not employee.active:
        raise EmployeeInactive()
    if employee.account_id is not None and queries.holds_roles(db, employee.account_id):
        raise HoldsRoles()
    if left_on > today:
        raise Invalid(faults=[Fault("/left_on", "in_future", _IN_FUTURE)])
    placements = queries.placements_of(db, employee.id)
    if any(left_on < placement.starts_on <= today for placement in placements):
        raise Invalid(faults=[Fault("/left_on", "before_placement", _BEFORE_PLACEMENT)])
    end_service(db, actor=actor, employee=employee, placements=placements, left_on=left_on, reason=reason, trace=trace)


def end_service(
    db: Session,
    *,
    actor: Actor,
    employee: Employee,
    placements: Sequence[Placement],
    left_on: date,
    reason: str,
    trace: str,
) -> None:
    for placement in placements:
        if placement.starts_on > left_on:
            db.delete(placement)
        elif placement.ends_on is None or placement.ends_on > left_on:
            placement.ends_on = left_on
    employee.active, employee.left_on, employee.left_reason = False, left_on, reason
    record(
        db,
        actor=actor,
        action="deactivate_employee",
        object_type="employee",
        object_id=employee.id,
        after={"left_on": left_on},
        reason=reason,
        trace=trace,
    )


def reactivate_employee(db: Session, *, actor: Actor, employee: Employee, reason: str, trace: str) -> None:
    """The person is back, for now without a post; a transfer gives him one."""
    if employee.active:
        raise EmployeeActive()
    employee.active, employee.left_on, employee.left_reason = True, None, ""
    record(
        db,
        actor=actor,
        action="reactivate_employee",
        object_type="employee",
        object_id=employee.id,
        reason=reason,
        trace=trace,
    )
