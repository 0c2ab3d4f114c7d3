from typing import Any
from uuid import UUID

from api.access.context import Context
from api.access.routing import Router
from api.assignments import launch, opening, plan_views, planning
from api.assignments.schemas_plan import LaunchCheckRead, PlanRead
from api.kit.conditional import IfMatch, expect_version
from api.kit.errors import PreconditionRequired
from api.rounds.moves import expect_draft
from api.rounds.queries import get_round, lock_round
from api.rounds.reach import expect_reach
from api.rounds.reading import RoundDetail, read_round
from api.rounds.refusals import LaunchBlocked, RoundNotDraft, RoundState
from api.rounds.schemas import RoundRead

router = Router(prefix="/evaluation-rounds/{round_id}", tag="assignments")


@router.acts("/assignments/proposal", permission="rounds:manage", response=PlanRead, errors=[RoundState])
def propose_assignments(context: Context, round_id: UUID) -> dict[str, Any]:
    """Draw the plan of evaluators of a draft round.

    People are brought up to date with today's posts first (as by `refresh_participants`); then a fresh seed draws who rates
    whom as a peer, and an earlier proposal is gone. The seed is sealed. The answer tells how fair the plan is, never its
    pairs. In a light round only superiors rate.
    """
    round = lock_round(context.db, context.actor, round_id)
    planning.propose_assignments(
        context.db, actor=context.actor, round=round, now=context.now, trace=context.request_id
    )
    return plan_views.read_plan(context.db, round=round, now=context.now)


@router.reads("/assignments/proposal", permission="rounds:manage", response=PlanRead)
def get_assignment_proposal(context: Context, round_id: UUID) -> dict[str, Any]:
    """Read how fair the plan drawn last is, and whether it is still up to date; never its pairs."""
    round = get_round(context.db, context.actor, round_id)
    expect_reach(context.actor, "rounds:manage", round.unit.path)
    return plan_views.read_plan(context.db, round=round, now=context.now)


@router.reads("/launch-check", permission="rounds:manage", response=LaunchCheckRead, errors=[RoundNotDraft])
def get_launch_check(context: Context, round_id: UUID) -> plan_views.LaunchCheck:
    """Check whether a draft round can be opened.

    Each finding says what is wrong or will follow, who can repair it and where. Blockers prevent the opening; warnings
    state their consequence. People are looked at with the posts and superiors they have today.
    """
    round = get_round(context.db, context.actor, round_id)
    expect_draft(actor=context.actor, round=round)
    return plan_views.view_checks(launch.check_launch(context.db, round=round, now=context.now), context.language)


@router.acts(
    "/open", permission="rounds:open", response=RoundRead, errors=[LaunchBlocked, RoundState, PreconditionRequired]
)
def open_round(context: Context, round_id: UUID, if_match: IfMatch = None) -> RoundDetail:
    """Open a round: people are frozen as they are now, and every evaluator gets his tasks.

    Refused while the launch check finds a blocker; the answer lists all of them.
    """
    round = lock_round(context.db, context.actor, round_id)
    expect_reach(context.actor, "rounds:open", round.unit.path)
    expect_version(if_match, round.row_version)
    opening.open_round(context.db, actor=context.actor, round=round, now=context.now, trace=context.request_id)
    return read_round(context.db, actor=context.actor, round=round, now=context.now, language=context.language)
