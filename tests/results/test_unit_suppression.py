"""Which lines of a table of units are told, so that no difference of two stands for a handful of people."""

import random
from itertools import combinations

import pytest

from api.results.disclosure import (
    UnitCount,
    suppress_unit_table,
)
from tests.results.matrices import rank


def random_units(rng, depth, prefix="u"):
    below = () if depth == 0 else [random_units(rng, depth - 1, f"{prefix}{n}") for n in range(rng.randint(0, 3))]
    return UnitCount(prefix, rng.choice([0, 0, 1, 2, 3, 5, 8]), tuple(below))


def lines(unit):
    """Each unit with the keys of the units its line adds up."""
    below = {key: cells for child in unit.below for key, cells in lines(child).items()}
    return {unit.key: {unit.key}.union(*below.values()), **below}


def own_counts(unit):
    return {unit.key: unit.own} | {key: n for child in unit.below for key, n in own_counts(child).items()}


class TestUnitTables:
    def test_a_unit_below_five_is_hidden_and_a_second_one_with_it(self):
        office = UnitCount("kec", 0, (UnitCount("a", 3), UnitCount("b", 7), UnitCount("c", 6), UnitCount("d", 9)))
        assert suppress_unit_table(office) == {"kec", "b", "d"}

    def test_hidden_units_that_together_reach_five_cost_no_other(self):
        office = UnitCount("kec", 0, (UnitCount("a", 3), UnitCount("b", 2), UnitCount("c", 6)))
        assert suppress_unit_table(office) == {"kec", "c"}

    def test_the_people_directly_in_the_unit_count_as_hidden(self):
        assert suppress_unit_table(UnitCount("kec", 3, (UnitCount("a", 6), UnitCount("b", 8)))) == {"kec", "b"}
        assert suppress_unit_table(UnitCount("kec", 0, (UnitCount("a", 6), UnitCount("b", 8)))) == {"kec", "a", "b"}

    def test_below_a_hidden_unit_everything_is_hidden(self):
        small = UnitCount("a", 0, (UnitCount("a1", 5), UnitCount("a2", 1)))
        office = UnitCount("kec", 1, (small, UnitCount("b", 20)))
        assert suppress_unit_table(office) == {"kec", "b"}

    def test_an_office_below_five_has_no_table(self):
        assert suppress_unit_table(UnitCount("kec", 4)) == frozenset()

    @pytest.mark.parametrize("minimum", [3, 5])
    def test_no_sum_or_difference_of_lines_stands_for_fewer_than_the_minimum(self, minimum):
        rng = random.Random(7)
        tables = 0
        while tables < 300:
            office = random_units(rng, 2)
            people, members = own_counts(office), lines(office)
            if not 2 <= len(people) <= 9:
                continue
            tables += 1
            keys = sorted(people)
            shown_lines = [[int(key in members[unit]) for key in keys] for unit in suppress_unit_table(office, minimum)]
            whole = rank(shown_lines)
            for size in range(1, len(keys) + 1):
                for group in combinations(keys, size):
                    if 0 < sum(people[key] for key in group) < minimum:
                        asked = [int(key in group) for key in keys]
                        assert rank([*shown_lines, asked]) > whole

    def test_more_is_never_hidden_than_one_line_too_many(self):
        office = UnitCount("kec", 0, tuple(UnitCount(f"kel-{n}", 8) for n in range(5)))
        assert len(suppress_unit_table(office)) == 6
