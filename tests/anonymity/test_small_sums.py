"""What is hidden is not stored either, so that neither a mistake nor a published hash can tell it (decision 0003)."""

import numpy as np

from api.results.item_sums import pack_item_sums, unpack_item_sums
from api.scoring.defaults import default_policy
from api.scoring.sources import source_sums
from api.scoring.terms import Source
from api.scoring.values import Answers

POLICY = default_policy()


def sums_of(*forms: list[int]) -> dict[tuple[Source, int], tuple[int, int]]:
    answers = Answers.of(np.array(forms), [Source.PEER] * len(forms), [0] * len(forms), 1)
    row = pack_item_sums(POLICY, answers, source_sums(POLICY, answers))[0].tobytes()
    return dict(unpack_item_sums(POLICY, row))


def test_of_a_value_with_an_item_left_out_only_the_numbers_of_answers_are_kept() -> None:
    """The SHA-256 of a released result is shown: three missing sums would be found by trying a few thousand."""
    skipped = [0, *[4] * 20]
    kept = sums_of(*[[3] * 21] * 5, skipped)
    assert [kept[Source.PEER, item] for item in range(3)] == [(0, 5), (0, 6), (0, 6)]
    assert kept[Source.PEER, 3] == (5 * 3 + 4, 6)


def test_below_five_answers_nothing_is_kept() -> None:
    assert sums_of(*[[3] * 21] * 4) == {}
