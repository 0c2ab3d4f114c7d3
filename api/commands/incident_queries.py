"""From entries of the log to the people they are about."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.audit.models import AuditEntry
from api.audit.texts import entry_text
from api.employees.models import Employee
from api.kit.database import AnySelect
from api.results.models import Result
from api.rounds.models import Participant

_PEOPLE: dict[str, AnySelect] = {
    "employee": select(Employee.id, Employee.id),
    "account": select(Employee.account_id, Employee.id),
    "participant": select(Participant.id, Participant.employee_id),
    "result": select(Result.id, Result.employee_id),
    "round": select(Participant.round_id, Participant.employee_id),
}
"""By the kind of thing an entry is about: the things of that kind, and whose each is."""


class Touched(NamedTuple):
    """A person, and what was done about him."""

    nip: str
    name: str
    first: datetime
    last: datetime
    entries: int
    actions: list[str]


def touched_people(db: Session, actor: UUID | None, since: datetime | None, until: datetime | None) -> list[Touched]:
    """Entries about a person's own record, account, participation or result; a round stands for all its participants.

    Participation and leaves are left out: they say nothing of whom.
    """
    found: dict[UUID, list[Any]] = {}
    for kind, people in _PEOPLE.items():
        reached: dict[str, list[UUID]] = {}
        for thing, person in db.execute(people):
            reached.setdefault(str(thing), []).append(person)
        for row in db.execute(_entries(kind, actor, since, until)):
            for person in reached.get(row.object_id, ()):
                found.setdefault(person, []).append(row)
    names = {row.id: row for row in db.execute(select(Employee.id, Employee.nip, Employee.name))}
    told = [_touched(names[person], rows) for person, rows in found.items()]
    return sorted(told, key=lambda one: (one.name, one.nip))


def _entries(kind: str, actor: UUID | None, since: datetime | None, until: datetime | None) -> AnySelect:
    statement = select(AuditEntry.object_id, AuditEntry.time, AuditEntry.action, AuditEntry.outcome).where(
        AuditEntry.family == "event", AuditEntry.object_type == kind
    )
    if actor is not None:
        statement = statement.where(AuditEntry.actor_ref == str(actor))
    if since is not None:
        statement = statement.where(AuditEntry.time >= since)
    return statement if until is None else statement.where(AuditEntry.time < until)


def _touched(person: Any, rows: list[Any]) -> Touched:
    actions = sorted({entry_text(row.action, row.outcome).id for row in rows})
    times = [row.time for row in rows]
    return Touched(person.nip, person.name, min(times), max(times), len(rows), actions)
