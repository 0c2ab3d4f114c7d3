"""What leaves the database about the forms of a person: by viewer, by number, and nothing that can be computed back."""

import random
from dataclasses import replace
from itertools import combinations, product

import pytest

from api.assignments.who_sees import Reader, Thresholds
from api.results.disclosure import (
    Comment,
    ResultState,
    Shown,
    SourceCounts,
    Viewer,
    disclose,
    figures_unchanged,
    group_comments,
    keep_shown,
)
from api.results.rules import ResultStatus
from api.rounds.rules import RoundStatus
from tests.results.matrices import rank

RELEASED = ResultState(RoundStatus.RELEASED, ResultStatus.RELEASED)
VALUES = ("BP", "AK", "KP", "HM", "LY", "AD", "KB")
NAMED = {
    source: SourceCounts(dict.fromkeys(VALUES, 1), dict.fromkeys(VALUES, (1, 1, 1)), 1, {"BP": 1})
    for source in ("self", "superior")
}
EVERY_READER = [*Reader]


def peers(n, **forms):
    """n peers who answered everything and commented on everything; `forms` changes single values."""
    by_value = dict.fromkeys(VALUES, n) | forms
    return SourceCounts(by_value, {v: (k, k, k) for v, k in by_value.items()}, n, by_value)


def see(reader, n=6, state=RELEASED, rated_as=None, counts=None, **thresholds):
    counts = NAMED | {"peer": counts or peers(n)}
    return disclose(Viewer(reader, rated_as), state, counts, Thresholds(**thresholds) if thresholds else None)


def everything(disclosure):
    """Every flag there is, by name."""
    flags = {"ratings": disclosure.ratings, "parts": disclosure.parts}
    for name in ("signals", "comments"):
        flags |= {(name, source): flag for source, flag in getattr(disclosure, name).items()}
    for name in ("means", "items", "comments_by_value"):
        for source, by_value in getattr(disclosure, name).items():
            flags |= {(name, source, value): flag for value, flag in by_value.items()}
    return flags


def shown(disclosure):
    return {name for name, flag in everything(disclosure).items() if flag.shown}


class TestWhen:
    @pytest.mark.parametrize(
        ("reader", "status"),
        [*product(EVERY_READER, ["draft", "open", "closed", "cancelled"])],
    )
    def test_nobody_sees_anything_before_the_calculation(self, reader, status):
        disclosure = see(reader, state=ResultState(RoundStatus(status), ResultStatus.PROPOSAL, responses_open=True))
        assert not disclosure.visible
        assert shown(disclosure) == set()

    def test_who_has_nothing_to_do_with_it_sees_nothing(self):
        disclosure = see(None)
        assert not disclosure.visible
        assert shown(disclosure) == set()

    @pytest.mark.parametrize("status", [ResultStatus.PROPOSAL, ResultStatus.DECIDED])
    def test_the_person_waits_for_the_release_even_while_others_of_the_round_are_released(self, status):
        assert not see(Reader.SELF, state=ResultState(RoundStatus.RELEASED, status)).visible

    def test_in_the_stage_of_responses_the_person_sees_figures_and_nothing_else(self):
        state = ResultState(RoundStatus.CALCULATED, ResultStatus.PROPOSAL, responses_open=True)
        names = {name if isinstance(name, str) else name[0] for name in shown(see(Reader.SELF, state=state))}
        assert names == {"ratings", "parts", "means"}

    def test_the_personnel_officer_sees_that_a_result_exists_and_its_figures_once_decided(self):
        waiting = see(Reader.HR, state=ResultState(RoundStatus.CALCULATED, ResultStatus.PROPOSAL))
        assert waiting.visible
        assert shown(waiting) == set()
        decided = see(Reader.HR, state=ResultState(RoundStatus.CALCULATED, ResultStatus.DECIDED))
        assert decided.ratings.shown

    @pytest.mark.parametrize("reader", [Reader.ASSESSOR, Reader.HEAD, Reader.AUDITOR])
    def test_who_decides_or_audits_sees_the_calculated_result(self, reader):
        assert see(reader, state=ResultState(RoundStatus.CALCULATED, ResultStatus.PROPOSAL)).ratings.shown

    def test_an_archived_result_can_still_be_read_by_its_owner(self):
        assert see(Reader.SELF, state=ResultState(RoundStatus.ARCHIVED, ResultStatus.RELEASED)).ratings.shown


class TestHowMany:
    @pytest.mark.parametrize(("reader", "n"), [*product(EVERY_READER, [0, 1, 2])])
    def test_below_three_forms_nobody_sees_means_items_comments_or_signals_of_peers(self, reader, n):
        for name, flag in everything(see(reader, n)).items():
            if "peer" in name:
                assert not flag.shown
                assert flag.n is None

    def test_the_reason_says_fewer_than_three_and_not_how_many(self):
        assert see(Reader.SELF, 2).means["peer"]["BP"] == Shown(False, None, ("kurang dari 3", "fewer than 3"))

    def test_from_three_forms_the_mean_is_shown_with_its_number(self):
        assert see(Reader.SELF, 3).means["peer"]["BP"] == Shown(True, 3)

    def test_each_value_is_judged_on_its_own(self):
        means = see(Reader.SELF, counts=peers(3, KP=2)).means["peer"]
        assert [value for value, flag in means.items() if not flag.shown] == ["KP"]

    @pytest.mark.parametrize(("n", "expected"), [(3, False), (4, False), (5, True)])
    def test_items_need_five_answers(self, n, expected):
        assert see(Reader.SELF, n).items["peer"]["BP"].shown is expected

    def test_items_of_a_value_that_somebody_left_out_in_part_are_hidden(self):
        counts = replace(peers(6), answers=peers(6).answers | {"BP": (6, 6, 5)})
        items = see(Reader.SELF, counts=counts).items["peer"]
        assert items["BP"].because.id == "tidak semua penilai menjawab setiap butir"
        assert items["AK"].shown

    def test_subordinates_are_as_anonymous_as_peers(self):
        disclosure = disclose(Viewer(Reader.SELF), RELEASED, {"subordinate": peers(2)})
        assert not disclosure.means["subordinate"]["BP"].shown

    def test_the_superior_and_the_person_are_no_anonymous_group(self):
        disclosure = see(Reader.SELF)
        assert disclosure.means["superior"]["BP"] == disclosure.items["self"]["BP"] == Shown(True, 1)
        assert disclosure.comments["superior"].shown
        assert "superior" not in disclosure.signals

    def test_a_policy_may_ask_for_more(self):
        assert not see(Reader.SELF, 3, means=4).means["peer"]["BP"].shown
        assert see(Reader.SELF, 3, means=4).means["peer"]["BP"].because.id == "kurang dari 4"


class TestForWhom:
    @pytest.mark.parametrize("reader", EVERY_READER)
    def test_signals_are_for_the_personnel_officer_and_the_head_alone(self, reader):
        signal = see(reader).signals["peer"]
        assert signal.shown is (reader in (Reader.HR, Reader.HEAD))

    def test_signals_need_five_forms_in_every_value(self):
        assert not see(Reader.HEAD, 4).signals["peer"].shown
        assert not see(Reader.HEAD, counts=peers(6, LY=4)).signals["peer"].shown

    def test_the_personnel_officer_reads_neither_answers_nor_comments(self):
        disclosure = see(Reader.HR)
        assert not any(flag.shown for source in disclosure.items.values() for flag in source.values())
        assert not any(flag.shown for flag in disclosure.comments.values())
        assert disclosure.means["peer"]["BP"].shown


class TestWhoRatedHimself:
    @pytest.mark.parametrize("reader", [Reader.ASSESSOR, Reader.HR, Reader.HEAD, Reader.AUDITOR])
    def test_with_three_forms_one_of_them_his_own_he_sees_the_ratings_without_parts(self, reader):
        disclosure = see(reader, 3, rated_as="peer")
        assert disclosure.ratings.shown
        assert not disclosure.parts.shown
        assert disclosure.means == disclosure.items == disclosure.signals == {}
        assert not disclosure.comments["peer"].shown

    def test_one_such_value_hides_all_parts_because_it_could_be_computed_from_the_others(self):
        assert not see(Reader.HEAD, rated_as="peer", counts=peers(6, KP=3)).parts.shown

    def test_a_value_that_does_not_count_anyway_hides_nothing_else(self):
        disclosure = see(Reader.HEAD, rated_as="peer", counts=peers(6, KP=2))
        assert disclosure.parts.shown
        assert not disclosure.means["peer"]["KP"].shown

    def test_with_four_forms_he_sees_means(self):
        assert see(Reader.HEAD, 4, rated_as="peer").means["peer"]["BP"].shown

    @pytest.mark.parametrize(("n", "expected"), [(5, False), (6, True)])
    def test_for_items_and_signals_his_own_form_does_not_count_either(self, n, expected):
        disclosure = see(Reader.HEAD, n, rated_as="peer")
        assert disclosure.items["peer"]["BP"].shown is disclosure.signals["peer"].shown is expected

    def test_for_comments_neither(self):
        assert not see(Reader.HEAD, 5, rated_as="peer", counts=replace(peers(5), commenters=3)).comments["peer"].shown
        assert see(Reader.HEAD, 5, rated_as="peer", counts=replace(peers(5), commenters=4)).comments["peer"].shown

    def test_having_rated_as_the_superior_changes_nothing(self):
        assert shown(see(Reader.ASSESSOR, 3, rated_as="superior")) == shown(see(Reader.ASSESSOR, 3))


class TestComments:
    comments = tuple(Comment(value, f"{value}-{n}") for value in ("BP", "AK", "") for n in range(3))

    def flags(self, commenters, **by_value):
        counts = SourceCounts(commenters=commenters, value_commenters=by_value)
        disclosure = disclose(Viewer(Reader.SELF), RELEASED, {"peer": counts})
        return disclosure.comments["peer"], disclosure.comments_by_value["peer"]

    def test_below_three_commenters_nothing_is_shown(self):
        assert group_comments(self.comments, *self.flags(2, BP=2), b"key") == ({}, ())

    def test_a_value_with_three_commenters_is_named_and_the_rest_is_pooled(self):
        groups = group_comments(self.comments, *self.flags(3, BP=3, AK=2), b"key")
        assert {value: sorted(texts) for value, texts in groups.by_value.items()} == {"BP": ["BP-0", "BP-1", "BP-2"]}
        assert sorted(groups.pooled) == ["-0", "-1", "-2", "AK-0", "AK-1", "AK-2"]

    def test_the_order_is_not_the_order_of_arrival_and_stays_the_same(self):
        many = [Comment("", f"komentar {n}") for n in range(30)]
        pooled, by_value = self.flags(30)
        first = group_comments(many, pooled, by_value, b"key").pooled
        assert first == group_comments(many[::-1], pooled, by_value, b"key").pooled
        assert first != tuple(comment.text for comment in many)
        assert first != group_comments(many, pooled, by_value, b"other").pooled


class TestFilters:
    def test_what_is_hidden_or_unknown_becomes_none(self):
        flags = {"BP": Shown(True, 3), "AK": Shown(False)}
        assert keep_shown({"BP": 4, "AK": 2, "KP": 5}, flags) == {"BP": 4, "AK": None, "KP": None}

    def test_a_new_version_keeps_the_peers_figures_and_may_change_the_superiors(self):
        before = {"peer": {"BP": 40_000}, "superior": {"BP": 30_000}}
        assert figures_unchanged(before, before | {"superior": {"BP": 50_000}})
        assert not figures_unchanged(before, before | {"peer": {"BP": 41_000}})
        assert not figures_unchanged(before, {"superior": {"BP": 30_000}})


def tells_about_fewer_than_three(rows, owners):
    """Whether the visible sums can be combined into one about the answers of one or two people only."""
    people = sorted(set(owners) - {"viewer", "superior"})
    whole = rank(rows)
    for group in (*combinations(people, 1), *combinations(people, 2)):
        outside = [[x for x, owner in zip(row, owners, strict=True) if owner not in group] for row in rows]
        if rank(outside) < whole:
            return group
    return None


class TestSolver:
    """Every number a viewer gets about one value, as linear equations over the single answers."""

    def equations(self, form_answers, disclosure, knows_own):
        """Columns: each answer that was given; the viewer's own answers are known, so they are left out."""
        forms = list(form_answers)
        cells = [(f, i) for f in forms for i in range(3) if form_answers[f][i]]
        cells = [cell for cell in cells if not (knows_own and cell[0] == 0)]
        counted = [f for f in forms if sum(form_answers[f]) >= 2]
        rows = []
        if disclosure.means and disclosure.means["peer"]["BP"].shown:
            rows.append([6 // sum(form_answers[f]) if f in counted else 0 for f, _ in cells])
        if disclosure.items and disclosure.items["peer"]["BP"].shown:
            rows += [[int(i == item and f in counted) for f, i in cells] for item in range(3)]
        return rows, [f for f, _ in cells]

    def test_no_combination_of_what_is_shown_tells_about_fewer_than_three_raters(self):
        rng = random.Random(20270110)
        cases = 0
        for _ in range(1_000):
            n = rng.randint(1, 8)
            answered = {f: [rng.random() < rng.choice([0.7, 0.95, 1.0]) for _ in range(3)] for f in range(n)}
            counted = [f for f in answered if sum(answered[f]) >= 2]
            items = tuple(sum(answered[f][i] for f in counted) for i in range(3))
            counts = {"peer": SourceCounts({"BP": len(counted)}, {"BP": items})}
            for reader, rated_as in product(EVERY_READER, (None, "peer")):
                disclosure = disclose(Viewer(reader, rated_as), RELEASED, counts)
                rows, owners = self.equations(answered, disclosure, rated_as is not None)
                cases += bool(rows)
                assert not rows or tells_about_fewer_than_three(rows, owners) is None
        assert cases > 3_000

    def test_the_solver_finds_the_leak_that_skipped_items_would_be(self):
        answered = {f: [True, True, True] for f in range(5)} | {5: [True, True, False]}
        open_flags = disclose(Viewer(Reader.SELF), RELEASED, {"peer": peers(6)})
        rows, owners = self.equations(answered, open_flags, False)
        assert tells_about_fewer_than_three(rows, owners) == (5,)

    def test_the_solver_finds_the_leak_that_two_forms_would_be(self):
        answered = {f: [True, True, True] for f in range(2)}
        open_flags = disclose(Viewer(Reader.SELF), RELEASED, {"peer": peers(3)})
        rows, owners = self.equations(answered, open_flags, False)
        assert tells_about_fewer_than_three(rows, owners) is not None
