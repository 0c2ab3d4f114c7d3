"""The bound is a bound: just below it int64 still carries every number; common denominators are common."""

import random
from fractions import Fraction

import numpy as np
import pytest

from api.scoring import exact
from api.scoring.defaults import default_policy
from api.scoring.exact import INT64_MAX, Frame, answered_shares, item_denominator, narrowest, segments
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
