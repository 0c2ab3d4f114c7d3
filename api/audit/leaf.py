"""How an entry becomes bytes and a hash: canonical JSON, RFC 9162 leaf hashing (pure; security.md §4.1)."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

VERSION = 1


class Leaf(NamedTuple):
    """The fields of an entry in the log's own words; all strings or integers, so that their bytes are certain."""

    seq: int
    time: datetime
    family: str
    action: str
    object: str
    actor_ref: str | None
    outcome: str
    before_hash: str | None
    after_hash: str | None
    trace: str | None


def leaf_of(entry: Mapping[str, Any]) -> Leaf:
    """The leaf of an entry given by its columns."""
    return Leaf(
        seq=entry["seq"],
        time=entry["time"],
        family=entry["family"],
        action=entry["action"],
        object=f"{entry['object_type']}:{entry['object_id']}",
        actor_ref=entry["actor_ref"],
        outcome=entry["outcome"],
        before_hash=entry["before_hash"],
        after_hash=entry["after_hash"],
        trace=entry["trace"],
    )


def canonical(value: Any) -> bytes:
    """Sorted keys, no blanks, ASCII: the strict subset of RFC 8785 that strings and integers need."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, default=str).encode()


def leaf_bytes(leaf: Leaf) -> bytes:
    return canonical(
        {
            "v": VERSION,
            "seq": leaf.seq,
            "time_utc": leaf.time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "family": leaf.family,
            "action": leaf.action,
            "object": leaf.object,
            "actor_ref": leaf.actor_ref or "",
            "outcome": leaf.outcome,
            "before_h": leaf.before_hash or "",
            "after_h": leaf.after_hash or "",
            "trace": leaf.trace or "",
        }
    )


def leaf_hash(leaf: Leaf) -> bytes:
    """SHA-256(0x00 ‖ leaf), RFC 9162 §2.1.1: the prefix keeps leaves and inner nodes apart."""
    return hashlib.sha256(b"\x00" + leaf_bytes(leaf)).digest()


def salted_hash(salt: bytes, value: Any) -> str:
    """HMAC-SHA256 of the canonical value; without the salt nobody can check a guess."""
    return hmac.new(salt, canonical(value), hashlib.sha256).hexdigest()
