from collections import Counter

import pytest

from api.employees.position_titles import (
    CLASS_RULES,
    ClassRule,
    PositionClass,
    UnitKind,
    classify,
    heads,
    split_acting,
    unit_kind,
)
from api.employees.structure_plan import plan_structure
from tests.employees.plans import CAMAT, KECAMATAN, clean_roster, plan_of, post_of, question


class TestClassify:
    @pytest.mark.parametrize(
        ("title", "expected"),
        [
            ("Camat Medan Marelan", "administrator"),
            ("Sekretaris Camat", "administrator"),
            ("Sekretaris Kecamatan", "administrator"),
            ("Kepala Seksi Kesejahteraan Sosial", "pengawas"),
            ("Kepala Sub Bagian Keuangan", "pengawas"),
            ("Kasubbag Umum", "pengawas"),
            ("Lurah Terjun", "pengawas"),
            ("Sekretaris Lurah Terjun", "pengawas"),
            ("Sekretaris Kelurahan Terjun", "pengawas"),
            ("Pengadministrasi Perkantoran", "pelaksana"),
            ("Arsiparis Terampil", "fungsional"),
            ("Analis Kebijakan Ahli Muda", "fungsional"),
        ],
    )
    def test_titles_alone_say_the_class(self, title: str, expected: PositionClass) -> None:
        assert classify(title) == expected

    def test_jenis_jabatan_decides_where_the_title_does_not(self) -> None:
        assert classify("Arsiparis", position_kind="Jabatan Fungsional Tertentu") == "fungsional"
        assert classify("Arsiparis", position_kind="Jabatan Fungsional Umum") == "pelaksana"
        assert classify("Arsiparis", position_kind="Jabatan Pelaksana") == "pelaksana"

    @pytest.mark.parametrize(
        ("echelon", "expected"),
        [
            ("III.a", "administrator"),
            ("31", "administrator"),
            ("II.b", "administrator"),
            ("IV/b", "pengawas"),
            ("42", "pengawas"),
        ],
    )
    def test_the_echelon_comes_first(self, echelon: str, expected: PositionClass) -> None:
        assert classify("Kepala Bagian", echelon=echelon) == expected

    def test_a_structural_title_nobody_knows_is_uncertain(self) -> None:
        assert classify("Koordinator", position_kind="Jabatan Struktural") is None
        plan = plan_of(
            {**CAMAT, "position_kind": "Jabatan Struktural"},
            {"position": "Koordinator", "position_kind": "Jabatan Struktural", "unit": KECAMATAN},
        )
        assert question(plan, "class_uncertain").rows == (3,)
        assert post_of(plan, 2).position_class == "pengawas"

    def test_a_rule_put_first_overrides(self) -> None:
        rules = (ClassRule(r"lurah\b", "administrator"), *CLASS_RULES)
        assert classify("Lurah Terjun", rules=rules) == "administrator"
        plan = plan_structure(clean_roster(), class_rules=rules)
        assert Counter(post.position_class for post in plan.posts.values())["administrator"] == 7


class TestTitles:
    @pytest.mark.parametrize(
        ("title", "expected"),
        [
            ("Plt. Camat", ("plt", "Camat")),
            ("PLH Camat", ("plh", "Camat")),
            ("Pelaksana Tugas Camat", ("plt", "Camat")),
            ("Pelaksana Harian Lurah Terjun", ("plh", "Lurah Terjun")),
            ("Pelaksana", ("definitif", "Pelaksana")),
            ("Plt.", ("definitif", "Plt.")),
        ],
    )
    def test_acting_is_told_from_the_post(self, title: str, expected: tuple[str, str]) -> None:
        assert split_acting(title) == expected

    def test_a_head_is_a_head_in_its_own_kind_of_unit(self) -> None:
        assert heads("Camat Medan Marelan", "kecamatan")
        assert heads("Sekretaris Camat", "sekretariat")
        assert not heads("Sekretaris Camat", "kecamatan")
        assert not heads("Sekretaris Lurah Terjun", "kelurahan")
        assert heads("Kepala Puskesmas", "other")

    @pytest.mark.parametrize(
        ("name", "kind"),
        [
            ("Kecamatan Medan Marelan", "kecamatan"),
            ("Kantor Camat Medan Marelan", "kecamatan"),
            ("Sekretariat Kecamatan Medan Marelan", "sekretariat"),
            ("Sub Bagian Umum", "subbagian"),
            ("SUBBAGIAN UMUM", "subbagian"),
            ("Subbag Keuangan", "subbagian"),
            ("Seksi Kesejahteraan Sosial", "seksi"),
            ("Kelurahan Terjun", "kelurahan"),
            ("Puskesmas Terjun", "other"),
        ],
    )
    def test_kinds_follow_names(self, name: str, kind: UnitKind) -> None:
        assert unit_kind(name) == kind
