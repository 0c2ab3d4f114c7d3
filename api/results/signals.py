"""Yes or no to questions about the quality of the ratings: for head and personnel officer, never a number, never a rater.

Asked only of an anonymous source with five forms or more, answered inside the run, kept without whose form it was. A
signal asks people to look; it changes no answer and takes none away (domain.md §10.5, security.md T27).
"""

import itertools
import json

import numpy as np
from numpy.typing import NDArray

from api.results.item_sums import LEAST
from api.scoring.policy import Policy
from api.scoring.precision import form_composites
from api.scoring.signals import flat_answer, outliers
from api.scoring.sources import group_sizes, group_starts
from api.scoring.terms import Source
from api.scoring.values import Answers, SourceSums


def rater_signals(policy: Policy, answers: Answers, sums: SourceSums) -> list[str]:
    """For each participant, as JSON text, by anonymous source: `outlier` (a form more than two points from the median of the others) and
    `straight` (a form with the same answer everywhere); a source with fewer than five forms is not there."""
    asked = [source for source in policy.asked if source.anonymous]
    kinds = [_kinds(policy, answers, sums, source) for source in asked]
    key = sum((kind * len(_KINDS) ** place for place, kind in enumerate(kinds)), np.zeros(answers.people, np.intp))
    combinations = itertools.product(_KINDS, repeat=len(asked))
    texts = [_text(asked, tuple(reversed(found))) for found in combinations]
    return [texts[one] for one in key.tolist()]


_KINDS: tuple[dict[str, bool] | None, ...] = (
    None,
    *({"outlier": outlier, "straight": straight} for outlier in (False, True) for straight in (False, True)),
)


def _text(asked: list[Source], found: tuple[dict[str, bool] | None, ...]) -> str:
    return json.dumps({source.word: kind for source, kind in zip(asked, found, strict=True) if kind is not None})


def _kinds(policy: Policy, answers: Answers, sums: SourceSums, source: Source) -> NDArray[np.intp]:
    """intp[N]: the place in `_KINDS`; 0 where the source is too small to say anything."""
    kinds = np.zeros(answers.people, np.intp)
    mine = answers.source == source
    means, valid = form_composites(policy, answers.forms[mine])
    who = answers.participant[mine][valid]
    if not len(who):
        return kinds
    starts, sizes = group_starts(who), group_sizes(who)
    outlier = np.logical_or.reduceat(outliers(means[valid], who), starts)
    equal = np.logical_or.reduceat(flat_answer(answers.forms[mine][valid]) > 0, starts)
    people = who[starts]
    enough = (sums.n[source].min(axis=0)[people] >= LEAST) & (sizes >= LEAST)
    kinds[people] = np.where(enough, 1 + 2 * outlier + equal, 0)
    return kinds
