"""From an instrument version to the policy that scores it: figures as drafted, values and items as written."""

from collections.abc import Iterator
from datetime import date

from api.instruments.draft import ValueDraft, VersionDraft
from api.kit.faults import Fault
from api.kit.texts import Text
from api.scoring.policy import Policy, PolicyError


def scoring_policy(version: VersionDraft) -> Policy:
    """The policy of a version. Codes, shares and item shares come from its values, so that the arithmetic and the
    form can never disagree; `PolicyError` names every figure that cannot hold."""
    return Policy.from_json(completed_policy(version))


def completed_policy(version: VersionDraft) -> dict[str, object]:
    """The policy's JSON with its date and values taken from the rest of the version."""
    start = version.effective_from or date.min
    values = [_value_rule(value) for value in version.values]
    return {**version.policy, "valid_from": start.isoformat(), "values": values}


def policy_faults(version: VersionDraft) -> Iterator[Fault]:
    """What scoring itself would refuse: weights, cuts, thresholds, bands, matrix. Contents have their own checks."""
    try:
        scoring_policy(version)
    except PolicyError as error:
        for problem in error.problems:
            pointer = _pointer(version, problem.field)
            if pointer is not None:
                yield Fault(pointer, problem.code, Text(problem.message, problem.message_en))


def _value_rule(value: ValueDraft) -> dict[str, object]:
    shares = [item.share for item in value.items]
    rule = {"code": value.code, "name": value.name, "share": value.share, "item_shares": shares}
    return {**rule, "min_items": value.min_items}


def _pointer(version: VersionDraft, field: str) -> str | None:
    """`sources.peer.weight_bp` → `/policy/sources/peer/weight_bp`; of a value only its threshold is scoring's affair."""
    group, *rest = field.split(".")
    if group != "values":
        return "/" + "/".join(["policy", group, *rest])
    if rest[-1:] != ["min_items"]:
        return None
    place = [value.code for value in version.values].index(rest[0])
    return f"/values/{place}/min_items"
