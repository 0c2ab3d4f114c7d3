"""The rule once more, for one person at a time, in plain Python fractions: slow and obvious.

It takes nothing from the engine but the figures of the policy and the words for codes. Where the two differ, one
of them is wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from api.scoring.policy import Policy
from api.scoring.terms import Absence, Expectation, Incomplete, Predicate, ProposalState, Source


@dataclass(frozen=True)
class Work:
    """What was entered: a rating, or an SKP figure in hundredths, or nothing."""

    code: int | None = None
    skp: int | None = None
    innovation: bool = False


@dataclass
class Result:
    """Everything the rule says about one person; None where it says nothing."""

    means: dict[tuple[Source, int], Fraction] = field(default_factory=dict)
    counts: dict[tuple[Source, int], int] = field(default_factory=dict)
    absences: dict[tuple[Source, int], Absence] = field(default_factory=dict)
    weights: dict[tuple[Source, int], Fraction] = field(default_factory=dict)
    values: dict[int, Fraction] = field(default_factory=dict)
    composite: Fraction | None = None
    incomplete: Incomplete = Incomplete.COMPLETE
    behaviour: int = 0
    work: int = 0
    predicate: int = 0
    proposal: ProposalState = ProposalState.PROPOSED
    scaled: Fraction | None = None
    numeric: Fraction | None = None
    numeric_band: int = 0


def result_of(policy: Policy, forms: Sequence[tuple[Source, bytes]], work: Work) -> Result:
    """The whole rule for one person."""
    result = Result()
    for rule in policy.sources:
        mine = [form for source, form in forms if source == rule.source]
        for v in range(len(policy.values)):
            take_source(policy, result, rule.source, v, mine)
    for v in range(len(policy.values)):
        take_value(policy, result, v)
    take_composite(policy, result, [form for source, form in forms if source == Source.SUPERIOR])
    take_ratings(policy, result, work)
    take_figures(policy, result, work)
    return result


def value_of_form(policy: Policy, form: bytes, v: int) -> Fraction | None:
    """The mean of the answered items of a value by their shares; None where too few are answered."""
    start = sum(len(value.item_shares) for value in policy.values[:v])
    value = policy.values[v]
    answered = [(form[start + i], share) for i, share in enumerate(value.item_shares) if form[start + i] != 0]
    if len(answered) < value.min_items:
        return None
    return Fraction(sum(answer * share for answer, share in answered), sum(share for _, share in answered))


def form_counts(policy: Policy, form: bytes) -> bool:
    values = [value_of_form(policy, form, v) for v in range(len(policy.values))]
    return len([mean for mean in values if mean is not None]) >= policy.min_values_per_form


def take_source(policy: Policy, result: Result, source: Source, v: int, forms: list[bytes]) -> None:
    counting = [form for form in forms if form_counts(policy, form)]
    means = [mean for form in counting if (mean := value_of_form(policy, form, v)) is not None]
    rule = next(rule for rule in policy.sources if rule.source == source)
    if len(means) >= rule.min_forms:
        result.means[source, v] = sum(means, Fraction(0)) / len(means)
        result.counts[source, v] = len(means)
        result.absences[source, v] = Absence.COUNTED
    elif source in (Source.PEER, Source.SUBORDINATE):
        result.absences[source, v] = Absence.TOO_FEW_FORMS
    elif not forms:
        result.absences[source, v] = Absence.NO_FORM
    elif not counting:
        result.absences[source, v] = Absence.FORM_NOT_COUNTED
    else:
        result.absences[source, v] = Absence.VALUE_NOT_ANSWERED


def take_value(policy: Policy, result: Result, v: int) -> None:
    present = {rule.source: rule.weight_bp for rule in policy.sources if (rule.source, v) in result.means}
    if Source.SUPERIOR not in present:
        return
    self_weight = Fraction(present.get(Source.SELF, 0), 10_000)
    others = sum(weight for source, weight in present.items() if source != Source.SELF)
    for source, weight in present.items():
        share = self_weight if source == Source.SELF else (1 - self_weight) * Fraction(weight, others)
        result.weights[source, v] = share
    result.values[v] = sum((result.weights[s, v] * result.means[s, v] for s in present), Fraction(0))


def take_composite(policy: Policy, result: Result, superior: list[bytes]) -> None:
    if len(result.values) >= policy.min_complete_values:
        shares = {v: policy.values[v].share for v in result.values}
        total = sum((shares[v] * result.values[v] for v in result.values), Fraction(0))
        result.composite = total / sum(shares.values())
    elif not superior:
        result.incomplete = Incomplete.NO_SUPERIOR_FORM
    elif not any(form_counts(policy, form) for form in superior):
        result.incomplete = Incomplete.SUPERIOR_FORM_NOT_COUNTED
    else:
        result.incomplete = Incomplete.TOO_FEW_VALUES


def take_ratings(policy: Policy, result: Result, work: Work) -> None:
    if work.code is not None:
        result.work = work.code
    elif work.skp is not None:
        skp = Fraction(work.skp, 100)
        result.work = 1 if skp >= policy.work.above else 2 if skp >= policy.work.meets else 3
    if result.composite is not None:
        result.behaviour = behaviour_of(policy, result, result.composite)
    if not policy.proposes:
        result.proposal = ProposalState.NOTHING_PROPOSED
    elif result.composite is None:
        result.proposal = ProposalState.INCOMPLETE
    elif result.work == 0:
        result.proposal = ProposalState.WORK_RESULT_MISSING
    else:
        cell = policy.matrix[result.work - 1][result.behaviour - 1]
        if cell in (Predicate.POOR, Predicate.VERY_POOR):
            result.proposal = ProposalState.NEEDS_OFFICIAL_DECISION
        else:
            result.predicate = int(cell)


def behaviour_of(policy: Policy, result: Result, composite: Fraction) -> Expectation:
    cuts = policy.behaviour
    if composite >= cuts.above_composite and all(value >= cuts.above_values for value in result.values.values()):
        return Expectation.ABOVE
    if composite < cuts.below_composite:
        return Expectation.BELOW
    for v, value in result.values.items():
        if value < cuts.below_value and result.means[Source.SUPERIOR, v] < cuts.below_value_superior:
            return Expectation.BELOW
    return Expectation.MEETS


def take_figures(policy: Policy, result: Result, work: Work) -> None:
    if result.composite is None:
        return
    result.scaled = on_scale(policy, result.composite)
    if work.skp is None:
        return
    raters = any(r.weight_bp > 0 for r in policy.sources if r.source in (Source.PEER, Source.SUBORDINATE))
    percent = policy.numeric.work_percent_with_raters if raters else policy.numeric.work_percent_alone
    share = Fraction(percent, 100)
    result.numeric = share * Fraction(work.skp, 100) + (1 - share) * result.scaled
    result.numeric_band = band_of(policy, result.numeric, work.innovation)


def on_scale(policy: Policy, answer: Fraction) -> Fraction:
    for low, high in zip(policy.scale, policy.scale[1:], strict=False):
        if low.answer <= answer <= high.answer:
            way = (answer - low.answer) / (high.answer - low.answer)
            return low.figure + way * (high.figure - low.figure)
    raise AssertionError(f"{answer} is not on the scale")


def band_of(policy: Policy, total: Fraction, innovation: bool) -> int:
    top, good, enough, _lowest = policy.numeric.bands
    if total >= top and (innovation or not policy.numeric.top_needs_innovation):
        return 1
    if total >= good:
        return 2
    return 3 if total >= enough else 0


def half_up(value: Fraction | None) -> int:
    """Four decimals as whole ten-thousandths, half up; −1 for nothing."""
    if value is None:
        return -1
    whole, rest = divmod(value.numerator * 10_000, value.denominator)
    return whole + (1 if 2 * rest >= value.denominator else 0)
