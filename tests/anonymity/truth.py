"""The rule once more, slow and obvious: each published number as a linear form over the single answers of single forms.

Answers that no published number can tell apart – same person, source, item, and same items answered in this value –
carry the same coefficient everywhere. They are one unknown here, their sum, with the forms it is made of.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import wraps
from typing import Any, NamedTuple
from uuid import UUID

from api.scoring.policy import Policy
from api.scoring.terms import Source
from api.scoring.weights import effective_weights

Linear = dict["Unknown", Fraction]


class Unknown(NamedTuple):
    """The sum of the answers to one item by the forms that answered the same items of its value."""

    participant: UUID
    source: Source
    item: int
    pattern: tuple[bool, ...]


@dataclass(frozen=True, eq=False)
class Form:
    participant: UUID
    source: Source
    rater: UUID
    answers: tuple[int, ...]


def remembered(method: Callable[..., Any]) -> Callable[..., Any]:
    """Every reader asks for the same linear forms: each is made once per round."""

    @wraps(method)
    def ask(truth: "Truth", *where: Any, **how: Any) -> Any:
        key = (method.__name__, where, tuple(how.items()))
        if key not in truth.known:
            truth.known[key] = method(truth, *where, **how)
        return truth.known[key]

    return ask


@dataclass
class Truth:
    """Everything that was handed in in one round, and the numbers it makes."""

    policy: Policy
    forms: list[Form]
    least: int | None = None
    """What a planted fault puts in the place of the policy's smallest group."""
    known: dict[Any, Any] = field(default_factory=dict)
    members: dict[Unknown, list[Form]] = field(default_factory=lambda: defaultdict(list))
    groups: dict[tuple[UUID, Source], list[Form]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for form in self.forms:
            self.groups[form.participant, form.source].append(form)
            for v in range(len(self.policy.values)):
                if self._counts(form, v):
                    for item in self._items(v):
                        if form.answers[item]:
                            self.members[self._unknown(form, v, item)].append(form)

    def number(self, linear: Linear) -> Fraction:
        """What the linear form comes to with the real answers: what must have been published."""
        return sum(
            (share * sum(form.answers[key.item] for form in self.members[key]) for key, share in linear.items()),
            Fraction(0),
        )

    @remembered
    def mean(self, participant: UUID, source: Source, v: int) -> Linear | None:
        rule = self.policy.rule_of(source)
        forms = [form for form in self.groups[participant, source] if self._counts(form, v)]
        if rule is None or len(forms) < (rule.min_forms if self.least is None else self.least):
            return None
        found: Linear = {}
        shares = self.policy.values[v].item_shares
        first = self._items(v)[0]
        for form in forms:
            answered = [item for item in self._items(v) if form.answers[item]]
            for item in answered:
                weight = Fraction(shares[item - first], sum(shares[one - first] for one in answered))
                found[self._unknown(form, v, item)] = weight / len(forms)
        return found

    @remembered
    def item(self, participant: UUID, source: Source, item: int) -> Linear:
        v = next(v for v in range(len(self.policy.values)) if item in self._items(v))
        forms = [form for form in self.groups[participant, source] if self._counts(form, v) and form.answers[item]]
        return {self._unknown(form, v, item): Fraction(1, len(forms)) for form in forms}

    @remembered
    def value(self, participant: UUID, v: int, *, without_self: bool = False) -> Linear | None:
        means = {source: mean for source in Source if (mean := self.mean(participant, source, v)) is not None}
        weights = effective_weights(self.policy, list(means), without_self=without_self)
        return added((weight, means[source]) for source, weight in weights.items()) if weights else None

    @remembered
    def composite(self, participant: UUID) -> Linear | None:
        values = {v: one for v in range(len(self.policy.values)) if (one := self.value(participant, v)) is not None}
        if len(values) < self.policy.min_complete_values:
            return None
        shares = sum(self.policy.values[v].share for v in values)
        return added((Fraction(self.policy.values[v].share, shares), one) for v, one in values.items())

    @remembered
    def gap(self, participant: UUID, v: int) -> Linear | None:
        own, others = self.mean(participant, Source.SELF, v), self.value(participant, v, without_self=True)
        return None if own is None or others is None else added([(Fraction(1), own), (Fraction(-1), others)])

    def gap_of_all(self, participant: UUID) -> Linear | None:
        gaps = {v: one for v in range(len(self.policy.values)) if (one := self.gap(participant, v)) is not None}
        shares = sum(self.policy.values[v].share for v in gaps)
        return added((Fraction(self.policy.values[v].share, shares), one) for v, one in gaps.items()) if gaps else None

    def others(self, participant: UUID, v: int) -> Linear | None:
        """Superior and peers by their weights: what recommendations rest on."""
        means = [(source, self.mean(participant, source, v)) for source in (Source.SUPERIOR, Source.PEER)]
        weights = {rule.source: rule.weight_bp for rule in self.policy.sources}
        total = sum(weights.get(source, 0) for source, _ in means)
        if any(mean is None for _, mean in means):
            return None
        return added((Fraction(weights[source], total), mean) for source, mean in means if mean is not None)

    def is_unanimous(self, participant: UUID, source: Source) -> bool:
        """All gave the lowest or the highest answer to something: their mean tells it, and nothing can hide it."""
        forms = self.groups[participant, source]
        ends = [{form.answers[item] for form in forms} for item in range(self.policy.item_count)]
        return bool(forms) and any(end in ({1}, {5}) for end in ends)

    def _items(self, v: int) -> range:
        first = sum(len(value.item_shares) for value in self.policy.values[:v])
        return range(first, first + len(self.policy.values[v].item_shares))

    def _answered(self, form: Form, v: int) -> bool:
        return sum(form.answers[item] > 0 for item in self._items(v)) >= self.policy.values[v].min_items

    @remembered
    def _counts(self, form: Form, v: int) -> bool:
        values = range(len(self.policy.values))
        return self._answered(form, v) and (
            sum(self._answered(form, one) for one in values) >= self.policy.min_values_per_form
        )

    def _unknown(self, form: Form, v: int, item: int) -> Unknown:
        pattern = tuple(form.answers[one] > 0 for one in self._items(v))
        return Unknown(form.participant, form.source, item, pattern)


def added(parts: Iterable[tuple[Fraction, Mapping[Unknown, Fraction]]]) -> Linear:
    total: Linear = defaultdict(Fraction)
    for weight, linear in parts:
        for key, share in linear.items():
            total[key] += weight * share
    return dict(total)
