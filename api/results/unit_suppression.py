"""Tables by unit: a small unit is hidden, and so much beside it that no difference tells what was hidden."""

from collections.abc import Sequence
from dataclasses import dataclass

MINIMUM = 5


@dataclass(frozen=True, slots=True)
class UnitCount:
    """A unit, how many participants stand directly in it (in no unit below), and the units below it."""

    key: str
    own: int
    below: Sequence["UnitCount"] = ()

    @property
    def total(self) -> int:
        """Participants of the unit and everything below: what its line in the table stands for."""
        return self.own + sum(unit.total for unit in self.below)


def suppress_unit_table(units: UnitCount, minimum: int = MINIMUM) -> frozenset[str]:
    """The keys of the units whose lines may be shown; all others are hidden, with everything below them.

    A line stands for the unit and all below it, and is shown with at least `minimum` participants. What is hidden
    below a shown unit – its own people and its hidden units – is a difference one can compute; so together it is
    nobody or at least `minimum`, and the smallest shown units below are hidden until it is (DESIGN.md §5, security.md
    T6). Everything else one can compute is a sum of such differences.
    """
    if units.total < minimum:
        return frozenset()
    shown = {units.key}
    for unit in _shown_below(units, minimum):
        shown |= suppress_unit_table(unit, minimum)
    return frozenset(shown)


def shows_count(people: int, everybody: int, minimum: int = MINIMUM) -> bool:
    """Whether a number of people out of so many may be told: neither they nor all the others are a small group."""
    others = everybody - people
    return people >= minimum and (others == 0 or others >= minimum)


def _shown_below(parent: UnitCount, minimum: int) -> list[UnitCount]:
    """The units directly below that stay: large enough, and what is not shown of the parent is large enough too."""
    by_size = sorted(parent.below, key=lambda unit: (-unit.total, unit.key))
    shown = [unit for unit in by_size if unit.total >= minimum]
    rest = parent.total - sum(unit.total for unit in shown)
    while 0 < rest < minimum:
        rest += shown.pop().total
    return shown
