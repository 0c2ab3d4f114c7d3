"""The bound is a bound: just below it int64 still carries every number; common denominators are common."""

import random
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from api.scoring import exact
from api.scoring.defaults import default_policy
from api.scoring.exact import INT64_MAX, Frame, answered_shares, item_denominator, narrowest, segments
from api.scoring.policy import ScalePoint
from api.scoring.score import score, sizes_in
from api.scoring.sources import source_sums
from api.scoring.terms import Source
from api.scoring.values import WorkResults
from tests.scoring.facts import same
from tests.scoring.generated import a_policy
from tests.scoring.make import answers_of, flat, shares


def test_the_answered_shares_are_all_sums_of_enough_items() -> None:
    assert answered_shares((1, 1, 1), 2) == {2, 3}
    assert answered_shares((1, 2, 4), 2) == {3, 5, 6, 7}
    assert answered_shares((3,), 1) == {3}


def test_the_item_denominator_serves_every_way_to_answer() -> None:
    assert item_denominator(default_policy()) == 6
    assert item_denominator(shares(default_policy(), [(1, 2, 4)] * 7, [1] * 7)) == 210


def test_the_pieces_of_the_scale_meet_at_its_corners() -> None:
    pieces, den = segments(default_policy().scale)
    assert [(piece.slope, piece.offset, piece.upto) for piece in pieces] == [
        (25, 25, Fraction(3)),
        (10, 70, Fraction(5)),
    ]
    assert den == 1


@pytest.mark.parametrize(
    ("bound", "dtype"), [(255, np.uint8), (256, np.uint16), (65_536, np.uint32), (2**32, np.int64), (2**63, object)]
)
def test_numbers_are_as_narrow_as_their_bound_allows(bound: int, dtype: type) -> None:
    assert narrowest(bound) is dtype


def test_cuts_compare_exactly_at_the_last_unit() -> None:
    den, cut = 10**15, Fraction(13, 5)
    num = np.array([26 * 10**14 - 1, 26 * 10**14])
    assert exact.at_least(num, den, cut).tolist() == [False, True]


def test_just_below_the_bound_int64_carries_the_highest_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(11)
    near = 0
    for _ in range(400):
        policy = a_policy(rng)
        people = [
            [
                (source, flat(rng.choice([4, 5, 5]), policy.item_count))
                for source in Source
                for _ in range(rng.randint(1, 9))
            ]
            for _ in range(3)
        ]
        answers, work = answers_of(people, policy.item_count), WorkResults.of([None] * 3, [12_000] * 3, [True] * 3)
        bound = Frame.of(policy, sizes_in(source_sums(policy, answers))).bound
        if not INT64_MAX // 2**12 < bound <= INT64_MAX:
            continue
        near += 1
        narrow = score(policy, answers, work)
        with monkeypatch.context() as patched:
            patched.setattr(exact, "INT64_MAX", 0)
            wide = score(policy, answers, work)
        assert [narrow.value_num.dtype.name, wide.value_num.dtype.name] == ["int64", "object"]
        assert same(narrow, wide)
    assert near >= 10


class TestTheBoundInNumbers:
    """Default policy, up to seven forms: weights over 30, items over 6, forms over 420: 75,600; times seven values 529,200."""

    COMPOSITE = 529_200

    def test_the_rounding_of_the_total_needs_the_most_room(self) -> None:
        """SKP in hundredths · 3/500 + behaviour · 200/500: the total is over 500 times the composite's denominator."""
        assert default_policy().bound(7) == self.COMPOSITE * 500 * (2 * 120 * 10_000 + 1)

    def test_a_cut_with_many_decimals_is_compared_with_the_highest_answer(self) -> None:
        cuts = replace(default_policy().behaviour, below_value=Fraction(2 * 10**15 + 1, 10**15))
        assert replace(default_policy(), behaviour=cuts).bound(7) == self.COMPOSITE * 5 * 10**15

    def test_a_band_with_many_decimals_is_compared_with_the_highest_total(self) -> None:
        layer = replace(
            default_policy().numeric, bands=(Fraction(110 * 10**15 + 1, 10**15), *map(Fraction, (90, 70, 50)))
        )
        assert replace(default_policy(), numeric=layer).bound(7) == self.COMPOSITE * 500 * 120 * 10**15

    def test_a_steep_scale_is_followed_to_the_highest_answer(self) -> None:
        """From 0 to 119 within a billionth (119 · 10⁹ · x − 119 · 10⁹), then 1 in what is left of 4."""
        corner = Fraction(10**9 + 1, 10**9)
        scale = tuple(
            ScalePoint(Fraction(answer), Fraction(figure)) for answer, figure in ((1, 0), (corner, 119), (5, 120))
        )
        steep = replace(default_policy(), scale=scale)
        assert steep.bound(7) == self.COMPOSITE * (4 * 10**9 - 1) * 119 * 10**9 * 6


def test_the_percentages_of_the_numeric_layer_are_in_lowest_terms() -> None:
    assert exact.numeric_weights(default_policy()) == (3, 200, 500)
    assert exact.numeric_weights(default_policy().light()) == (7, 300, 1_000)


def test_int64_is_used_up_to_its_last_number() -> None:
    frame = Frame.of(default_policy(), [1])
    dtypes = [replace(frame, bound=bound).dtype for bound in (np.iinfo(np.int64).max, np.iinfo(np.int64).max + 1)]
    assert dtypes == [np.int64, object]


def test_four_decimals_are_kept() -> None:
    assert 10**exact.DECIMALS == exact.TEN_THOUSAND == 10_000
