"""Answers → the means of a form, and whether they count.

A value of a form counts if enough of its items are answered (2 of 3); a form counts if enough of its values count
(5 of 7); the mean of a value is the mean of its answered items by their shares.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from api.scoring.exact import Bools, Ints, answered_shares, item_denominator, narrowest
from api.scoring.policy import Policy, ValueRule
from api.scoring.terms import ANSWER_HIGHEST, CANNOT_JUDGE


@dataclass(frozen=True, slots=True)
class FormMeans:
    """The value means of F forms, over the policy's item denominator.

    total   ints[V, F]   mean × item_denominator; 0 where the value does not count
    counts  bool[V, F]   the value has enough answers and the form counts
    valid   bool[F]      the form counts
    """

    total: Ints
    counts: Bools
    valid: Bools


def total_dtype(policy: Policy, forms: int = 1) -> Any:
    """The narrowest dtype for the sum of so many form means over the item denominator."""
    return narrowest(ANSWER_HIGHEST * item_denominator(policy) * forms)


def form_means(policy: Policy, forms: NDArray[np.uint8], dtype: Any) -> FormMeans:
    """The means of forms uint8[F, I] as `FormMeans`, exact, totals in `dtype`. Items marked 0 are in no mean.

    Raises ValueError where the forms do not have the policy's number of items.
    """
    if forms.shape[1] != policy.item_count:
        raise ValueError(f"forms have {forms.shape[1]} items, the policy has {policy.item_count}")
    item_den = item_denominator(policy)
    items = np.ascontiguousarray(forms.T)
    answered = items != CANNOT_JUDGE
    total = np.empty((len(policy.values), len(forms)), dtype)
    counts = np.empty(total.shape, np.bool_)
    for v, (value, first) in enumerate(policy.values_with_items()):
        rows = slice(first, first + len(value.item_shares))
        counts[v] = _sum(answered[rows], (1,) * len(value.item_shares)) >= value.min_items
        points = _sum(items[rows], value.item_shares)
        shares = _sum(answered[rows], value.item_shares)
        total[v] = points * _factors(value, item_den, dtype).take(shares)
    valid = counts.sum(axis=0, dtype=np.uint8) >= policy.min_values_per_form
    counts &= valid
    total *= counts
    return FormMeans(total, counts, valid)


def _sum(rows: Ints | Bools, shares: tuple[int, ...]) -> Ints:
    """Σ share · row over the items of one value, in the narrowest dtype."""
    dtype = narrowest(ANSWER_HIGHEST * sum(shares))
    total = np.zeros(rows.shape[1], dtype)
    for row, share in zip(rows, shares, strict=True):
        total += row if share == 1 else row * dtype(share)
    return total


def _factors(value: ValueRule, item_den: int, dtype: Any) -> Ints:
    """item_den / (answered shares), looked up by the answered shares; 0 where too few items are answered."""
    factors = np.zeros(sum(value.item_shares) + 1, dtype)
    for shares in answered_shares(value.item_shares, value.min_items):
        factors[shares] = item_den // shares
    return factors
