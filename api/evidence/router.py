from typing import Annotated
from uuid import UUID

from fastapi import Query
from starlette.responses import Response

from api.access.context import Context
from api.access.routing import Router
from api.evidence.bundle import write_export
from api.evidence.published import observer_of
from api.evidence.service import record_export
from api.rounds.queries import get_round

router = Router(tag="audit")

ZIP = "application/zip"


@router.reads("/audit-export", permission="audit:export", produces=[ZIP])
def download_audit_export(
    context: Context,
    round_id: Annotated[
        UUID | None, Query(description="Only the results of this round; the log is always whole.")
    ] = None,
) -> Response:
    """Download everything that is needed to check this office without it.

    The whole log as leaves, all checkpoints, the public keys, the released results with sums per participant and source
    where at least three forms stand behind them, and a verifier of one file. That it was taken is an entry, and the log is
    signed with it.
    """
    if round_id is not None:
        get_round(context.db, context.actor, round_id)
    database = context.request.app.state.database
    with database.writing() as db:
        record_export(db, actor=context.actor, round_id=round_id, trace=context.request_id)
    with database.reading() as db:  # of its own, so that it sees the entry and the checkpoint above
        content = write_export(db, observer_of(db, context.actor, context.now), round_id)
    headers = {"Content-Disposition": 'attachment; filename="catatan-audit.zip"', "Cache-Control": "no-store"}
    return Response(content, media_type=ZIP, headers=headers)
