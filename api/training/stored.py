"""The reasons of a recommendation as JSON and back: what is stored must be readable in ten years, so it is named."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from api.training.needs import Reason, ReasonKind

SCHEMA = "learning-reasons/1"


def reasons_to_json(reasons: Sequence[Reason]) -> dict[str, Any]:
    """Figures as exact fractions in text ("27/10")."""
    return {"schema": SCHEMA, "reasons": [_to_json(reason) for reason in reasons]}


def reasons_from_json(stored: Mapping[str, Any]) -> tuple[Reason, ...]:
    """What `reasons_to_json` wrote; ValueError for another schema."""
    if stored.get("schema") != SCHEMA:
        raise ValueError(f"expected {SCHEMA}")
    return tuple(_from_json(raw) for raw in stored["reasons"])


def _to_json(reason: Reason) -> dict[str, Any]:
    return {
        "kind": reason.kind.value,
        "figure": str(reason.figure),
        "against": str(reason.against),
        "value": reason.value,
        "item": reason.item,
        "competency": reason.competency,
        "superior_only": reason.superior_only,
    }


def _from_json(raw: Mapping[str, Any]) -> Reason:
    exact = {"figure": Fraction(raw["figure"]), "against": Fraction(raw["against"])}
    return Reason(**{**raw, **exact, "kind": ReasonKind(raw["kind"])})
