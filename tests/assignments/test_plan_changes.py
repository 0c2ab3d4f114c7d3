"""Substitutes and late joiners: chance chooses, nobody's other forms change."""

import random
from collections import Counter

import pytest

from api.assignments.plan import Person, draw_plan
from api.assignments.plan_changes import join_late, substitute_for

SEED = bytes(range(32))


def staff(n, *path):
    return [Person(f"{'/'.join(path)}-{i:02d}", path, "pelaksana") for i in range(n)]


class TestSubstitute:
    people = staff(14, "kec", "terjun")
    pairs = draw_plan(people, seed=SEED).pairs
    rater, rated = pairs[0]
    left = pairs[1:]

    def draw(self, **changes):
        facts = {"people": self.people, "pairs": self.left, "declined": [self.pairs[0]], "seed": SEED}
        return substitute_for(self.rated, **(facts | changes))

    def test_the_substitute_is_new_to_this_person_and_not_rated_by_him(self):
        who = self.draw()
        assert who not in {self.rater, self.rated, *(r for r, p in self.left if p == self.rated)}
        assert (self.rated, who) not in self.left

    def test_the_same_seed_draws_the_same_substitute_in_any_order(self):
        assert self.draw() == self.draw(people=self.people[::-1], pairs=self.left[::-1])

    def test_nobody_is_asked_twice_until_nobody_is_left(self):
        declined, asked = [self.pairs[0]], []
        while who := self.draw(declined=declined):
            asked.append(who)
            declined.append((who, self.rated))
        assert len(asked) == len(set(asked)) == 14 - 1 - 5

    def test_conflicts_and_superiors_are_never_drawn(self):
        first = self.draw()
        assert self.draw(hard={frozenset((first, self.rated))}) not in {first, None}
        led = [Person(p.key, p.unit_path, p.level, (first,) if p.key == self.rated else ()) for p in self.people]
        assert self.draw(people=led) not in {first, None}

    def test_who_has_as_many_forms_as_the_cap_gets_no_more(self):
        assert self.draw(max_given=5) is None
        assert self.draw(max_given=5, declined=[]) == self.rater

    def test_who_has_fewer_forms_is_preferred(self):
        lazy = next(
            key
            for key in sorted(p.key for p in self.people)
            if (self.rated, key) not in self.left
            and key not in {self.rated, self.rater}
            and (key, self.rated) not in self.left
        )
        fewer = [pair for pair in self.left if pair[0] != lazy]
        assert self.draw(pairs=fewer) == lazy

    def test_who_rated_him_last_round_comes_only_when_nobody_else_can(self):
        before = {(p.key, self.rated) for p in self.people if p.key != self.draw()}
        assert self.draw(last_round=before) == self.draw()

    def test_a_used_up_pool_is_widened_to_the_level(self):
        people = [*staff(6, "kec", "a"), *staff(6, "kec", "b")]
        pairs = [(r, p) for r, p in draw_plan(people, seed=SEED).pairs if (r, p) != (people[1].key, people[0].key)]
        who = substitute_for(
            people[0].key, people=people, pairs=pairs, declined=[(people[1].key, people[0].key)], seed=SEED
        )
        assert who is not None
        assert who.startswith("kec/b")

    def test_nobody_left_is_said(self):
        assert substitute_for("a", people=[Person("a", (), "x")], pairs=[], declined=[], seed=SEED) is None


class TestLateJoiner:
    @pytest.mark.parametrize("n", [3, 6, 10, 11, 14, 30])
    def test_he_gives_and_gets_up_to_k_and_nobody_beyond_the_cap(self, n):
        people = staff(n, "kec")
        plan = draw_plan(people, seed=SEED)
        late = Person("late", ("kec",), "pelaksana")
        more = join_late(late, people=people, pairs=plan.pairs, seed=SEED)
        given = Counter(rater for rater, _ in (*plan.pairs, *more))
        received = Counter(rated for _, rated in (*plan.pairs, *more))
        assert given["late"] == received["late"] == min(5, n)
        assert max(*given.values(), *received.values()) <= 7
        assert len(set(plan.pairs) | set(more)) == len(plan.pairs) + len(more)
        assert all("late" in pair for pair in more)

    def test_where_the_pool_allows_it_nobody_is_both_his_rater_and_rated(self):
        people = staff(10, "kec")
        more = join_late(Person("late", ("kec",), "pelaksana"), people=people, pairs=(), seed=SEED)
        assert len({key for pair in more for key in pair}) == 11

    def test_several_late_joiners_in_a_row_burden_all_alike(self):
        people = staff(12, "kec")
        pairs = draw_plan(people, seed=SEED).pairs
        for number in range(4):
            late = Person(f"late-{number}", ("kec",), "pelaksana")
            pairs += join_late(late, people=people, pairs=pairs, seed=SEED)
            people.append(late)
        given = Counter(rater for rater, _ in pairs)
        received = Counter(rated for _, rated in pairs)
        assert max(given.values()) - min(given.values()) <= 2
        assert max(*given.values(), *received.values()) <= 7

    def test_conflicts_and_his_superior_are_left_out(self):
        people = staff(6, "kec")
        late = Person("late", ("kec",), "pelaksana", superiors=(people[0].key,))
        hard = {frozenset(("late", people[1].key))}
        more = join_late(late, people=people, pairs=(), seed=SEED, hard=hard)
        assert not {people[0].key, people[1].key} & {key for pair in more for key in pair}

    def test_the_caps_hold_even_if_he_gets_fewer(self):
        people = staff(6, "kec")
        full = draw_plan(people, seed=SEED).pairs
        late = Person("late", ("kec",), "pelaksana")
        assert join_late(late, people=people, pairs=full, seed=SEED, max_given=5, max_received=5) == ()

    def test_order_does_not_matter(self):
        people = staff(15, "kec")
        pairs = list(draw_plan(people, seed=SEED).pairs)
        late = Person("late", ("kec",), "pelaksana")
        first = join_late(late, people=people, pairs=pairs, seed=SEED)
        rng = random.Random(3)
        mixed = join_late(late, people=rng.sample(people, 15), pairs=rng.sample(pairs, len(pairs)), seed=SEED)
        assert first == mixed
