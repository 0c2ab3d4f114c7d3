"""A later version of a result recommends anew; what the person had answered to the same need stays answered."""

from collections.abc import Collection, Sequence

from sqlalchemy.orm import Session

from api.results.models import Result
from api.training import queries
from api.training.models import Recommendation
from api.training.rules import RecommendationStatus

_ANSWER = ("status", "answer_reason", "answered_at")


def carry_answers(db: Session, results: Sequence[Result], fresh: Collection[Recommendation]) -> None:
    """From the version before to the one that takes its place; a first version has nothing to take over."""
    before_of = {one.id: one.supersedes_id for one in results if one.supersedes_id is not None}
    if not before_of:
        return
    answered = {
        (one.result_id, one.value_code, one.competency): one
        for one in queries.recommended_for(db, [one for one in before_of.values() if one is not None])
        if one.status != RecommendationStatus.PROPOSED
    }
    for one in fresh:
        key = before_of.get(one.result_id)
        if key is not None and (old := answered.get((key, one.value_code, one.competency))) is not None:
            for name in _ANSWER:
                setattr(one, name, getattr(old, name))
