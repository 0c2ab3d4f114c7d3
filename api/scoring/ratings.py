"""Composite → di atas / sesuai / di bawah ekspektasi; SKP figure → rating; total → band. Half-open, no hole."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from api.scoring.composite import Fractions, mean_numerators
from api.scoring.exact import HUNDRED, Bools, Frame, Ints, at_least
from api.scoring.policy import Policy
from api.scoring.terms import Expectation, Predicate, Source
from api.scoring.values import NO_FIGURE, SourceSums, WorkResults


def behaviour_rating(
    policy: Policy, frame: Frame, sums: SourceSums, values: tuple[Ints, Bools], composite: Fractions
) -> NDArray[np.uint8]:
    """uint8[N] `Expectation`, 0 where there is no composite.

    Di atas: C ≥ 4.0 and every complete V ≥ 3.0. Di bawah: C < 2.6, or some V < 2.0 where the superior's own mean
    is < 2.5 as well. Else sesuai. (Figures of the default policy; office policy, see its basis.)
    """
    cuts = policy.behaviour
    num, complete = values
    superior = mean_numerators(frame, sums, Source.SUPERIOR)
    weak_value = ~at_least(num, frame.unit, cuts.below_value) & complete
    weak_superior = ~at_least(superior, frame.item_den * frame.form_den, cuts.below_value_superior)
    below = ~at_least(composite.num, composite.den, cuts.below_composite) | (weak_value & weak_superior).any(axis=0)
    strong = (at_least(num, frame.unit, cuts.above_values) | ~complete).all(axis=0)
    above = at_least(composite.num, composite.den, cuts.above_composite) & strong
    rating = np.select([above, below], [Expectation.ABOVE, Expectation.BELOW], Expectation.MEETS)
    return np.where(composite.known, rating, 0).astype(np.uint8)


def work_rating(policy: Policy, work: WorkResults) -> NDArray[np.uint8]:
    """uint8[N] `Expectation`: the code as entered, or the SKP figure by its cuts (≥ 110, ≥ 90); 0 = not entered."""
    skp = work.skp.astype(np.int64)
    above = at_least(skp, HUNDRED, policy.work.above)
    meets = at_least(skp, HUNDRED, policy.work.meets)
    rating = np.select([above, meets], [Expectation.ABOVE, Expectation.MEETS], Expectation.BELOW)
    return np.where(work.skp == NO_FIGURE, work.code, rating).astype(np.uint8)


def numeric_band(policy: Policy, total: Fractions, innovation: Bools) -> NDArray[np.uint8]:
    """uint8[N]: the band of the total as `Predicate` 1–5, 0 where there is no total (PP 30/2019 Pasal 41).

    Sangat Baik needs a new idea or method with evidence; without it 110 and more is Baik.
    """
    band = np.full(len(total.known), Predicate.VERY_POOR, np.uint8)
    for predicate, limit in reversed(_limits(policy.numeric.bands)):
        band[at_least(total.num, total.den, limit)] = predicate
    if policy.numeric.top_needs_innovation:
        band[(band == Predicate.VERY_GOOD) & ~innovation] = Predicate.GOOD
    return np.where(total.known, band, 0).astype(np.uint8)


def _limits(bands: Sequence[Fraction]) -> list[tuple[Predicate, Fraction]]:
    return list(zip(Predicate, bands, strict=False))
