"""Bands leave no hole and do not overlap: every hundredth of 1–5 and of 0–120 gets exactly the right one."""

from dataclasses import replace

import numpy as np

from api.scoring.composite import Fractions
from api.scoring.defaults import default_policy
from api.scoring.policy import ValueRule
from api.scoring.ratings import numeric_band, work_rating
from api.scoring.score import score
from api.scoring.terms import Source
from api.scoring.values import Answers, Scores, WorkResults

HUNDREDTHS = np.arange(100, 501)


def every_hundredth() -> Scores:
    """One person for each hundredth 1.00 … 5.00: five forms of the superior on twenty items of one value."""
    value = ValueRule("BP", "Berorientasi Pelayanan", share=1, item_shares=(1,) * 20, min_items=20)
    policy = replace(default_policy().light(), values=(value,), min_values_per_form=1, min_complete_values=1)
    low, higher = np.divmod(HUNDREDTHS, 100)
    answers = low[:, None] + (np.arange(100) < higher[:, None])
    people = len(HUNDREDTHS)
    who = np.repeat(np.arange(people), 5)
    forms = Answers.of(answers.reshape(-1, 20), np.full(len(who), Source.SUPERIOR), who, people)
    return score(policy, forms, WorkResults.none(people))


def test_the_rating_of_behaviour_leaves_no_hole_between_1_and_5() -> None:
    scores = every_hundredth()
    assert np.array_equal(scores.composite4, HUNDREDTHS * 100)
    expected = np.select([HUNDREDTHS >= 400, HUNDREDTHS >= 260], [1, 2], 3)
    assert np.array_equal(scores.behaviour, expected)


def test_the_scale_to_120_rises_at_every_hundredth() -> None:
    expected = np.where(HUNDREDTHS <= 300, 5_000 + 25 * (HUNDREDTHS - 100), 10_000 + 10 * (HUNDREDTHS - 300))
    assert np.array_equal(every_hundredth().scaled4, expected * 100)


def test_the_bands_of_the_total_leave_no_hole_between_0_and_120() -> None:
    policy = default_policy()
    total = np.arange(12_001)
    figures = Fractions(total, np.full_like(total, 100), np.ones(len(total), bool))
    band = numeric_band(policy, figures, np.ones(len(total), bool))
    expected = np.select([total >= 11_000, total >= 9_000, total >= 7_000, total >= 5_000], [1, 2, 3, 4], 5)
    assert np.array_equal(band, expected)
    modest = numeric_band(policy, figures, np.zeros(len(total), bool))
    assert np.array_equal(modest, np.maximum(expected, 2))


def test_the_rating_of_the_work_result_leaves_no_hole_between_0_and_120() -> None:
    skp = np.arange(12_001, dtype=np.int32)
    work = WorkResults(np.zeros(len(skp), np.uint8), skp, np.zeros(len(skp), bool))
    expected = np.select([skp >= 11_000, skp >= 9_000], [1, 2], 3)
    assert np.array_equal(work_rating(default_policy(), work), expected)
