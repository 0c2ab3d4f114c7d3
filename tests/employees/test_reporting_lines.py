from tests.employees.plans import (
    CAMAT,
    KASI,
    KECAMATAN,
    SEKCAM,
    SEKSI,
    STAFF,
    asked,
    plan_of,
    post_of,
    question,
    reports,
)
from tests.employees.rosters import nip


class TestLinesFromTheColumn:
    def test_a_superior_outside_the_list_is_kept_by_number(self) -> None:
        plan = plan_of({**STAFF, "superior_nip": nip(99)}, known_nips=frozenset({nip(99)}))
        post = post_of(plan, 1)
        assert (post.reports_to, post.reports_to_nip, plan.superior_of(post)) == (None, nip(99), nip(99))
        assert plan.roots == ()

    def test_where_the_superior_is_empty_the_head_of_the_unit_is_asked_about(self) -> None:
        plan = plan_of(CAMAT, {**KASI, "superior_nip": nip(1)}, STAFF, STAFF)
        assert reports(plan) == {"1": None, "2": "1", "3": "2", "4": "2"}
        assert question(plan, "superior_missing").rows == (4, 5)
        assert "Kepala Seksi Pelayanan Umum" in question(plan, "superior_missing").answer.id

    def test_where_the_superiors_row_is_refused_the_head_above_steps_in(self) -> None:
        refused = {**KASI, "superior_nip": nip(1), "name": ""}
        plan = plan_of(CAMAT, refused, {**STAFF, "superior_nip": nip(2)})
        assert reports(plan) == {"1": None, "3": "1"}
        assert question(plan, "superior_refused").rows == (4,)

    def test_the_person_without_superior_heads_the_office_whatever_the_title(self) -> None:
        plan = plan_of({"position": "Pemimpin", "unit": "Balai"}, {"unit": "Balai", "superior_nip": nip(1)})
        assert [post.title for post in plan.roots] == ["Pemimpin"]
        assert "several_roots" not in asked(plan)

    def test_several_people_without_superior_are_asked_about(self) -> None:
        plan = plan_of(
            {"unit": "A"},
            {"unit": "B", "position": "Analis"},
            {"unit": "A", "position": "Arsiparis", "superior_nip": nip(1)},
        )
        assert question(plan, "several_roots").rows == (2, 3)

    def test_a_superior_in_another_branch_is_followed_and_asked_about(self) -> None:
        plan = plan_of(
            CAMAT,
            {**KASI, "superior_nip": nip(1)},
            {"position": "Lurah Terjun", "unit": "Kelurahan Terjun", "unit_parent": KECAMATAN, "superior_nip": nip(1)},
            {**STAFF, "superior_nip": nip(3)},
        )
        assert reports(plan)["4"] == "3"
        found = question(plan, "superior_elsewhere")
        assert (found.rows, found.params["other"]) == ((5,), "Kelurahan Terjun")

    def test_a_superior_who_is_no_pengawas_is_asked_about(self) -> None:
        plan = plan_of(
            CAMAT, {**STAFF, "superior_nip": nip(1)}, {**STAFF, "position": "Klerek", "superior_nip": nip(2)}
        )
        assert question(plan, "superior_of_low_class").rows == (3,)

    def test_falling_back_never_closes_a_circle(self) -> None:
        # The head of the section is said to report to his own clerk, whose superior is empty.
        plan = plan_of({**KASI, "superior_nip": nip(2)}, STAFF)
        assert reports(plan) == {"1": "2", "2": None}


class TestLinesFromHeads:
    def test_vacancies_go_up(self) -> None:
        plan = plan_of(CAMAT, STAFF)
        assert reports(plan) == {"1": None, "2": "1"}
        assert question(plan, "unit_without_head").params["unit"] == SEKSI

    def test_the_secretary_of_a_lurah_does_not_head_the_kelurahan(self) -> None:
        lurah = {"position": "Lurah Terjun", "unit": "Kelurahan Terjun", "unit_parent": KECAMATAN}
        plan = plan_of(CAMAT, {**lurah, "position": "Sekretaris Lurah Terjun"}, lurah)
        assert reports(plan) == {"1": None, "2": "3", "3": "1"}
        assert not post_of(plan, 2).is_head

    def test_a_secretary_placed_in_the_kecamatan_itself_reports_to_the_camat(self) -> None:
        assert reports(plan_of({**SEKCAM, "unit": KECAMATAN, "unit_parent": ""}, CAMAT)) == {"1": "2", "2": None}

    def test_one_of_two_heads_is_taken_and_asked_about(self) -> None:
        plan = plan_of(CAMAT, KASI, KASI, STAFF)
        assert reports(plan) == {"1": None, "2": "1", "3": "1", "4": "2"}
        assert question(plan, "two_heads").rows == (3, 4)
        assert [post_of(plan, serial).is_head for serial in (2, 3)] == [True, False]

    def test_an_acting_head_leads_where_the_post_is_vacant(self) -> None:
        plan = plan_of(CAMAT, {**KASI, "position": "Plt. Kepala Seksi Pelayanan Umum"}, STAFF)
        assert reports(plan) == {"1": None, "2": "1", "3": "2"}
        assert post_of(plan, 2).holders[0].kind == "plt"
        assert asked(plan) == []

    def test_a_definite_head_is_taken_before_one_who_acts(self) -> None:
        plan = plan_of(CAMAT, {**KASI, "position": "Plt. Kasi Pelayanan"}, KASI)
        assert [post_of(plan, serial).is_head for serial in (2, 3)] == [False, True]

    def test_a_short_list_does_not_ask_for_the_head_of_the_office_above(self) -> None:
        assert [found.unit and found.unit.name for found in plan_of(STAFF).questions] == [SEKSI.casefold()]

    def test_who_acts_shares_the_post_and_is_the_superior(self) -> None:
        plan = plan_of(CAMAT, KASI, {**KASI, "position": "Plh. Kepala Seksi Pelayanan Umum"}, STAFF)
        assert post_of(plan, 2) == post_of(plan, 3)
        assert reports(plan) == {"1": None, "2": "1", "3": "1", "4": "3"}
        assert asked(plan) == []

    def test_a_single_unit_without_head_has_no_lines(self) -> None:
        plan = plan_of(STAFF, {**STAFF, "position": "Klerek"})
        assert reports(plan) == {"1": None, "2": None}
        assert "several_roots" in asked(plan)
