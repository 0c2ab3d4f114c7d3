"""What the engine and what the oracle say about one person, as plain exact values that can be compared."""

from dataclasses import fields
from fractions import Fraction
from typing import SupportsInt

import numpy as np

from api.scoring.exact import item_denominator
from api.scoring.policy import Policy
from api.scoring.terms import Source
from api.scoring.values import Scores, SourceSums
from tests.scoring import oracle


def facts(policy: Policy, scores: Scores, n: int) -> dict[str, object]:
    """All that the engine says about participant n, as plain exact values."""
    pairs = [(source, v) for source in policy.asked for v in range(len(policy.values))]
    complete = {v for v in range(len(policy.values)) if scores.value_complete[v, n]}
    return {
        "means": {(s, v): mean(policy, scores.sums, s, v, n) for s, v in pairs if scores.sums.n[s, v, n]},
        "counts": {(s, v): int(scores.sums.n[s, v, n]) for s, v in pairs if scores.sums.n[s, v, n]},
        "absences": {(s, v): int(scores.sums.absence[s, v, n]) for s, v in pairs},
        "values": {v: Fraction(int(scores.value_num[v, n]), scores.unit) for v in complete},
        "values4": [int(x) for x in scores.value4[:, n]],
        "composite": exact(scores.composite_num[n], scores.composite_den[n], scores.incomplete[n] == 0),
        "composite4": int(scores.composite4[n]),
        "scaled": exact(scores.scaled_num[n], scores.scaled_den[n], scores.incomplete[n] == 0),
        "scaled4": int(scores.scaled4[n]),
        "numeric": exact(scores.numeric_num[n], scores.numeric_den[n], scores.numeric4[n] >= 0),
        "numeric4": int(scores.numeric4[n]),
        "codes": codes(scores, n),
    }


def expected_facts(policy: Policy, r: oracle.Result) -> dict[str, object]:
    return {
        "means": r.means,
        "counts": r.counts,
        "absences": {key: int(absence) for key, absence in r.absences.items()},
        "values": r.values,
        "values4": [oracle.half_up(r.values.get(v)) for v in range(len(policy.values))],
        "composite": r.composite,
        "composite4": oracle.half_up(r.composite),
        "scaled": r.scaled,
        "scaled4": oracle.half_up(r.scaled),
        "numeric": r.numeric,
        "numeric4": oracle.half_up(r.numeric),
        "codes": (int(r.incomplete), r.behaviour, r.work, r.predicate, int(r.proposal), r.numeric_band),
    }


def mean(policy: Policy, sums: SourceSums, source: Source, v: int, n: int) -> Fraction:
    return Fraction(int(sums.total[source, v, n]), item_denominator(policy) * int(sums.n[source, v, n]))


def exact(num: SupportsInt, den: SupportsInt, known: bool) -> Fraction | None:
    return Fraction(int(num), int(den)) if known else None


def codes(scores: Scores, n: int) -> tuple[int, ...]:
    arrays = (scores.incomplete, scores.behaviour, scores.work, scores.predicate, scores.proposal, scores.numeric_band)
    return tuple(int(array[n]) for array in arrays)


def same(first: Scores, second: Scores) -> bool:
    """Whether two results are equal in every array."""
    sums = all(np.array_equal(getattr(first.sums, f.name), getattr(second.sums, f.name)) for f in fields(SourceSums))
    names = [f.name for f in fields(Scores) if f.name != "sums"]
    return sums and all(np.array_equal(getattr(first, name), getattr(second, name)) for name in names)
