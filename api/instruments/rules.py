"""What an instrument version must be to be published, what may happen to it, and where its answers stand."""

from collections.abc import Mapping
from enum import StrEnum

from api.instruments.changes import Change, Effect, may_compare, what_changed
from api.instruments.checks import anchor_faults, header_faults, item_faults, value_faults
from api.instruments.draft import VersionDraft
from api.instruments.policy import policy_faults, scoring_policy
from api.kit.faults import Fault

__all__ = [
    "Change",
    "Effect",
    "Fault",
    "VersionStatus",
    "answer_positions",
    "check_instrument_version",
    "may_compare",
    "may_edit",
    "moves_from",
    "scoring_policy",
    "what_changed",
]


class VersionStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


MOVES: Mapping[VersionStatus, Mapping[str, VersionStatus]] = {
    VersionStatus.DRAFT: {"publish": VersionStatus.PUBLISHED},
    VersionStatus.PUBLISHED: {"retire": VersionStatus.RETIRED},
    VersionStatus.RETIRED: {},
}


def check_instrument_version(draft: VersionDraft) -> list[Fault]:
    """Everything that keeps a version from being published, in the order of the form; empty = it may be published.

    1–12 values with codes of their own, each with two items or more and an anchor for each level 1–5; item numbers run
    from 1 in the order of the values; shares are 1–9; every item leads to a known competency. Weights total exactly
    10,000 basis points, the superior's at least 1; cuts are ordered, thresholds can be reached, peers are never fewer
    than three. Legal basis and date are there (parameters have dates: a past round keeps the past's numbers).
    """
    return [
        *header_faults(draft),
        *value_faults(draft),
        *item_faults(draft),
        *anchor_faults(draft),
        *policy_faults(draft),
    ]


def answer_positions(version: VersionDraft) -> dict[int, int]:
    """Item number → index of its byte in a stored form: values in their order, items in theirs, as scoring reads them.

    The order on a rater's screen may differ; a published version never changes, so neither does this.
    """
    return {item.number: index for index, item in enumerate(version.items)}


def may_edit(status: VersionStatus) -> bool:
    """Only a draft: what has been published is frozen, a change is a new version (features 15)."""
    return status == VersionStatus.DRAFT


def moves_from(status: VersionStatus) -> Mapping[str, VersionStatus]:
    """What may be done with a version in this status, and the status it leads to."""
    return MOVES[status]
