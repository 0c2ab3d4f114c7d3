from typing import Annotated, Any

from fastapi import Query

from api.access.context import Context
from api.access.routing import Router
from api.audit import reading
from api.audit.schemas import AuditActionRead, AuditEntryRead, AuditFilters
from api.audit.service import record
from api.kit.pages import Page

router = Router(prefix="/audit-entries", tag="audit")


@router.reads("", permission="audit:read", response=Page[AuditEntryRead], writes=True)
def list_audit_entries(context: Context, filters: Annotated[AuditFilters, Query()]) -> dict[str, Any]:
    """Read the log of what was done.

    The newest entries first. Participation entries say that somebody completed a task in a round, never for whom; leaf
    entries are salted hashes of forms without an actor. Neither names a person. Reading the log is itself an entry.
    """
    page = reading.read_entries(context.db, filters, context.language)
    record(
        context.db,
        actor=context.actor,
        action="list_audit_entries",
        object_type="audit",
        object_id="log",
        after=filters.model_dump(mode="json", exclude_none=True),
        trace=context.request_id,
    )
    return page


@router.reads("/actions", permission="audit:read", response=list[AuditActionRead])
def list_audit_actions(context: Context) -> list[dict[str, str]]:
    """List everything that is recorded, in words: the choices for narrowing the log down by action."""
    return reading.read_actions(context.language)
