"""The log as a Merkle tree: root, proofs, and the compact range from which a tree goes on growing (pure; RFC 9162 §2.1).

Everything works on leaf hashes; `leaf.py` makes them. Nodes are SHA-256(0x01 ‖ left ‖ right).
"""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

HASH_BYTES = 32
BLOCK = 256
EMPTY_ROOT = sha256(b"").digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


class CompactRange:
    """The roots of the complete subtrees over the leaves so far, left to right: all that later roots need of them."""

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        self.size = size
        self.peaks = list(peaks)
        if len(self.peaks) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} complete subtrees")

    @classmethod
    def from_bytes(cls, size: int, stored: bytes) -> "CompactRange":
        if len(stored) % HASH_BYTES:
            raise ValueError("subtree roots of 32 bytes expected")
        return cls(size, (stored[start : start + HASH_BYTES] for start in range(0, len(stored), HASH_BYTES)))

    def to_bytes(self) -> bytes:
        return b"".join(self.peaks)

    def append(self, leaf: bytes) -> None:
        """As in adding one to a binary number: equal subtrees become one of twice the size."""
        size, peaks = self.size, self.peaks
        while size & 1:
            leaf = sha256(b"\x01" + peaks.pop() + leaf).digest()
            size >>= 1
        peaks.append(leaf)
        self.size += 1

    def extend(self, leaves: Sequence[bytes]) -> None:
        """Many at once: whole blocks are built level by level, a third of the time."""
        start = 0
        while start < len(leaves):
            if self.size % BLOCK or len(leaves) - start < BLOCK:
                self.append(leaves[start])
                start += 1
            else:
                self._append_block(leaves[start : start + BLOCK])
                start += BLOCK

    def _append_block(self, level: Sequence[bytes]) -> None:
        while len(level) > 1:
            level = [
                sha256(b"\x01" + left + right).digest() for left, right in zip(level[::2], level[1::2], strict=True)
            ]
        self.size //= BLOCK
        self.append(level[0])
        self.size *= BLOCK

    def root(self) -> bytes:
        if not self.peaks:
            return EMPTY_ROOT
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root


def root_of(leaves: Sequence[bytes]) -> bytes:
    growing = CompactRange()
    growing.extend(leaves)
    return growing.root()


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """What proves that leaf number `index` (from 0) is in the tree of these leaves (§2.1.3.1)."""
    if not 0 <= index < len(leaves):
        raise ValueError("no such leaf")
    if len(leaves) == 1:
        return []
    half = _left_part(len(leaves))
    if index < half:
        return [*inclusion_proof(leaves[:half], index), root_of(leaves[half:])]
    return [*inclusion_proof(leaves[half:], index - half), root_of(leaves[:half])]


def consistency_proof(leaves: Sequence[bytes], earlier: int) -> list[bytes]:
    """What proves that the tree of the first `earlier` leaves is the beginning of this one (§2.1.4.1)."""
    if not 0 < earlier <= len(leaves):
        raise ValueError("the earlier tree must be a part of the later one")
    return _subproof(leaves, earlier, whole=True)


def includes(root: bytes, size: int, index: int, leaf: bytes, proof: Sequence[bytes]) -> bool:
    """Does the proof lead from the leaf to the root (§2.1.3.2)?"""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for node in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(node, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, node)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def continues(first: bytes, first_size: int, second: bytes, second_size: int, proof: Sequence[bytes]) -> bool:
    """Does the proof lead from the earlier root to the later one (§2.1.4.2)?"""
    if first_size == second_size:
        return not proof and first == second
    if not 0 < first_size < second_size or not proof:
        return False
    path = iter(proof if first_size & (first_size - 1) else [first, *proof])
    return _walk(path, first, first_size - 1, second, second_size - 1)


def _walk(path: Iterator[bytes], first: bytes, place: int, second: bytes, last: int) -> bool:
    while place & 1:
        place, last = place >> 1, last >> 1
    earlier = later = next(path)
    for node in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            earlier, later = node_hash(node, earlier), node_hash(node, later)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            later = node_hash(later, node)
        place, last = place >> 1, last >> 1
    return last == 0 and earlier == first and later == second


def _subproof(leaves: Sequence[bytes], earlier: int, *, whole: bool) -> list[bytes]:
    if earlier == len(leaves):
        return [] if whole else [root_of(leaves)]
    half = _left_part(len(leaves))
    if earlier <= half:
        return [*_subproof(leaves[:half], earlier, whole=whole), root_of(leaves[half:])]
    return [*_subproof(leaves[half:], earlier - half, whole=False), root_of(leaves[:half])]


def _left_part(size: int) -> int:
    """The largest power of two smaller than the size."""
    return 1 << (size - 1).bit_length() - 1
