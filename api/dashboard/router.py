from typing import Any
from uuid import UUID

from api.access.context import Context
from api.access.routing import Router
from api.dashboard.overview import read_overview
from api.dashboard.schemas import RoundDashboard
from api.rounds.queries import get_round
from api.rounds.reach import expect_reach

router = Router(prefix="/dashboard", tag="dashboard")


@router.reads("/rounds/{round_id}", permission="dashboard:read", response=RoundDashboard)
def get_dashboard_round(context: Context, round_id: UUID) -> dict[str, Any]:
    """Read a round at a glance: progress, decisions, distribution, units and their lowest values.

    Groups of fewer than five people are hidden, and so is what could be computed by difference. Unit figures appear with
    the first release and stay as they were then. Nothing here ranks people.
    """
    round = get_round(context.db, context.actor, round_id)
    expect_reach(context.actor, "dashboard:read", round.unit.path)
    return read_overview(context.db, round, now=context.now, language=context.language)
