"""Forms → exact sums per source and value; a group below its minimum is absent from everything.

The mean of a source is the mean over the forms in which the value counts, each form once. Groups that are too
small leave neither sum nor number behind: what is not there cannot be shown by mistake.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from api.scoring.exact import Bools, Ints, item_denominator, narrowest
from api.scoring.forms import FormMeans, form_means, total_dtype
from api.scoring.policy import Policy, SourceRule
from api.scoring.rounding import ten_thousandths
from api.scoring.terms import Absence, Source
from api.scoring.values import Answers, SourceSums

RUN = 1 << 14
"""Participants taken at once: small enough for the processor's cache, large enough for numpy."""


def source_sums(policy: Policy, answers: Answers) -> SourceSums:
    """The sums ints[S, V, N] of all forms of the sources the policy asks; others are not asked and stay out.

    Raises ValueError where the forms do not have the policy's number of items.
    """
    largest = int(group_sizes(answers.keys).max(initial=1))
    shape = (len(Source), len(policy.values), answers.people)
    total = np.zeros(shape, total_dtype(policy, largest))
    n = np.zeros(shape, narrowest(largest))
    absence = np.full(shape, Absence.NOT_ASKED, np.uint8)
    for people, run in answers.parts(RUN):
        _add_run(policy, run, total[..., people], n[..., people], absence[..., people])
    return SourceSums(total, n, absence)


def _add_run(policy: Policy, answers: Answers, total: Ints, n: Ints, absence: NDArray[np.uint8]) -> None:
    """Fill the sums of one run of participants."""
    starts = group_starts(answers.keys)
    who, source = answers.participant[starts], answers.source[starts]
    means = form_means(policy, answers.forms, total.dtype)
    group_total, group_n, group_valid = _added(means, starts, n.dtype)
    for rule in policy.sources:
        mine = source == rule.source
        s, people = rule.source, who[mine]
        total[s][:, people] = group_total[:, mine]
        n[s][:, people] = group_n[:, mine]
        absence[s] = _absence(rule, n[s], people, group_valid[mine])
        present = absence[s] == Absence.COUNTED
        total[s] *= present
        n[s] *= present


def group_starts(keys: NDArray[np.int64]) -> NDArray[np.intp]:
    """Where each group of equal keys begins in the sorted keys."""
    changes = np.flatnonzero(keys[1:] != keys[:-1]) + 1
    return np.concatenate(([0], changes)) if len(keys) else changes


def group_sizes(keys: NDArray[np.int64]) -> NDArray[np.intp]:
    """How many rows each group of equal keys has."""
    return np.diff(np.append(group_starts(keys), len(keys)))


def source_means(policy: Policy, sums: SourceSums) -> NDArray[np.int32]:
    """int32[S, V, N]: the mean of each source in ten-thousandths, rounded once; −1 where the source is absent."""
    den = np.maximum(sums.n, 1).astype(object if sums.total.dtype == object else np.int64) * item_denominator(policy)
    return ten_thousandths(sums.total.astype(den.dtype), den, sums.counted)


def _added(means: FormMeans, starts: NDArray[np.intp], count: np.dtype[Any]) -> tuple[Ints, Ints, Bools]:
    """The totals and numbers of forms of each group, and whether any of its forms counts."""
    total = np.add.reduceat(means.total, starts, axis=1, dtype=means.total.dtype)
    n = np.add.reduceat(means.counts.view(np.uint8).astype(count, copy=False), starts, axis=1, dtype=count)
    return total, n, np.logical_or.reduceat(means.valid, starts)


def _absence(rule: SourceRule, n: Ints, people: NDArray[np.int64], valid: Bools) -> NDArray[np.uint8]:
    """uint8[V, N]: why the source is absent from a value, 0 where it counts.

    A named source says why; for an anonymous one there is a single reason, whatever its size.
    """
    if rule.source.anonymous:
        return np.where(n >= rule.min_forms, Absence.COUNTED, Absence.TOO_FEW_FORMS).astype(np.uint8)
    reason = np.full(n.shape[1], Absence.NO_FORM, np.uint8)
    reason[people] = np.where(valid, Absence.VALUE_NOT_ANSWERED, Absence.FORM_NOT_COUNTED)
    return np.where(n > 0, np.uint8(Absence.COUNTED), reason)
