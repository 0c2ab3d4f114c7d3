"""The steps of a derivation that end in a rating or a predicate: each comparison laid open, exact."""

from collections.abc import Mapping
from fractions import Fraction

from api.scoring.exact import HUNDRED
from api.scoring.policy import Policy
from api.scoring.steps import Condition, Step
from api.scoring.terms import Expectation, Incomplete, Predicate, ProposalState, Source, Text
from api.scoring.values import NO_FIGURE, Scores, WorkResults


def behaviour_step(policy: Policy, scores: Scores, means: Mapping[tuple[int, Source], Fraction]) -> Step:
    """The behaviour rating with every comparison it rests on."""
    rating = Expectation(int(scores.behaviour[0]))
    composite = Fraction(int(scores.composite_num[0]), int(scores.composite_den[0]))
    cuts = policy.behaviour
    composite_text = Text("nilai perilaku kerja", "behaviour score")
    conditions = [
        _compare(composite_text, composite, ">=", cuts.above_composite),
        _compare(composite_text, composite, "<", cuts.below_composite),
    ]
    for v, value in enumerate(policy.values):
        if scores.value_complete[v, 0]:
            figure = Fraction(int(scores.value_num[v, 0]), scores.unit)
            conditions += _value_conditions(policy, value.name, figure, means[v, Source.SUPERIOR])
    return Step(
        key="behaviour",
        label=Text("Peringkat perilaku kerja", "Behaviour rating"),
        value=composite,
        code=int(rating),
        outcome=rating.text,
        basis=policy.basis.behaviour,
        parts=(),
        conditions=tuple(conditions),
    )


def work_step(policy: Policy, scores: Scores, work: WorkResults) -> list[Step]:
    """The rating of the work result; no step where nothing is entered."""
    if not scores.work[0]:
        return []
    rating = Expectation(int(scores.work[0]))
    skp = None if work.skp[0] == NO_FIGURE else Fraction(int(work.skp[0]), HUNDRED)
    conditions: tuple[Condition, ...] = ()
    if skp is not None:
        label = Text("angka SKP", "SKP figure")
        conditions = tuple(_compare(label, skp, ">=", cut) for cut in (policy.work.above, policy.work.meets))
    return [
        Step(
            key="work",
            label=Text("Peringkat hasil kerja", "Work result rating"),
            value=skp,
            code=int(rating),
            outcome=rating.text,
            basis=policy.basis.work,
            parts=(),
            conditions=conditions,
        )
    ]


def predicate_step(policy: Policy, scores: Scores) -> Step:
    """What the matrix proposes, or in words why nothing is proposed; never an adverse word."""
    return Step(
        key="predicate",
        label=Text("Usulan predikat kinerja", "Proposed predicate"),
        value=None,
        code=int(scores.predicate[0]) or None,
        outcome=_predicate_text(scores),
        basis=policy.basis.matrix,
        parts=(),
        conditions=(),
    )


def _predicate_text(scores: Scores) -> Text:
    state = ProposalState(int(scores.proposal[0]))
    if state == ProposalState.PROPOSED:
        return Predicate(int(scores.predicate[0])).text
    if state == ProposalState.INCOMPLETE:
        return Incomplete(int(scores.incomplete[0])).text
    return state.text


def _value_conditions(policy: Policy, name: str, figure: Fraction, superior: Fraction) -> list[Condition]:
    """The comparisons of one value: with its lower limit for di atas, and, where it is weak, those for di bawah."""
    cuts, label = policy.behaviour, Text(name, name)
    conditions = [_compare(label, figure, ">=", cuts.above_values)]
    if figure < cuts.below_value:
        by_superior = Text(f"{name}: rata-rata atasan", f"{name}: mean of the superior")
        conditions.append(_compare(label, figure, "<", cuts.below_value))
        conditions.append(_compare(by_superior, superior, "<", cuts.below_value_superior))
    return conditions


def _compare(label: Text, left: Fraction, relation: str, right: Fraction) -> Condition:
    return Condition(label, left, relation, right, left >= right if relation == ">=" else left < right)
