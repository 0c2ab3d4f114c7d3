"""Sums per source and value; small groups leave nothing behind; absences have a reason."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from api.scoring.defaults import default_policy
from api.scoring.exact import item_denominator
from api.scoring.sources import source_means, source_sums
from api.scoring.terms import Absence, Source
from api.scoring.values import Answers, SourceSums
from tests.scoring.make import answers_of, flat, form, one, shares, weighted

SUPERIOR, PEER, SELF, SUBORDINATE = Source.SUPERIOR, Source.PEER, Source.SELF, Source.SUBORDINATE


def sums_of(*forms: tuple[Source, bytes]) -> SourceSums:
    return source_sums(default_policy(), one(*forms))


def mean(sums: SourceSums, source: Source, value: int) -> Fraction:
    return Fraction(
        int(sums.total[source, value, 0]), item_denominator(default_policy()) * int(sums.n[source, value, 0])
    )


def reasons(sums: SourceSums, source: Source) -> set[Absence]:
    return {Absence(int(code)) for code in sums.absence[source].ravel()}


def test_each_form_counts_once_however_many_items_it_answers() -> None:
    sums = sums_of(
        (PEER, form("550 333 333 333 333 333 333")), (PEER, form("222 333 333 333 333 333 333")), (PEER, flat(2))
    )
    assert mean(sums, PEER, 0) == Fraction(5 + 2 + 2, 3)
    assert sums.n[PEER, 0, 0] == 3


@pytest.mark.parametrize("source", [PEER, SUBORDINATE])
def test_two_forms_of_an_anonymous_source_leave_neither_sum_nor_number(source: Source) -> None:
    policy = weighted({SUPERIOR: 7_000, source: 3_000})
    sums = source_sums(policy, one((SUPERIOR, flat(3)), (source, flat(5)), (source, flat(4))))
    assert not sums.total[source].any()
    assert not sums.n[source].any()
    assert reasons(sums, source) == {Absence.TOO_FEW_FORMS}


def test_three_forms_are_enough() -> None:
    sums = sums_of(*[(PEER, flat(4))] * 3)
    assert reasons(sums, PEER) == {Absence.COUNTED}
    assert mean(sums, PEER, 6) == 4


def test_a_value_that_only_two_peers_answered_is_absent_alone() -> None:
    gap = form("444 444 444 444 444 444 400")
    sums = sums_of((PEER, flat(4)), (PEER, flat(4)), (PEER, gap))
    assert [Absence(int(code)) for code in sums.absence[PEER, :, 0]] == [Absence.COUNTED] * 6 + [Absence.TOO_FEW_FORMS]
    assert sums.total[PEER, 6, 0] == 0


def test_whether_no_or_two_peers_answered_cannot_be_told() -> None:
    nobody, pair = sums_of((SUPERIOR, flat(3))), sums_of((SUPERIOR, flat(3)), (PEER, flat(1)), (PEER, flat(5)))
    for name in ("total", "n", "absence"):
        assert np.array_equal(getattr(nobody, name), getattr(pair, name))


@pytest.mark.parametrize("source", [SUPERIOR, SELF])
def test_a_named_source_says_why_it_is_absent(source: Source) -> None:
    other = SELF if source == SUPERIOR else SUPERIOR
    assert reasons(sums_of((other, flat(3))), source) == {Absence.NO_FORM}
    assert reasons(sums_of((source, form("333 333 333 333 000 000 000"))), source) == {Absence.FORM_NOT_COUNTED}
    some = sums_of((source, form("333 333 333 333 333 333 300")))
    assert reasons(some, source) == {Absence.COUNTED, Absence.VALUE_NOT_ANSWERED}


def test_a_second_valid_form_of_the_superior_makes_up_for_one_that_does_not_count() -> None:
    sums = sums_of((SUPERIOR, flat(0)), (SUPERIOR, flat(4)))
    assert reasons(sums, SUPERIOR) == {Absence.COUNTED}
    assert mean(sums, SUPERIOR, 0) == 4


def test_sources_that_are_not_asked_are_absent_by_design() -> None:
    sums = source_sums(default_policy().light(), one((SUPERIOR, flat(3)), (SELF, flat(5)), *[(PEER, flat(5))] * 5))
    for source in (PEER, SELF, SUBORDINATE):
        assert reasons(sums, source) == {Absence.NOT_ASKED}
        assert not sums.total[source].any()


def test_people_without_forms_are_there() -> None:
    sums = source_sums(default_policy(), answers_of([[], [(SUPERIOR, flat(3))], []]))
    assert sums.n[SUPERIOR, 0].tolist() == [0, 1, 0]


def test_a_round_without_a_single_form_is_no_error() -> None:
    sums = source_sums(default_policy(), Answers.of(np.zeros((0, 21)), [], [], 2))
    assert reasons(sums, SUPERIOR) == {Absence.NO_FORM}
    assert reasons(sums, PEER) == {Absence.TOO_FEW_FORMS}
    assert not sums.n.any()


def test_nobody_at_all_is_no_error() -> None:
    sums = source_sums(default_policy(), Answers.of(np.zeros((0, 21)), [], [], 0))
    assert sums.total.shape == (4, 7, 0)


def test_sums_of_many_forms_do_not_overflow_their_narrow_numbers() -> None:
    sums = sums_of(*[(PEER, flat(5))] * 300)
    assert mean(sums, PEER, 0) == 5
    assert sums.n[PEER, 0, 0] == 300


def test_source_means_are_rounded_once_and_absent_ones_are_minus_one() -> None:
    sums = sums_of((SUPERIOR, form("223 333 333 333 333 333 333")), (PEER, flat(5)))
    means = source_means(default_policy(), sums)
    assert means[SUPERIOR, :2, 0].tolist() == [23_333, 30_000]
    assert means[PEER, 0, 0] == -1


def test_a_higher_minimum_of_the_policy_holds() -> None:
    superior, peer, own = default_policy().sources
    policy = replace(default_policy(), sources=(superior, replace(peer, min_forms=4), own))
    sums = source_sums(policy, one(*[(PEER, flat(4))] * 3))
    assert reasons(sums, PEER) == {Absence.TOO_FEW_FORMS}


def test_means_of_totals_beyond_int64_are_rounded_too() -> None:
    policy = shares(default_policy(), [(1, 2, 3, 5, 7, 9, 8, 7, 6, 5, 4, 9, 9, 7)] * 7, [1] * 7)
    sums = source_sums(policy, one((SUPERIOR, flat(4, policy.item_count))))
    assert sums.total.dtype == object
    assert set(source_means(policy, sums)[SUPERIOR, :, 0].tolist()) == {40_000}
