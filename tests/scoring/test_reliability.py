"""Agreement of raters, with n and whether n is enough (figures: cases/07_keandalan.yaml)."""

import numpy as np
import pytest

from api.scoring.reliability import icc, rwg, rwg_j


def nested(rows: list[list[int]]) -> tuple[np.ndarray, np.ndarray]:
    sizes = [len(row) for row in rows]
    return np.array([x for row in rows for x in row], float), np.repeat(np.arange(len(rows)), sizes)


def test_the_order_and_numbering_of_ratings_do_not_matter() -> None:
    ratings, ratee = nested([[4, 4, 3], [3, 3], [5, 4, 4, 2], [1, 1]])
    order = np.random.default_rng(1).permutation(len(ratings))
    assert icc(ratings[order], ratee[order] * 17 + 3) == icc(ratings, ratee)


def test_a_negative_estimate_is_reported_as_nothing_to_estimate() -> None:
    result = icc(*nested([[1, 5], [5, 1], [1, 5]]))
    assert (result.icc1, result.icc_k, result.estimable) == (0.0, 0.0, False)


@pytest.mark.parametrize("rows", [[], [[4]], [[4], [5], [3]], [[4, 4]], [[3, 3], [3, 3]]])
def test_too_little_to_say_anything_is_no_error(rows: list[list[int]]) -> None:
    result = icc(*nested(rows))
    assert not result.estimable
    assert not result.enough


def test_perfect_agreement_about_different_people_is_one() -> None:
    result = icc(*nested([[2, 2], [4, 4], [5, 5]]))
    assert (result.icc1, result.icc_k, result.estimable) == (1.0, 1.0, True)


def test_ratees_with_a_single_rating_stay_out() -> None:
    assert icc(*nested([[4, 4, 3], [5], [3, 3, 2], [1]])) == icc(*nested([[4, 4, 3], [3, 3, 2]]))


@pytest.mark.parametrize(("ratees", "enough"), [(19, False), (20, True)])
def test_it_takes_twenty_ratees_with_two_raters(ratees: int, enough: bool) -> None:
    rows = [[1 + n % 5, 1 + (n + 1) % 5] for n in range(ratees)]
    result = icc(*nested([*rows, [3]]))
    assert (result.ratees, result.ratings, result.enough) == (ratees, 2 * ratees, enough)


@pytest.mark.parametrize(("raters", "enough"), [(4, False), (5, True)])
def test_spread_may_be_shown_from_five_raters(raters: int, enough: bool) -> None:
    result = rwg([4] * raters)
    assert (result.rwg, result.raters, result.enough) == (1.0, raters, enough)


def test_one_rater_agrees_with_nobody() -> None:
    assert rwg([4]).rwg is None


def test_two_raters_are_enough_to_compare() -> None:
    assert rwg([4, 5]).rwg == 0.75


def test_agreement_on_many_items_grows_with_the_items() -> None:
    one, many = rwg([4, 4, 3]).rwg, rwg_j([[4] * 21, [4] * 21, [3] * 21]).rwg
    assert one is not None
    assert many is not None
    assert one < many < 1
