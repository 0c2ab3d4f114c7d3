"""How sure a composite is, and whether it lies too near a cut."""

import math
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from api.scoring.defaults import default_policy
from api.scoring.precision import (
    Spread,
    composite_weights,
    distances,
    form_composites,
    may_be_ranked,
    near_cut,
    rater_spread,
    standard_errors,
)
from api.scoring.score import score
from api.scoring.terms import Source
from api.scoring.values import Answers, WorkResults
from tests.scoring.make import answers_of, flat, form, one, shares, weighted, work_of

SUPERIOR, PEER, SELF = Source.SUPERIOR, Source.PEER, Source.SELF
SPREAD = Spread(np.array([0.70, 0.60, 0.75, np.nan]), np.zeros(4, bool))
FULL = [(SUPERIOR, flat(4)), (SELF, flat(4)), *[(PEER, flat(4))] * 3]


def errors(answers: Answers) -> list[float]:
    scores = score(default_policy(), answers, WorkResults.none(answers.people))
    return [round(float(x), 2) for x in standard_errors(default_policy(), scores, SPREAD)]


def test_the_error_of_the_worked_example() -> None:
    assert errors(one(*FULL)) == [0.39]


def test_more_peers_hardly_help_because_one_superior_dominates() -> None:
    three, seven = errors(answers_of([FULL, [*FULL, *[(PEER, flat(4))] * 4]]))
    assert three - seven == pytest.approx(0.01, abs=0.011)


def test_without_peers_the_error_is_that_of_the_superior_and_self() -> None:
    expected = round(math.sqrt((0.9 * 0.60) ** 2 + (0.1 * 0.70) ** 2), 2)
    assert errors(one(*FULL[:2])) == [expected]


def test_there_is_no_error_without_a_composite_or_without_a_spread() -> None:
    assert math.isnan(errors(answers_of([FULL[1:], FULL]))[0])
    scores = score(default_policy(), one(*FULL), work_of())
    unknown = Spread(np.full(4, np.nan), np.zeros(4, bool))
    assert np.isnan(standard_errors(default_policy(), scores, unknown)).all()


def test_weights_in_the_composite_are_the_mean_over_complete_values_by_their_shares() -> None:
    policy = shares(default_policy(), [(1, 1, 1)] * 7, [2, 1, 1, 1, 1, 1, 1])
    gap = form("000 444 444 444 444 444 444")
    scores = score(policy, one((SUPERIOR, flat(4)), (SELF, flat(4)), *[(PEER, gap)] * 3), work_of())
    weights = composite_weights(policy, scores)
    assert weights[:, 0].tolist() == pytest.approx([0.1, (6 * 0.6 + 2 * 0.9) / 8, 6 * 0.3 / 8, 0])


def test_a_composite_is_near_a_cut_within_one_error_and_not_at_it() -> None:
    scores = score(default_policy(), answers_of([FULL, [(SUPERIOR, flat(3))], []]), WorkResults.none(3))
    assert distances(default_policy(), scores)[Fraction(13, 5)][1] == pytest.approx(0.4)
    assert near_cut(default_policy(), scores, np.array([0.01, 0.39, 9.0])).tolist() == [True, False, False]
    assert near_cut(default_policy(), scores, np.array([0.0, 0.41, np.nan])).tolist() == [False, True, False]


def test_nobody_is_ranked_on_less_than_one_and_four_tenths_of_an_error() -> None:
    assert not may_be_ranked(4.0, 3.5, 0.39)
    assert may_be_ranked(4.0, 3.4, 0.39)
    assert may_be_ranked(0.0, 1.4, 1.0)


class TestRaterSpread:
    def test_with_twenty_ratees_the_peers_spread_is_measured(self) -> None:
        people = [[(PEER, flat(3)), (PEER, flat(4)), (PEER, flat(5))] for _ in range(20)]
        spread = rater_spread(default_policy(), answers_of(people))
        assert spread.measured[PEER]
        assert spread.sd[PEER] == pytest.approx(1.0)

    def test_with_fewer_the_published_reliability_is_used(self) -> None:
        people = [[(PEER, flat(3)), (PEER, flat(4)), (PEER, flat(5))] for _ in range(19)]
        spread = rater_spread(default_policy(), answers_of(people))
        assert not spread.measured[PEER]
        sd = np.repeat([3.0, 4.0, 5.0], 19).std(ddof=1)
        assert spread.sd[PEER] == pytest.approx(math.sqrt(1 - 0.37) * sd)

    def test_two_superiors_have_a_spread_and_one_has_none(self) -> None:
        people = [[(SUPERIOR, flat(3))], [(SUPERIOR, flat(5))]]
        assert rater_spread(default_policy(), answers_of(people)).sd[SUPERIOR] == pytest.approx(1.0)
        assert np.isnan(rater_spread(default_policy(), answers_of(people[:1])).sd[SUPERIOR])

    def test_of_one_small_group_no_spread_is_told(self) -> None:
        """Mean and spread of three are the full answer sheet (security.md T7)."""
        people = [[(PEER, flat(3)), (PEER, flat(4)), (PEER, flat(5))] for _ in range(4)]
        assert np.isnan(rater_spread(default_policy(), answers_of(people)).sd[PEER])
        assert not np.isnan(rater_spread(default_policy(), answers_of([*people, people[0]])).sd[PEER])

    def test_single_ratings_of_superiors_are_never_measured(self) -> None:
        people = [[(SUPERIOR, flat(1 + n % 5))] for n in range(40)]
        spread = rater_spread(default_policy(), answers_of(people))
        sd = np.array([1 + n % 5 for n in range(40)], float).std(ddof=1)
        assert spread.sd[SUPERIOR] == pytest.approx(math.sqrt(0.5) * sd)

    def test_each_source_has_its_own_spread_and_uncounted_forms_have_none(self) -> None:
        peers = [(PEER, flat(3)), (PEER, flat(5)), (PEER, flat(0))]
        people = [[(SUPERIOR, flat(1 + n % 5)), *peers] for n in range(20)]
        spread = rater_spread(default_policy(), answers_of(people))
        assert spread.sd[PEER] == pytest.approx(math.sqrt(2))
        superiors = np.array([1 + n % 5 for n in range(20)], float).std(ddof=1)
        assert spread.sd[SUPERIOR] == pytest.approx(math.sqrt(0.5) * superiors)

    def test_forms_that_do_not_count_say_nothing(self) -> None:
        people = [[(SUPERIOR, flat(3)), (SUPERIOR, flat(0))]]
        assert np.isnan(rater_spread(default_policy(), answers_of(people)).sd).all()

    def test_sources_that_are_not_asked_have_no_spread(self) -> None:
        policy = weighted({SUPERIOR: 10_000})
        people = [[(SUPERIOR, flat(3)), (SELF, flat(1)), (SELF, flat(5))], [(SUPERIOR, flat(4))]]
        spread = rater_spread(policy, answers_of(people))
        assert np.isnan(spread.sd).tolist() == [True, False, True, True]


def test_the_mean_of_a_form_takes_its_counted_values_by_their_shares() -> None:
    policy = shares(default_policy(), [(1, 1, 1)] * 7, [3, 1, 1, 1, 1, 1, 1])
    forms = np.frombuffer(form("555 222 222 222 222 222 200") + flat(0), np.uint8).reshape(2, 21)
    means, valid = form_composites(policy, forms)
    assert means[0] == pytest.approx((3 * 5 + 5 * 2) / 8)
    assert valid.tolist() == [True, False]
    assert np.isnan(means[1])


def test_with_a_single_value_everything_rests_on_it() -> None:
    base = default_policy()
    one_value = replace(base, values=base.values[:1], min_values_per_form=1, min_complete_values=1)
    scores = score(one_value, one((SUPERIOR, flat(4, 3)), (SELF, flat(4, 3))), work_of())
    assert composite_weights(one_value, scores)[:, 0].tolist() == pytest.approx([0.1, 0.9, 0, 0])
    assert form_composites(one_value, np.full((1, 3), 4, np.uint8))[0].tolist() == [4.0]
