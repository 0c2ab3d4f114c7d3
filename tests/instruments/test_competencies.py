import pytest

from api.instruments.competencies import (
    PositionGroup,
    competency_codes,
    competency_standard,
    position_group,
    target_level,
)


class TestStandard:
    def test_nine_competencies_have_five_different_levels_each(self) -> None:
        competencies = competency_standard().competencies
        assert sorted(competencies) == list(range(1, 10))
        levels = [text for one in competencies.values() for text in one.levels]
        assert len(levels) == len(set(levels)) == 45

    def test_names_are_the_official_ones(self) -> None:
        assert [one.name for one in competency_standard().competencies.values()] == [
            "Integritas",
            "Kerja Sama",
            "Komunikasi",
            "Orientasi pada Hasil",
            "Pelayanan Publik",
            "Pengembangan Diri dan Orang Lain",
            "Mengelola Perubahan",
            "Pengambilan Keputusan",
            "Perekat Bangsa",
        ]


class TestTargetLevel:
    @pytest.mark.parametrize(
        ("group", "level"),
        [
            ("jpt_pratama", 4),
            ("administrator", 3),
            ("pengawas", 2),
            ("jf_ahli_pertama", 2),
            ("jf_ahli_muda", 3),
            ("jf_ahli_madya", 4),
            ("jf_terampil", 1),
            ("jf_mahir", 2),
            ("pelaksana", 1),
        ],
    )
    def test_a_group_has_one_target_for_all_nine(self, group: str, level: int) -> None:
        assert {target_level(group, competency) for competency in competency_codes()} == {level}

    def test_a_service_post_needs_public_service_and_communication_one_level_higher(self) -> None:
        raised = [c for c in range(1, 10) if target_level("pelaksana", c, service_post=True) == 2]
        assert raised == [3, 5]

    def test_no_target_exceeds_the_highest_level(self) -> None:
        assert target_level("jf_ahli_utama", 5, service_post=True) == 5

    def test_an_unknown_group_or_competency_is_refused(self) -> None:
        with pytest.raises(ValueError, match="fungsional"):
            target_level("fungsional", 1)
        with pytest.raises(ValueError, match="unknown competency 10"):
            target_level("pelaksana", 10)


class TestPositionGroup:
    def test_a_structural_post_is_its_own_group(self) -> None:
        assert position_group("pengawas", "Lurah Terjun") is PositionGroup.PENGAWAS

    def test_a_functional_post_says_its_grade_at_the_end_of_its_title(self) -> None:
        assert position_group("fungsional", "Arsiparis  Ahli Muda ") is PositionGroup.JF_AHLI_MUDA
        assert position_group("fungsional", "Pranata Komputer Terampil") is PositionGroup.JF_TERAMPIL

    def test_a_functional_title_without_a_grade_gets_no_invented_target(self) -> None:
        assert position_group("fungsional", "Penyelia Lapangan Umum") is None
