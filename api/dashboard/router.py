from typing import Any
from uuid import UUID

from api.access.context import Context
from api.access.routing import Router
from api.dashboard.needs import read_needs
from api.dashboard.overview import read_overview
from api.dashboard.schemas import RoundDashboard, RoundNeeds
from api.rounds.queries import get_round
from api.rounds.reach import expect_reach

router = Router(prefix="/dashboard", tag="dashboard")


@router.reads("/rounds/{round_id}", permission="dashboard:read", response=RoundDashboard)
def get_dashboard_round(context: Context, round_id: UUID) -> dict[str, Any]:
    """Read a round at a glance: progress, decisions, distribution, units and their lowest values.

    Groups of fewer than five people are hidden, and so is what could be computed by difference. Unit figures appear with
    the first release, over those decided by then, beside those of earlier rounds; later releases add to them once
    enough people are. Nothing here ranks people.
    """
    round = get_round(context.db, context.actor, round_id)
    expect_reach(context.actor, "dashboard:read", round.unit.path)
    return read_overview(context.db, round, actor=context.actor, now=context.now, language=context.language)


@router.reads("/rounds/{round_id}/needs", permission="dashboard:read", response=RoundNeeds)
def get_dashboard_needs(context: Context, round_id: UUID) -> dict[str, Any]:
    """Read what the people of a round have to learn: how many need which competency, and what is recommended most.

    Numbers below five are not told, nor those that leave fewer than five others. Nobody is named.
    """
    round = get_round(context.db, context.actor, round_id)
    expect_reach(context.actor, "dashboard:read", round.unit.path)
    return read_needs(context.db, round, actor=context.actor, language=context.language)
