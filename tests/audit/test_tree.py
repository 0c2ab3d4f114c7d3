"""The tree of the log: the vectors of Certificate Transparency by hand, and a second implementation for every size."""

from hashlib import sha256

import pytest

from api.audit.tree import (
    EMPTY_ROOT,
    CompactRange,
    consistency_proof,
    continues,
    includes,
    inclusion_proof,
    root_of,
)
from tests.audit.naive_tree import mth, root_by_inclusion, roots_by_consistency

INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
"""The eight entries that implementations of RFC 6962 and 9162 are tested with."""
CT = [sha256(b"\x00" + bytes.fromhex(one)).digest() for one in INPUTS]
CT_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [sha256(f"entry {number}".encode()).digest() for number in range(300)]


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_those_of_the_published_vectors(size: int) -> None:
    assert root_of(CT[:size]).hex() == CT_ROOTS[size]


def test_the_proofs_are_those_of_the_published_vectors() -> None:
    assert [node.hex() for node in inclusion_proof(CT, 5)] == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]
    assert [node.hex() for node in consistency_proof(CT, 6)] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


def test_every_size_has_the_root_of_the_definition_however_the_tree_grew() -> None:
    growing = CompactRange()
    for size in range(301):
        assert growing.root() == mth(LEAVES[:size])
        growing = CompactRange.from_bytes(size, growing.to_bytes())
        if size < 300:
            growing.append(LEAVES[size])
    assert mth([]) == EMPTY_ROOT


def test_every_leaf_of_every_tree_is_proved_and_no_other() -> None:
    for size in [*range(1, 70), 127, 128, 129, 255, 256, 257, 300]:
        root = mth(LEAVES[:size])
        for index in range(size):
            proof = inclusion_proof(LEAVES[:size], index)
            assert len(proof) * 32 <= 1024
            assert root_by_inclusion(index, size, LEAVES[index], proof) == root
            assert includes(root, size, index, LEAVES[index], proof)
            other = (index + 1) % size
            assert other == index or not includes(root, size, other, LEAVES[index], proof)
            assert not includes(root, size, index, sha256(b"x").digest(), proof)


def test_every_tree_is_the_beginning_of_every_later_one_and_a_changed_one_is_not() -> None:
    for second in [*range(1, 65), 127, 128, 129, 300]:
        later = mth(LEAVES[:second])
        for first in range(1, second + 1):
            earlier, proof = mth(LEAVES[:first]), consistency_proof(LEAVES[:second], first)
            assert roots_by_consistency(first, second, proof, earlier) == (earlier, later)
            assert continues(earlier, first, later, second, proof)
            changed = mth([*LEAVES[: first - 1], sha256(b"x").digest()])
            assert not continues(changed, first, later, second, proof)
            assert not continues(earlier, first, changed, second, proof)
            assert first == second or not continues(earlier, first, later, second, proof[:-1])


def test_what_cannot_be_a_tree_is_refused() -> None:
    with pytest.raises(ValueError, match="complete subtrees"):
        CompactRange(3, [LEAVES[0]])
    with pytest.raises(ValueError, match="32 bytes"):
        CompactRange.from_bytes(1, b"short")
    with pytest.raises(ValueError, match="no such leaf"):
        inclusion_proof(LEAVES[:3], 3)
    with pytest.raises(ValueError, match="part of the later"):
        consistency_proof(LEAVES[:3], 4)
    assert not includes(root_of(LEAVES[:3]), 3, 3, LEAVES[0], [])
    assert not continues(LEAVES[0], 2, LEAVES[1], 1, [])
