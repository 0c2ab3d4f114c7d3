from typing import Annotated, Any
from uuid import UUID

from fastapi import Query

from api.access.context import Context
from api.access.routing import Router
from api.assignments import departing, handing_over, joining, progress, queries
from api.assignments.handing_over import NoOtherSuperior, SuperiorHasRated
from api.assignments.joining import NoVersionForClass
from api.assignments.refusals import RoundNotOpen
from api.assignments.schemas_people import (
    DepartureRead,
    LateJoiner,
    LateJoinerRead,
    OutstandingFilters,
    OutstandingRater,
    ParticipantLeave,
    ParticipantMove,
    RoundProgress,
    SuperiorReassign,
)
from api.kit.pages import Page
from api.rounds.leaving import Circumstance
from api.rounds.models import EvaluationRound, Participant
from api.rounds.participant_schemas import ParticipantRead
from api.rounds.participants import AlreadyListed, NotListed
from api.rounds.queries import get_participant, get_round, lock_round
from api.rounds.reach import OwnRecord
from api.rounds.reading_participants import ParticipantView, read_participant

router = Router(prefix="/evaluation-rounds/{round_id}", tag="assignments")


@router.creates(
    "/late-joiners",
    permission="rounds:manage",
    response=LateJoinerRead,
    errors=[RoundNotOpen, AlreadyListed, NoVersionForClass, OwnRecord],
)
def join_round_late(context: Context, round_id: UUID, body: LateJoiner) -> dict[str, Any]:
    """Add somebody to an open round.

    He is listed as he is today and gets his own tasks; his superior and up to the planned number of peers get one about
    him. The tasks of everybody else stay as they are.
    """
    round = lock_round(context.db, context.actor, round_id)
    joined = joining.join_round_late(
        context.db,
        actor=context.actor,
        round=round,
        employee_id=body.employee_id,
        now=context.now,
        trace=context.request_id,
    )
    return queries.joiner_note(context.db, joined)


@router.acts(
    "/participants/{participant_id}/leave",
    permission="rounds:manage",
    response=DepartureRead,
    errors=[RoundNotOpen, NotListed, OwnRecord],
)
def leave_round(context: Context, round_id: UUID, participant_id: UUID, body: ParticipantLeave) -> dict[str, Any]:
    """Note that a participant of an open round left, or is unable for good (berhalangan tetap).

    He is not evaluated any more. Peers he still had to rate get a substitute; forms he handed in count. Forms about him are
    kept and not scored.
    """
    round, participant = _held(context, round_id, participant_id)
    departure = departing.leave_round(
        context.db,
        actor=context.actor,
        round=round,
        participant=participant,
        code=body.code,
        why=Circumstance(body.reason, body.months),
        now=context.now,
        trace=context.request_id,
    )
    return {"participant_id": participant.id, "status": participant.status, **departure._asdict()}


@router.acts(
    "/participants/{participant_id}/move",
    permission="rounds:manage",
    response=ParticipantRead,
    errors=[RoundNotOpen, NotListed, OwnRecord, NoOtherSuperior, SuperiorHasRated],
)
def move_participant(context: Context, round_id: UUID, participant_id: UUID, body: ParticipantMove) -> ParticipantView:
    """Note that a participant of an open round changed posts inside the office.

    He is evaluated with the post and unit of the launch. Who holds his superior's form keeps it, unless it is passed on.
    """
    round, participant = _held(context, round_id, participant_id)
    departing.move_participant(
        context.db,
        actor=context.actor,
        round=round,
        participant=participant,
        why=Circumstance(body.reason, body.months),
        pass_to_new_superior=body.pass_to_new_superior,
        now=context.now,
        trace=context.request_id,
    )
    return _read(context, round, participant)


@router.acts(
    "/participants/{participant_id}/reassign-superior",
    permission="rounds:manage",
    response=ParticipantRead,
    errors=[RoundNotOpen, NotListed, OwnRecord, NoOtherSuperior, SuperiorHasRated],
)
def reassign_superior(
    context: Context, round_id: UUID, participant_id: UUID, body: SuperiorReassign
) -> ParticipantView:
    """Pass the superior's open form about a participant to another superior, with a reason.

    To who holds the post above today, or to the superior's own superior; both follow from the posts. A form that was handed
    in stays.
    """
    round, participant = _held(context, round_id, participant_id)
    handing_over.reassign_superior(
        context.db,
        actor=context.actor,
        round=round,
        participant=participant,
        to=body.to,
        reason=body.reason,
        now=context.now,
        trace=context.request_id,
    )
    return _read(context, round, participant)


@router.reads("/progress", permission="rounds:progress", response=RoundProgress)
def get_round_progress(context: Context, round_id: UUID) -> dict[str, Any]:
    """Read how far a round is.

    Officers see the raters' units and how many declined for which kind of reason; a superior sees the sums of his own
    people. Nobody sees for whom a form was handed in or is missing, and the person rated sees nothing.
    """
    round = get_round(context.db, context.actor, round_id)
    return progress.read_progress(context.db, actor=context.actor, round=round, language=context.language)


@router.reads("/progress/raters", permission="rounds:progress", response=Page[OutstandingRater])
def list_outstanding_raters(
    context: Context, round_id: UUID, filters: Annotated[OutstandingFilters, Query()]
) -> dict[str, Any]:
    """List who still has forms to hand in, and how many; for whom they are is told to nobody."""
    round = get_round(context.db, context.actor, round_id)
    return progress.list_outstanding_raters(
        context.db, actor=context.actor, round=round, filters=filters, language=context.language
    )


def _held(context: Context, round_id: UUID, participant_id: UUID) -> tuple[EvaluationRound, Participant]:
    round = lock_round(context.db, context.actor, round_id)
    return round, get_participant(context.db, context.actor, round, participant_id)


def _read(context: Context, round: EvaluationRound, participant: Participant) -> ParticipantView:
    context.db.flush()
    context.db.expire(participant)  # its superior may be another one now
    return read_participant(context.actor, round, get_participant(context.db, context.actor, round, participant.id))
