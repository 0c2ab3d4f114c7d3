"""Signals about the quality of ratings: which raters' forms are worth a look. They change no answer and take none away.

Thresholds are domain.md §10.5 as policy values (`SignalRules`). People are numbers here; who a number is, the caller has
forgotten. Floats beside the exact chain: nothing of it goes into a result.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from api.scoring.exact import Bools, item_denominator
from api.scoring.forms import form_means, total_dtype
from api.scoring.policy import Policy
from api.scoring.precision import form_composites
from api.scoring.reliability import variances
from api.scoring.terms import ANSWER_HIGHEST, ANSWER_LOWEST, CANNOT_JUDGE

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]


class Signal(StrEnum):
    """What a rater's forms may show."""

    STRAIGHT = "straight"
    CENTRAL = "central"
    LENIENT = "lenient"
    SEVERE = "severe"
    HALO = "halo"
    MUTUAL = "mutual"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class SignalRules:
    """The thresholds of domain.md §10.5; an office that wants others passes others."""

    middle: int = 3
    central_share: float = 0.9
    central_ratees: int = 3
    leniency_sd: float = 1.0
    leniency_ratees: int = 5
    halo_own_sd: float = 0.25
    halo_others_sd: float = 0.4
    halo_ratees: int = 3
    outlier_distance: float = 2.0
    outlier_others: int = 4


DEFAULT_RULES = SignalRules()


@dataclass(frozen=True, slots=True)
class FormFacts:
    """What signals ask of F forms that count: their mean, the sd of their value means (NaN below two), whether all
    answers are equal, which answer that is (0 = none), how many answers are the middle one, how many there are, and
    whether the same rater gave the same person the same answers in the round before."""

    mean: Floats
    value_sd: Floats
    flat: NDArray[np.uint8]
    middle: Numbers
    answered: Numbers
    repeated: Bools

    @classmethod
    def joined(cls, parts: "list[FormFacts]") -> "FormFacts":
        """The forms of several versions after one another."""
        names = ("mean", "value_sd", "flat", "middle", "answered", "repeated")
        return cls(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})


def form_facts(
    policy: Policy, forms: NDArray[np.uint8], repeated: Bools, rules: SignalRules = DEFAULT_RULES
) -> tuple[FormFacts, Bools]:
    """The facts of the forms that count, and bool[F] which those are. Items marked 0 are no answers."""
    means, valid = form_composites(policy, forms)
    forms = forms[valid]
    facts = FormFacts(
        mean=means[valid],
        value_sd=_value_sd(policy, forms),
        flat=flat_answer(forms),
        middle=(forms == rules.middle).sum(axis=1, dtype=np.int64),
        answered=(forms != CANNOT_JUDGE).sum(axis=1, dtype=np.int64),
        repeated=repeated[valid],
    )
    return facts, valid


def flat_answer(forms: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """uint8[F]: the one answer every judged item has (*straight-lining*), 0 where there is more than one, or none."""
    highest = forms.max(axis=1)
    lowest = np.where(forms == CANNOT_JUDGE, np.uint8(255), forms).min(axis=1)
    result: NDArray[np.uint8] = np.where(highest == lowest, highest, np.uint8(0))
    return result


def outliers(means: Floats, group: Numbers, rules: SignalRules = DEFAULT_RULES) -> Bools:
    """bool[F]: |x − median of the other forms of its group| > 2, where there are at least four others."""
    order = np.lexsort((means, group))
    x, place = means[order], _places(group[order])
    starts, others = np.arange(len(x)) - place.at, place.size - 1
    low, high = (starts + _without(at, place.at) for at in ((others - 1) // 2, others // 2))
    high = np.minimum(high, len(x) - 1)  # who is alone in the last group has no other behind him
    median = (x[low] + x[high]) / 2 if len(x) else x
    found = np.zeros(len(x), np.bool_)
    found[order] = (others >= rules.outlier_others) & (np.abs(x - median) > rules.outlier_distance)
    return found


def rater_signals(
    facts: FormFacts, rater: Numbers, ratee: Numbers, mine: Bools, rules: SignalRules = DEFAULT_RULES
) -> dict[Signal, Bools]:
    """For each rater number, what his forms in `mine` show beside all forms about the same people; bool[R] by signal.

    straight   a form with the same answer on every item
    central    ≥ 90 % of all his answers are 3, over ≥ 3 ratees
    lenient    mean of (x − mean of the other raters of the same ratee) > 1 pooled sd, over ≥ 5 ratees; severe: < −1
    halo       on ≥ 3 ratees the sd of his value means is < 0.25 while the other raters' is > 0.4 on average
    mutual     A→B and B→A both 5 on every item, or both 1
    repeated   the same answers to the same person as in the round before (features.md D31)
    The pooled sd is √MSW within ratees (domain.md §10.7).
    """
    people = int(np.concatenate((rater, ratee)).max(initial=-1)) + 1
    count = _Counter(rater[mine], people)
    lenient, severe = _leaning(facts, ratee, mine, count, rules)
    return {
        Signal.STRAIGHT: count.any(facts.flat[mine] > 0),
        Signal.CENTRAL: _central(facts, mine, count, rules),
        Signal.LENIENT: lenient,
        Signal.SEVERE: severe,
        Signal.HALO: count.sum(_halo(facts, ratee, rules)[mine]) >= rules.halo_ratees,
        Signal.MUTUAL: count.any(_mutual(facts.flat[mine], rater[mine], ratee[mine], people)),
        Signal.REPEATED: count.any(facts.repeated[mine]),
    }


@dataclass(frozen=True, slots=True)
class _Counter:
    """Sums over the forms of each rater."""

    rater: Numbers
    people: int

    def sum(self, weights: NDArray[np.generic]) -> Floats:
        total: Floats = np.bincount(self.rater, weights.astype(np.float64), self.people).astype(np.float64)
        return total

    def any(self, flags: Bools) -> Bools:
        return self.sum(flags) > 0


def _central(facts: FormFacts, mine: Bools, count: _Counter, rules: SignalRules) -> Bools:
    ratees = count.sum(np.ones(len(count.rater)))
    enough = count.sum(facts.middle[mine]) >= rules.central_share * count.sum(facts.answered[mine])
    return enough & (ratees >= rules.central_ratees)


def _leaning(facts: FormFacts, ratee: Numbers, mine: Bools, count: _Counter, rules: SignalRules) -> tuple[Bools, Bools]:
    away = (facts.mean - _others(facts.mean, ratee))[mine]
    known = ~np.isnan(away)
    n = count.sum(known)
    mean = count.sum(np.where(known, away, 0)) / np.maximum(n, 1)
    msw = variances(facts.mean, ratee).msw
    limit = math.inf if math.isnan(msw) else rules.leniency_sd * math.sqrt(msw)
    enough = n >= rules.leniency_ratees
    return enough & (mean > limit), enough & (mean < -limit)


def _halo(facts: FormFacts, ratee: Numbers, rules: SignalRules) -> Bools:
    others = _others(facts.value_sd, ratee)
    result: Bools = (facts.value_sd < rules.halo_own_sd) & (others > rules.halo_others_sd)
    return result


def _mutual(flat: NDArray[np.uint8], rater: Numbers, ratee: Numbers, people: int) -> Bools:
    """Forms whose counterpart – the other way round – has the same extreme answer everywhere."""
    extreme = (flat == ANSWER_HIGHEST) | (flat == ANSWER_LOWEST)
    there = (rater * people + ratee) * (ANSWER_HIGHEST + 1) + flat
    back = (ratee * people + rater) * (ANSWER_HIGHEST + 1) + flat
    result: Bools = extreme & (rater != ratee) & np.isin(back, there)
    return result


def _others(x: Floats, ratee: Numbers) -> Floats:
    """The mean of the other forms about the same person; NaN where there is none. What is NaN itself is nobody's other."""
    known = ~np.isnan(x)
    filled = np.where(known, x, 0)
    total, n = np.bincount(ratee, weights=filled), np.bincount(ratee, weights=known)
    rest = n[ratee] - known
    return np.where(rest > 0, (total[ratee] - filled) / np.maximum(rest, 1), np.nan)


def _value_sd(policy: Policy, forms: NDArray[np.uint8]) -> Floats:
    """The sample sd of the value means of each form that counts, over the values that count in it."""
    means = form_means(policy, forms, total_dtype(policy))
    n = means.counts.sum(axis=0)
    values = np.where(means.counts, means.total.astype(np.float64) / item_denominator(policy), 0)
    centre = values.sum(axis=0) / n
    squares = np.where(means.counts, (values - centre) ** 2, 0).sum(axis=0)
    return np.where(n > 1, np.sqrt(squares / np.maximum(n - 1, 1)), np.nan)


@dataclass(frozen=True, slots=True)
class _Place:
    """Of sorted groups: the place of each row in its group, and the group's size."""

    at: Numbers
    size: Numbers


def _places(group: Numbers) -> _Place:
    if not len(group):
        return _Place(group, group)
    changes = np.concatenate(([0], np.flatnonzero(group[1:] != group[:-1]) + 1))
    sizes = np.diff(np.append(changes, len(group)))
    return _Place(np.arange(len(group)) - np.repeat(changes, sizes), np.repeat(sizes, sizes))


def _without(at: Numbers, own: Numbers) -> Numbers:
    """The place in the whole group of what stands at `at` once one's own row is taken out."""
    result: Numbers = at + (at >= own)
    return result
