"""What somebody is strong in and what to learn next, by thresholds: both may be empty (features.md, mistake D29)."""

from fractions import Fraction
from typing import Any

from api.results.exact import Exact
from api.results.pieces import figure
from api.scoring.agreement import DEFAULT_CUTS

MOST_STRENGTHS = 2


def strengths_and_learning(exact: Exact) -> tuple[list[dict[str, Any]], dict[str, Any] | None]:
    """At most two values from 3.5 on, the highest first; and the lowest one, if it lies below the cut for *di atas*.

    Of equal values the first of the instrument counts. Nobody is told to learn something only because something has to
    be last.
    """
    known = [(value, code) for code, value in exact.values.items() if value is not None]
    strong = sorted((entry for entry in known if entry[0] >= DEFAULT_CUTS.good), key=lambda entry: -entry[0])
    lowest = min(known, key=lambda entry: entry[0], default=None)
    learning = None
    if lowest is not None and lowest[0] < exact.policy.behaviour.above_composite:
        learning = _entry(exact, *lowest, strength=False)
    return [_entry(exact, *entry, strength=True) for entry in strong[:MOST_STRENGTHS]], learning


def _entry(exact: Exact, value: Fraction, code: str, *, strength: bool) -> dict[str, Any]:
    words = next(one for one in exact.content.values if one.code == code)
    text = words.strength_text if strength else words.learning_text
    return {"code": code, "name": words.name, "value": figure(value), "text": text}
