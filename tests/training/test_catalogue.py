"""The seeded catalogue offers something concrete to everybody, whatever there is to learn."""

from collections import Counter
from dataclasses import replace

import pytest

from api.instruments.berakhlak import berakhlak
from api.instruments.competencies import competency_codes
from api.training.catalogue import Activity, ActivityKind, Audience, catalogue, form_label, make_activity
from api.training.rules import Learner, is_open_to

VALUES = [value.code for value in berakhlak().values]
PAIRS = sorted({(v.code, code) for v in berakhlak().values for item in v.items for code in item.competencies})
POSITION_CLASSES = ["administrator", "pengawas", "fungsional", "pelaksana"]
# the rows of the seed that every office starts with
COURSES = {
    *("PKA", "PKP", "LATSAR", "ORIENTASI-PPPK", "PELAYANAN-PRIMA", "PATEN-SKM", "SP4N-LAPOR", "KOMUNIKASI-EFEKTIF"),
    *("KONFLIK-MEDIASI", "COACHING-ATASAN", "SKP-DIALOG", "NASKAH-ARSIP", "ADMINDUK", "PERTANAHAN", "KEUANGAN-BMD"),
    *("PBJ-1", "ANTI-GRATIFIKASI", "WAWASAN-KEBANGSAAN", "LITERASI-DIGITAL", "INOVASI", "KEPAMONGPRAJAAN"),
}


def of_kind(kind: ActivityKind) -> list[Activity]:
    return [activity for activity in catalogue() if activity.kind is kind]


class TestSeed:
    def test_codes_and_names_are_unique(self) -> None:
        assert max(Counter(activity.code for activity in catalogue()).values()) == 1
        assert max(Counter(activity.name for activity in catalogue()).values()) == 1

    def test_the_21_courses_in_use_are_all_there(self) -> None:
        assert len(COURSES) == 21
        assert {activity.code for activity in of_kind(ActivityKind.FORMAL)} >= COURSES

    def test_hours_and_provider_of_courses_wait_for_bkpsdm(self) -> None:
        assert {(course.hours_jp, course.provider) for course in of_kind(ActivityKind.FORMAL)} == {
            (None, "Diisi BKPSDM")
        }

    @pytest.mark.parametrize("value", VALUES)
    def test_each_value_has_three_assignments_three_from_others_and_two_courses(self, value: str) -> None:
        kinds = Counter(activity.kind for activity in catalogue() if value in activity.values)
        assert kinds[ActivityKind.EXPERIENCE] >= 3
        assert kinds[ActivityKind.OTHERS] >= 3
        assert kinds[ActivityKind.FORMAL] >= 2

    @pytest.mark.parametrize(("value", "competency"), PAIRS)
    @pytest.mark.parametrize("kind", [ActivityKind.EXPERIENCE, ActivityKind.OTHERS])
    def test_every_pair_an_item_can_point_at_has_its_own_exercise_at_work(
        self, value: str, competency: int, kind: ActivityKind
    ) -> None:
        assert any(value in a.values and competency in a.competencies for a in of_kind(kind))

    @pytest.mark.parametrize("value", VALUES)
    @pytest.mark.parametrize("position_class", POSITION_CLASSES)
    @pytest.mark.parametrize("kind", ActivityKind)
    def test_whoever_has_no_special_post_finds_all_three_kinds_for_every_value(
        self, value: str, position_class: str, kind: ActivityKind
    ) -> None:
        learner = Learner(position_class)
        assert any(value in a.values and is_open_to(a, learner) for a in of_kind(kind))

    @pytest.mark.parametrize("competency", sorted(competency_codes()))
    @pytest.mark.parametrize("kind", ActivityKind)
    def test_every_competency_can_be_learnt_in_all_three_ways_in_any_post(
        self, competency: int, kind: ActivityKind
    ) -> None:
        for position_class in POSITION_CLASSES:
            learner = Learner(position_class)
            assert any(competency in a.competencies and is_open_to(a, learner) for a in of_kind(kind)), position_class

    def test_exercises_say_in_at_least_twelve_words_what_to_do(self) -> None:
        for activity in [*of_kind(ActivityKind.EXPERIENCE), *of_kind(ActivityKind.OTHERS)]:
            assert 12 <= len(activity.description.split()) <= 40, activity.code
            assert activity.description.endswith("."), activity.code

    def test_every_form_has_a_word_for_the_screen(self) -> None:
        assert all(form_label(activity.form) for activity in catalogue())

    def test_leadership_courses_lead_to_the_level_of_their_posts(self) -> None:
        courses = {activity.code: activity for activity in catalogue()}
        assert courses["PKA"].competencies == dict.fromkeys(range(1, 9), 3)
        assert courses["PKA"].audience.position_classes == {"administrator"}
        assert courses["PKP"].competencies == dict.fromkeys(range(1, 9), 2)
        assert courses["PKP"].audience.position_classes == {"pengawas"}


class TestActivity:
    def test_a_wrong_entry_is_refused_on_loading(self) -> None:
        good = catalogue()[0]
        with pytest.raises(ValueError, match="unknown competency"):
            replace(good, competencies={10: 1})
        with pytest.raises(ValueError, match="level outside"):
            replace(good, competencies={3: 6})
        with pytest.raises(ValueError, match="teaches nothing"):
            replace(good, values=(), competencies={})

    def test_an_activity_is_read_from_json_with_numbers_as_numbers(self) -> None:
        raw = {
            **{"code": "X", "name": "Contoh", "kind": "formal", "form": "technical", "description": "", "values": []},
            **{"competencies": {"3": 2}, "audience": {"words": ["loket"]}, "provider": "", "hours_jp": 8},
        }
        activity = make_activity(raw)
        assert activity.competencies == {3: 2}
        assert activity.audience == Audience(words=frozenset({"loket"}))
        assert activity.kind is ActivityKind.FORMAL
