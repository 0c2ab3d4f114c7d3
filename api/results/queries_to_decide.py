"""What waits for the caller's decision: `actions_for` as a condition, so that a count and its list are the same rows."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, String, and_, cast, or_, select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.results.models import Result
from api.results.queries import TAKEOVER_AFTER, Standing, of_others, taken_over
from api.results.rules import ResultStatus
from api.rounds.models import EvaluationRound, Participant
from api.rounds.reach import within
from api.rounds.rules import RoundKind, RoundStatus

Stages = Mapping[UUID, datetime]
"""Until when people may respond (*tanggapan*), by round."""
_LONGEST_STAGE = timedelta(days=90)


def responding_rounds(db: Session, now: datetime) -> Sequence[EvaluationRound]:
    """Rounds whose stage of tanggapan may still run, or ended so lately that no superior may take over yet."""
    return db.scalars(
        select(EvaluationRound).where(
            EvaluationRound.response_stage,
            EvaluationRound.kind != RoundKind.PRACTICE,
            EvaluationRound.published_run_id.is_not(None),
            EvaluationRound.calculated_at > now - _LONGEST_STAGE,
        )
    ).all()


def may_decide_now(standing: Standing, stages: Stages, now: datetime) -> ColumnElement[bool]:
    """Undecided, its work result known, nobody still to respond, and the caller is who decides or records."""
    still_open = [key for key, until in stages.items() if now < until]
    return and_(
        of_others(standing.actor),
        Result.status == ResultStatus.PROPOSAL,
        EvaluationRound.kind != RoundKind.PRACTICE,
        EvaluationRound.status.in_((RoundStatus.CALCULATED, RoundStatus.RELEASED)),
        cast(Result.work, String) != "null",
        Result.round_id.not_in(still_open),
        _is_his(standing, stages, now),
    )


def _is_his(standing: Standing, stages: Stages, now: datetime) -> ColumnElement[bool]:
    too_early = [key for key, until in stages.items() if now < until + TAKEOVER_AFTER]
    taking_over = and_(taken_over(standing, now), Result.round_id.not_in(too_early))
    officer = within(Participant.unit_path, standing.actor.paths(Role.HR_OFFICER))
    return or_(
        and_(Participant.superior_outside, officer),
        and_(~Participant.superior_outside, or_(Result.participant_id.in_(standing.assessed), taking_over)),
    )
