"""Requests as this officer sees them: names of the people concerned only for the auditor and whoever asked."""

from collections.abc import Sequence
from typing import Any

from api.access.context import Context
from api.access.permissions import Role
from api.kit.pages import read_page
from api.kit.texts import Text
from api.unsealing import queries
from api.unsealing.models import SealBreaking
from api.unsealing.refusals import REFUSALS
from api.unsealing.rules import BreakingAction, BreakingStatus, Seal, actions_for, hinders, status_at
from api.unsealing.schemas import BreakingFilters
from api.unsealing.service import breaking_of, officer_of, scene_of

SEAL_TEXTS = {
    Seal.FORMS: Text("Lembar tanpa nama penilai", "Forms without their raters"),
    Seal.RATERS: Text("Nama penilai setiap lembar", "The rater of each form"),
}
_PERMISSIONS = {
    BreakingAction.APPROVE: "seals:approve",
    BreakingAction.REFUSE: "seals:approve",
    BreakingAction.DOWNLOAD: "seals:request",
}


def read_breakings(context: Context, filters: BreakingFilters) -> dict[str, Any]:
    statement = queries.visible_breakings(context.actor)
    if filters.round_id is not None:
        statement = statement.where(SealBreaking.round_id == filters.round_id)
    page = read_page(context.db, statement, filters)
    names = _names(context, page["items"])
    return {**page, "items": [_read(context, row, names) for row in page["items"]]}


def read_breaking(context: Context, row: SealBreaking) -> dict[str, Any]:
    loaded = context.db.scalars(
        queries.visible_breakings(context.actor)
        .where(SealBreaking.id == row.id)
        .execution_options(populate_existing=True)
    ).one()
    return _read(context, loaded, _names(context, [loaded]))


def _names(context: Context, rows: Sequence[SealBreaking]) -> dict[Any, Any]:
    return queries.officers(context.db, {one for row in rows for one in (row.requested_by, row.decided_by)})


def _read(context: Context, row: SealBreaking, names: dict[Any, Any]) -> dict[str, Any]:
    scene = scene_of(context.db, row.round_id, row.participant_id)
    breaking, officer = breaking_of(context.db, row, scene), officer_of(context.actor)
    permitted = frozenset(one for one, permission in _PERMISSIONS.items() if context.actor.may(permission))
    told = context.actor.has_role(Role.AUDITOR) or row.requested_by == context.actor.account_id
    open_to_decision = row.status == BreakingStatus.REQUESTED and BreakingAction.APPROVE in permitted
    hindrance = hinders(BreakingAction.APPROVE, breaking, officer, context.now) if open_to_decision else None
    return {
        "id": row.id,
        "seal": row.seal,
        "seal_text": SEAL_TEXTS[breaking.seal].in_language(context.language),
        "round_id": row.round_id,
        "round_name": row.round.name,
        "participant_id": row.participant_id,
        "status": status_at(breaking.status, row.expires_at, context.now),
        "reason": row.reason,
        "requested_by": names[row.requested_by].name,
        "requested_at": row.requested_at,
        "decided_by": None if row.decided_by is None else names[row.decided_by].name,
        "decided_at": row.decided_at,
        "decision_reason": row.decision_reason,
        "expires_at": row.expires_at,
        "concerned": list(scene.rated.values()) if told else None,
        "raters": len(scene.raters),
        "actions": actions_for(breaking, officer, permitted, context.now),
        "hindered_text": None if hindrance is None else REFUSALS[hindrance].text.in_language(context.language),
    }
