"""The exact fractions behind stored results, rebuilt from their sums: whatever is shown is rounded once, from these."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy.orm import Session

from api.instruments.content import FormContent
from api.instruments.queries import form_content
from api.results.models import Result
from api.results.scored import policy_for
from api.rounds.rules import RoundKind
from api.scoring.policy import Policy
from api.scoring.score import score_sums
from api.scoring.storage import row_length, unpack_sums
from api.scoring.terms import Incomplete, ProposalState
from api.scoring.values import Scores, SourceSums, WorkResults


@dataclass(frozen=True, slots=True)
class Exact:
    """One result in exact numbers. `values` by code; None where a value is not complete."""

    content: FormContent
    policy: Policy
    sums: SourceSums
    work: WorkResults
    composite: Fraction | None
    scaled: Fraction | None
    numeric: Fraction | None
    values: dict[str, Fraction | None]
    incomplete: Incomplete
    proposal: ProposalState


def exact_results(db: Session, results: Iterable[Result]) -> dict[UUID, Exact]:
    """By result. No statement for versions this process has seen before."""
    groups: dict[tuple[UUID, str], list[Result]] = defaultdict(list)
    for result in results:
        if result.participant.version_id is not None:
            groups[result.participant.version_id, result.round.kind].append(result)
    found: dict[UUID, Exact] = {}
    for (version_id, kind), members in groups.items():
        content = form_content(db, version_id)
        found |= _exact_group(content, policy_for(RoundKind(kind), content.policy), members)
    return found


def scores_of(policy: Policy, results: Sequence[Result]) -> Scores:
    """The scores of results of one policy, in their order."""
    return score_sums(policy, _sums(policy, results), _work(results))


def _sums(policy: Policy, results: Sequence[Result]) -> SourceSums:
    rows = np.frombuffer(b"".join(result.sums for result in results), np.uint8)
    return unpack_sums(policy, rows.reshape(len(results), row_length(policy)))


def _work(results: Sequence[Result]) -> WorkResults:
    entries: list[dict[str, Any]] = [result.work or {} for result in results]
    return WorkResults.of(
        [entry.get("code") for entry in entries],
        [entry.get("skp_hundredths") for entry in entries],
        [entry.get("innovation", False) for entry in entries],
    )


def _exact_group(content: FormContent, policy: Policy, results: list[Result]) -> dict[UUID, Exact]:
    scores, work = scores_of(policy, results), _work(results)
    return {result.id: _exact(content, policy, scores, work, n) for n, result in enumerate(results)}


def _exact(content: FormContent, policy: Policy, scores: Scores, work: WorkResults, n: int) -> Exact:
    incomplete = Incomplete(int(scores.incomplete[n]))
    complete = incomplete is Incomplete.COMPLETE
    return Exact(
        content=content,
        policy=policy,
        sums=scores.sums.part(slice(n, n + 1)),
        work=work.part(slice(n, n + 1)),
        composite=_fraction(scores.composite_num[n], scores.composite_den[n], complete),
        scaled=_fraction(scores.scaled_num[n], scores.scaled_den[n], complete),
        numeric=_fraction(scores.numeric_num[n], scores.numeric_den[n], scores.numeric4[n] >= 0),
        values={
            value.code: _fraction(scores.value_num[v, n], scores.unit, scores.value_complete[v, n])
            for v, value in enumerate(policy.values)
        },
        incomplete=incomplete,
        proposal=ProposalState(int(scores.proposal[n])),
    )


def _fraction(num: Any, den: Any, known: Any) -> Fraction | None:
    return Fraction(int(num), int(den)) if known else None
