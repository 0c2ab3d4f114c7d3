"""Which results the caller may propose to correct now: what `propose_correction` would refuse is not offered."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.results.correcting import PROPOSE
from api.results.models import ObjectionState, Result
from api.results.queries_corrections import open_among
from api.results.rules import ResultStatus
from api.rounds.reach import reaches
from api.rounds.rules import RoundKind

ACTION = "propose_result_correction"


def correctable(db: Session, actor: Actor, results: Sequence[Result]) -> frozenset[UUID]:
    """One statement, however many they are; none for whoever corrects nothing."""
    if not actor.may(PROPOSE):
        return frozenset()
    possible = [result.id for result in results if _may_propose(actor, result)]
    return frozenset(possible) - open_among(db, possible)


def _may_propose(actor: Actor, result: Result) -> bool:
    holds = result.status == ResultStatus.RELEASED and not result.superseded
    counted = result.round.kind != RoundKind.PRACTICE and result.objection != ObjectionState.OPEN
    another = actor.employee_id != result.employee_id
    return holds and counted and another and reaches(actor, PROPOSE, result.participant.unit_path)
