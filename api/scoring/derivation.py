"""Every number with what it came from, as exact fractions that add up, and the basis it rests on.

The numbers are the engine's own; the parts are laid out beside them from the same sums and weights. Nothing here
needs a single form: stored sums are enough, years later.
"""

from fractions import Fraction

from api.scoring.derivation_ratings import behaviour_step, predicate_step, work_step
from api.scoring.exact import HUNDRED, item_denominator
from api.scoring.policy import Policy
from api.scoring.score import score_sums
from api.scoring.sources import source_sums
from api.scoring.steps import Derivation, LeftOut, Part, Step
from api.scoring.terms import Absence, Incomplete, Predicate, Source, Text
from api.scoring.values import NO_FIGURE, Answers, Scores, SourceSums, WorkResults
from api.scoring.weights import effective_weights

__all__ = ["derivation_from_sums", "derive"]


def derive(policy: Policy, answers_of_one: Answers, work: WorkResults) -> Derivation:
    """The derivation of one participant (N = 1) from his forms; the same as from the sums of these forms."""
    return derivation_from_sums(policy, source_sums(policy, answers_of_one), work)


def derivation_from_sums(policy: Policy, sums: SourceSums, work: WorkResults) -> Derivation:
    """The derivation of one participant (N = 1) from stored sums.

    Steps, in order: `source.<source>.<value>`, `value.<value>`, `composite`, `behaviour`, `work`, `predicate`,
    `scaled`, `numeric`; a step that was not reached is not there. The contributions of a step's parts add up to its
    value exactly. What was asked and did not count is named in `left_out`. Raises ValueError unless N = 1.
    """
    if sums.people != 1:
        raise ValueError(f"a derivation is about one participant, not {sums.people}")
    scores = score_sums(policy, sums, work)
    means = source_means_of(policy, sums)
    steps = [_source_step(policy, v, source, mean, sums) for (v, source), mean in means.items()]
    steps += [_value_step(policy, v, means, scores) for v in range(len(policy.values)) if scores.value_complete[v, 0]]
    if scores.incomplete[0] == Incomplete.COMPLETE:
        steps += [_composite_step(policy, scores), behaviour_step(policy, scores, means)]
    steps += work_step(policy, scores, work)
    steps += [predicate_step(policy, scores)]
    if scores.incomplete[0] == Incomplete.COMPLETE:
        steps += [_scaled_step(policy, scores), *_numeric_step(policy, scores, work)]
    return Derivation(tuple(steps), tuple(_left_out(policy, sums)))


def source_means_of(policy: Policy, sums: SourceSums) -> dict[tuple[int, Source], Fraction]:
    """The exact mean of each counted source and value of one participant, by value index and source."""
    item_den = item_denominator(policy)
    return {
        (v, source): Fraction(int(sums.total[source, v, 0]), item_den * int(sums.n[source, v, 0]))
        for v in range(len(policy.values))
        for source in policy.asked
        if sums.n[source, v, 0]
    }


def _source_step(policy: Policy, v: int, source: Source, mean: Fraction, sums: SourceSums) -> Step:
    value, n = policy.values[v], int(sums.n[source, v, 0])
    forms = Text(f"jumlah rata-rata lembar penilaian (n = {n})", f"sum of the form means (n = {n})")
    return Step(
        key=f"source.{source.word}.{value.code}",
        label=Text(f"{value.name}: rata-rata {source.text.id}", f"{value.name}: mean of {source.text.en}"),
        value=mean,
        code=None,
        outcome=None,
        basis=policy.basis.validity,
        parts=(Part(None, forms, Fraction(1, n), mean * n),),
        conditions=(),
    )


def _value_step(policy: Policy, v: int, means: dict[tuple[int, Source], Fraction], scores: Scores) -> Step:
    value = policy.values[v]
    weights = effective_weights(policy, [source for source in policy.asked if (v, source) in means])
    parts = tuple(
        Part(f"source.{source.word}.{value.code}", source.text, weight, means[v, source])
        for source, weight in sorted(weights.items())
    )
    return Step(
        key=f"value.{value.code}",
        label=Text(value.name, value.name),
        value=Fraction(int(scores.value_num[v, 0]), scores.unit),
        code=None,
        outcome=None,
        basis=policy.basis.sources,
        parts=parts,
        conditions=(),
    )


def _composite_step(policy: Policy, scores: Scores) -> Step:
    complete = [v for v in range(len(policy.values)) if scores.value_complete[v, 0]]
    shares = sum(policy.values[v].share for v in complete)
    parts = tuple(
        Part(
            f"value.{policy.values[v].code}",
            Text(policy.values[v].name, policy.values[v].name),
            Fraction(policy.values[v].share, shares),
            Fraction(int(scores.value_num[v, 0]), scores.unit),
        )
        for v in complete
    )
    return Step(
        key="composite",
        label=Text("Nilai perilaku kerja", "Behaviour score"),
        value=Fraction(int(scores.composite_num[0]), int(scores.composite_den[0])),
        code=None,
        outcome=None,
        basis=policy.basis.values,
        parts=parts,
        conditions=(),
    )


def _scaled_step(policy: Policy, scores: Scores) -> Step:
    composite = Fraction(int(scores.composite_num[0]), int(scores.composite_den[0]))
    corners = [point for point in policy.scale[:-1] if point.answer <= composite]
    low, high = policy.scale[len(corners) - 1 : len(corners) + 1]
    slope = (high.figure - low.figure) / (high.answer - low.answer)
    start = Text(f"angka untuk {low.answer}", f"figure for {low.answer}")
    above = Text(f"nilai di atas {low.answer}", f"score above {low.answer}")
    return Step(
        key="scaled",
        label=Text("Perilaku kerja pada skala 0–120", "Behaviour on the scale 0–120"),
        value=Fraction(int(scores.scaled_num[0]), int(scores.scaled_den[0])),
        code=None,
        outcome=None,
        basis=policy.basis.scale,
        parts=(Part(None, start, Fraction(1), low.figure), Part("composite", above, slope, composite - low.answer)),
        conditions=(),
    )


def _numeric_step(policy: Policy, scores: Scores, work: WorkResults) -> list[Step]:
    """The total of PP 30/2019; no step without an SKP figure. An adverse band is not put into words."""
    if work.skp[0] == NO_FIGURE:
        return []
    skp, scaled = Fraction(int(work.skp[0]), HUNDRED), Fraction(int(scores.scaled_num[0]), int(scores.scaled_den[0]))
    share = Fraction(policy.work_percent, HUNDRED)
    band = int(scores.numeric_band[0]) or None
    return [
        Step(
            key="numeric",
            label=Text("Nilai kinerja (angka)", "Performance total (figure)"),
            value=Fraction(int(scores.numeric_num[0]), int(scores.numeric_den[0])),
            code=band,
            outcome=Predicate(band).text if band else None,
            basis=policy.basis.numeric,
            parts=(
                Part("work", Text("SKP", "SKP"), share, skp),
                Part("scaled", Text("perilaku kerja", "behaviour"), 1 - share, scaled),
            ),
            conditions=(),
        )
    ]


def _left_out(policy: Policy, sums: SourceSums) -> list[LeftOut]:
    """Every source and value that was asked and did not count, by name and reason."""
    return [
        LeftOut(source, value.code, reason, _left_out_text(policy, source, value.name, reason))
        for v, value in enumerate(policy.values)
        for source in policy.asked
        if (reason := Absence(int(sums.absence[source, v, 0]))) != Absence.COUNTED
    ]


def _left_out_text(policy: Policy, source: Source, name: str, reason: Absence) -> Text:
    rule = policy.rule_of(source)
    if rule and reason == Absence.TOO_FEW_FORMS:
        least = rule.min_forms
        return Text(f"{name}, {source.text.id}: kurang dari {least}", f"{name}, {source.text.en}: fewer than {least}")
    return Text(f"{name}, {source.text.id}: {reason.text.id}", f"{name}, {source.text.en}: {reason.text.en}")
