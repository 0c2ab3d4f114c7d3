from typing import Any
from uuid import UUID

from api.access.context import Context
from api.access.routing import Router
from api.calibration import reading, service
from api.calibration.cases import read_cases
from api.calibration.refusals import CasesOpen, NotCalibrated
from api.calibration.schemas import CalibrationConfirm, CaseNoteWrite, CaseRead, MeetingRead
from api.kit.conditional import IfMatch
from api.kit.errors import PreconditionRequired
from api.rounds.queries import get_round, hold_round
from api.rounds.refusals import RoundState

router = Router(prefix="/evaluation-rounds/{round_id}/calibration", tag="calibration")


@router.reads("", permission="calibration:read", response=MeetingRead)
def get_calibration_meeting(context: Context, round_id: UUID) -> dict[str, Any]:
    """Read what the calibration meeting of a round goes through, for head and personnel officer.

    Cases near a cut, departures with their reasons, results without a proposal, quality signals; the distribution to
    consider; how many the rest are. The caller's own result is in none of it; the personnel officer has only decided ones.
    """
    round = get_round(context.db, context.actor, round_id)
    return _read(context, round)


@router.replaces(
    "/notes/{participant_id}",
    permission="calibration:hold",
    response=CaseRead,
    errors=[RoundState, NotCalibrated, PreconditionRequired],
)
def note_calibration_case(
    context: Context, round_id: UUID, participant_id: UUID, body: CaseNoteWrite, if_match: IfMatch = None
) -> dict[str, Any]:
    """Note what was said about a case, and whether the meeting is done with it.

    The first note goes on from version 0. It decides nothing: a decision is made by who decides about the person.
    """
    meeting = _enter(context, round_id)
    case = service.note_case(meeting, participant_id, text=body.text, discussed=body.discussed, if_match=if_match)
    return read_cases(context.db, [case], context.language)[0]


@router.acts(
    "/confirmation",
    permission="calibration:hold",
    response=MeetingRead,
    errors=[RoundState, NotCalibrated, CasesOpen],
)
def confirm_calibration(context: Context, round_id: UUID, body: CalibrationConfirm) -> dict[str, Any]:
    """Close the meeting once every case is discussed: everybody else is confirmed together, once.

    Who was there, when and over how many cases stands in the minutes (berita acara).
    """
    meeting = _enter(context, round_id)
    service.confirm(meeting, attendees=body.attendees, note=body.note)
    return _read(context, meeting.round)


def _enter(context: Context, round_id: UUID) -> service.Meeting:
    get_round(context.db, context.actor, round_id)
    hold_round(context.db, round_id)
    round = get_round(context.db, context.actor, round_id)
    return service.enter(context.db, actor=context.actor, round=round, now=context.now, trace=context.request_id)


def _read(context: Context, round: Any) -> dict[str, Any]:
    return reading.read_meeting(
        context.db, actor=context.actor, round=round, now=context.now, language=context.language
    )
