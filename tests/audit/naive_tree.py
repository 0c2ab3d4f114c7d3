"""RFC 9162 §2.1 once more, as its text defines it: slow, recursive, and without anything of the product."""

from collections.abc import Sequence
from hashlib import sha256


def mth(leaves: Sequence[bytes]) -> bytes:
    """The Merkle Tree Hash of leaf hashes (§2.1.1)."""
    if not leaves:
        return sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    k = split(len(leaves))
    return sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def split(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def root_by_inclusion(index: int, size: int, leaf: bytes, proof: list[bytes]) -> bytes:
    """Climb from the top down: the last node of the proof belongs to the uppermost fork."""
    if size == 1:
        assert not proof
        return leaf
    k, rest, node = split(size), proof[:-1], proof[-1]
    if index < k:
        return sha256(b"\x01" + root_by_inclusion(index, k, leaf, rest) + node).digest()
    return sha256(b"\x01" + node + root_by_inclusion(index - k, size - k, leaf, rest)).digest()


def roots_by_consistency(first: int, second: int, proof: list[bytes], known: bytes | None) -> tuple[bytes, bytes]:
    """Both roots that the proof leads to. `known` is the earlier root, as long as its tree stands on its own."""
    if first == second:
        if known is not None:
            assert not proof
            return known, known
        (node,) = proof
        return node, node
    k, rest, node = split(second), proof[:-1], proof[-1]
    if first <= k:
        earlier, later = roots_by_consistency(first, k, rest, known)
        return earlier, sha256(b"\x01" + later + node).digest()
    earlier, later = roots_by_consistency(first - k, second - k, rest, None)
    return (sha256(b"\x01" + node + earlier).digest(), sha256(b"\x01" + node + later).digest())
