"""Who is on the list of a round: as he is today, or excluded with a reason. Each change has an entry in the log.

What happens to participants while a round is open stands in `leaving.py`; its consequences for tasks in assignments/.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.audit.service import record
from api.employees.models import Employee
from api.employees.queries import snapshot
from api.employees.superiors import Snapshot
from api.kit.base import columns_of
from api.kit.errors import Conflict, Fault, Invalid
from api.kit.texts import Text
from api.rounds import queries
from api.rounds.models import EvaluationRound, Participant
from api.rounds.moves import expect_action, expect_draft
from api.rounds.participant_schemas import ParticipantPatch
from api.rounds.reach import expect_other_person, expect_reach
from api.rounds.reasons import ExclusionReason, ParticipantStatus
from api.rounds.rules import PERMISSIONS, Action, RoundStatus
from api.rounds.versions import expect_published

_RECORDED = (
    "round_id",
    "employee_id",
    "status",
    "reason_code",
    "superior_id",
    "superior_outside",
    "version_id",
    "months",
)
_NO_SUCH_EMPLOYEE = Text(
    "Tidak ada pegawai aktif seperti ini dengan jabatan pada unit periode ini.",
    "There is no such active employee with a post in this round's unit.",
)


class AlreadyListed(Conflict):
    text = Text("Pegawai ini sudah tercatat pada periode ini.", "This employee is already on the list of this round.")


class NotListed(Conflict):
    text = Text("Peserta ini tidak sedang dinilai pada periode ini.", "This participant is not being evaluated.")


class NotExcluded(Conflict):
    text = Text("Peserta ini tidak sedang dikecualikan.", "This participant is not excluded.")


def as_frozen(person: Snapshot) -> dict[str, Any]:
    """The columns of a participant that say how the employee was on a day."""
    return {
        "unit_id": person.unit_id,
        "unit_name": person.unit_name,
        "unit_path": person.unit_path,
        "position_title": person.position_title,
        "position_class": person.position_class,
        "superior_id": person.superior.employee_id,
    }


def list_people(db: Session, *, round: EvaluationRound, employee_ids: Iterable[UUID], day: date) -> list[Participant]:
    """Put people on the list of a new round, to be flushed; who holds no post of its unit on this day is left out."""
    people = snapshot(db, list(employee_ids), day).values()
    inside = [person for person in people if person.unit_path.startswith(round.unit.path)]
    rows = [Participant(round_id=round.id, employee_id=person.employee_id, **as_frozen(person)) for person in inside]
    db.add_all(rows)
    return rows


def add_participant(
    db: Session,
    *,
    actor: Actor,
    round: EvaluationRound,
    employee_id: UUID,
    day: date,
    now: datetime,
    trace: str,
    operation: str = "add_participant",
) -> Participant:
    """One more participant of a locked round, as he is on this day; once the round is open he joins late."""
    status = expect_action(db, actor=actor, round=round, action=Action.ADD_PARTICIPANT, now=now)
    if queries.find_participant(db, round.id, employee_id) is not None:
        raise AlreadyListed()
    person = _present(db, round, employee_id, day)
    late = status is not RoundStatus.DRAFT
    participant = Participant(round_id=round.id, employee_id=employee_id, joined_late=late, **as_frozen(person))
    db.add(participant)
    db.flush()
    record_change(db, actor, operation, participant, before=None, trace=trace)
    return queries.get_participant(db, actor, round, participant.id)


def _present(db: Session, round: EvaluationRound, employee_id: UUID, day: date) -> Snapshot:
    person = snapshot(db, [employee_id], day).get(employee_id)
    employee = db.get(Employee, employee_id)
    inside = person is not None and person.unit_path.startswith(round.unit.path)
    if person is None or not inside or employee is None or not employee.active:
        raise Invalid(faults=[Fault("/employee_id", "no_such_employee", _NO_SUCH_EMPLOYEE)])
    return person


def expect_may_change(actor: Actor, round: EvaluationRound, participant: Participant) -> None:
    """403 where the caller's office does not reach the round, or the record is his own."""
    expect_reach(actor, PERMISSIONS[Action.UPDATE], round.unit.path)
    expect_other_person(actor, participant.employee_id)


def exclude_participant(
    db: Session,
    *,
    actor: Actor,
    round: EvaluationRound,
    participant: Participant,
    reason_code: ExclusionReason,
    reason: str,
    now: datetime,
    trace: str,
) -> Participant:
    """He is not evaluated in this round, and why. He stays on the list, so that coverage can be told."""
    expect_may_change(actor, round, participant)
    expect_action(db, actor=actor, round=round, action=Action.EXCLUDE_PARTICIPANT, now=now)
    if participant.status != ParticipantStatus.ACTIVE:
        raise NotListed()
    before = recorded(participant)
    participant.status, participant.reason_code = ParticipantStatus.EXCLUDED, reason_code
    participant.reason = reason
    db.flush()
    record_change(db, actor, "exclude_participant", participant, before=before, reason=reason, trace=trace)
    return participant


def include_participant(
    db: Session, *, actor: Actor, round: EvaluationRound, participant: Participant, day: date, trace: str
) -> Participant:
    """Back on the list of a draft, as he is on this day."""
    expect_may_change(actor, round, participant)
    expect_draft(actor=actor, round=round)
    if participant.status != ParticipantStatus.EXCLUDED:
        raise NotExcluded()
    person = _present(db, round, participant.employee_id, day)
    before = recorded(participant)
    apply(participant, as_frozen(person))
    participant.status, participant.reason_code, participant.reason = ParticipantStatus.ACTIVE, "", ""
    db.flush()
    record_change(db, actor, "include_participant", participant, before=before, trace=trace)
    return queries.get_participant(db, actor, round, participant.id)


def update_participant(
    db: Session, *, actor: Actor, round: EvaluationRound, participant: Participant, patch: ParticipantPatch, trace: str
) -> Participant:
    """In a draft: whether he is rated outside the system, and with which version."""
    expect_may_change(actor, round, participant)
    expect_draft(actor=actor, round=round)
    changes = patch.changes()
    expect_published(db, {"/version_id": changes.get("version_id")})
    before = recorded(participant)
    apply(participant, changes)
    db.flush()
    record_change(db, actor, "update_participant", participant, before=before, trace=trace)
    return participant


def apply(participant: Participant, changes: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        setattr(participant, name, value)


def recorded(participant: Participant) -> dict[str, Any]:
    """What the log keeps of a participant."""
    return columns_of(participant, *_RECORDED)


def record_change(
    db: Session,
    actor: Actor,
    operation: str,
    participant: Participant,
    *,
    before: dict[str, Any] | None,
    reason: str | None = None,
    trace: str,
) -> None:
    record(
        db,
        actor=actor,
        action=operation,
        object_type="participant",
        object_id=participant.id,
        before=before,
        after=recorded(participant),
        reason=reason,
        trace=trace,
    )
