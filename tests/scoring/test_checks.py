"""The rater is told before sending what will not count, by the rule that will score the form."""

import random

import pytest

from api.scoring.checks import what_will_not_count
from api.scoring.defaults import default_policy
from tests.scoring import oracle
from tests.scoring.generated import a_form, a_policy
from tests.scoring.make import flat, form


def test_a_full_form_counts_wholly() -> None:
    preview = what_will_not_count(default_policy(), flat(3))
    assert preview.form_counts
    assert preview.uncounted == ()
    assert preview.text.id == "Semua nilai akan dihitung."


def test_each_value_with_too_few_answers_is_named_with_its_numbers() -> None:
    preview = what_will_not_count(default_policy(), form("300 333 330 333 333 333 000"))
    assert [(value.value, value.answered, value.needed) for value in preview.uncounted] == [(0, 1, 2), (6, 0, 2)]
    first = "Nilai Berorientasi Pelayanan tidak akan dihitung: 1 butir dijawab, paling sedikit 2."
    assert preview.uncounted[0].text.id == first
    assert preview.form_counts
    assert preview.text.id == "Lembar ini dihitung untuk 5 dari 7 nilai."
    assert preview.text.en == "This form counts for 5 of 7 values."


def test_a_form_with_four_values_will_not_count() -> None:
    preview = what_will_not_count(default_policy(), form("333 333 333 333 300 000 000"))
    assert not preview.form_counts
    assert preview.text.id == "Lembar ini tidak akan dihitung: 4 nilai terisi, paling sedikit 5."
    assert preview.text.en == "This form will not count: 4 values filled, at least 5 needed."


@pytest.mark.parametrize("answers", [flat(3, 20), flat(3, 22), b"", flat(6)])
def test_a_form_that_cannot_be_is_refused(answers: bytes) -> None:
    with pytest.raises(ValueError, match=r"items|answer"):
        what_will_not_count(default_policy(), answers)


def test_it_says_what_the_oracle_says() -> None:
    rng = random.Random(5)
    for _ in range(300):
        policy = a_policy(rng)
        answers = a_form(rng, policy, rng.choice([0, 0.3, 0.6]), 1)
        preview = what_will_not_count(policy, answers)
        assert preview.form_counts == oracle.form_counts(policy, answers)
        missing = [v for v in range(len(policy.values)) if oracle.value_of_form(policy, answers, v) is None]
        assert [value.value for value in preview.uncounted] == missing
