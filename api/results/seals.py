"""What a released result says, as one hash: anybody who has the result can check that nothing changed since."""

import hashlib
import json
from typing import Any

from api.kit.base import columns_of
from api.results.models import Result, ResultDecision

_RESULT = (
    "id",
    "round_id",
    "participant_id",
    "employee_id",
    "version",
    "supersedes_id",
    "composite",
    "scaled",
    "numeric",
    "values",
    "left_out",
    "proposed_work",
    "proposed_behaviour",
    "proposed_predicate",
    "work",
)
_DECISION = tuple(
    column.name for column in ResultDecision.__table__.columns if column.name not in ("result_id", "decided_at")
)


def content_hash(result: Result) -> str:
    """SHA-256 over the canonical JSON of figures, sums and decision."""
    return hashlib.sha256(content_text(result).encode()).hexdigest()


def content_text(result: Result) -> str:
    """The canonical JSON itself, for whoever is to compute the hash."""
    return json.dumps(content_of(result), sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)


def content_of(result: Result) -> dict[str, Any]:
    decision = result.decision
    return {
        "schema": "released-result/1",
        **columns_of(result, *_RESULT),
        "sums": result.sums.hex(),
        "item_sums": result.item_sums.hex(),
        "decision": None
        if decision is None
        else {**columns_of(decision, *_DECISION), "decided_at": decision.decided_at.isoformat()},
    }
