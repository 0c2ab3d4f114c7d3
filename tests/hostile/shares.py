"""How much of the corpus an operation meets: in `make soak` all of it, in `make test` a quarter, each another one."""

from collections.abc import Sequence
from typing import TypeVar

import pytest

T = TypeVar("T")


class Share:
    """Every `step`-th entry, beginning with each operation at the next one: together they meet the whole corpus."""

    def __init__(self, step: int) -> None:
        self.step = step

    def __call__(self, entries: Sequence[T], turn: int) -> Sequence[T]:
        return entries[turn % self.step :: self.step]


in_shares = pytest.mark.parametrize(
    "share", [pytest.param(Share(4), id="quarter"), pytest.param(Share(1), id="whole", marks=pytest.mark.soak)]
)
