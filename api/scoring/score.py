"""The whole rule, top to bottom: answers and work results in, scores out.

Items → the value means of a form → source means → values → composite → two ratings → predicate; beside it the
0–120 figure and the total of PP 30/2019. Arrays over participants; runs of participants keep memory small.
"""

from collections.abc import Iterator

import numpy as np

from api.scoring.composite import composite_score, incompleteness, numeric_total, scaled_figure, value_scores
from api.scoring.exact import Frame
from api.scoring.policy import Policy
from api.scoring.predicate import proposed_predicates, without_adverse
from api.scoring.ratings import behaviour_rating, numeric_band, work_rating
from api.scoring.rounding import ten_thousandths
from api.scoring.sources import RUN, source_sums
from api.scoring.values import Answers, Scores, SourceSums, WorkResults


def score(policy: Policy, answers: Answers, work: WorkResults) -> Scores:
    """Score N participants: forms uint8[F, I] and work results [N] → `Scores` over N.

    Exact, independent of the order of forms, linear in F; no figure here but those of the policy. Raises ValueError
    where answers and work results are not about the same people or the forms do not fit the policy.
    """
    return score_sums(policy, source_sums(policy, answers), work)


def score_sums(policy: Policy, sums: SourceSums, work: WorkResults) -> Scores:
    """The same from stored sums alone: a changed work result or superior's form leaves the peers' sums as they were."""
    if sums.people != work.people:
        raise ValueError(f"sums of {sums.people} participants, work results of {work.people}")
    frame = Frame.of(policy, sizes_in(sums))
    return Scores.join([_score_run(policy, frame, sums.part(run), work.part(run)) for run in _runs(work.people)], sums)


def sizes_in(sums: SourceSums) -> set[int]:
    """The numbers of forms that occur in a counted group."""
    sizes: set[int] = set()
    for run in _runs(sums.people):
        sizes |= set(np.unique(sums.n[..., run]).tolist())
    return sizes - {0}


def _score_run(policy: Policy, frame: Frame, sums: SourceSums, work: WorkResults) -> Scores:
    values, complete = value_scores(frame, sums)
    composite = composite_score(policy, frame.unit, values, complete)
    behaviour = behaviour_rating(policy, frame, sums, (values, complete), composite)
    work_code = work_rating(policy, work)
    predicate, proposal = proposed_predicates(policy, work_code, behaviour)
    scaled = scaled_figure(policy, composite)
    numeric = numeric_total(policy, scaled, work)
    return Scores(
        sums=sums,
        unit=frame.unit,
        value_num=values,
        value_complete=complete,
        value4=ten_thousandths(values, frame.unit, complete),
        composite_num=composite.num,
        composite_den=composite.den,
        composite4=ten_thousandths(composite.num, composite.den, composite.known),
        incomplete=incompleteness(policy, sums, composite.known),
        behaviour=behaviour,
        work=work_code,
        predicate=predicate,
        proposal=proposal,
        scaled_num=scaled.num,
        scaled_den=scaled.den,
        scaled4=ten_thousandths(scaled.num, scaled.den, scaled.known),
        numeric_num=numeric.num,
        numeric_den=numeric.den,
        numeric4=ten_thousandths(numeric.num, numeric.den, numeric.known),
        numeric_band=without_adverse(numeric_band(policy, numeric, work.innovation)),
    )


def _runs(people: int) -> Iterator[slice]:
    """Slices over all participants; one empty slice where there is nobody, so that empty in gives empty out."""
    for low in range(0, max(people, 1), RUN):
        yield slice(low, min(low + RUN, people))
