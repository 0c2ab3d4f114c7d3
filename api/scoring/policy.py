"""Every figure of the rule, as data with its basis and date. The engine itself knows no figure.

A policy belongs to an instrument version and is frozen with it: an old round is recalculated with the old figures.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from api.scoring import codec, exact, policy_checks
from api.scoring.policy_checks import PolicyError, Problem
from api.scoring.terms import Predicate, Source

__all__ = [
    "BasisTexts",
    "BehaviourCuts",
    "LegalBasis",
    "NumericLayer",
    "Policy",
    "PolicyError",
    "ScalePoint",
    "SourceRule",
    "ValueRule",
    "WorkCuts",
]

SCHEMA = "scoring-policy/1"


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """What a figure rests on, and the day from which it is applied."""

    text: str
    since: date


@dataclass(frozen=True, slots=True)
class SourceRule:
    """One source: its weight in basis points, and how many forms it needs, is given and may have.

    A source that is asked but does not count has weight 0; a source that is not asked is not listed.
    """

    source: Source
    weight_bp: int
    min_forms: int
    assigned: int
    max_forms: int


@dataclass(frozen=True, slots=True)
class ValueRule:
    """One value: its share in the composite, the shares of its items in the value, and how many must be answered."""

    code: str
    name: str
    share: int
    item_shares: tuple[int, ...]
    min_items: int


@dataclass(frozen=True, slots=True)
class BehaviourCuts:
    """Cuts on 1–5: *di atas* needs composite and every value at least so high; *di bawah* is below."""

    above_composite: Fraction
    above_values: Fraction
    below_composite: Fraction
    below_value: Fraction
    below_value_superior: Fraction


@dataclass(frozen=True, slots=True)
class WorkCuts:
    """Cuts on the SKP figure 0–120: at least `above` is *di atas*, at least `meets` is *sesuai*."""

    above: Fraction
    meets: Fraction


@dataclass(frozen=True, slots=True)
class ScalePoint:
    """A corner of the piecewise line from the answer scale to 0–120."""

    answer: Fraction
    figure: Fraction


@dataclass(frozen=True, slots=True)
class NumericLayer:
    """PP 30/2019: percent of the SKP figure in the sum (the rest is behaviour), with and without other raters.

    `bands` are the lower ends of Sangat Baik, Baik, Butuh Perbaikan (Cukup), Kurang; below the last: Sangat Kurang.
    """

    work_percent_with_raters: int
    work_percent_alone: int
    bands: tuple[Fraction, ...]
    top_needs_innovation: bool


@dataclass(frozen=True, slots=True)
class BasisTexts:
    """The basis of each group of figures, repeated in every derivation."""

    sources: LegalBasis
    values: LegalBasis
    validity: LegalBasis
    behaviour: LegalBasis
    work: LegalBasis
    matrix: LegalBasis
    scale: LegalBasis
    numeric: LegalBasis


@dataclass(frozen=True, slots=True)
class Policy:
    """The whole rule in figures. Constructing one that cannot hold raises `PolicyError` naming every field.

    `matrix[work − 1][behaviour − 1]` is the predicate; `proposes` is false in practice rounds.
    """

    name: str
    valid_from: date
    sources: tuple[SourceRule, ...]
    values: tuple[ValueRule, ...]
    min_values_per_form: int
    min_complete_values: int
    behaviour: BehaviourCuts
    work: WorkCuts
    matrix: tuple[tuple[Predicate, ...], ...]
    scale: tuple[ScalePoint, ...]
    numeric: NumericLayer
    basis: BasisTexts
    proposes: bool

    def __post_init__(self) -> None:
        problems = policy_checks.problems_of(self)
        if problems:
            raise PolicyError(problems)

    @property
    def item_count(self) -> int:
        """How many bytes a form has: the items of all values, in the order of the version."""
        return sum(len(value.item_shares) for value in self.values)

    @property
    def asked(self) -> tuple[Source, ...]:
        """The sources this policy asks, in code order."""
        return tuple(sorted(rule.source for rule in self.sources))

    def rule_of(self, source: Source) -> SourceRule | None:
        """The rule of a source, or None where it is not asked."""
        return next((rule for rule in self.sources if rule.source == source), None)

    def values_with_items(self) -> Iterator[tuple[ValueRule, int]]:
        """Each value with the index of its first item."""
        first = 0
        for value in self.values:
            yield value, first
            first += len(value.item_shares)

    @property
    def work_percent(self) -> int:
        """Percent of the SKP figure in the numeric layer (PP 30/2019 Pasal 41: 60 with other raters, else 70)."""
        others = any(rule.source.anonymous and rule.weight_bp for rule in self.sources)
        return self.numeric.work_percent_with_raters if others else self.numeric.work_percent_alone

    def bound(self, max_forms: int) -> int:
        """The largest whole number the calculation can meet with up to `max_forms` forms of one source a person.

        Up to 2⁶³ − 1 numpy's int64 carries it; beyond, the same code runs on Python integers, only slower.
        """
        return exact.Frame.of(self, range(1, max_forms + 1)).bound

    def light(self) -> "Policy":
        """The policy of a `light` round: the superior alone. Peers and self are absent by design, not missing."""
        superior = next(rule for rule in self.sources if rule.source == Source.SUPERIOR)
        alone = replace(superior, weight_bp=sum(rule.weight_bp for rule in self.sources))
        return replace(self, sources=(alone,))

    def practice(self) -> "Policy":
        """The policy of a `practice` round: the same scoring, no predicate proposed."""
        return replace(self, proposes=False)

    def to_json(self) -> dict[str, object]:
        """Plain JSON, with its schema named, fit to be stored with an instrument version."""
        return {"schema": SCHEMA, **codec.encode(self)}

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> "Policy":
        """The policy written by `to_json`; `PolicyError` names each field that is missing, unknown or wrong."""
        if data.get("schema") != SCHEMA:
            raise PolicyError([Problem("schema", "unknown_schema", *_UNKNOWN_SCHEMA)])
        try:
            policy: Policy = codec.decode(cls, {key: value for key, value in data.items() if key != "schema"})
        except codec.JsonError as error:
            raise PolicyError([Problem(error.field, "malformed", str(error), str(error))]) from error
        return policy

    def canonical(self) -> bytes:
        """The same bytes for the same policy, whatever wrote it: the form that is fingerprinted."""
        text = json.dumps(self.to_json(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return text.encode()


_UNKNOWN_SCHEMA = (f"Bentuk kebijakan tidak dikenal; yang berlaku {SCHEMA}.", f"Unknown schema; expected {SCHEMA}.")
