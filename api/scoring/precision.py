"""How sure a composite is: its standard error, and whether it lies too near a cut to decide by itself.

Statistics beside the exact chain: floats, each rounded once at the end.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from api.scoring.exact import Bools, item_denominator
from api.scoring.forms import form_means, total_dtype
from api.scoring.policy import Policy
from api.scoring.reliability import RATEES_FOR_ICC, variances
from api.scoring.terms import Source
from api.scoring.values import Answers, Scores, SourceSums
from api.scoring.weights import weight_table

Floats = NDArray[np.float64]

ONE_RATER: Mapping[Source, float] = MappingProxyType(
    {Source.SUPERIOR: 0.50, Source.PEER: 0.37, Source.SUBORDINATE: 0.30, Source.SELF: 0.37}
)
"""Interrater reliability of one rater (Conway & Huffcutt 1997). For self none is published: the peers' is taken,
which errs towards the wider."""

RATEES_FOR_SPREAD = 5
"""The spread of an anonymous source is told by every standard error: that of one small group would be its answers."""

NOT_RANKED = 1.4
"""Differences of two people below 1.4 · SE are not ranked (√2, two independent errors)."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The standard deviation of raters about one ratee, per source float[S] (NaN = cannot be said).

    `measured` bool[S]: estimated from this round; else √(1 − r) · sd of all forms with the published r.
    """

    sd: Floats
    measured: Bools


def rater_spread(policy: Policy, answers: Answers) -> Spread:
    """The pooled within-ratee sd of each source over a round.

    From the round itself where at least 20 ratees have two or more forms of the source; a superior's single rating
    never tells it, so √(1 − .50) · sd of all superiors' ratings is taken. Of an anonymous source nothing is said below
    five such ratees.
    """
    means, valid = form_composites(policy, answers.forms)
    sd, measured = np.full(len(Source), np.nan), np.zeros(len(Source), np.bool_)
    for source in policy.asked:
        mine = valid & (answers.source == source)
        within = variances(means[mine], answers.participant[mine])
        measured[source] = within.ratees >= RATEES_FOR_ICC
        if measured[source]:
            sd[source] = math.sqrt(within.msw)
        elif mine.sum() > 1 and (not source.anonymous or within.ratees >= RATEES_FOR_SPREAD):
            sd[source] = math.sqrt(1 - ONE_RATER[source]) * float(means[mine].std(ddof=1))
    return Spread(sd, measured)


def form_composites(policy: Policy, forms: NDArray[np.uint8]) -> tuple[Floats, Bools]:
    """float[F]: the mean of a form's counted values by their shares (NaN where it does not count), and bool[F]."""
    means = form_means(policy, forms, total_dtype(policy))
    shares = np.array([value.share for value in policy.values], np.float64)[:, None]
    weight = (means.counts * shares).sum(axis=0)
    total = (means.total.astype(np.float64) * shares).sum(axis=0) / item_denominator(policy)
    return np.where(means.valid, total / np.maximum(weight, 1), np.nan), means.valid


def standard_errors(policy: Policy, scores: Scores, spread: Spread) -> Floats:
    """float[N]: SE(C) of each composite, NaN where there is none or a spread is unknown.

    SE(C) = √(Σ w'² · s² / n) over the sources that count; w' is the weight a source has in the composite, n its
    largest number of forms in a value.
    """
    weights = composite_weights(policy, scores)
    n = scores.sums.n.max(axis=1).astype(np.float64)
    error = standard_error(weights, spread.sd[:, None], n)
    return np.where(scores.incomplete == 0, error, np.nan)


def standard_error(weights: Floats, sd: Floats, n: Floats) -> Floats:
    """√(Σ w² s² / n) over the first axis (sources); sources of weight 0 count for nothing.

    Example: weights .6, .3, .1, sd .60, .75, .70, n 1, 3, 1 → .39.
    """
    used = weights > 0
    terms = np.where(used, weights**2 * sd**2 / np.maximum(n, 1), 0)
    result: Floats = np.sqrt(terms.sum(axis=0))
    return result


def composite_weights(policy: Policy, scores: Scores) -> Floats:
    """float[S, N]: the weight each source has in the composite, the mean over the complete values by their shares."""
    table = weight_table(policy)
    numerators = np.array(table.numerators, np.float64) / table.den
    shares = np.array([value.share for value in policy.values], np.float64)[:, None] * scores.value_complete
    pattern = sources_present(scores.sums)
    total = np.maximum(shares.sum(axis=0), 1)
    return np.stack([(numerators[:, source].take(pattern) * shares).sum(axis=0) / total for source in Source])


def sources_present(sums: SourceSums) -> NDArray[np.uint8]:
    """uint8[V, N]: the sources that count for each value, as bits `1 << source`."""
    bits = np.array([1 << source for source in Source], np.uint8)[:, None, None]
    result: NDArray[np.uint8] = (sums.counted * bits).sum(axis=0, dtype=np.uint8)
    return result


def near_cut(policy: Policy, scores: Scores, error: Floats) -> Bools:
    """bool[N]: |C − cut| < 1 SE for a cut of the behaviour rating (*dekat batas*).

    Such a composite is a basis for dialogue, not by itself the basis of a decision.
    """
    near = np.zeros(len(error), np.bool_)
    for distance in distances(policy, scores).values():
        near |= distance < error
    return near


def distances(policy: Policy, scores: Scores) -> dict[Fraction, Floats]:
    """For each cut of the composite, float[N] |C − cut|; NaN where there is no composite."""
    known = scores.incomplete == 0
    composite = scores.composite_num.astype(np.float64) / scores.composite_den.astype(np.float64)
    cuts = (policy.behaviour.above_composite, policy.behaviour.below_composite)
    return {cut: np.where(known, np.abs(composite - float(cut)), np.nan) for cut in cuts}


def may_be_ranked(first: float, second: float, error: float) -> bool:
    """Whether two composites differ by at least 1.4 · SE; below it nobody is put before the other."""
    return abs(first - second) >= NOT_RANKED * error
