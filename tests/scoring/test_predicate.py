"""The matrix of a decision has nine cells; a proposal has only those that are no adverse word."""

from collections.abc import Sequence
from itertools import product

import numpy as np

from api.scoring.defaults import default_policy
from api.scoring.predicate import matrix_cells, predicate_of, proposed_predicates, without_adverse
from api.scoring.terms import Expectation, Predicate, ProposalState

CELLS = list(product(Expectation, Expectation))


def arrays(cells: Sequence[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([work for work, _ in cells], np.uint8), np.array([behaviour for _, behaviour in cells], np.uint8)


def test_a_decision_reaches_all_nine_cells() -> None:
    found = [int(predicate_of(default_policy(), work, behaviour)) for work, behaviour in CELLS]
    assert found == [1, 2, 4, 2, 2, 4, 3, 3, 5]
    assert matrix_cells(default_policy(), *arrays(CELLS)).tolist() == found


def test_a_proposal_leaves_out_exactly_the_adverse_cells() -> None:
    predicate, state = proposed_predicates(default_policy(), *arrays(CELLS))
    assert predicate.tolist() == [1, 2, 0, 2, 2, 0, 3, 3, 0]
    asks = [code == ProposalState.NEEDS_OFFICIAL_DECISION for code in state]
    assert asks == [False, False, True] * 3


def test_a_missing_rating_is_named_and_gives_nothing() -> None:
    predicate, state = proposed_predicates(default_policy(), *arrays([(0, 1), (1, 0), (0, 0)]))
    assert predicate.tolist() == [0, 0, 0]
    assert state.tolist() == [ProposalState.WORK_RESULT_MISSING, ProposalState.INCOMPLETE, ProposalState.INCOMPLETE]


def test_a_practice_round_proposes_nothing_at_all() -> None:
    predicate, state = proposed_predicates(default_policy().practice(), *arrays([*CELLS, (0, 0)]))
    assert not predicate.any()
    assert set(state.tolist()) == {ProposalState.NOTHING_PROPOSED}


def test_only_kurang_and_sangat_kurang_are_adverse() -> None:
    assert [predicate for predicate in Predicate if predicate.adverse] == [Predicate.POOR, Predicate.VERY_POOR]
    assert without_adverse(np.arange(6, dtype=np.uint8)).tolist() == [0, 1, 2, 3, 0, 0]
