from typing import Any
from uuid import UUID

from api.access.context import Context
from api.access.routing import Router
from api.assignments import pledge
from api.assignments.refusals import PledgeChanged
from api.assignments.schemas import PledgeAccept, PledgeRead

router = Router(prefix="/evaluation-rounds/{round_id}/silence-pledge", tag="assignments")


@router.reads("", permission="assignments:rate", response=PledgeRead)
def get_silence_pledge(context: Context, round_id: UUID) -> dict[str, Any]:
    """Read the duty of silence of whoever rates others in a round, and whether one has accepted it."""
    return _read(context, round_id)


@router.acts("", permission="assignments:rate", response=PledgeRead, errors=[PledgeChanged])
def accept_silence_pledge(context: Context, round_id: UUID, body: PledgeAccept) -> dict[str, Any]:
    """Accept the duty of silence, once a round, in the wording one has read; a changed wording is accepted anew.

    Without it no form about somebody else is handed in (409 `pledge_missing`); drafts are kept without it.
    """
    pledge.accept_pledge(
        context.db, actor=context.actor, employee_id=context.employee_id, round_id=round_id, version=body.version
    )
    return _read(context, round_id)


def _read(context: Context, round_id: UUID) -> dict[str, Any]:
    return pledge.read_pledge(context.db, employee_id=context.employee_id, round_id=round_id, language=context.language)
