from typing import Annotated, Any
from uuid import UUID

from fastapi import Query

from api.access.context import Context
from api.access.routing import Router
from api.employees.queries import office_day
from api.kit.conditional import IfMatch, expect_version
from api.kit.errors import PreconditionRequired
from api.kit.pages import Page
from api.rounds import participants, queries, reading_participants, refreshing
from api.rounds.moves import expect_draft
from api.rounds.participant_schemas import (
    ParticipantAdd,
    ParticipantExclude,
    ParticipantFilters,
    ParticipantPatch,
    ParticipantRead,
    ParticipantsRefreshed,
)
from api.rounds.participants import AlreadyListed, NotExcluded, NotListed
from api.rounds.reach import OwnRecord
from api.rounds.reading_participants import ParticipantView, read_participant
from api.rounds.refusals import RoundNotDraft

router = Router(prefix="/evaluation-rounds/{round_id}/participants", tag="rounds")


@router.reads("", permission="rounds:read", response=Page[ParticipantRead])
def list_participants(
    context: Context, round_id: UUID, filters: Annotated[ParticipantFilters, Query()]
) -> dict[str, Any]:
    """List who takes part in a round, and who is excluded and why.

    Officers see everybody; a superior sees his own people and himself, everybody else himself.
    """
    round = queries.get_round(context.db, context.actor, round_id)
    return reading_participants.list_participants(context.db, actor=context.actor, round=round, filters=filters)


@router.creates("", permission="rounds:manage", response=ParticipantRead, errors=[RoundNotDraft, AlreadyListed])
def add_participant(context: Context, round_id: UUID, body: ParticipantAdd) -> ParticipantView:
    """Add an employee to a draft round, with the post, unit and superior he has today."""
    round = queries.lock_round(context.db, context.actor, round_id)
    expect_draft(actor=context.actor, round=round)
    added = participants.add_participant(
        context.db,
        actor=context.actor,
        round=round,
        employee_id=body.employee_id,
        day=office_day(context.db, context.now),
        now=context.now,
        trace=context.request_id,
    )
    return read_participant(context.actor, round, added)


@router.acts("/refresh", permission="rounds:manage", response=ParticipantsRefreshed, errors=[RoundNotDraft])
def refresh_participants(context: Context, round_id: UUID) -> refreshing.Refreshed:
    """Bring the participants of a draft up to date with today's posts.

    Answers what changed, who no longer holds a post of the unit (and is excluded now), and who is new but not listed.
    """
    round = queries.lock_round(context.db, context.actor, round_id)
    day = office_day(context.db, context.now)
    return refreshing.refresh_participants(
        context.db, actor=context.actor, round=round, day=day, trace=context.request_id
    )


@router.acts(
    "/{participant_id}/exclude",
    permission="rounds:manage",
    response=ParticipantRead,
    errors=[RoundNotDraft, NotListed, OwnRecord],
)
def exclude_participant(
    context: Context, round_id: UUID, participant_id: UUID, body: ParticipantExclude
) -> ParticipantView:
    """Leave somebody out of a draft round, with a reason; he stays on the list as excluded."""
    round = queries.lock_round(context.db, context.actor, round_id)
    participant = queries.get_participant(context.db, context.actor, round, participant_id)
    participants.expect_may_change(context.actor, round, participant)
    expect_draft(actor=context.actor, round=round)
    participants.exclude_participant(
        context.db,
        actor=context.actor,
        round=round,
        participant=participant,
        reason_code=body.reason_code,
        reason=body.reason,
        now=context.now,
        trace=context.request_id,
    )
    return read_participant(context.actor, round, participant)


@router.acts(
    "/{participant_id}/include",
    permission="rounds:manage",
    response=ParticipantRead,
    errors=[RoundNotDraft, NotExcluded, OwnRecord],
)
def include_participant(context: Context, round_id: UUID, participant_id: UUID) -> ParticipantView:
    """Take an exclusion back while the round is a draft."""
    round = queries.lock_round(context.db, context.actor, round_id)
    participant = queries.get_participant(context.db, context.actor, round, participant_id)
    included = participants.include_participant(
        context.db,
        actor=context.actor,
        round=round,
        participant=participant,
        day=office_day(context.db, context.now),
        trace=context.request_id,
    )
    return read_participant(context.actor, round, included)


@router.changes(
    "/{participant_id}",
    permission="rounds:manage",
    response=ParticipantRead,
    errors=[RoundNotDraft, OwnRecord, PreconditionRequired],
)
def update_participant(
    context: Context, round_id: UUID, participant_id: UUID, body: ParticipantPatch, if_match: IfMatch = None
) -> ParticipantView:
    """Mark a participant of a draft as rated outside the system, or choose the version he is rated with."""
    round = queries.lock_round(context.db, context.actor, round_id)
    participant = queries.get_participant(context.db, context.actor, round, participant_id)
    participants.expect_may_change(context.actor, round, participant)
    expect_version(if_match, participant.row_version)
    participants.update_participant(
        context.db, actor=context.actor, round=round, participant=participant, patch=body, trace=context.request_id
    )
    return read_participant(context.actor, round, participant)
