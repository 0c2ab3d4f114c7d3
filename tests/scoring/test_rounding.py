"""Half up, once, from the exact value."""

from fractions import Fraction

import numpy as np
import pytest

from api.scoring.rounding import (
    decimal_text,
    round_half_up,
    round_statistic,
    signed_ten_thousandths,
    ten_thousandths,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("4.495", "4,50"),
        ("4.4949999", "4,49"),
        ("4.505", "4,51"),
        ("4.5049999999999", "4,50"),
        ("0", "0,00"),
        ("1/3", "0,33"),
        ("2/3", "0,67"),
        ("120", "120,00"),
        ("0.005", "0,01"),
        ("-0.005", "-0,01"),
        ("-0.5", "-0,50"),
    ],
)
def test_two_decimals_come_from_the_exact_value(value: str, text: str) -> None:
    assert decimal_text(Fraction(value)) == text


def test_nothing_is_rounded_twice() -> None:
    nearly = Fraction("4.49495")
    assert round_half_up(nearly) == 44_950
    assert decimal_text(nearly) == "4,49"


def test_arrays_round_like_single_fractions() -> None:
    den = 75_600
    num = np.arange(den, 5 * den, 37)
    rounded = ten_thousandths(num, den, np.ones(len(num), bool))
    assert rounded.tolist() == [round_half_up(Fraction(int(n), den)) for n in num]


def test_a_half_goes_up_in_arrays_too() -> None:
    rounded = ten_thousandths(np.array([44_950, 89_899, 89_901]), np.array([20_000] * 3), np.ones(3, bool))
    assert rounded.tolist() == [22_475, 44_950, 44_951]


def test_a_figure_that_is_not_known_is_minus_one() -> None:
    assert ten_thousandths(np.array([5, 5]), 1, np.array([True, False])).tolist() == [50_000, -1]


def test_python_integers_round_like_numpy_integers() -> None:
    den = 3 * 10**30
    rounded = ten_thousandths(np.array([den + den // 3, 2 * den], dtype=object), den, np.ones(2, bool))
    assert rounded.tolist() == [13_333, 20_000]


def test_a_unit_between_int64_and_uint64_is_no_trap() -> None:
    den = 2**63 + 9
    assert ten_thousandths(np.array([5 * den], dtype=object), den, np.array([True])).tolist() == [50_000]


def test_differences_round_away_from_zero_on_both_sides() -> None:
    rounded = signed_ten_thousandths(np.array([1, -1, 0, 7]), 20_000, np.array([True, True, True, False]))
    assert rounded.tolist() == [1, -1, 0, 0]


def test_a_statistic_is_rounded_once_and_nothing_stays_nothing() -> None:
    assert round_statistic(0.63658) == 0.6366
    assert round_statistic(0.00005) == 0.0001
    assert round_statistic(float("nan")) is None


def test_differences_beyond_int64_keep_their_sign() -> None:
    num = np.array([-(10**30), 10**30, 0], dtype=object)
    assert signed_ten_thousandths(num, 3 * 10**30, np.ones(3, bool)).tolist() == [-3_333, 3_333, 0]
