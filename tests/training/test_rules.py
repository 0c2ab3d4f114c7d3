from dataclasses import replace
from datetime import date

import pytest

from api.training.catalogue import ActivityKind, Audience, catalogue
from api.training.evidence import LevelEvidence
from api.training.rules import (
    Exclusion,
    Learner,
    Passed,
    RecommendationStatus,
    can_answer,
    exclusion_of,
    is_open_to,
    moves_from,
    recommend,
)
from tests.training.examples import AS_OF, COMPETENCIES, KB_20, STAFF, activity, evidence, value


class TestRecommend:
    def test_each_need_gets_its_rank_and_one_activity_of_each_kind(self) -> None:
        given = recommend(evidence(KB_20, value("AD", "2")), STAFF, catalogue(), as_of=AS_OF)
        assert [(one.rank, one.need.value) for one in given] == [(1, "AD"), (2, "KB")]
        for one in given:
            assert one.mix.experience is not None
            assert one.mix.experience.kind is ActivityKind.EXPERIENCE
            assert one.mix.others is not None
            assert one.mix.others.kind is ActivityKind.OTHERS
            assert one.mix.formal is not None
            assert one.mix.formal.kind is ActivityKind.FORMAL
            assert (one.priority, one.reasons) == (one.need.priority, one.need.reasons)

    def test_communication_in_kb_leads_to_the_course_on_communication(self) -> None:
        (given,) = recommend(evidence(KB_20), STAFF, catalogue(), as_of=AS_OF)
        assert given.mix.formal is not None
        assert given.mix.formal.code == "KOMUNIKASI-EFEKTIF"
        assert given.left_out == ()

    def test_no_need_no_recommendation(self) -> None:
        assert recommend(evidence(), STAFF, catalogue(), as_of=AS_OF) == ()

    @pytest.mark.parametrize("code", COMPETENCIES)
    @pytest.mark.parametrize("position_class", ["administrator", "pengawas", "fungsional", "pelaksana"])
    def test_a_full_mix_teaches_the_value_for_everybody(self, code: str, position_class: str) -> None:
        (given,) = recommend(evidence(value(code, "2")), Learner(position_class), catalogue(), as_of=AS_OF)
        for part in (given.mix.experience, given.mix.others, given.mix.formal):
            assert part is not None
            assert code in part.values

    def test_what_fits_value_and_competency_beats_what_fits_the_value_alone(self) -> None:
        offers = [activity("A", competencies={2: 1}), activity("B"), activity("C", values=("BP",))]
        (given,) = recommend(evidence(KB_20), STAFF, offers, as_of=AS_OF)
        assert given.mix.formal == offers[1]

    def test_the_value_alone_beats_the_competency_alone(self) -> None:
        offers = [activity("A", values=("BP",)), activity("B", competencies={2: 1})]
        (given,) = recommend(evidence(KB_20), STAFF, offers, as_of=AS_OF)
        assert given.mix.formal == offers[1]

    def test_what_was_made_for_people_like_him_comes_first(self) -> None:
        offers = [activity("A"), activity("B", audience=Audience(position_classes=frozenset({"pelaksana"})))]
        (given,) = recommend(evidence(KB_20), STAFF, offers, as_of=AS_OF)
        assert given.mix.formal == offers[1]

    def test_the_target_level_of_the_post_decides_between_equals(self) -> None:
        offers = [activity("A", competencies={3: 1}), activity("B", competencies={3: 2})]
        levels = (LevelEvidence(3, target=2, recorded=1),)
        (given,) = recommend(evidence(KB_20, levels=levels), STAFF, offers, as_of=AS_OF)
        assert given.mix.formal == offers[1]

    def test_the_order_of_the_catalogue_never_matters(self) -> None:
        forwards = recommend(evidence(KB_20), STAFF, catalogue(), as_of=AS_OF)
        assert recommend(evidence(KB_20), STAFF, catalogue()[::-1], as_of=AS_OF) == forwards

    def test_a_full_course_gives_way_to_the_next_and_is_named_with_the_reason(self) -> None:
        offers = [activity("A"), activity("B")]
        (given,) = recommend(evidence(KB_20), STAFF, offers, as_of=AS_OF, full=frozenset({"A"}))
        assert given.mix.formal == offers[1]
        assert [(one.activity.code, one.why) for one in given.left_out] == [("A", Exclusion.FULL)]

    def test_what_would_not_have_been_chosen_anyway_is_not_reported_as_left_out(self) -> None:
        offers = [activity("A"), activity("B")]
        (given,) = recommend(evidence(KB_20), STAFF, offers, as_of=AS_OF, full=frozenset({"B"}))
        assert given.mix.formal == offers[0]
        assert given.left_out == ()

    def test_without_any_course_left_the_other_two_parts_remain(self) -> None:
        learner = replace(STAFF, months_to_retirement=11)
        (given,) = recommend(evidence(KB_20), learner, catalogue(), as_of=AS_OF)
        assert given.mix.formal is None
        assert given.mix.experience is not None
        assert given.mix.others is not None
        assert {one.why for one in given.left_out} == {Exclusion.NEAR_RETIREMENT}


class TestIsOpenTo:
    def test_words_are_matched_whole(self) -> None:
        lurah = activity("A", audience=Audience(words=frozenset({"lurah"})))
        assert is_open_to(lurah, Learner("pengawas", "Lurah, Kelurahan Terjun"))
        assert not is_open_to(lurah, Learner("pelaksana", "Pengadministrasi Perkantoran, Kelurahan Terjun"))

    def test_every_condition_must_hold(self) -> None:
        both = activity(
            "A", audience=Audience(position_classes=frozenset({"pengawas"}), traits=frozenset({"assessor"}))
        )
        assert is_open_to(both, Learner("pengawas", traits=frozenset({"assessor", "cpns"})))
        assert not is_open_to(both, Learner("pengawas"))
        assert not is_open_to(both, Learner("pelaksana", traits=frozenset({"assessor"})))


class TestExclusionOf:
    @pytest.mark.parametrize(
        ("passed_on", "expected"),
        [(date(2024, 11, 24), None), (date(2024, 11, 25), Exclusion.PASSED_RECENTLY), (date(2020, 1, 1), None)],
    )
    def test_a_course_passed_in_the_last_24_months_is_not_offered(
        self, passed_on: date, expected: Exclusion | None
    ) -> None:
        learner = replace(STAFF, passed=(Passed("A", passed_on),))
        assert exclusion_of(activity("A"), learner, as_of=AS_OF) is expected
        assert exclusion_of(activity("B"), learner, as_of=AS_OF) is None

    @pytest.mark.parametrize(("months", "expected"), [(12, None), (11, Exclusion.NEAR_RETIREMENT)])
    def test_courses_end_twelve_months_before_retirement(self, months: int, expected: Exclusion | None) -> None:
        learner = replace(STAFF, months_to_retirement=months)
        assert exclusion_of(activity("A"), learner, as_of=AS_OF) is expected
        assert exclusion_of(activity("A", ActivityKind.OTHERS), learner, as_of=AS_OF) is None

    @pytest.mark.parametrize(
        ("used", "cap", "hours", "expected"),
        [
            (16, 24, 8, None),
            (17, 24, 8, Exclusion.JP_CAP),
            (23, 24, None, None),
            (24, 24, None, Exclusion.JP_CAP),
            (90, None, 8, None),
        ],
    )
    def test_the_hours_of_the_year_are_not_exceeded(
        self, used: int, cap: int | None, hours: int | None, expected: Exclusion | None
    ) -> None:
        learner = replace(STAFF, jp_used=used, jp_cap=cap)
        assert exclusion_of(activity("A", hours_jp=hours), learner, as_of=AS_OF) is expected

    def test_an_assignment_without_hours_is_offered_even_when_the_hours_are_used_up(self) -> None:
        learner = replace(STAFF, jp_used=24, jp_cap=24)
        assert exclusion_of(activity("A", ActivityKind.EXPERIENCE), learner, as_of=AS_OF) is None


class TestAnswer:
    def test_accepting_needs_no_reason_and_dismissing_does(self) -> None:
        assert can_answer(RecommendationStatus.PROPOSED, "accept", None)
        refusal = can_answer(RecommendationStatus.PROPOSED, "dismiss", "tidak")
        assert [fault.code for fault in refusal.faults] == ["reason_required"]
        assert can_answer(RecommendationStatus.PROPOSED, "dismiss", "Sudah mengikuti pelatihan serupa di BKPSDM.")

    def test_one_may_think_again_but_not_answer_the_same_twice(self) -> None:
        assert moves_from(RecommendationStatus.DISMISSED) == {"accept": RecommendationStatus.ACCEPTED}
        assert not can_answer(RecommendationStatus.ACCEPTED, "accept", None)
