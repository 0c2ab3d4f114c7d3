"""Does a backup contain everything the present database has recorded? The audit log tells: it only ever grows.

Restoring an older state is an attack as well as a rescue (security.md T54), so the difference must be said aloud.
"""

from enum import Enum
from typing import NamedTuple


class Head(NamedTuple):
    """The end of an audit log: how many entries, and the leaf hash of the last (empty for an empty log)."""

    seq: int
    leaf: bytes


class Lineage(Enum):
    CONTAINS_PRESENT = "contains"  # nothing recorded would be lost
    OLDER = "older"  # an earlier state of the same log
    OTHER = "other"  # the logs part before their ends: another office, or a branch after an earlier restore


def lineage(backup: Head, present: Head, common_backup_leaf: bytes, common_present_leaf: bytes) -> Lineage:
    """Compare two logs by their entry number `min(backup.seq, present.seq)`, whose leaf hashes are given for both.

    A leaf hash covers its own entry only; entries carry random salts and instants, so that equal leaves at the same
    place mean the same history in every case but forgery, against which signed checkpoints stand.
    """
    if min(backup.seq, present.seq) > 0 and common_backup_leaf != common_present_leaf:
        return Lineage.OTHER
    return Lineage.OLDER if backup.seq < present.seq else Lineage.CONTAINS_PRESENT
