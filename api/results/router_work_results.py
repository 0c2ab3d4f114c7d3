from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Query

from api.access.context import Context
from api.access.routing import Router
from api.kit.conditional import IfMatch
from api.kit.errors import Forbidden, PreconditionRequired, TooLarge
from api.kit.pages import Page
from api.results import work_entries
from api.rounds.queries import get_round
from api.rounds.reach import expect_reach
from api.rounds.refusals import RoundState, RunInProgress
from api.work_results.schemas import WorkImportRead, WorkResultFilters, WorkResultRead, WorkResultWrite
from api.work_results.service import AlreadyDecided, NotYoursToEnter, WorkImportRefused
from api.work_results.upload import MAX_BODY_BYTES, PERMISSION, SentList, read_list

router = Router(prefix="/evaluation-rounds/{round_id}/work-results", tag="work results")


@router.reads("", permission="work_results:read", response=Page[WorkResultRead])
def list_work_results(
    context: Context, round_id: UUID, filters: Annotated[WorkResultFilters, Query()]
) -> dict[str, Any]:
    """List the work results of a round's participants, entered or missing.

    An assessor sees those of his people, officers those of their units; nobody his own here.
    """
    round = get_round(context.db, context.actor, round_id)
    return work_entries.list_work_results(
        context.db, actor=context.actor, round=round, filters=filters, now=context.now
    )


@router.replaces(
    "/{participant_id}",
    permission="work_results:set",
    response=WorkResultRead,
    errors=[AlreadyDecided, RoundState, RunInProgress, NotYoursToEnter, PreconditionRequired],
)
def set_work_result(
    context: Context, round_id: UUID, participant_id: UUID, body: WorkResultWrite, if_match: IfMatch = None
) -> dict[str, Any]:
    """Enter the work result of a participant: a code or an SKP figure.

    By the holder of the superior post today, from the opening of the round until the result is decided; for a person
    rated outside the system by the personnel officer. Where one is entered already, `If-Match` names the one you saw.
    After the calculation the proposal follows at once.
    """
    written = work_entries.set_work_result(
        context.db,
        actor=context.actor,
        round=get_round(context.db, context.actor, round_id),
        participant_id=participant_id,
        write=body,
        if_match=if_match,
        now=context.now,
        trace=context.request_id,
    )
    context.send_header("ETag", f'"{written["row_version"]}"')
    return written


@router.acts(
    "/import",
    permission=PERMISSION,
    response=WorkImportRead,
    errors=[WorkImportRefused, RoundState, RunInProgress, TooLarge],
    max_body_size=MAX_BODY_BYTES,
)
def import_work_results(
    context: Context, round_id: UUID, sent: Annotated[SentList, Depends(read_list)]
) -> dict[str, Any]:
    """Import work results (CSV or XLSX: NIP with a SIASN code or an SKP figure), or try it.

    With `dry_run`, the default, nothing is changed and every finding is told. Otherwise all rows are taken over or none:
    a finding refuses the list (409, findings in `errors`). The same list again changes nothing.
    """
    if sent.table is None:
        raise Forbidden()
    round = get_round(context.db, context.actor, round_id)
    expect_reach(context.actor, PERMISSION, round.unit.path)
    return work_entries.import_work_results(
        context.db,
        actor=context.actor,
        round=round,
        table=sent.table,
        dry_run=sent.dry_run,
        now=context.now,
        language=context.language,
        trace=context.request_id,
    )
