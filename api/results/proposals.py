"""A work result that came or changed after the calculation: the proposal is made anew from the stored sums.

The forms are not touched, and what the peers' figures are stays as it was published (DESIGN.md §5).
"""

import json
from collections.abc import Collection
from uuid import UUID

from sqlalchemy.orm import Session

from api.instruments.queries import form_content
from api.results import queries
from api.results.exact import scores_of
from api.results.models import Result
from api.results.scored import codes, figures, policy_for, work_text
from api.rounds.models import EvaluationRound
from api.rounds.rules import RoundKind
from api.work_results.models import WorkResult


def renew_proposals(db: Session, round: EvaluationRound, participant_ids: Collection[UUID]) -> None:
    """Before the calculation there is nothing to renew; what is decided is not touched."""
    if round.published_run_id is None or not participant_ids:
        return
    for result, work in queries.undecided_with_work(db, round, participant_ids):
        _renew(db, result, work)
    db.flush()


def _renew(db: Session, result: Result, work: WorkResult | None) -> None:
    version_id = result.participant.version_id
    if version_id is None:
        return
    policy = policy_for(RoundKind(result.round.kind), form_content(db, version_id).policy)
    entry = (None, None, False) if work is None else (work.code, work.skp_hundredths, work.innovation)
    result.work = json.loads(work_text(*entry))
    scores = scores_of(policy, [result])
    result.proposed_work = codes(scores.work)[0]
    result.proposed_predicate = codes(scores.predicate)[0]
    result.needs_official_decision = bool(scores.needs_official_decision[0])
    result.numeric = figures(scores.numeric4)[0]
