"""The shape of a derivation: numbered facts, each with what it was made of and the basis it rests on."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from api.scoring.exact import DECIMALS
from api.scoring.policy import LegalBasis
from api.scoring.rounding import decimal_text
from api.scoring.terms import Absence, Source, Text

SCHEMA = "scoring-derivation/1"


@dataclass(frozen=True, slots=True)
class Part:
    """One summand of a step: weight × value = contribution. `key` is the step the value comes from, if any."""

    key: str | None
    label: Text
    weight: Fraction
    value: Fraction

    @property
    def contribution(self) -> Fraction:
        return self.weight * self.value


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison a rating rests on, exact: `left` `relation` `right`, and whether it holds."""

    label: Text
    left: Fraction
    relation: str
    right: Fraction
    holds: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One number or rating. The contributions of its parts, where it has any, add up to its value exactly.

    `code` is the rating or predicate where the step ends in one; `outcome` says in words what came out.
    """

    key: str
    label: Text
    value: Fraction | None
    code: int | None
    outcome: Text | None
    basis: LegalBasis
    parts: tuple[Part, ...]
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that was asked and did not count, by name."""

    source: Source
    value: str
    reason: Absence
    text: Text


@dataclass(frozen=True, slots=True)
class Derivation:
    """How the result of one person came about: steps in the order of the calculation, and what was left out."""

    steps: tuple[Step, ...]
    left_out: tuple[LeftOut, ...]

    def step(self, key: str) -> Step | None:
        """The step of that key, or None where it was not reached."""
        return next((step for step in self.steps if step.key == key), None)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON with its schema named; whole numbers of fractions are text, so that no reader rounds them."""
        return {
            "schema": SCHEMA,
            "steps": [_step_json(step) for step in self.steps],
            "left_out": [
                {"source": o.source.word, "value": o.value, "reason": o.reason.name.lower(), **_both("text", o.text)}
                for o in self.left_out
            ],
        }


def fraction_json(value: Fraction) -> dict[str, str]:
    """The exact fraction as text, its four decimals, and the two-decimal text for screens."""
    return {
        "num": str(value.numerator),
        "den": str(value.denominator),
        "decimal": decimal_text(value, DECIMALS, "."),
        "text": decimal_text(value),
    }


def _step_json(step: Step) -> dict[str, Any]:
    return {
        "key": step.key,
        **_both("label", step.label),
        "value": None if step.value is None else fraction_json(step.value),
        "code": step.code,
        **_both("outcome", step.outcome),
        "basis": {"text": step.basis.text, "since": step.basis.since.isoformat()},
        "parts": [_part_json(part) for part in step.parts],
        "conditions": [_condition_json(condition) for condition in step.conditions],
    }


def _part_json(part: Part) -> dict[str, Any]:
    return {
        "key": part.key,
        **_both("label", part.label),
        "weight": fraction_json(part.weight),
        "value": fraction_json(part.value),
        "contribution": fraction_json(part.contribution),
    }


def _condition_json(condition: Condition) -> dict[str, Any]:
    return {
        **_both("label", condition.label),
        "left": fraction_json(condition.left),
        "relation": condition.relation,
        "right": fraction_json(condition.right),
        "holds": condition.holds,
    }


def _both(name: str, text: Text | None) -> dict[str, str | None]:
    return {name: text.id if text else None, f"{name}_en": text.en if text else None}
