"""The rule as a whole: what comes out together, and what a score is not."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from api.scoring.defaults import default_policy
from api.scoring.score import score, score_sums
from api.scoring.sources import source_sums
from api.scoring.terms import Incomplete, Predicate, ProposalState, Source
from api.scoring.values import Answers, WorkResults
from tests.scoring.facts import same
from tests.scoring.make import answers_of, flat, form, one, weighted, work_of

SUPERIOR, PEER, SELF = Source.SUPERIOR, Source.PEER, Source.SELF
FULL = [(SUPERIOR, flat(4)), (SELF, flat(5)), *[(PEER, flat(3))] * 3]


def test_scores_from_stored_sums_are_the_scores_from_forms() -> None:
    policy, answers = default_policy(), answers_of([FULL, [], FULL[:1]])
    work = WorkResults.of([1, None, None], [None, 9_000, None], [False] * 3)
    assert same(score(policy, answers, work), score_sums(policy, source_sums(policy, answers), work))


def test_a_new_form_of_the_superior_leaves_the_sums_of_the_peers_as_they_were() -> None:
    policy = default_policy()
    before = source_sums(policy, one(*FULL))
    after = source_sums(policy, one((SUPERIOR, flat(2)), *FULL[1:]))
    assert np.array_equal(before.total[PEER], after.total[PEER])
    before.total[SUPERIOR], before.n[SUPERIOR] = after.total[SUPERIOR], after.n[SUPERIOR]
    assert same(score_sums(policy, before, work_of()), score(policy, one((SUPERIOR, flat(2)), *FULL[1:]), work_of()))


def test_nobody_in_gives_nobody_out() -> None:
    scores = score(default_policy(), Answers.of(np.zeros((0, 21)), [], [], 0), WorkResults.none(0))
    assert scores.composite4.shape == (0,)
    assert scores.value_num.shape == (7, 0)


def test_answers_and_work_results_are_about_the_same_people() -> None:
    with pytest.raises(ValueError, match="participants"):
        score(default_policy(), one(*FULL), WorkResults.none(2))


def test_a_person_without_any_form_is_incomplete_without_figures() -> None:
    scores = score(default_policy(), answers_of([[], FULL]), WorkResults.of([1, 1], [None] * 2, [False] * 2))
    assert scores.incomplete.tolist() == [Incomplete.NO_SUPERIOR_FORM, Incomplete.COMPLETE]
    assert scores.proposal.tolist() == [ProposalState.INCOMPLETE, ProposalState.PROPOSED]
    assert scores.composite4.tolist() == [-1, 38_000]
    assert scores.scaled4[0] == scores.numeric4[0] == -1
    assert scores.behaviour[0] == scores.predicate[0] == 0
    assert (scores.value4[:, 0] == -1).all()
    for name in ("composite", "scaled", "numeric"):
        assert (getattr(scores, f"{name}_num")[0], getattr(scores, f"{name}_den")[0]) == (0, 1)


def test_the_reason_of_an_incomplete_result_is_the_first_that_applies() -> None:
    empty, four = flat(0), form("333 333 333 333 000 000 000")
    scattered = [(SUPERIOR, four), (SUPERIOR, empty)]
    people = [[(SELF, flat(3))], [(SUPERIOR, four)], scattered]
    scores = score(default_policy(), answers_of(people), WorkResults.none(3))
    assert scores.incomplete.tolist() == [
        Incomplete.NO_SUPERIOR_FORM,
        Incomplete.SUPERIOR_FORM_NOT_COUNTED,
        Incomplete.SUPERIOR_FORM_NOT_COUNTED,
    ]


def test_complete_values_are_there_even_where_the_composite_is_not() -> None:
    policy = replace(default_policy(), min_values_per_form=4)
    scores = score(policy, one((SUPERIOR, form("333 333 333 333 000 000 000"))), work_of(1))
    assert scores.incomplete.tolist() == [Incomplete.TOO_FEW_VALUES]
    assert scores.value4[:, 0].tolist() == [30_000] * 4 + [-1] * 3


def test_an_adverse_cell_leaves_the_figures_and_asks_for_an_official() -> None:
    scores = score(default_policy(), one((SUPERIOR, flat(1))), work_of(skp="120"))
    assert scores.needs_official_decision.tolist() == [True]
    assert scores.predicate.tolist() == [0]
    assert (scores.composite4[0], scores.scaled4[0]) == (10_000, 500_000)
    assert (scores.behaviour[0], scores.work[0]) == (3, 1)


def test_no_adverse_word_leaves_the_system_whatever_is_answered() -> None:
    people = [[(SUPERIOR, flat(answer))] for answer in (1, 2, 3, 4, 5) for _ in range(4)]
    codes, skp = [1, 2, 3, None] * 5, [None, None, None, 0] * 5
    scores = score(default_policy(), answers_of(people), WorkResults.of(codes, skp, [False] * 20))
    for words in (scores.predicate, scores.numeric_band):
        assert not set(words.tolist()) & {Predicate.POOR, Predicate.VERY_POOR}
    assert scores.numeric4.max() > 0


def test_a_work_rating_gives_no_numeric_total_and_an_skp_figure_does() -> None:
    answers = answers_of([FULL, FULL])
    scores = score(default_policy(), answers, WorkResults.of([1, None], [None, 10_000], [False] * 2))
    assert scores.numeric4.tolist() == [-1, 1_032_000]
    assert scores.numeric_band.tolist() == [0, Predicate.GOOD]


def test_equal_shares_of_seven_values_never_leave_the_scale() -> None:
    scores = score(default_policy(), one(*[(source, flat(5)) for source, _ in FULL]), work_of(skp="120"))
    assert scores.composite4.tolist() == [50_000]
    assert scores.numeric4.tolist() == [1_200_000]


def test_more_answers_of_a_group_do_not_give_it_more_weight() -> None:
    three, seven = [(SUPERIOR, flat(2)), *[(PEER, flat(5))] * 3], [(SUPERIOR, flat(2)), *[(PEER, flat(5))] * 7]
    scores = score(default_policy(), answers_of([three, seven]), WorkResults.none(2))
    assert scores.composite4[0] == scores.composite4[1] == 30_000


def test_a_round_too_wide_for_int64_is_scored_on_python_integers() -> None:
    policy = weighted({SUPERIOR: 5_003, PEER: 2_999, Source.SUBORDINATE: 1_009, SELF: 989})
    many = [(SUPERIOR, flat(3)), *[(PEER, flat(4))] * 37, *[(Source.SUBORDINATE, flat(4))] * 41]
    scores = score(policy, answers_of([many, FULL]), WorkResults.none(2))
    assert scores.value_num.dtype == object
    expected = Fraction(5_003 * 3 + (2_999 + 1_009) * 4, 5_003 + 2_999 + 1_009)
    assert Fraction(scores.composite_num[0], scores.composite_den[0]) == expected
