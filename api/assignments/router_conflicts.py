from typing import Annotated, Any
from uuid import UUID

from fastapi import Query

from api.access.context import Context
from api.access.routing import Router
from api.assignments import conflicts
from api.assignments.conflicts import ConflictKnown, ConflictView
from api.assignments.queries_conflicts import get_conflict
from api.assignments.schemas_plan import ConflictFilters, ConflictRead, ConflictRecord
from api.kit.pages import Page
from api.rounds.reach import OwnRecord

router = Router(prefix="/rater-conflicts", tag="assignments")


@router.reads("", permission="conflicts:manage", response=Page[ConflictRead])
def list_rater_conflicts(context: Context, filters: Annotated[ConflictFilters, Query()]) -> dict[str, Any]:
    """List pairs of people who are never drawn as peers of each other."""
    return conflicts.list_conflicts(context.db, actor=context.actor, filters=filters)


@router.creates("", permission="conflicts:manage", response=ConflictRead, errors=[ConflictKnown, OwnRecord])
def record_rater_conflict(context: Context, body: ConflictRecord) -> ConflictView:
    """Keep two people apart: family, a dispute, too little contact.

    Every plan drawn from now on obeys it; a plan already drawn for a draft round must be drawn again. Reporting lines need
    no record. A conflict of one's own is recorded by another officer.
    """
    return conflicts.record_conflict(
        context.db, actor=context.actor, new=body, now=context.now, trace=context.request_id
    )


@router.removes("/{conflict_id}", permission="conflicts:manage", errors=[OwnRecord])
def remove_rater_conflict(context: Context, conflict_id: UUID) -> None:
    """Let two people be drawn as peers of each other again."""
    conflict = get_conflict(context.db, context.actor, conflict_id)
    conflicts.remove_conflict(context.db, actor=context.actor, conflict=conflict, trace=context.request_id)
