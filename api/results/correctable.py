"""Which results the caller may propose to correct now: what `propose_correction` would refuse is not offered."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from api.access.actor import Actor
from api.results.correcting import PROPOSE, verdict_on
from api.results.models import Result
from api.results.queries_corrections import open_among

ACTION = "propose_result_correction"


def correctable(db: Session, actor: Actor, results: Sequence[Result]) -> frozenset[UUID]:
    """One statement, however many they are; none for whoever corrects nothing."""
    if not actor.may(PROPOSE):
        return frozenset()
    possible = [result.id for result in results if verdict_on(actor, result, PROPOSE)]
    return frozenset(possible) - open_among(db, possible)
