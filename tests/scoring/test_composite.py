"""Values, composite and totals where something is missing: nothing is shown as nought over one."""

from fractions import Fraction

import numpy as np

from api.scoring.composite import Fractions, composite_score, incompleteness, numeric_total, scaled_figure, value_scores
from api.scoring.defaults import default_policy
from api.scoring.exact import Frame
from api.scoring.score import sizes_in
from api.scoring.sources import source_sums
from api.scoring.terms import Incomplete, Source
from api.scoring.values import WorkResults
from tests.scoring.make import answers_of, flat, form, work_of

POLICY = default_policy()
FOUR = [(Source.SUPERIOR, flat(4))]
PEOPLE = answers_of([FOUR, [], [(Source.SUPERIOR, form("444 444 444 444 400 000 000"))], [(Source.PEER, flat(4))] * 3])
SUMS = source_sums(POLICY, PEOPLE)
FRAME = Frame.of(POLICY, sizes_in(SUMS))


def composites() -> Fractions:
    return composite_score(POLICY, FRAME.unit, *value_scores(FRAME, SUMS))


def assert_nothing_but_the_first(figures: Fractions) -> None:
    assert figures.known.tolist() == [True, False, False, False]
    assert figures.num[1:].tolist() == [0, 0, 0]
    assert figures.den[1:].tolist() == [1, 1, 1]


def test_where_there_is_no_composite_it_is_nought_over_one_and_so_is_what_follows_from_it() -> None:
    composite = composites()
    assert_nothing_but_the_first(composite)
    scaled = scaled_figure(POLICY, composite)
    assert_nothing_but_the_first(scaled)
    assert Fraction(int(scaled.num[0]), int(scaled.den[0])) == 110
    work = WorkResults.of([None] * 4, [10_000] * 4, [False] * 4)
    assert_nothing_but_the_first(numeric_total(POLICY, scaled, work))


def test_without_an_skp_figure_there_is_no_total_but_nought_is_a_figure() -> None:
    behaviour = Fractions(np.array([100]), np.array([1]), np.array([True]))
    missing, nought = (numeric_total(POLICY, behaviour, work_of(skp=skp)) for skp in (None, "0"))
    assert (missing.num.tolist(), missing.den.tolist(), missing.known.tolist()) == ([0], [1], [False])
    assert Fraction(int(nought.num[0]), int(nought.den[0])) == 40


def test_the_reason_for_no_composite_is_the_superior_before_the_values() -> None:
    reasons = incompleteness(POLICY, SUMS, composites().known)
    assert reasons.tolist() == [
        Incomplete.COMPLETE,
        Incomplete.NO_SUPERIOR_FORM,
        Incomplete.SUPERIOR_FORM_NOT_COUNTED,
        Incomplete.NO_SUPERIOR_FORM,
    ]
