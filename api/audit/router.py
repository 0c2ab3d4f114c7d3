from typing import Annotated, Any

from fastapi import Query

from api.access.context import Context
from api.access.routing import Router
from api.audit import queries
from api.audit.schemas import AuditEntryRead, AuditFilters
from api.audit.service import record
from api.kit.pages import Page, read_page

router = Router(prefix="/audit-entries", tag="audit")


@router.reads("", permission="audit:read", response=Page[AuditEntryRead], writes=True)
def list_audit_entries(context: Context, filters: Annotated[AuditFilters, Query()]) -> dict[str, Any]:
    """Read the log of what was done.

    The newest entries first. Participation entries say that somebody completed a task in a round, never for whom; leaf
    entries are salted hashes of forms without an actor. Reading the log is itself an entry.
    """
    page = read_page(context.db, queries.select_entries(filters), filters)
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
