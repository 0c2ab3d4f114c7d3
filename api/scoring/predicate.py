"""The 3×3 matrix: rating of the work result × rating of behaviour → predikat kinerja (PermenPANRB 6/2022)."""

import numpy as np
from numpy.typing import NDArray

from api.scoring.policy import Policy
from api.scoring.terms import Expectation, Predicate, ProposalState


def predicate_of(policy: Policy, work: Expectation, behaviour: Expectation) -> Predicate:
    """The predicate of a decision: all nine cells, also the adverse ones, because an official decided the ratings."""
    return policy.matrix[work - 1][behaviour - 1]


def proposed_predicates(
    policy: Policy, work: NDArray[np.uint8], behaviour: NDArray[np.uint8]
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """(predicate uint8[N], `ProposalState` uint8[N]) from the two ratings uint8[N] (0 = none).

    Where the matrix gives Kurang or Sangat Kurang the predicate stays 0: the system shows the figures and says
    *perlu keputusan pejabat*; it never proposes an adverse word.
    """
    cells = matrix_cells(policy, work, behaviour)
    state = np.select(
        [behaviour == 0, work == 0, adverse(cells)],
        [ProposalState.INCOMPLETE, ProposalState.WORK_RESULT_MISSING, ProposalState.NEEDS_OFFICIAL_DECISION],
        ProposalState.PROPOSED,
    )
    if not policy.proposes:
        state = np.full_like(state, ProposalState.NOTHING_PROPOSED)
    predicate = np.where(state == ProposalState.PROPOSED, cells, 0)
    return predicate.astype(np.uint8), state.astype(np.uint8)


def matrix_cells(policy: Policy, work: NDArray[np.uint8], behaviour: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """uint8[N]: the matrix for ratings uint8[N]; 0 where one of the two is missing."""
    matrix = np.zeros((len(Expectation) + 1, len(Expectation) + 1), np.uint8)
    matrix[1:, 1:] = policy.matrix
    return matrix[work, behaviour]


def adverse(predicates: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """bool[N]: whether the predicate is one that only an official may say."""
    return np.isin(predicates, [predicate for predicate in Predicate if predicate.adverse])


def without_adverse(predicates: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """uint8[N]: the predicates, 0 in place of an adverse one."""
    return np.where(adverse(predicates), 0, predicates).astype(np.uint8)
