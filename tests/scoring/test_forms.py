"""When a value of a form counts, when the form counts, and what its means are."""

from fractions import Fraction

import numpy as np
import pytest

from api.scoring.defaults import default_policy
from api.scoring.exact import item_denominator
from api.scoring.forms import form_means, total_dtype
from api.scoring.policy import Policy
from tests.scoring.make import form, shares


def means_of(policy: Policy, text: str) -> list[Fraction | None]:
    """The value means of one form; None where a value does not count."""
    means = form_means(policy, np.frombuffer(form(text), np.uint8)[None, :], total_dtype(policy))
    den = item_denominator(policy)
    return [
        Fraction(int(total), den) if counts else None
        for total, counts in zip(means.total[:, 0], means.counts[:, 0], strict=True)
    ]


def test_the_mean_of_a_value_is_the_mean_of_its_answered_items() -> None:
    means = means_of(default_policy(), "123 450 405 555 111 040 333")
    assert means == [2, Fraction(9, 2), Fraction(9, 2), 5, 1, None, 3]


def test_one_item_of_three_is_too_few_and_two_are_enough() -> None:
    means = means_of(default_policy(), "500 550 555 555 555 555 555")
    assert means[:2] == [None, 5]


def test_a_form_with_five_values_counts_and_one_with_four_does_not_at_all() -> None:
    assert means_of(default_policy(), "333 333 333 333 333 003 000").count(None) == 2
    assert means_of(default_policy(), "333 333 333 333 300 003 000").count(None) == 7


def test_an_empty_form_counts_for_nothing() -> None:
    assert means_of(default_policy(), "000 000 000 000 000 000 000") == [None] * 7


def test_items_count_by_their_shares_among_the_answered_ones() -> None:
    policy = shares(default_policy(), [(1, 2, 9), *[(1, 1, 1)] * 6], [1] * 7)
    assert means_of(policy, "125 333 333 333 333 333 333")[0] == Fraction(1 + 4 + 45, 12)
    assert means_of(policy, "105 333 333 333 333 333 333")[0] == Fraction(1 + 45, 10)


def test_forms_of_another_length_are_refused() -> None:
    with pytest.raises(ValueError, match="20 items"):
        form_means(default_policy(), np.zeros((1, 20), np.uint8), np.uint8)


def test_a_total_has_room_for_the_highest_answers_of_all_forms() -> None:
    """5 · 6 for each form: 255 is passed by the ninth, 65,535 by the 2,185th."""
    found = [total_dtype(default_policy(), forms) for forms in (1, 8, 9, 2_184, 2_185)]
    assert found == [np.uint8, np.uint8, np.uint16, np.uint16, np.uint32]


def test_many_items_of_large_shares_do_not_overflow() -> None:
    policy = shares(default_policy(), [(9,) * 7] * 7, [1] * 7)
    assert means_of(policy, " ".join(["5555555"] * 7)) == [5] * 7
