"""A round that runs: its addresses, its tasks and its participants."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.assignments.models import Assignment
from api.employees.models import Employee
from api.rounds.models import Participant
from tests.assignments.conftest import ROUNDS
from tests.factories.assignments import look_anew

Opened = dict[str, Any]


def at(opened: Opened, what: str) -> str:
    return f"{ROUNDS}/{opened['id']}/{what}"


def tasks(db: Session, **wanted: Any) -> list[Assignment]:
    look_anew(db)
    statement = select(Assignment)
    for name, value in wanted.items():
        statement = statement.where(getattr(Assignment, name) == value)
    return list(db.scalars(statement.order_by(Assignment.id)))


def participant_of(db: Session, opened: Opened, employee: Employee) -> Participant:
    look_anew(db)
    return db.scalars(
        select(Participant).where(Participant.employee_id == employee.id, Participant.round_id == UUID(opened["id"]))
    ).one()


def people_path(db: Session, opened: Opened, employee: Employee, what: str) -> str:
    return at(opened, f"participants/{participant_of(db, opened, employee).id}/{what}")
