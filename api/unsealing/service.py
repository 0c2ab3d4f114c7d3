"""Asking for a seal to be broken, and the other officer's answer."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.access.context import Context
from api.audit.rules import Occasion
from api.audit.service import ask_checkpoint, record
from api.kit.base import columns_of
from api.unsealing import queries
from api.unsealing.models import SealBreaking
from api.unsealing.refusals import expect_nothing
from api.unsealing.rules import (
    WINDOW,
    Breaking,
    BreakingAction,
    BreakingStatus,
    Officer,
    Seal,
    hinders,
    hinders_request,
)
from api.unsealing.schemas import BreakingRequest


class Scene(NamedTuple):
    """Whose forms they are, and who wrote them."""

    rated: dict[UUID, str]
    raters: set[UUID]

    @property
    def concerned(self) -> frozenset[str]:
        return frozenset(str(person) for person in (*self.rated, *self.raters))


def scene_of(db: Session, round_id: UUID, participant_id: UUID | None) -> Scene:
    rated = {row.id: row.name for row in queries.rated_people(db, round_id, participant_id)}
    return Scene(rated, queries.raters(db, round_id, participant_id))


def officer_of(actor: Actor) -> Officer:
    return Officer(str(actor.account_id), None if actor.employee_id is None else str(actor.employee_id))


def breaking_of(db: Session, row: SealBreaking, scene: Scene) -> Breaking:
    requester = queries.officers(db, [row.requested_by])[row.requested_by]
    return Breaking(
        seal=Seal(row.seal),
        status=BreakingStatus(row.status),
        requester=Officer(str(row.requested_by), None if requester.person is None else str(requester.person)),
        concerned=scene.concerned,
        link_destroyed=row.round.status == "archived",
        expires_at=row.expires_at,
    )


def request_seal_breaking(context: Context, body: BreakingRequest) -> SealBreaking:
    db, actor = context.db, context.actor
    round = queries.find_round(db, actor, body.round_id, "seals:request")
    if body.participant_id is not None:
        queries.find_participant(db, round.id, body.participant_id)
    scene = scene_of(db, round.id, body.participant_id)
    one_person = body.participant_id is not None
    expect_nothing(
        hinders_request(
            body.seal, round.status, one_person=one_person, officer=officer_of(actor), concerned=scene.concerned
        )
    )
    row = SealBreaking(
        seal=body.seal,
        round_id=round.id,
        participant_id=body.participant_id,
        reason=body.reason,
        requested_by=actor.account_id,
        requested_at=context.now,
    )
    db.add(row)
    db.flush()
    _record(context, row, "request_seal_breaking", body.reason)
    return row


def decide(context: Context, row: SealBreaking, action: BreakingAction, reason: str) -> None:
    """Approve or refuse a locked request."""
    breaking = breaking_of(context.db, row, scene_of(context.db, row.round_id, row.participant_id))
    expect_nothing(hinders(action, breaking, officer_of(context.actor), context.now))
    approved = action is BreakingAction.APPROVE
    row.status = BreakingStatus.APPROVED if approved else BreakingStatus.REFUSED
    row.decided_by, row.decided_at, row.decision_reason = context.actor.account_id, context.now, reason
    row.expires_at = context.now + WINDOW if approved else None
    _record(context, row, "approve_seal_breaking" if approved else "refuse_seal_breaking", reason)
    ask_checkpoint(context.db, Occasion.EXPORT)


def note_download(context: Context, row: SealBreaking) -> None:
    """May the caller look, and that he did stands in the log before he gets anything."""
    breaking = breaking_of(context.db, row, scene_of(context.db, row.round_id, row.participant_id))
    expect_nothing(hinders(BreakingAction.DOWNLOAD, breaking, officer_of(context.actor), context.now))
    _record(context, row, "download_unsealed_bundle", None)
    ask_checkpoint(context.db, Occasion.EXPORT)


def _record(context: Context, row: SealBreaking, action: str, reason: str | None) -> None:
    record(
        context.db,
        actor=context.actor,
        action=action,
        object_type="seal_breaking",
        object_id=row.id,
        after=columns_of(row, "seal", "round_id", "participant_id", "status", "expires_at"),
        reason=reason,
        trace=context.request_id,
    )
