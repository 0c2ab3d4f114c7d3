"""Chance that can be repeated: the same sealed seed draws the same plan on any machine, in any year."""

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")

SHORTEST_SEED = 16


class Dice:
    """Chance from the sealed seed and a label of what is drawn, so that one unit's change leaves the others alone.

    Only `Random.random()` is used, the one method whose sequence Python promises to keep from version to version.
    """

    def __init__(self, seed: bytes, *label: str) -> None:
        if len(seed) < SHORTEST_SEED:
            raise ValueError(f"a seed has at least {SHORTEST_SEED} bytes")
        digest = hmac.digest(seed, "\x1f".join(("plan", *label)).encode(), "sha256")
        self._next = Random(int.from_bytes(digest, "big")).random  # noqa: S311 - must be repeatable; the seed is secret

    def below(self, limit: int) -> int:
        """A whole number from 0 to limit − 1."""
        return int(self._next() * limit)

    def pick(self, items: Sequence[T]) -> T:
        return items[self.below(len(items))]

    def shuffled(self, items: Iterable[T]) -> list[T]:
        """Fisher and Yates: every order is equally likely. Sets have no order to begin with: sort them before."""
        result = list(items)
        chance = self._next
        for last in range(len(result) - 1, 0, -1):
            other = int(chance() * (last + 1))
            result[last], result[other] = result[other], result[last]
        return result


def seed_hash(seed: bytes) -> str:
    """What may be shown of a sealed seed: it proves later which seed was used, and draws nothing."""
    return hashlib.sha256(b"plan-seed\x1f" + seed).hexdigest()
