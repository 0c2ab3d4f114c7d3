"""Participants of a draft brought up to date: what changed since they were listed, who is gone, who was forgotten."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.audit.service import record
from api.employees.models import Employee
from api.employees.queries import snapshot
from api.employees.rules import full_name
from api.employees.superiors import Snapshot
from api.rounds import queries
from api.rounds.models import EvaluationRound, Participant
from api.rounds.moves import expect_draft
from api.rounds.participants import apply, as_frozen
from api.rounds.reasons import ExclusionReason, ParticipantStatus

_GONE = "Tidak lagi memegang jabatan pada unit periode ini."


class Difference(NamedTuple):
    """One thing that is not as the list says; `before` and `after` as people read them."""

    participant_id: UUID
    name: str
    field: str
    before: str
    after: str


class Named(NamedTuple):
    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Refreshed:
    differences: list[Difference]
    gone: list[Named]
    not_listed: list[Named]


def refresh_participants(
    db: Session, *, actor: Actor | None, round: EvaluationRound, day: date, trace: str | None = None
) -> Refreshed:
    """List everybody of a locked draft as he is on this day, and say what changed. Without an actor: at its own opening.

    Who holds no post of the unit any more is excluded; who is new in the unit is named but not added.
    """
    if actor is not None:
        expect_draft(actor=actor, round=round)
    participants = queries.participants_of(db, round)
    people = _still_here(db, round, participants, day)
    found = list(differences(participants, people))
    gone = [participant for participant in participants if participant.employee_id not in people]
    for participant in participants:
        person = people.get(participant.employee_id)
        apply(participant, _AS_GONE if person is None else as_frozen(person))
    db.flush()
    refreshed = Refreshed(found, [named(one.employee) for one in gone], not_listed(db, round, day))
    _record(db, actor, round, refreshed, trace)
    return refreshed


_AS_GONE = {"status": ParticipantStatus.EXCLUDED, "reason_code": ExclusionReason.LEFT_SERVICE, "reason": _GONE}


def _still_here(
    db: Session, round: EvaluationRound, participants: list[Participant], day: date
) -> dict[UUID, Snapshot]:
    working = [participant.employee_id for participant in participants if participant.employee.active]
    people = snapshot(db, working, day)
    return {key: person for key, person in people.items() if person.unit_path.startswith(round.unit.path)}


def differences(participants: list[Participant], people: Mapping[UUID, Snapshot]) -> Iterator[Difference]:
    """What the list of participants says otherwise than today's posts do, person by person."""
    for participant in participants:
        person = people.get(participant.employee_id)
        if person is not None:
            yield from _differences(participant, person)


def _differences(participant: Participant, person: Snapshot) -> Iterator[Difference]:
    above = participant.superior
    was = {
        "unit": (participant.unit_id, participant.unit_name),
        "position": (participant.position_title, participant.position_title),
        "position_class": (participant.position_class, participant.position_class),
        "superior": (participant.superior_id, "" if above is None else named(above).name),
    }
    now = {
        "unit": (person.unit_id, person.unit_name),
        "position": (person.position_title, person.position_title),
        "position_class": (person.position_class, person.position_class),
        "superior": (person.superior.employee_id, person.superior.name),
    }
    for field, (key, before) in was.items():
        new_key, after = now[field]
        if key != new_key:
            yield Difference(participant.id, person.name, field, before, after)


def named(employee: Employee) -> Named:
    return Named(employee.id, full_name(employee.title_before, employee.name, employee.title_after))


def not_listed(db: Session, round: EvaluationRound, day: date) -> list[Named]:
    """Active in the unit, neither listed nor excluded."""
    return [named(employee) for employee in queries.not_listed(db, round, day)]


def _record(db: Session, actor: Actor | None, round: EvaluationRound, refreshed: Refreshed, trace: str | None) -> None:
    changed = sorted({str(difference.participant_id) for difference in refreshed.differences})
    record(
        db,
        actor=actor,
        action="refresh_participants",
        object_type="round",
        object_id=round.id,
        after={"changed": changed, "gone": [str(person.id) for person in refreshed.gone]},
        trace=trace,
    )
