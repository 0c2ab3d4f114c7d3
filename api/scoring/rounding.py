"""The only place where a number is rounded: half up, once, from the exact value.

Nothing rounded is ever rounded again or calculated with: the two-decimal text comes from the same exact fraction
as the stored four decimals.
"""

import math
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from api.scoring.exact import DECIMALS, TEN_THOUSAND, Bools, Ints

ABSENT = -1
"""Stands in arrays of rounded figures where there is no figure (no figure of the chain is negative)."""


def ten_thousandths(num: Ints, den: Ints | int, known: Bools) -> NDArray[np.int32]:
    """num/den (≥ 0) rounded half up to four decimals, as whole ten-thousandths; `ABSENT` where not known.

    Example: 203/50 → 40,600. Shapes of `num` and `known` are equal; `den` is broadcast.
    """
    doubled = num * (2 * TEN_THOUSAND) + den
    rounded = doubled // (den * 2)
    return np.where(known, rounded, ABSENT).astype(np.int32)


def signed_ten_thousandths(num: Ints, den: Ints | int, known: Bools) -> NDArray[np.int32]:
    """The same for differences: halves go away from zero, so that −d mirrors d; 0 where not known."""
    size = ten_thousandths(abs(num), den, known)
    return np.where(known, np.sign(num) * size, 0).astype(np.int32)


def round_half_up(value: Fraction, places: int = DECIMALS) -> int:
    """The exact value in units of the last place, half up; negative values mirror positive ones (−0.5 → −1)."""
    whole = math.floor(abs(value) * Fraction(10) ** places + Fraction(1, 2))
    return -whole if value < 0 else whole


def decimal_text(value: Fraction, places: int = 2, mark: str = ",") -> str:
    """The value as text with that many decimals; screens show the decimal comma ("4,06")."""
    units = round_half_up(value, places)
    whole, rest = divmod(abs(units), 10**places)
    sign = "-" if units < 0 else ""
    return f"{sign}{whole}{mark}{rest:0{places}d}"


def round_statistic(value: float, places: int = DECIMALS) -> float | None:
    """A statistic outside the exact chain, rounded once, half up; None where it could not be estimated (NaN)."""
    if math.isnan(value):
        return None
    return float(Decimal(value).quantize(Decimal(10) ** -places, ROUND_HALF_UP))
