"""Agreement of raters, with n and whether n is enough (figures: cases/07_keandalan.yaml)."""

import numpy as np
import pytest

from api.scoring.reliability import cronbach_alpha, icc, rwg, rwg_j, variances


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


def test_raters_who_differ_more_than_chance_agree_not_at_all() -> None:
    assert rwg([1, 5]).rwg == 0.0


def test_people_who_differ_no_more_than_their_raters_cannot_be_told_apart() -> None:
    """Means 0 and 5: MSB = 2 · (2.5² + 2.5²) = 25; MSW = (9 + 9 + 16 + 16) / 2 = 25."""
    result = icc(*nested([[-3, 3], [1, 9]]))
    assert (result.msb, result.msw, result.estimable) == (25.0, 25.0, False)


def test_variances_count_only_what_they_rest_on() -> None:
    nobody, one = variances(*nested([[3], [4]])), variances(*nested([[3, 5], [4]]))
    assert (nobody.ratees, nobody.ratings) == (0, 0)
    assert (one.ratees, one.ratings, one.msw) == (1, 2, 2.0)
    assert np.isnan([nobody.msb, nobody.msw, nobody.k0, one.msb, one.k0]).all()


def test_internal_consistency_is_enough_from_thirty_forms_and_needs_two_items_and_two_forms() -> None:
    for answers in ([[1, 2], [3, 3]], [[3, 3], [3, 3]]):
        assert [cronbach_alpha(answers * n).enough for n in (14, 15)] == [False, True]
    assert cronbach_alpha([[1], [3]]).alpha is None
    assert cronbach_alpha([[1, 3]]).alpha is None
    assert cronbach_alpha([[1, 2], [3, 4]]).alpha == 1.0
    # three items: 3/2 · (1 − (1 + 1 + 0) / 4)
    assert cronbach_alpha([[1, 1, 3], [2, 2, 3], [3, 3, 3]]).alpha == 0.75
