"""T6: what two lines of a unit table differ by is nobody or at least five people, in every office of forty."""

from collections.abc import Iterator
from itertools import combinations

import pytest

from api.results import unit_suppression
from api.results.disclosure import UnitCount, shows_count, suppress_unit_table

PEOPLE, LEAST = 40, 5


def sizes(left: int, parts: int, most: int) -> Iterator[tuple[int, ...]]:
    """Every way to divide so many people into so many units, the largest first."""
    if parts == 0:
        if left == 0:
            yield ()
        return
    for first in range(min(left, most), -1, -1):
        if first * parts >= left:
            for rest in sizes(left - first, parts - 1, first):
                yield (first, *rest)


def offices() -> Iterator[UnitCount]:
    """Forty people in up to five units, with each of the parts in turn as the people directly in the office."""
    for divided in sizes(PEOPLE, 5, PEOPLE):
        for own in sorted(set(divided)):
            units = list(divided)
            units.remove(own)
            yield UnitCount("kec", own, tuple(UnitCount(f"u{place}", one) for place, one in enumerate(units)))


def differences(office: UnitCount) -> Iterator[int]:
    """The whole less any of the units that are shown: every difference an officer can form."""
    shown = suppress_unit_table(office)
    if "kec" not in shown:
        return
    units = [one.own for one in office.below if one.key in shown]
    yield from units
    for number in range(len(units) + 1):
        for some in combinations(units, number):
            yield office.total - sum(some)


def small_ones() -> int:
    return sum(0 < one < LEAST for office in offices() for one in differences(office))


def test_no_two_lines_differ_by_a_small_group() -> None:
    checked = sum(1 for office in offices() for _ in differences(office))
    print(f"\n{checked} differences")  # noqa: T201
    assert checked > 50_000
    assert small_ones() == 0


def test_without_a_second_hidden_unit_they_would(monkeypatch: pytest.MonkeyPatch) -> None:
    def large_ones(parent: UnitCount, minimum: int) -> list[UnitCount]:
        return [unit for unit in parent.below if unit.total >= minimum]

    monkeypatch.setattr(unit_suppression, "_shown_below", large_ones)
    assert small_ones() > 1_000


def test_a_count_of_people_leaves_neither_them_nor_the_others_few() -> None:
    told = [people for people in range(PEOPLE + 1) if shows_count(people, PEOPLE)]
    assert told == [*range(LEAST, PEOPLE - LEAST + 1), PEOPLE]
