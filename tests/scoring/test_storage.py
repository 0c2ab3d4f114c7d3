"""Sums survive their bytes, and the bytes hold nothing of groups that are too small."""

from dataclasses import replace

import numpy as np
import pytest

from api.scoring.defaults import default_policy
from api.scoring.score import score_sums
from api.scoring.sources import source_sums
from api.scoring.storage import pack_sums, row_length, unpack_sums
from api.scoring.terms import Source
from api.scoring.values import WorkResults
from tests.scoring.facts import same
from tests.scoring.generated import a_batch
from tests.scoring.make import answers_of, flat, one, shares


@pytest.mark.parametrize("seed", range(40))
def test_sums_survive_their_bytes(seed: int) -> None:
    policy, people, _ = a_batch(seed)
    sums = source_sums(policy, answers_of(people, policy.item_count))
    rows = pack_sums(policy, sums)
    assert rows.shape == (len(people), row_length(policy))
    back = unpack_sums(policy, rows)
    for name in ("total", "n", "absence"):
        assert np.array_equal(getattr(back, name), getattr(sums, name))
    work = WorkResults.none(len(people))
    assert same(score_sums(policy, back, work), score_sums(policy, sums, work))


def test_a_row_of_the_default_policy_is_small() -> None:
    assert row_length(default_policy()) == 147


def test_a_row_keeps_its_layout_for_years() -> None:
    """Self, superior, peers × seven values: reasons, numbers of forms in two bytes, totals (4 · 6 = 24) in four."""
    sums = source_sums(default_policy(), one((Source.SUPERIOR, flat(4))))
    reasons = bytes([2] * 7 + [0] * 7 + [5] * 7)
    numbers = bytes(14) + bytes([1, 0] * 7) + bytes(14)
    totals = bytes(28) + bytes([24, 0, 0, 0] * 7) + bytes(28)
    assert pack_sums(default_policy(), sums).tobytes() == reasons + numbers + totals


def test_a_large_total_goes_on_in_a_second_limb() -> None:
    policy = shares(default_policy().light(), [(2, 3, 5, 7, 9)] * 7, [1] * 7)
    sums = source_sums(policy, one((Source.SUPERIOR, flat(5, policy.item_count))))
    row = pack_sums(policy, sums).ravel()
    low, high = row[21:49].view("<u4").tolist(), row[49:77].view("<u4").tolist()
    assert [a + (b << 32) for a, b in zip(low, high, strict=True)] == sums.total[Source.SUPERIOR, :, 0].tolist()


def test_totals_beyond_int64_survive_too() -> None:
    primes = (1, 2, 3, 5, 7, 9, 8, 7, 6, 5, 4, 9, 9, 7)
    policy = shares(default_policy(), [primes] * 7, [1] * 7)
    sums = source_sums(policy, one(*[(Source.SUPERIOR, flat(5, policy.item_count))]))
    assert sums.total.dtype == object
    back = unpack_sums(policy, pack_sums(policy, sums))
    assert np.array_equal(back.total, sums.total)


def test_a_hidden_group_leaves_no_trace_in_the_bytes() -> None:
    pair = [(Source.SUPERIOR, flat(3)), (Source.PEER, flat(1)), (Source.PEER, flat(5))]
    with_pair, without = (source_sums(default_policy(), one(*forms)) for forms in (pair, pair[:1]))
    assert np.array_equal(pack_sums(default_policy(), with_pair), pack_sums(default_policy(), without))


def test_rows_of_another_policy_are_refused() -> None:
    with pytest.raises(ValueError, match="147 bytes"):
        unpack_sums(default_policy(), np.zeros((1, 49), np.uint8))


@pytest.mark.parametrize(("forms", "fits"), [(65_535, True), (65_536, False)])
def test_two_bytes_hold_no_more_than_65_535_forms(forms: int, fits: bool) -> None:
    sums = source_sums(default_policy(), one((Source.SUPERIOR, flat(4))))
    many = replace(sums, n=np.where(sums.n > 0, forms, 0))
    if fits:
        assert np.array_equal(unpack_sums(default_policy(), pack_sums(default_policy(), many)).n, many.n)
    else:
        with pytest.raises(ValueError, match="65535 forms"):
            pack_sums(default_policy(), many)
