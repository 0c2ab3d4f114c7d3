from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from api.employees.roster import Roster, read_roster
from api.employees.structure_messages import STRUCTURE_MESSAGES
from api.employees.structure_plan import plan_structure
from tests.employees.plans import (
    CAMAT,
    KASI,
    KECAMATAN,
    SEKRETARIAT,
    SEKSI,
    STAFF,
    asked,
    clean_roster,
    plan_of,
    post_of,
    question,
    reports,
)
from tests.employees.rosters import TODAY, nip, roster_of, sample


class TestSampleOffice:
    def test_the_office_is_built_without_a_question(self) -> None:
        plan = plan_structure(clean_roster())
        assert plan.questions == ()
        assert Counter(unit.kind for unit in plan.units.values()) == {
            "kecamatan": 1,
            "sekretariat": 1,
            "subbagian": 2,
            "seksi": 5,
            "kelurahan": 5,
        }
        assert [post.title for post in plan.roots] == ["Camat Medan Marelan"]
        assert sum(post.is_head for post in plan.posts.values()) == 14

    def test_everybody_holds_one_post_and_reports_as_the_list_says(self) -> None:
        roster = clean_roster()
        plan = plan_structure(roster)
        posts = plan.post_of()
        assert sum(len(post.holders) for post in plan.posts.values()) == 84
        assert {row.nip.digits: plan.superior_of(posts[row.nip.digits]) for row in roster.rows} == {
            row.nip.digits: row.superior_nip for row in roster.rows
        }

    def test_classes_follow_titles(self) -> None:
        plan = plan_structure(clean_roster())
        assert Counter(post.position_class for post in plan.posts.values()) == {
            "administrator": 2,
            "pengawas": 2 + 5 + 5 + 5,
            "pelaksana": 46,
        }

    def test_unit_heads_give_the_same_lines_as_the_column(self) -> None:
        assert plan_structure(clean_roster("superior_nip")) == plan_structure(clean_roster())

    def test_without_parents_the_same_tree_is_guessed_and_confirmed(self) -> None:
        guessed = plan_structure(clean_roster("superior_nip", "unit_parent"))
        whole = plan_structure(clean_roster())
        assert (guessed.units, guessed.posts) == (whole.units, whole.posts)
        assert Counter(asked(guessed)) == {"unit_parent_guessed": 13}

    def test_the_order_of_rows_makes_no_difference_to_the_keys(self) -> None:
        roster = clean_roster()
        turned = Roster(
            tuple(reversed(roster.rows)),
            roster.findings,
            roster.total,
            roster.fields,
            roster.has_superiors,
            roster.listed_nips,
            roster.unreadable,
        )
        whole, other = plan_structure(roster), plan_structure(turned)
        assert set(other.units) == set(whole.units)
        assert {key: {h.nip for h in post.holders} for key, post in other.posts.items()} == {
            key: {h.nip for h in post.holders} for key, post in whole.posts.items()
        }

    def test_faulty_rows_left_out_leave_a_whole_structure(self) -> None:
        roster = read_roster(sample("messy.csv"), today=TODAY)
        plan = plan_structure(roster)
        assert [post.title for post in plan.roots] == ["Camat Medan Marelan"]
        assert set(plan.post_of()) == {row.nip.digits for row in roster.rows}

    def test_parents_and_superiors_come_first(self) -> None:
        plan = plan_structure(clean_roster())
        units, posts = list(plan.units), list(plan.posts)
        assert all(units.index(unit.parent) < units.index(unit.key) for unit in plan.units.values() if unit.parent)
        assert all(posts.index(p.reports_to) < posts.index(p.key) for p in plan.posts.values() if p.reports_to)


class TestUnits:
    def test_units_of_one_name_under_different_parents_are_different(self) -> None:
        people = [
            {"unit": "Seksi Pemerintahan", "unit_parent": parent}
            for parent in ("Kelurahan Terjun", "Kelurahan Paya Pasir")
        ]
        keys = {key for key in plan_of(*people).units if key.name == "seksi pemerintahan"}
        assert {key.parent for key in keys} == {"kelurahan terjun", "kelurahan paya pasir"}

    def test_a_parent_left_empty_in_some_rows_is_taken_from_the_others(self) -> None:
        plan = plan_of(CAMAT, KASI, {**STAFF, "unit_parent": ""})
        assert len(plan.units) == 2
        assert "unit_parent_guessed" not in asked(plan)

    def test_capitals_make_no_difference(self) -> None:
        assert len(plan_of(CAMAT, KASI, {**STAFF, "unit": SEKSI.upper()}).units) == 2

    def test_a_unit_that_is_only_named_as_parent_is_planned(self) -> None:
        kasubbag = {"position": "Kepala Sub Bagian Umum", "unit": "Sub Bagian Umum", "unit_parent": SEKRETARIAT}
        plan = plan_of(CAMAT, kasubbag)
        sekretariat = next(unit for unit in plan.units.values() if unit.kind == "sekretariat")
        assert sekretariat.is_named_only
        assert sekretariat.parent is not None
        assert sekretariat.parent.name == KECAMATAN.casefold()
        assert reports(plan) == {"1": None, "2": "1"}

    def test_what_stands_above_the_office_is_left_out(self) -> None:
        plan = plan_of({**CAMAT, "unit_parent": "Pemerintah Kota Medan"}, KASI)
        assert [unit.name for unit in plan.units.values()] == [KECAMATAN, SEKSI]

    def test_what_joins_several_units_above_is_part_of_the_office(self) -> None:
        plan = plan_of(*({"unit": f"Seksi {name}", "unit_parent": "Dinas Contoh"} for name in "AB"))
        assert [unit.name for unit in plan.units.values()] == ["Dinas Contoh", "Seksi A", "Seksi B"]

    def test_an_empty_parent_is_not_chosen_among_several(self) -> None:
        parents = ("Kelurahan Terjun", "Kelurahan Paya Pasir", "")
        plan = plan_of(CAMAT, *({"unit": "Seksi Pemerintahan", "unit_parent": parent} for parent in parents))
        assert {key.parent for key in plan.units if key.name == "seksi pemerintahan"} == {
            "kelurahan terjun",
            "kelurahan paya pasir",
            KECAMATAN.casefold(),
        }
        assert (5,) in [found.rows for found in plan.questions if found.code == "unit_parent_guessed"]

    def test_a_section_of_a_kelurahan_is_recognised_by_its_name(self) -> None:
        plan = plan_of(
            CAMAT,
            {"position": "Lurah Terjun", "unit": "Kelurahan Terjun"},
            {"position": "Kepala Seksi Pemerintahan", "unit": "Seksi Pemerintahan Kelurahan Terjun"},
        )
        assert reports(plan) == {"1": None, "2": "1", "3": "2"}

    def test_parents_in_a_circle_are_opened_and_asked_about(self) -> None:
        plan = plan_of(
            {"unit": "A", "unit_parent": "B"}, {"unit": "B", "unit_parent": "C"}, {"unit": "C", "unit_parent": "A"}
        )
        assert asked(plan).count("unit_parents_in_a_circle") == 1
        assert [unit.name for unit in plan.units.values() if unit.parent is None] == ["A"]

    def test_a_parent_name_that_fits_two_units_is_asked_about(self) -> None:
        plan = plan_of(
            {"unit": "Sekretariat", "unit_parent": "Kecamatan A"},
            {"unit": "Sekretariat", "unit_parent": "Kecamatan B"},
            {"unit": "Sub Bagian Umum", "unit_parent": "Sekretariat"},
        )
        assert "unit_parent_ambiguous" in asked(plan)

    def test_a_tree_without_end_is_cut(self) -> None:
        people = [{"unit": f"Unit {n}", "unit_parent": f"Unit {n + 1}"} for n in range(30)]
        plan = plan_of(*people)
        assert "units_too_deep" in asked(plan)
        assert len(plan.units) >= 30


class TestPosts:
    def test_people_with_one_title_unit_and_superior_share_a_post(self) -> None:
        plan = plan_of(CAMAT, KASI, STAFF, STAFF)
        assert [holder.nip for holder in post_of(plan, 3).holders] == [nip(3), nip(4)]

    def test_a_title_with_two_superiors_becomes_two_posts(self) -> None:
        plan = plan_of(CAMAT, {**KASI, "superior_nip": nip(1)}, *({**STAFF, "superior_nip": nip(n)} for n in (2, 1, 2)))
        assert post_of(plan, 3) == post_of(plan, 5)
        assert post_of(plan, 3).reports_to == post_of(plan, 2).key
        assert post_of(plan, 4).reports_to == post_of(plan, 1).key
        assert [post_of(plan, serial).key.number for serial in (3, 4)] == [1, 2]
        assert question(plan, "post_split").rows == (4, 5, 6)

    def test_a_superior_has_a_post_of_his_own(self) -> None:
        people = [{**STAFF, "superior_nip": nip(1)}, {**STAFF, "superior_nip": nip(1)}]
        clerk = {**STAFF, "position": "Klerek", "superior_nip": nip(2)}
        plan = plan_of(CAMAT, *people, clerk)
        assert post_of(plan, 2) != post_of(plan, 3)
        assert plan.superior_of(post_of(plan, 4)) == nip(2)
        assert "post_split" not in asked(plan)

    def test_questions_name_rows_and_never_people(self) -> None:
        plan = plan_of({**CAMAT, "name": "BUDI SANTOSO"}, STAFF, {**STAFF, "superior_nip": nip(2)})
        for found in plan.questions:
            text = " ".join([*found.message, *found.answer, *found.params.values()])
            assert "BUDI" not in text
            assert nip(1) not in text


class TestAnyList:
    @given(
        st.lists(
            st.tuples(
                st.integers(0, 9), st.sampled_from("ABC"), st.sampled_from(["", "A", "B", "C", "D"]), st.integers(0, 4)
            ),
            min_size=1,
            max_size=8,
        )
    )
    def test_every_valid_row_holds_one_post_and_nobody_is_above_himself(
        self, drawn: list[tuple[int, str, str, int]]
    ) -> None:
        titles = ["Kepala Seksi A", "Plt. Kepala Seksi A", "Camat", "Klerek", "Kepala B"]
        people = [
            {
                "superior_nip": nip(superior) if superior else "",
                "unit": f"Seksi {unit}",
                "unit_parent": f"Seksi {parent}" if parent else "",
                "position": titles[title],
            }
            for superior, unit, parent, title in drawn
        ]
        roster = roster_of(*people)
        plan = plan_structure(roster)
        held = [holder.nip for post in plan.posts.values() for holder in post.holders]
        assert sorted(held) == sorted(row.nip.digits for row in roster.rows)
        positions = list(plan.posts)
        for post in plan.posts.values():
            assert post.reports_to is None or positions.index(post.reports_to) < positions.index(post.key)
            assert post.unit in plan.units
        for found in plan.questions:
            assert found.message.id
            assert found.answer.en


class TestMessages:
    def test_each_asks_and_answers_in_both_languages(self) -> None:
        for text in STRUCTURE_MESSAGES.values():
            assert all(part.endswith(".") for part in (*text.message, *text.answer))
