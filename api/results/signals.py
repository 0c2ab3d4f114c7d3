"""Yes or no to questions about the quality of the ratings: for head and personnel officer, never a number, never a rater.

Asked only of an anonymous source with five forms or more, answered inside the run, kept without whose form it was. A
signal asks people to look; it changes no answer and takes none away (domain.md §10.5, security.md T27).
"""

import json

import numpy as np
from numpy.typing import NDArray

from api.results.item_sums import LEAST
from api.scoring.policy import Policy
from api.scoring.precision import form_composites
from api.scoring.sources import group_sizes, group_starts
from api.scoring.terms import CANNOT_JUDGE, Source
from api.scoring.values import Answers, SourceSums

FAR = 2.0
"""A form whose mean lies so far from the median of its group stands out."""


def rater_signals(policy: Policy, answers: Answers, sums: SourceSums) -> list[str]:
    """For each participant, as JSON text, by anonymous source: `outlier` (a form far from the others' median) and
    `straight` (a form with the same answer everywhere); a source with fewer than five forms is not there."""
    found: list[dict[str, dict[str, bool]]] = [{} for _ in range(answers.people)]
    for source in policy.asked:
        if source.anonymous:
            _add_source(policy, answers, sums, source, found)
    texts: dict[str, str] = {}
    return [texts.setdefault(key, key) for key in map(json.dumps, found)]


def _add_source(
    policy: Policy, answers: Answers, sums: SourceSums, source: Source, found: list[dict[str, dict[str, bool]]]
) -> None:
    mine = answers.source == source
    means, valid = form_composites(policy, answers.forms[mine])
    who = answers.participant[mine][valid]
    if not len(who):
        return
    straight = _straight(answers.forms[mine][valid])
    means = means[valid]
    order = np.lexsort((means, who))
    starts, sizes = group_starts(who[order]), group_sizes(who[order])
    outlier = _spread_from_median(means[order], starts, sizes) >= FAR
    equal = np.logical_or.reduceat(straight[order], starts)
    enough = (sums.n[source].min(axis=0) >= LEAST)[who[order][starts]] & (sizes >= LEAST)
    for at in np.flatnonzero(enough).tolist():
        person = int(who[order][starts[at]])
        found[person][source.word] = {"outlier": bool(outlier[at]), "straight": bool(equal[at])}


def _straight(forms: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Whether all items that were judged have the same answer."""
    highest = forms.max(axis=1)
    lowest = np.where(forms == CANNOT_JUDGE, np.uint8(255), forms).min(axis=1)
    result: NDArray[np.bool_] = highest == lowest
    return result


def _spread_from_median(
    means: NDArray[np.float64], starts: NDArray[np.intp], sizes: NDArray[np.intp]
) -> NDArray[np.float64]:
    """The largest distance from the median in each group of sorted means."""
    low, high = means[starts + (sizes - 1) // 2], means[starts + sizes // 2]
    median = (low + high) / 2
    result: NDArray[np.float64] = np.maximum(means[starts + sizes - 1] - median, median - means[starts])
    return result
