from typing import Annotated, Any
from uuid import UUID

from fastapi import Query

from api.access.context import Context
from api.access.routing import Router
from api.employees.queries import office_day
from api.kit.conditional import IfMatch, expect_version
from api.kit.errors import PreconditionRequired
from api.kit.pages import Page
from api.rounds import cloning, extending, moves, queries, reading, service
from api.rounds.models import EvaluationRound
from api.rounds.reach import expect_reach
from api.rounds.refusals import AlreadyCalculated, RoundNotDraft, RoundState
from api.rounds.schemas import (
    RoundCancel,
    RoundClone,
    RoundClose,
    RoundCreate,
    RoundExtend,
    RoundFilters,
    RoundListItem,
    RoundPatch,
    RoundRead,
    RoundReopen,
)
from api.rounds.service import NoUnit

router = Router(prefix="/evaluation-rounds", tag="rounds")


@router.reads("", permission="rounds:read", response=Page[RoundListItem])
def list_rounds(context: Context, filters: Annotated[RoundFilters, Query()]) -> dict[str, Any]:
    """List evaluation rounds.

    Officers see the rounds of their units; everybody else sees, from its opening on, each round in which he takes part or
    in which his people take part. `status` is what holds now: an open round past its last deadline is closed.
    """
    return reading.list_rounds(
        context.db, actor=context.actor, filters=filters, now=context.now, language=context.language
    )


@router.creates("", permission="rounds:manage", response=RoundRead, errors=[NoUnit])
def create_round(context: Context, body: RoundCreate) -> reading.RoundDetail:
    """Create an evaluation round as a draft.

    What is left out is filled with what an office usually means: the period that is over or about to be, the highest unit
    the caller manages with all its active employees, the newest published instrument, two weeks to rate. Nobody is told
    before the round opens.
    """
    return _read(
        context,
        service.create_round(context.db, actor=context.actor, new=body, now=context.now, trace=context.request_id),
    )


@router.reads("/{round_id}", permission="rounds:read", response=RoundRead)
def get_round(context: Context, round_id: UUID) -> reading.RoundDetail:
    """Read one round: what holds now, its deadlines in the office's zone, its instruments, and what may be done next."""
    return _read(context, queries.get_round(context.db, context.actor, round_id))


@router.changes(
    "/{round_id}", permission="rounds:manage", response=RoundRead, errors=[RoundNotDraft, PreconditionRequired]
)
def update_round(context: Context, round_id: UUID, body: RoundPatch, if_match: IfMatch = None) -> reading.RoundDetail:
    """Change a round.

    A draft can be changed in everything; of an open round only name and note; afterwards nothing.
    """
    round = queries.lock_round(context.db, context.actor, round_id)
    expect_reach(context.actor, "rounds:manage", round.unit.path)
    expect_version(if_match, round.row_version)
    service.update_round(
        context.db, actor=context.actor, round=round, patch=body, now=context.now, trace=context.request_id
    )
    return _read(context, round)


@router.creates("/{round_id}/clone", permission="rounds:manage", response=RoundRead)
def clone_round(context: Context, round_id: UUID, body: RoundClone) -> reading.RoundDetail:
    """Prepare the next round like an earlier one.

    Settings, instruments and exclusions with their reasons are taken over; people are listed as they are today; the plan
    of evaluators is not copied but drawn anew.
    """
    source = queries.get_round(context.db, context.actor, round_id)
    round = cloning.clone_round(
        context.db, actor=context.actor, source=source, wanted=body, now=context.now, trace=context.request_id
    )
    return _read(context, round)


@router.acts("/{round_id}/extend", permission="rounds:extend", response=RoundRead, errors=[RoundState])
def extend_round(context: Context, round_id: UUID, body: RoundExtend) -> reading.RoundDetail:
    """Give more time: to all, to a unit and what is below it, or to one rater.

    Only an open round can be extended, only to a later deadline than the one in force, and with a reason.
    """
    round = queries.lock_round(context.db, context.actor, round_id)
    day = office_day(context.db, context.now)
    extending.extend_round(
        context.db,
        actor=context.actor,
        round=round,
        extending=body,
        day=day,
        now=context.now,
        trace=context.request_id,
    )
    return _read(context, round)


@router.acts("/{round_id}/close", permission="rounds:close", response=RoundRead, errors=[RoundState])
def close_round(context: Context, round_id: UUID, body: RoundClose) -> reading.RoundDetail:
    """Close an open round before its deadline.

    Forms that are not handed in by then do not count. At the deadline a round closes by itself.
    """
    round = queries.lock_round(context.db, context.actor, round_id)
    moves.close_round(
        context.db, actor=context.actor, round=round, reason=body.reason, now=context.now, trace=context.request_id
    )
    return _read(context, round)


@router.acts(
    "/{round_id}/reopen",
    permission="rounds:open",
    response=RoundRead,
    step_up=True,
    errors=[RoundState, AlreadyCalculated],
)
def reopen_round(context: Context, round_id: UUID, body: RoundReopen) -> reading.RoundDetail:
    """Open a closed round again, with a reason and a new deadline, before anything was calculated."""
    round = queries.lock_round(context.db, context.actor, round_id)
    moves.reopen_round(
        context.db, actor=context.actor, round=round, reopening=body, now=context.now, trace=context.request_id
    )
    return _read(context, round)


@router.acts("/{round_id}/cancel", permission="rounds:cancel", response=RoundRead, errors=[RoundState])
def cancel_round(context: Context, round_id: UUID, body: RoundCancel) -> reading.RoundDetail:
    """Cancel a draft or open round for good.

    Nothing brings it back, so its name is typed once more.
    """
    round = queries.lock_round(context.db, context.actor, round_id)
    moves.cancel_round(
        context.db, actor=context.actor, round=round, cancelling=body, now=context.now, trace=context.request_id
    )
    return _read(context, round)


def _read(context: Context, round: EvaluationRound) -> reading.RoundDetail:
    return reading.read_round(context.db, actor=context.actor, round=round, now=context.now, language=context.language)
