"""Sources → values → composite → 0–120 → total of PP 30/2019, all exact."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from api.scoring.exact import Bools, Frame, Ints, at_least, numeric_weights, segments
from api.scoring.policy import Policy
from api.scoring.terms import Absence, Incomplete, Source
from api.scoring.values import NO_FIGURE, SourceSums, WorkResults


@dataclass(frozen=True, slots=True)
class Fractions:
    """Figures of N participants: num ints[N] / den ints[N], and bool[N] whether there is one (else 0/1)."""

    num: Ints
    den: Ints
    known: Bools


def value_scores(frame: Frame, sums: SourceSums) -> tuple[Ints, Bools]:
    """The values ints[V, N] over `frame.unit`, and bool[V, N] whether each is complete (the superior's is there).

    V = Σ weight in force × mean of the source; the weights depend on which sources are there for this value.
    """
    complete = sums.counted[Source.SUPERIOR]
    pattern = _pattern(sums.counted)
    weights = np.array(frame.weights.numerators, dtype=frame.dtype)
    num = np.zeros(complete.shape, frame.dtype)
    for source in Source:
        if sums.counted[source].any():
            num += mean_numerators(frame, sums, source) * weights[:, source].take(pattern)
    return num, complete


def mean_numerators(frame: Frame, sums: SourceSums, source: Source) -> Ints:
    """The means of one source, ints[V, N] over `item_den · form_den`; 0 where the source is absent."""
    largest = int(sums.n[source].max(initial=0))
    per_form = [frame.form_den // (n or 1) for n in range(largest + 1)]  # looked up only for the sizes that occur
    result: Ints = sums.total[source].astype(frame.dtype) * np.array(per_form, frame.dtype).take(sums.n[source])
    return result


def composite_score(policy: Policy, unit: int, num: Ints, complete: Bools) -> Fractions:
    """The mean of the complete values by their shares; known where enough values are complete (5 of 7)."""
    shares = np.array([value.share for value in policy.values], num.dtype)[:, None]
    known = complete.sum(axis=0) >= policy.min_complete_values
    total = np.where(known, (num * shares * complete).sum(axis=0), 0)
    den = np.where(known, (shares * complete).sum(axis=0) * unit, 1)
    return Fractions(total, den, known)


def incompleteness(policy: Policy, sums: SourceSums, known: Bools) -> NDArray[np.uint8]:
    """uint8[N]: why there is no composite, as `Incomplete`; 0 where there is one."""
    superior = sums.absence[Source.SUPERIOR]
    reason = np.full(sums.people, Incomplete.TOO_FEW_VALUES, np.uint8)
    reason[(superior == Absence.FORM_NOT_COUNTED).all(axis=0)] = Incomplete.SUPERIOR_FORM_NOT_COUNTED
    reason[(superior == Absence.NO_FORM).all(axis=0)] = Incomplete.NO_SUPERIOR_FORM
    reason[known] = Incomplete.COMPLETE
    return reason


def scaled_figure(policy: Policy, composite: Fractions) -> Fractions:
    """The composite on 0–120 along the policy's straight pieces (1→50, 3→100, 5→120 by default)."""
    pieces, scale_den = segments(policy.scale)
    num = composite.num * pieces[0].slope + composite.den * pieces[0].offset
    for before, piece in pairwise(pieces):
        beyond = at_least(composite.num, composite.den, before.upto)
        num = np.where(beyond, composite.num * piece.slope + composite.den * piece.offset, num)
    den = composite.den * scale_den
    return Fractions(np.where(composite.known, num, 0), np.where(composite.known, den, 1), composite.known)


def numeric_total(policy: Policy, scaled: Fractions, work: WorkResults) -> Fractions:
    """PP 30/2019 Pasal 41: 60 % SKP + 40 % behaviour (70/30 without other raters); unknown without an SKP figure."""
    work_weight, behaviour_weight, den = numeric_weights(policy)
    skp = work.skp.astype(scaled.num.dtype)
    num = skp * scaled.den * work_weight + scaled.num * behaviour_weight
    known = scaled.known & (work.skp != NO_FIGURE)
    return Fractions(np.where(known, num, 0), np.where(known, scaled.den * den, 1), known)


def _pattern(counted: Bools) -> NDArray[np.uint8]:
    """uint8[V, N]: the sources that are there, as bits."""
    pattern = np.zeros(counted.shape[1:], np.uint8)
    for source in Source:
        pattern |= counted[source].view(np.uint8) << np.uint8(source)
    return pattern
