"""Exact fractions as whole numbers: one common denominator for a whole calculation, and a bound known beforehand.

A mean of a source is `total / (item_den · n)`. Over the common unit `weight_den · item_den · form_den` every value
of every person is a whole number, so thresholds compare exactly and nothing is rounded on the way.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from api.scoring.terms import ANSWER_HIGHEST, HIGHEST_FIGURE
from api.scoring.weights import WeightTable, weight_table

if TYPE_CHECKING:
    from api.scoring.policy import Policy, ScalePoint

Ints = NDArray[Any]
"""Whole numbers: a narrow or wide integer dtype, or object (Python integers) where int64 would not hold them."""
Bools = NDArray[np.bool_]

INT64_MAX = 2**63 - 1
DECIMALS = 4
"""How many decimals are stored."""
TEN_THOUSAND = 10_000
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Frame:
    """The common denominators of one calculation, the bound of its numbers, and the weights it uses."""

    weights: WeightTable
    item_den: int
    form_den: int
    bound: int

    @property
    def unit(self) -> int:
        """The denominator of every value."""
        return self.weights.den * self.item_den * self.form_den

    @property
    def dtype(self) -> Any:
        """int64 where the bound allows it, else Python integers."""
        return np.int64 if self.bound <= INT64_MAX else object

    @classmethod
    def of(cls, policy: "Policy", sizes: Iterable[int], *, without_self: bool = False) -> "Frame":
        """The frame for a policy where a source of a person has one of these numbers of forms."""
        table = weight_table(policy, without_self=without_self)
        item_den = item_denominator(policy)
        form_den = math.lcm(*sizes)
        return cls(table, item_den, form_den, _bound(policy, table.den * item_den * form_den))


def item_denominator(policy: "Policy") -> int:
    """The common denominator of every mean a form can have in a value: the lcm of all sums of answered shares."""
    return math.lcm(
        *(total for value in policy.values for total in answered_shares(value.item_shares, value.min_items))
    )


def answered_shares(shares: Sequence[int], min_items: int) -> set[int]:
    """The sums that `min_items` or more of the shares can have."""
    sums = {(0, 0)}
    for share in shares:
        sums |= {(count + 1, total + share) for count, total in sums}
    return {total for count, total in sums if count >= min_items}


def narrowest(bound: int) -> Any:
    """The smallest dtype that holds 0 … bound: narrow arrays are what makes a million people fit and fly."""
    for dtype in (np.uint8, np.uint16, np.uint32, np.int64):
        if bound <= np.iinfo(dtype).max:
            return dtype
    return object


def at_least(num: Ints, den: Ints | int, cut: Fraction) -> Bools:
    """Whether num/den ≥ cut, compared exactly by cross-multiplication."""
    result: Bools = num * cut.denominator >= den * cut.numerator
    return result


@dataclass(frozen=True, slots=True)
class Segment:
    """Between two corners the figure is (slope · x + offset) / den; `upto` is the answer at which it ends."""

    slope: int
    offset: int
    upto: Fraction


def segments(scale: Sequence["ScalePoint"]) -> tuple[list[Segment], int]:
    """The straight pieces of the scale over one common denominator."""
    lines = []
    for low, high in pairwise(scale):
        slope = (high.figure - low.figure) / (high.answer - low.answer)
        lines.append((slope, low.figure - slope * low.answer, high.answer))
    den = math.lcm(*(part.denominator for slope, offset, _ in lines for part in (slope, offset)))
    return [Segment(int(slope * den), int(offset * den), upto) for slope, offset, upto in lines], den


def numeric_weights(policy: "Policy") -> tuple[int, int, int]:
    """(work, behaviour, den): the total is (work · SKP in hundredths + behaviour · figure) / den, in lowest terms."""
    work = Fraction(policy.work_percent, HUNDRED) / HUNDRED
    behaviour = 1 - Fraction(policy.work_percent, HUNDRED)
    den = math.lcm(work.denominator, behaviour.denominator)
    return int(work * den), int(behaviour * den), den


def _bound(policy: "Policy", unit: int) -> int:
    """The largest magnitude met anywhere in the chain: comparisons with cuts, the scale, and the rounding of the total.

    The sums themselves and the rounding of what comes before the total are smaller than the last of these.
    """
    composite_den = unit * sum(value.share for value in policy.values)
    pieces, scale_den = segments(policy.scale)
    *_, numeric_den = numeric_weights(policy)
    total_den = composite_den * scale_den * numeric_den
    return max(
        *(composite_den * ANSWER_HIGHEST * cut.denominator for cut in _answer_cuts(policy)),
        *(composite_den * (abs(p.slope) * ANSWER_HIGHEST + abs(p.offset)) for p in pieces),
        *(total_den * HIGHEST_FIGURE * cut.denominator for cut in policy.numeric.bands),
        total_den * (2 * HIGHEST_FIGURE * TEN_THOUSAND + 1),
    )


def _answer_cuts(policy: "Policy") -> list[Fraction]:
    cuts = policy.behaviour
    return [*(getattr(cuts, name) for name in cuts.__slots__), *(point.answer for point in policy.scale)]
