"""Exact linear algebra over the unknown scores: what a set of published numbers determines, whatever the scores are.

Modulo a large prime instead of with fractions: the coefficients are products of small numbers, so a rank that falls
modulo 2⁶¹ − 1 but not over the rationals is out of reach of chance.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from fractions import Fraction
from typing import TypeVar

PRIME = 2**61 - 1

Column = TypeVar("Column", bound=Hashable)
Row = dict[Column, int]


def modular(coefficients: Mapping[Column, Fraction]) -> Row[Column]:
    """One equation's left side; its right side is published and matters no further."""
    return {key: one.numerator * pow(one.denominator, -1, PRIME) % PRIME for key, one in coefficients.items() if one}


def about_protected_only(rows: Iterable[Row[Column]], is_protected: Callable[[Column], bool]) -> list[Row[Column]]:
    """A basis of all combinations of the rows in which nothing but protected columns is left.

    Empty: whatever is added and subtracted, no statement about protected scores alone comes out. Elimination with the
    unprotected columns first.
    """
    rank: dict[Column, tuple[bool, int]] = {}
    pivots: dict[Column, Row[Column]] = {}
    for given in sorted(rows, key=len):
        row = dict(given)
        for key in row:
            rank.setdefault(key, (is_protected(key), len(rank)))
        while row:
            first = min(row, key=rank.__getitem__)
            if first not in pivots:
                inverse = pow(row[first], -1, PRIME)
                pivots[first] = {key: value * inverse % PRIME for key, value in row.items()}
                break
            _subtract(row, pivots[first], row[first])
    return [row for first, row in pivots.items() if rank[first][0]]


def _subtract(row: Row[Column], other: Row[Column], factor: int) -> None:
    for key, value in other.items():
        left = (row.get(key, 0) - factor * value) % PRIME
        if left:
            row[key] = left
        else:
            del row[key]
