"""Where a signal begins: at the limit itself, with the fewest raters, and with forms that have no spread."""

import random
import statistics
from dataclasses import replace

import numpy as np
import pytest

from api.scoring.defaults import default_policy
from api.scoring.signals import FormFacts, Signal, SignalRules, flat_answer, form_facts, outliers, rater_signals
from tests.scoring.make import form

NAN = float("nan")


def facts(means: list[float], sds: list[float] | None = None, middle: int = 0, answered: int = 21) -> FormFacts:
    """Forms with these means and spreads of which nothing else is known."""
    n = len(means)
    many = np.full(n, middle, np.int64), np.full(n, answered, np.int64)
    return FormFacts(np.array(means), np.array(sds or [NAN] * n), np.zeros(n, np.uint8), *many, np.zeros(n, np.bool_))


def who(signal: Signal, forms: FormFacts, rater: list[int], ratee: list[int], rules: SignalRules) -> list[int]:
    found = rater_signals(forms, np.array(rater), np.array(ratee), np.ones(len(rater), np.bool_), rules)
    return np.flatnonzero(found[signal]).tolist()


@pytest.mark.parametrize(("least", "in_the_last"), [(1, 1), (1, 2), (4, 1)])
def test_outliers_are_those_that_the_plain_median_of_the_others_finds(least: int, in_the_last: int) -> None:
    chance = random.Random(5)
    group = [g for g in range(40) for _ in range(chance.randint(1, 9))] + [40] * in_the_last
    means = [chance.choice((1.0, 1.5, 2.0, 3.0, 4.0, 4.5, 5.0)) for _ in group]
    means[-2:] = 1.0, 5.0
    order = chance.sample(range(len(group)), len(group))
    found = outliers(np.array(means)[order], np.array(group)[order], SignalRules(outlier_others=least))
    expected = []
    for at in order:
        others = [means[other] for other in range(len(group)) if group[other] == group[at] and other != at]
        expected.append(len(others) >= least and abs(means[at] - statistics.median(others)) > 2)
    assert found.tolist() == expected
    assert any(expected)


def test_of_no_forms_none_is_an_outlier() -> None:
    assert outliers(np.zeros(0), np.zeros(0, np.int64)).tolist() == []


def test_one_everywhere_is_one_answer_everywhere_and_nothing_judged_is_none() -> None:
    table = np.frombuffer(form("111 100 111") + form("000 000 000") + form("121 111 111"), np.uint8).reshape(3, 9)
    assert flat_answer(table).tolist() == [1, 0, 0]
    ones = replace(facts([1.0]), flat=np.array([1], np.uint8))
    assert who(Signal.STRAIGHT, ones, [0], [1], SignalRules()) == [0]


def test_nine_tenths_in_the_middle_are_central_and_one_answer_less_is_not() -> None:
    for middle, found in ((18, [0]), (17, [])):
        forms = facts([3.0] * 3, middle=middle, answered=20)
        assert who(Signal.CENTRAL, forms, [0, 0, 0], [1, 2, 3], SignalRules()) == found


def test_where_everybody_agrees_nobody_is_lenient_or_severe() -> None:
    rater, ratee = [n for n in range(6) for _ in range(6)], [*range(6)] * 6
    for signal in (Signal.LENIENT, Signal.SEVERE):
        assert who(signal, facts([4.0] * 36), rater, ratee, SignalRules()) == []


def test_the_only_rater_of_a_person_is_compared_with_nobody() -> None:
    """Rater 1 is half a point below rater 0 about two people, and alone about a third: MSW = 0.125, its root 0.354."""
    forms = facts([4.0, 3.5, 4.0, 3.5, 5.0])
    rater, ratee = [0, 1, 0, 1, 1], [2, 2, 3, 3, 4]
    two = SignalRules(leniency_ratees=2)
    assert who(Signal.LENIENT, forms, rater, ratee, two) == [0]
    assert who(Signal.SEVERE, forms, rater, ratee, two) == [1]
    three = SignalRules(leniency_ratees=3)
    assert who(Signal.LENIENT, forms, rater, ratee, three) == []


def test_one_ratee_is_compared_by_his_own_difference() -> None:
    """Half a point is more than the sd of 0.354, but less than one and a half of it."""
    pair = facts([4.0, 3.5])
    assert who(Signal.LENIENT, pair, [0, 1], [2, 2], SignalRules(leniency_ratees=1)) == [0]
    assert who(Signal.LENIENT, pair, [0, 1], [2, 2], SignalRules(leniency_ratees=1, leniency_sd=1.5)) == []


def test_halo_is_below_a_quarter_beside_others_above_four_tenths() -> None:
    one = SignalRules(halo_ratees=1)
    for sds, found in (([0.24, 0.41], [0]), ([0.25, 0.41], []), ([0.24, 0.4], [])):
        assert who(Signal.HALO, facts([3.0] * 2, sds), [0, 1], [2, 2], one) == found


def test_a_form_without_spread_is_no_other_to_compare_with() -> None:
    """The mean of the others is 0.3; as nought it would be 0.15, as one 0.65."""
    one = SignalRules(halo_ratees=1)
    assert who(Signal.HALO, facts([3.0] * 3, [0.2, 0.3, NAN]), [0, 1, 2], [3, 3, 3], one) == []
    assert who(Signal.HALO, facts([3.0] * 3, [0.2, 0.5, NAN]), [0, 1, 2], [3, 3, 3], one) == [0]


def test_the_spread_of_a_form_is_that_of_its_counted_values_and_needs_two() -> None:
    policy = replace(default_policy(), min_values_per_form=1)
    texts = ("555 000 000 000 000 000 000", "555 444 000 000 000 000 000", "555 444 330 300 000 000 000")
    table = np.frombuffer(b"".join(map(form, texts)), np.uint8).reshape(3, 21)
    sds = form_facts(policy, table, np.zeros(3, np.bool_))[0].value_sd
    assert np.isnan(sds[0])
    assert sds[1:].tolist() == pytest.approx([0.5**0.5, 1.0])
