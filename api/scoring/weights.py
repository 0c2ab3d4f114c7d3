"""What becomes of the weight of an absent source.

Self keeps its weight or has none, and never grows; the other sources that are there share the rest in
proportion to their weights. Without the superior a value has no score, so nothing is weighed then.
"""

import math
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from api.scoring.terms import WEIGHT_TOTAL_BP, Source

if TYPE_CHECKING:
    from api.scoring.policy import Policy

PATTERNS = 1 << len(Source)
"""How many sets of available sources there are; a set is written as bits, `1 << source`."""


@dataclass(frozen=True, slots=True)
class WeightTable:
    """`numerators[pattern][source] / den` is the weight a source has where exactly the pattern's sources are there."""

    numerators: tuple[tuple[int, ...], ...]
    den: int


def effective_weights(
    policy: "Policy", available: Collection[Source], *, without_self: bool = False
) -> dict[Source, Fraction]:
    """The weights in force for one value where these sources are available; they add up to exactly 1.

    Empty where the superior is missing. `without_self` gives the view of the others alone (used for the self–other
    gap). Example (6,000 / 3,000 / 1,000): peers missing → superior 9/10, self 1/10; self missing too → superior 1.
    """
    if Source.SUPERIOR not in available:
        return {}
    given = {rule.source: rule.weight_bp for rule in policy.sources if rule.source in available}
    own = 0 if without_self else given.pop(Source.SELF, 0)
    given.pop(Source.SELF, None)
    shared = Fraction(WEIGHT_TOTAL_BP - own, WEIGHT_TOTAL_BP * sum(given.values()))
    weights = {source: weight * shared for source, weight in given.items()}
    if not without_self and Source.SELF in available and policy.rule_of(Source.SELF):
        weights[Source.SELF] = Fraction(own, WEIGHT_TOTAL_BP)
    return weights


@lru_cache(maxsize=64)
def weight_table(policy: "Policy", *, without_self: bool = False) -> WeightTable:
    """The effective weights of every set of available sources, over one common denominator."""
    by_pattern = [
        effective_weights(policy, [s for s in Source if pattern >> s & 1], without_self=without_self)
        for pattern in range(PATTERNS)
    ]
    den = math.lcm(*(weight.denominator for weights in by_pattern for weight in weights.values()))
    numerators = tuple(tuple(int(weights.get(s, Fraction(0)) * den) for s in Source) for weights in by_pattern)
    return WeightTable(numerators, den)
