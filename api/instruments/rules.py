"""What an instrument version must be to be published, what may happen to it, and where its answers stand."""

from collections.abc import Mapping
from enum import StrEnum

from api.instruments.changes import Change, Effect, may_compare, what_changed
from api.instruments.checks import (
    Fault,
    anchor_faults,
    cut_faults,
    header_faults,
    item_faults,
    threshold_faults,
    value_faults,
    weight_faults,
)
from api.instruments.draft import VersionDraft

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

    Weights total exactly 10,000 basis points, the superior's at least 1; shares are 1–9; every value has two items or
    more and an anchor for each level 1–5; item numbers run from 1 without gaps; cuts are ordered and thresholds can be
    reached; legal basis and date are there (parameters have dates: a past round keeps the past's numbers).
    """
    return [
        *header_faults(draft),
        *value_faults(draft),
        *item_faults(draft),
        *anchor_faults(draft),
        *weight_faults(draft.policy),
        *cut_faults(draft.policy),
        *threshold_faults(draft),
    ]


def answer_positions(version: VersionDraft) -> dict[int, int]:
    """Item number → index of its byte in a stored form. Answers stand in the order of the item numbers, whatever the
    order on the screen; a published version never changes, so neither does this."""
    return {number: index for index, number in enumerate(sorted(item.number for item in version.items))}


def may_edit(status: VersionStatus) -> bool:
    """Only a draft: what has been published is frozen, a change is a new version (features 15)."""
    return status is VersionStatus.DRAFT


def moves_from(status: VersionStatus) -> Mapping[str, VersionStatus]:
    """What may be done with a version in this status, and the status it leads to."""
    return MOVES[status]
