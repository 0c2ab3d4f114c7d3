"""Pairs who must not rate each other as peers: recorded, listed, removed. The log names the record, not the people."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.assignments import queries_conflicts as queries
from api.assignments.models import RaterConflict
from api.assignments.schemas_plan import ConflictFilters, ConflictRecord
from api.audit.service import record
from api.employees.models import Employee
from api.kit.errors import Conflict, Fault, Invalid
from api.kit.pages import read_page
from api.kit.texts import Text
from api.rounds.reach import expect_other_person

_NO_SUCH = Text("Tidak ada pegawai seperti ini di lingkup Anda.", "There is no such employee in your reach.")
_SAME = Text("Pilih dua orang yang berbeda.", "Choose two different people.")


class ConflictKnown(Conflict):
    text = Text("Larangan berpasangan ini sudah tercatat.", "This conflict is recorded already.")


@dataclass(frozen=True, slots=True)
class PersonRef:
    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class ConflictView:
    id: UUID
    first: PersonRef
    second: PersonRef
    kind: str
    reason: str
    recorded_at: datetime


def list_conflicts(db: Session, *, actor: Actor, filters: ConflictFilters) -> dict[str, Any]:
    page = read_page(db, queries.select_conflicts(actor, filters), filters)
    page["items"] = [_view(*row) for row in page["items"]]
    return page


def record_conflict(db: Session, *, actor: Actor, new: ConflictRecord, now: datetime, trace: str) -> ConflictView:
    """Keep two people apart from the next draw on; a drawn plan of a draft becomes stale by it."""
    first, second = _people(db, actor, new)
    if queries.exists_between(db, first.id, second.id):
        raise ConflictKnown()
    conflict = RaterConflict(
        first_id=first.id,
        second_id=second.id,
        kind=new.kind,
        reason=new.reason,
        recorded_by=actor.account_id,
        recorded_at=now,
    )
    db.add(conflict)
    db.flush()
    _record(db, actor, "record_conflict", conflict, trace)
    return _view(conflict, first, second)


def _people(db: Session, actor: Actor, new: ConflictRecord) -> tuple[Employee, Employee]:
    """Both, in the order in which pairs are kept."""
    if new.first_id == new.second_id:
        raise Invalid(faults=[Fault("/second_id", "same_person", _SAME)])
    wanted = {"/first_id": new.first_id, "/second_id": new.second_id}
    found = queries.looked_after(db, actor, list(wanted.values()))
    faults = [Fault(pointer, "no_such_employee", _NO_SUCH) for pointer, one in wanted.items() if one not in found]
    if faults:
        raise Invalid(faults=faults)
    for employee_id in found:
        expect_other_person(actor, employee_id)
    first, second = sorted(found.values(), key=lambda employee: employee.id)
    return first, second


def remove_conflict(db: Session, *, actor: Actor, conflict: RaterConflict, trace: str) -> None:
    for employee_id in (conflict.first_id, conflict.second_id):
        expect_other_person(actor, employee_id)
    db.delete(conflict)
    _record(db, actor, "remove_conflict", conflict, trace)


def _view(conflict: RaterConflict, first: Employee, second: Employee) -> ConflictView:
    return ConflictView(
        conflict.id,
        PersonRef(first.id, queries.name_of(first)),
        PersonRef(second.id, queries.name_of(second)),
        conflict.kind,
        conflict.reason,
        conflict.recorded_at,
    )


def _record(db: Session, actor: Actor, action: str, conflict: RaterConflict, trace: str) -> None:
    record(db, actor=actor, action=action, object_type="rater_conflict", object_id=conflict.id, trace=trace)
