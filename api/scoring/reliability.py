"""How far raters agree: one-way ICC for nested raters, rwg, Spearman–Brown. Floats; each figure is rounded once.

Every result carries n and whether n is enough (domain.md §10.8); where it is not, do not show it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from api.scoring.rounding import round_statistic
from api.scoring.terms import ANSWER_HIGHEST, ANSWER_LOWEST

RATEES_FOR_ICC = 20
RATERS_PER_RATEE = 2
RATERS_FOR_SPREAD = 5
FORMS_FOR_ALPHA = 30
UNIFORM_VARIANCE = ((ANSWER_HIGHEST - ANSWER_LOWEST + 1) ** 2 - 1) / 12
"""Variance of answers given by chance on a five-point scale: 2."""


@dataclass(frozen=True, slots=True)
class Icc:
    """ICC(1) of one rater and ICC(1, k) of the mean of k0 raters, four decimals.

    `estimable` is false for negative or undefined estimates (then reported as 0, *tidak dapat diperkirakan*);
    `enough` is false below 20 ratees with at least 2 raters each: then use the literature's values instead.
    """

    icc1: float
    icc_k: float
    k0: float
    msb: float
    msw: float
    ratees: int
    ratings: int
    estimable: bool
    enough: bool


@dataclass(frozen=True, slots=True)
class Agreement:
    """rwg of one group of raters (0 … 1, ≥ .70 acceptable), its n, and whether spread may be shown (n ≥ 5)."""

    rwg: float | None
    raters: int
    enough: bool


@dataclass(frozen=True, slots=True)
class Variances:
    """Mean squares of nested ratings; NaN where undefined."""

    msb: float
    msw: float
    k0: float
    ratees: int
    ratings: int


def icc(ratings: NDArray[np.float64], ratee: NDArray[np.int64]) -> Icc:
    """One-way ICC of ratings float[F] about ratees int[F]; ratees with a single rating say nothing and stay out.

    ICC(1) = (MSB − MSW) / (MSB + (k0 − 1) MSW), ICC(1,k) = (MSB − MSW) / MSB.
    Example: six ratees × 3 raters of domain.md §10.7 → .637 and .840.
    """
    v = variances(ratings, ratee)
    estimable = bool(v.msb > v.msw)
    one = (v.msb - v.msw) / (v.msb + (v.k0 - 1) * v.msw) if estimable else 0.0
    many = (v.msb - v.msw) / v.msb if estimable else 0.0
    return Icc(
        icc1=_figure(one),
        icc_k=_figure(many),
        k0=_figure(v.k0),
        msb=_figure(v.msb),
        msw=_figure(v.msw),
        ratees=v.ratees,
        ratings=v.ratings,
        estimable=estimable,
        enough=v.ratees >= RATEES_FOR_ICC,
    )


def variances(ratings: NDArray[np.float64], ratee: NDArray[np.int64]) -> Variances:
    """MSB, MSW and k0 = (Σk − Σk²/Σk)/(N − 1) over the ratees with at least two ratings."""
    _, index, counts = np.unique(ratee, return_inverse=True, return_counts=True)
    used = counts[index] >= RATERS_PER_RATEE
    k = counts[counts >= RATERS_PER_RATEE].astype(np.float64)
    if len(k) == 0:
        return Variances(np.nan, np.nan, np.nan, 0, 0)
    _, group = np.unique(index[used], return_inverse=True)
    x = ratings[used]
    means = np.bincount(group, weights=x) / k
    msw = float(((x - means[group]) ** 2).sum() / (k - 1).sum())
    if len(k) == 1:
        return Variances(np.nan, msw, np.nan, 1, len(x))
    msb = float((k * (means - x.mean()) ** 2).sum() / (len(k) - 1))
    return Variances(msb, msw, mean_group_size(k), len(k), len(x))


def mean_group_size(sizes: ArrayLike) -> float:
    """k0 of unequal groups: (Σk − Σk²/Σk)/(N − 1). Example: 3, 4, 2, 5, 3, 3 → 3.28."""
    k = np.asarray(sizes, dtype=np.float64)
    return float((k.sum() - (k**2).sum() / k.sum()) / (len(k) - 1))


def rwg(answers: ArrayLike) -> Agreement:
    """Agreement of several raters on one item: 1 − s²/2, at least 0. Example: 4, 4, 3 → .833."""
    x = np.asarray(answers, dtype=np.float64)
    return rwg_j(x[:, None])


def rwg_j(answers: ArrayLike) -> Agreement:
    """Agreement of raters float[R, J] on J items: J(1 − m/2) / (J(1 − m/2) + m/2), m = mean variance of the items."""
    x = np.asarray(answers, dtype=np.float64)
    raters, items = x.shape
    enough = raters >= RATERS_FOR_SPREAD
    if raters < RATERS_PER_RATEE:
        return Agreement(None, raters, enough)
    disagreement = float(x.var(axis=0, ddof=1).mean()) / UNIFORM_VARIANCE
    agreed = items * max(1 - disagreement, 0.0)
    return Agreement(round_statistic(agreed / (agreed + disagreement)), raters, enough)


@dataclass(frozen=True, slots=True)
class Alpha:
    """Cronbach's α of one value's items; None where undefined, `enough` from 30 complete forms on."""

    alpha: float | None
    forms: int
    enough: bool


def cronbach_alpha(items: ArrayLike) -> Alpha:
    """Internal consistency of float[F, J]: J/(J − 1) · (1 − Σ s²_j / s²_total); expect .6–.8 for three items.

    Only forms in which every item was judged. Example: (1,2),(2,3),(3,4) → 1.0.
    """
    x = np.asarray(items, dtype=np.float64)
    forms, width = x.shape
    total = float(x.sum(axis=1).var(ddof=1)) if forms > 1 else 0.0
    if width < 2 or total == 0:
        return Alpha(None, forms, forms >= FORMS_FOR_ALPHA)
    alpha = width / (width - 1) * (1 - float(x.var(axis=0, ddof=1).sum()) / total)
    return Alpha(round_statistic(alpha), forms, forms >= FORMS_FOR_ALPHA)


def mean_reliability(raters: int, one_rater: float) -> float:
    """Spearman–Brown: the reliability of the mean of k raters, k·r / (1 + (k − 1)·r). Example: 4 × .37 → .70."""
    return raters * one_rater / (1 + (raters - 1) * one_rater)


def _figure(value: float) -> float:
    """The statistic rounded once; 0 where it is undefined (`estimable` says so)."""
    return round_statistic(value) or 0.0
