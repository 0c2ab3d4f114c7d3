"""How an entry becomes bytes and a hash: canonical JSON, RFC 9162 leaf hashing (pure; security.md §4.1)."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from json.encoder import encode_basestring_ascii
from typing import Any, NamedTuple

_quoted = encode_basestring_ascii


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
    kind, _, object_id = leaf.object.partition(":")
    return leaf_line(
        leaf.seq,
        time_text(leaf.time),
        leaf.family,
        leaf.action,
        kind,
        object_id,
        leaf.actor_ref,
        leaf.outcome,
        leaf.before_hash,
        leaf.after_hash,
        leaf.trace,
    )


def leaf_line(
    seq: int,
    time: str,
    family: str,
    action: str,
    kind: str,
    object_id: str,
    actor: str | None,
    outcome: str,
    before: str | None,
    after: str | None,
    trace: str | None,
) -> bytes:
    """The canonical JSON of an entry, keys in order, written out: checking a log of a million entries does little else."""
    return (
        f'{{"action":{_quoted(action)},"actor_ref":{_quoted(actor or "")},"after_h":{_quoted(after or "")},'
        f'"before_h":{_quoted(before or "")},"family":{_quoted(family)},"object":{_quoted(f"{kind}:{object_id}")},'
        f'"outcome":{_quoted(outcome)},"seq":{seq:d},"time_utc":{_quoted(time)},"trace":{_quoted(trace or "")},"v":1}}'
    ).encode()


def time_text(time: datetime | str) -> str:
    """In UTC, always with microseconds: `2026-11-24T01:15:00.000000Z`. SQLite keeps instants as such a text."""
    if isinstance(time, str):
        return f"{time.replace(' ', 'T')}Z"
    utc = time if time.tzinfo is UTC else time.astimezone(UTC)
    return f"{utc.isoformat(timespec='microseconds')[:26]}Z"


def leaf_hash(leaf: Leaf) -> bytes:
    """SHA-256(0x00 ‖ leaf), RFC 9162 §2.1.1: the prefix keeps leaves and inner nodes apart."""
    return hashlib.sha256(b"\x00" + leaf_bytes(leaf)).digest()


def salted_hash(salt: bytes, value: Any) -> str:
    """HMAC-SHA256 of the canonical value; without the salt nobody can check a guess."""
    return hmac.digest(salt, canonical(value), "sha256").hex()
