"""The plan of evaluators: fair to everybody, blind to who likes whom, the same for the same seed."""

import random
from collections import Counter
from dataclasses import asdict, replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.assignments.plan import Person, draw_plan, level_of, plan_basis, possible_peers, seed_hash
from api.assignments.plan_dice import Dice
from api.assignments.plan_pools import foes_of, pools_of

SEED = bytes(range(32))


def staff(n, *path, level="pelaksana", start=0):
    return [Person(f"{'/'.join(path)}-{level}-{i:03d}", path, level) for i in range(start, start + n)]


def keys(people):
    return [person.key for person in people]


def counts(plan, people):
    given = Counter(rater for rater, _ in plan.pairs)
    received = Counter(rated for _, rated in plan.pairs)
    return [given[key] for key in keys(people)], [received[key] for key in keys(people)]


def reciprocal(plan):
    pairs = set(plan.pairs)
    return sum((rated, rater) in pairs for rater, rated in pairs) // 2


def assert_sound(plan, people, hard, k):
    """What holds for every plan, whatever the office."""
    foes = foes_of(people, hard)
    level = {person.key: person.level for person in people}
    assert len(set(plan.pairs)) == len(plan.pairs)
    assert all(rater != rated for rater, rated in plan.pairs)
    assert not any(rated in foes.get(rater, ()) for rater, rated in plan.pairs)
    assert all(level[rater] == level[rated] for rater, rated in plan.pairs)
    gives, gets = counts(plan, people)
    assert all(abs(a - b) <= 1 for a, b in zip(gives, gets, strict=True))
    assert max([*gives, *gets], default=0) <= k


@st.composite
def offices(draw):
    """Small and large units in a tree of two levels, two levels of posts, some superiors among the peers."""
    people = []
    for unit in range(draw(st.integers(1, 5))):
        path = ("kec", f"unit-{unit}")
        head = Person(f"head-{unit}", path, draw(st.sampled_from(["pengawas", "pelaksana"])))
        line = (head.key,) if draw(st.booleans()) else ()
        people.append(head)
        members = staff(draw(st.integers(0, 14)), *path)
        people += [replace(person, superiors=line) for person in members]
    everyone = keys(people)
    pairs = st.lists(st.tuples(st.sampled_from(everyone), st.sampled_from(everyone)), max_size=20)
    hard = frozenset(frozenset(pair) for pair in draw(pairs) if pair[0] != pair[1])
    return people, hard


class TestEveryOffice:
    @settings(max_examples=200, deadline=None)
    @given(office=offices(), k=st.integers(1, 7), seed=st.binary(min_size=16, max_size=40))
    def test_no_plan_breaks_a_hard_rule_or_burdens_anybody_unevenly(self, office, k, seed):
        people, hard = office
        assert_sound(draw_plan(people, seed=seed, k=k, hard=hard), people, hard, k)

    @settings(max_examples=60, deadline=None)
    @given(office=offices(), order=st.randoms(use_true_random=False))
    def test_the_order_of_people_and_conflicts_does_not_matter(self, office, order):
        people, hard = office
        last = draw_plan(people, seed=SEED[::-1], hard=hard).pairs
        mixed = order.sample(people, len(people))
        first = draw_plan(people, seed=SEED, hard=hard, last_round=frozenset(last))
        again = draw_plan(
            mixed, seed=SEED, hard=frozenset(reversed(sorted(hard, key=sorted))), last_round=list(last)[::-1]
        )
        assert first == again

    @settings(max_examples=60, deadline=None)
    @given(office=offices(), k=st.integers(1, 7))
    def test_avoiding_last_round_costs_nobody_a_form(self, office, k):
        people, hard = office
        last = draw_plan(people, seed=SEED[::-1], k=k, hard=hard)
        plan = draw_plan(people, seed=SEED, k=k, hard=hard, last_round=frozenset(last.pairs))
        assert_sound(plan, people, hard, k)
        assert plan.report.repeated == len(set(plan.pairs) & set(last.pairs)) <= len(last.pairs)

    def test_a_thousand_random_offices_without_conflicts_are_exactly_regular(self):
        rng = random.Random(20261201)
        for _ in range(1_000):
            k = rng.randint(1, 7)
            people = [p for unit in range(rng.randint(1, 6)) for p in staff(rng.randint(0, 20), "kec", f"u{unit}")]
            plan = draw_plan(people, seed=rng.randbytes(32), k=k)
            assert_sound(plan, people, frozenset(), k)
            gives, gets = counts(plan, people)
            assert set(gives) | set(gets) <= {min(k, max(len(people) - 1, 0))}
            for pool in plan.report.pools:
                assert pool.people > k or pool.people == len(people)
            assert reciprocal(plan) == plan.report.reciprocal == plan.report.unavoidable

    def test_a_thousand_random_pools_with_conflicts_give_everybody_what_is_possible(self):
        rng = random.Random(20261202)
        for _ in range(1_000):
            n, k = rng.randint(2, 24), rng.randint(1, 7)
            people = staff(n, "kec")
            hard = frozenset(frozenset(rng.sample(keys(people), 2)) for _ in range(rng.randint(0, n // 2)))
            plan = draw_plan(people, seed=rng.randbytes(32), k=k, hard=hard)
            assert_sound(plan, people, hard, k)
            foes = foes_of(people, hard)
            possible = [n - 1 - len(foes.get(key, ())) for key in keys(people)]
            if n > 2 * k + 2 + max(n - 1 - p for p in possible):
                gives, gets = counts(plan, people)
                assert set(gives) | set(gets) == {k}


class TestOnePool:
    @pytest.mark.parametrize("n", range(11, 40))
    def test_nobody_rates_who_rates_him_where_there_are_enough_people(self, n):
        plan = draw_plan(staff(n, "kec"), seed=SEED, k=5)
        assert reciprocal(plan) == plan.report.reciprocal == 0

    @pytest.mark.parametrize("n", range(2, 11))
    def test_in_a_small_pool_only_the_unavoidable_pairs_rate_each_other(self, n):
        plan = draw_plan(staff(n, "kec"), seed=SEED, k=5)
        degree = min(5, n - 1)
        assert reciprocal(plan) == plan.report.unavoidable == n * degree - n * (n - 1) // 2
        assert plan.report.given_min == plan.report.received_max == degree

    def test_one_conflict_costs_the_two_a_form_each_way_only_where_everybody_rates_everybody(self):
        people = staff(6, "kec")
        plan = draw_plan(people, seed=SEED, k=5, hard={frozenset(keys(people)[:2])})
        assert counts(plan, people) == ([4, 4, 5, 5, 5, 5], [4, 4, 5, 5, 5, 5])
        assert plan.report.conflicts == 1

    def test_a_conflict_in_a_larger_pool_costs_nobody_anything(self):
        people = staff(13, "kec")
        for first, second in combinations(keys(people)[:5], 2):
            plan = draw_plan(people, seed=SEED, k=5, hard={frozenset((first, second))})
            assert counts(plan, people) == ([5] * 13, [5] * 13)
            assert reciprocal(plan) == 0

    def test_last_rounds_pairs_come_again_only_where_few_people_leave_no_choice(self):
        people = staff(40, "kec")
        last = draw_plan(people, seed=SEED, k=5)
        plan = draw_plan(people, seed=SEED[::-1], k=5, last_round=frozenset(last.pairs))
        assert not set(plan.pairs) & set(last.pairs)
        assert plan.report.reciprocal == plan.report.repeated == 0

    def test_the_tightest_pool_without_reciprocity_still_avoids_most_of_last_round(self):
        people = staff(11, "kec")
        last = frozenset(draw_plan(people, seed=SEED, k=5).pairs)
        blind = [len(last & set(draw_plan(people, seed=bytes([n]) * 32, k=5).pairs)) for n in range(20)]
        aware = [draw_plan(people, seed=bytes([n]) * 32, k=5, last_round=last).report for n in range(20)]
        assert sum(report.repeated for report in aware) < 0.2 * sum(blind)
        assert {report.reciprocal for report in aware} == {0}

    @pytest.mark.parametrize("number", range(20))
    def test_even_where_conflicts_leave_too_few_partners_nobody_gives_much_more_than_he_gets(self, number):
        people = staff(9, "kec")
        quarrel = frozenset(map(frozenset, [*combinations(keys(people)[2:], 2), keys(people)[:2]]))
        plan = draw_plan(people, seed=bytes([number]) * 32, k=2, hard=quarrel)
        assert_sound(plan, people, quarrel, 2)
        assert plan.report.forms == 8

    def test_two_people_rate_each_other_and_one_alone_is_reported(self):
        couple = draw_plan(staff(2, "kec"), seed=SEED)
        assert len(couple.pairs) == 2
        alone = draw_plan(staff(1, "kec"), seed=SEED)
        assert alone.pairs == ()
        assert alone.report.unmet == ("kec-pelaksana-000",)

    def test_an_office_without_people_has_an_empty_plan(self):
        plan = draw_plan([], seed=SEED)
        assert (plan.pairs, plan.report.people, plan.report.pools) == ((), 0, ())


class TestPools:
    def test_a_large_enough_unit_keeps_to_itself(self):
        people = [*staff(6, "kec", "terjun"), *staff(7, "kec", "rengas")]
        sizes = {pool.unit_path: (len(pool.members), pool.units) for pool in pools_of(people, {}, 5)}
        assert sizes == {("kec", "terjun"): (6, 1), ("kec", "rengas"): (7, 1)}

    def test_small_units_meet_in_the_unit_above(self):
        people = [p for name in ("umum", "keuangan") for p in staff(3, "kec", "sekretariat", name)]
        (pool,) = pools_of(people, {}, 5)
        assert (pool.unit_path, len(pool.members), pool.units) == (("kec", "sekretariat"), 6, 2)

    def test_a_unit_left_alone_joins_the_smallest_pool_under_the_next_unit(self):
        people = [*staff(4, "kec", "seksi"), *staff(8, "kec", "terjun"), *staff(6, "kec", "rengas")]
        found = {pool.unit_path: len(pool.members) for pool in pools_of(people, {}, 5)}
        assert found == {("kec", "terjun"): 8, ("kec", "rengas"): 10}

    def test_levels_are_never_mixed(self):
        people = [*staff(3, "kec"), *staff(3, "kec", level="pengawas")]
        assert sorted(len(pool.members) for pool in pools_of(people, {}, 5)) == [3, 3]

    def test_functional_officers_and_staff_are_one_level(self):
        assert level_of("fungsional") == level_of("pelaksana") != level_of("pengawas")

    def test_a_superior_among_his_staff_finds_his_peers_elsewhere_and_they_keep_their_pool(self):
        leader = Person("ketua", ("kec", "tim"), "pelaksana")
        team = [replace(person, superiors=("ketua",)) for person in staff(6, "kec", "tim")]
        people = [leader, *team, *staff(6, "kec", "lain")]
        found = {frozenset(pool.members) for pool in pools_of(people, foes_of(people, ()), 5)}
        assert found == {frozenset(keys(team)), frozenset(["ketua", *keys(people[-6:])])}

    def test_reporting_lines_count_over_several_steps_and_both_ways(self):
        chief, deputy = Person("a", ("kec",), "x"), Person("b", ("kec",), "x", superiors=("a",))
        clerk = Person("c", ("kec",), "x", superiors=("b", "a", "outside"))
        assert foes_of([chief, deputy, clerk], ()) == {"a": {"b", "c"}, "b": {"a", "c"}, "c": {"a", "b"}}

    def test_possible_peers_are_the_others_of_the_pool_one_may_rate(self):
        people = staff(4, "kec")
        conflict = frozenset(keys(people)[:2])
        assert list(possible_peers(people, {conflict}, 5).values()) == [2, 2, 3, 3]


class TestSeed:
    def test_the_plan_of_a_seed_is_the_same_for_ever(self):
        plan = draw_plan(staff(7, "kec"), seed=SEED, k=2)
        drawn = " ".join(rater[-1] + rated[-1] for rater, rated in plan.pairs)
        assert drawn == "03 05 10 15 21 24 32 36 40 41 53 56 62 64"

    def test_another_seed_draws_another_plan(self):
        people = staff(20, "kec")
        assert draw_plan(people, seed=SEED).pairs != draw_plan(people, seed=SEED[::-1]).pairs

    def test_one_units_change_leaves_the_other_units_plan_alone(self):
        terjun, rengas = staff(8, "kec", "terjun"), staff(8, "kec", "rengas")
        before = draw_plan([*terjun, *rengas], seed=SEED).pairs
        after = draw_plan([*terjun, *rengas, *staff(1, "kec", "rengas", start=8)], seed=SEED).pairs
        ours = set(keys(terjun))
        assert [pair for pair in before if pair[0] in ours] == [pair for pair in after if pair[0] in ours]

    def test_the_hash_shown_proves_the_seed_and_draws_nothing(self):
        people = staff(12, "kec")
        shown = seed_hash(SEED)
        assert shown == seed_hash(bytes(SEED)) != seed_hash(SEED[::-1])
        assert draw_plan(people, seed=bytes.fromhex(shown)).pairs != draw_plan(people, seed=SEED).pairs

    def test_a_seed_one_could_guess_is_refused(self):
        with pytest.raises(ValueError, match="seed"):
            draw_plan(staff(3, "kec"), seed=b"short")

    def test_the_dice_are_fair_enough_to_shuffle(self):
        firsts = Counter(Dice(SEED, str(n)).shuffled("abc")[0] for n in range(3_000))
        assert all(850 < count < 1_150 for count in firsts.values())


class TestReport:
    def test_the_report_holds_counts_and_never_a_pair(self):
        people = [*staff(12, "kec", "terjun"), *staff(2, "kec", level="pengawas")]
        plan = draw_plan(people, seed=SEED)
        words = repr(asdict(plan.report))
        named = [key for key in keys(people) if key in words]
        assert named == [key for key in keys(people) if "pengawas" in key] == list(plan.report.unmet)
        assert (plan.report.people, plan.report.forms) == (14, 62)

    def test_the_basis_changes_with_every_fact_the_plan_rests_on(self):
        people = staff(6, "kec")
        moved = [replace(people[0], unit_path=("lain",)), *people[1:]]
        led = [replace(people[0], superiors=("x",)), *people[1:]]
        conflict = {frozenset(keys(people)[:2])}
        facts = [
            (people, (), 5),
            (moved, (), 5),
            (led, (), 5),
            (people, conflict, 5),
            (people, (), 4),
            (people[1:], (), 5),
        ]
        assert len({plan_basis(*fact) for fact in facts}) == len(facts)
        assert plan_basis(people[::-1], (), 5) == plan_basis(people, (), 5)


@pytest.mark.parametrize("k", [0, 8])
def test_more_forms_than_the_cap_are_refused(k):
    with pytest.raises(ValueError, match="cap"):
        draw_plan(staff(20, "kec"), seed=SEED, k=k)


def test_two_people_with_one_key_are_refused():
    with pytest.raises(ValueError, match="key"):
        draw_plan([*staff(2, "kec"), *staff(1, "kec")], seed=SEED)
