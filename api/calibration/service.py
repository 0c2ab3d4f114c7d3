"""Notes on cases, and the end of the meeting. The log has who and when; what was said is in it as a hash only."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.audit.service import record
from api.calibration import queries
from api.calibration.cases import Case, cases_of
from api.calibration.models import CalibrationConfirmation, CalibrationNote
from api.calibration.refusals import expect
from api.calibration.rules import can_confirm, can_hold
from api.kit.conditional import expect_version
from api.kit.errors import NotFound
from api.results.queries import Standing, standing_of
from api.rounds.models import EvaluationRound
from api.rounds.reach import expect_reach
from api.rounds.rules import RoundKind, RoundStatus


@dataclass(frozen=True, slots=True)
class Meeting:
    """A round whose meeting the caller may hold, and the request behind it."""

    db: Session
    actor: Actor
    round: EvaluationRound
    standing: Standing
    now: datetime
    trace: str

    def cases(self) -> list[Case]:
        return cases_of(self.db, self.standing, self.round, self.now)


def enter(db: Session, *, actor: Actor, round: EvaluationRound, now: datetime, trace: str) -> Meeting:
    expect_reach(actor, "calibration:hold", round.unit.path)
    expect(can_hold(RoundStatus(round.status), RoundKind(round.kind)))
    return Meeting(db, actor, round, standing_of(db, actor, now), now, trace)


def note_case(meeting: Meeting, participant_id: UUID, *, text: str, discussed: bool, if_match: str | None) -> Case:
    """Write down what was said about a case of this caller; anybody else's, and his own, is not there for him."""
    case = next((one for one in meeting.cases() if one.result.participant_id == participant_id), None)
    if case is None:
        raise NotFound()
    note = queries.lock_note(meeting.db, participant_id)
    expect_version(if_match, 0 if note is None else note.row_version)
    note = note or CalibrationNote(round_id=meeting.round.id, participant_id=participant_id)
    note.text, note.discussed = text, discussed
    note.written_by, note.written_at = meeting.actor.account_id, meeting.now
    meeting.db.add(note)
    meeting.db.flush()
    record(
        meeting.db,
        actor=meeting.actor,
        action="note_calibration_case",
        object_type="participant",
        object_id=participant_id,
        after={"discussed": discussed, "note": hashlib.sha256(note.id.bytes + text.encode()).hexdigest()},
        trace=meeting.trace,
    )
    return Case(case.result, case.reasons, note)


def confirm(meeting: Meeting, *, attendees: str, note: str) -> CalibrationConfirmation:
    """Close the meeting: every case was talked about, everybody else is confirmed together."""
    cases = meeting.cases()
    expect(can_confirm(len(cases), sum(case.discussed for case in cases)))
    people = sum(queries.count_visible(meeting.db, meeting.standing, meeting.round, meeting.now).values())
    row = CalibrationConfirmation(
        round_id=meeting.round.id,
        confirmed_by=meeting.actor.account_id,
        confirmed_at=meeting.now,
        attendees=attendees,
        note=note,
        cases=len(cases),
        rest=people - len(cases),
    )
    meeting.db.add(row)
    meeting.db.flush()
    record(
        meeting.db,
        actor=meeting.actor,
        action="confirm_calibration",
        object_type="round",
        object_id=meeting.round.id,
        after={"cases": row.cases, "rest": row.rest},
        trace=meeting.trace,
    )
    return row
