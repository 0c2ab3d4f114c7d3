"""The work result: one of two measures, entered by the superior or from a list, with findings one can act on."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.kit.spreadsheets.table import Row, normalised
from api.rounds.rules import RoundStatus
from api.work_results.import_rows import Target, WorkRow, read_work_results
from api.work_results.import_words import CODE_WORDS, PREDICATE_WORDS, WORK_COLUMNS, WORK_MESSAGES
from api.work_results.rules import WorkEntry, can_enter, check_work_result, may_enter, skp_hundredths

TODAY = date(2027, 1, 10)
ANI, BUDI = "199001012015032001", "198502022010011002"
TARGETS = {ANI: Target("ani"), BUDI: Target("budi")}
HEADINGS = {"nip": "NIP", "code": "HASIL KERJA", "skp": "NILAI SKP", "innovation": "INOVASI", "evidence": "BUKTI"}


def codes(faults):
    return [(fault.pointer, fault.code) for fault in faults]


class TestOneOfTwo:
    @pytest.mark.parametrize("code", [1, 2, 3])
    def test_a_code_alone_is_enough(self, code):
        assert check_work_result(code=code, skp=None) == ()

    @pytest.mark.parametrize("skp", ["0", "0.01", "105.5", "119.99", "120", "120.00"])
    def test_a_figure_from_0_to_120_alone_is_enough(self, skp):
        assert check_work_result(code=None, skp=Decimal(skp)) == ()

    def test_both_or_neither_is_a_fault(self):
        assert codes(check_work_result(code=1, skp=Decimal(100))) == [("", "code_or_figure")]
        assert codes(check_work_result(code=None, skp=None)) == [("", "code_or_figure")]

    @pytest.mark.parametrize("code", [0, 4, -1])
    def test_a_code_outside_1_to_3_is_a_fault(self, code):
        assert codes(check_work_result(code=code, skp=None)) == [("/code", "code_range")]

    @pytest.mark.parametrize("skp", ["-0.01", "120.01", "1000", "99.999", "NaN", "Infinity", "-Infinity"])
    def test_a_figure_outside_or_finer_than_hundredths_is_a_fault(self, skp):
        assert codes(check_work_result(code=None, skp=Decimal(skp))) == [("/skp", "skp_range")]
        with pytest.raises(ValueError, match="SKP"):
            skp_hundredths(Decimal(skp))

    @given(st.integers(0, 12_000))
    def test_every_figure_of_two_decimals_is_stored_exactly(self, hundredths):
        assert skp_hundredths(Decimal(hundredths) / 100) == hundredths

    def test_an_innovation_needs_its_evidence(self):
        assert codes(check_work_result(code=1, skp=None, innovation=True, evidence=" ")) == [
            ("/evidence", "evidence_required")
        ]
        assert check_work_result(code=1, skp=None, innovation=True, evidence="Antrean daring") == ()

    def test_evidence_has_an_end(self):
        assert codes(check_work_result(code=1, skp=None, evidence="x" * 2_001)) == [("/evidence", "evidence_too_long")]


class TestWhoAndWhen:
    def test_the_superior_enters_it_and_nobody_his_own(self):
        assert may_enter("lurah", participant="staf", assessor="lurah")
        assert not may_enter("kasi", participant="staf", assessor="lurah")
        assert not may_enter("staf", participant="staf", assessor="staf")
        assert not may_enter(None, participant="staf", assessor=None)

    def test_for_a_person_rated_outside_the_personnel_officer_does(self):
        assert may_enter("kepegawaian", participant="camat", assessor=None, outside=True, records_external=True)
        assert not may_enter("sekcam", participant="camat", assessor=None, outside=True)
        assert not may_enter("camat", participant="camat", assessor=None, outside=True, records_external=True)

    @pytest.mark.parametrize("status", [*RoundStatus])
    def test_it_is_entered_from_the_opening_on_until_it_is_decided(self, status):
        expected = status.value in {"open", "closed", "calculated", "released"}
        assert bool(can_enter(status, decided=False)) is expected
        assert not can_enter(status, decided=True)


def read(*rows, headings=HEADINGS, targets=TARGETS, numeric=()):
    table = [Row(number, cells, frozenset(numeric)) for number, cells in enumerate(rows, start=2)]
    return read_work_results(table, headings, targets, today=TODAY)


def the_finding(**cells):
    result = read({"nip": ANI} | cells)
    assert result.rows == ()
    (finding,) = result.findings
    return finding.row, finding.column, finding.code


class TestImport:
    @pytest.mark.parametrize(("words", "code"), [*CODE_WORDS.items(), ("  DI ATAS  Ekspektasi", 1), ("Sesuai", 2)])
    def test_codes_and_their_words_are_read(self, words, code):
        assert read({"nip": ANI, "code": words}).rows == (WorkRow(2, "ani", WorkEntry(code, None)),)

    @pytest.mark.parametrize(
        ("text", "hundredths"), [("105,50", 10_550), ("105.5", 10_550), ("120", 12_000), ("0", 0), ("99,10", 9_910)]
    )
    def test_figures_are_read_with_comma_or_point(self, text, hundredths):
        assert read({"nip": ANI, "skp": text}).rows[0].entry == WorkEntry(None, hundredths)

    @pytest.mark.parametrize("nip", ["19900101 201503 2 001", "'199001012015032001", "19900101.201503.2.001"])
    def test_a_nip_is_read_as_people_and_excel_write_it(self, nip):
        assert read({"nip": nip, "code": "1"}).rows[0].key == "ani"

    def test_an_innovation_comes_with_its_evidence(self):
        row = read({"nip": ANI, "code": "1", "innovation": "Ya", "evidence": " Antrean\n daring "}).rows[0]
        assert row.entry == WorkEntry(1, None, True, "Antrean daring")

    @pytest.mark.parametrize(
        ("cells", "column", "code"),
        [
            ({}, "", "nothing_given"),
            ({"code": "1", "skp": "100"}, "NILAI SKP", "code_and_figure"),
            ({"code": "4"}, "HASIL KERJA", "code_unknown"),
            ({"code": "1,5"}, "HASIL KERJA", "code_unknown"),
            ({"code": "Baik"}, "HASIL KERJA", "code_is_predicate"),
            ({"skp": "120,01"}, "NILAI SKP", "skp_range"),
            ({"skp": "97,666667"}, "NILAI SKP", "skp_decimals"),
            ({"skp": "-5"}, "NILAI SKP", "skp_not_a_number"),
            ({"skp": "105%"}, "NILAI SKP", "skp_not_a_number"),
            ({"skp": "1e2"}, "NILAI SKP", "skp_not_a_number"),
            ({"skp": "١٠٠"}, "NILAI SKP", "skp_not_a_number"),
            ({"skp": "=A1"}, "NILAI SKP", "skp_not_a_number"),
            ({"code": "1", "innovation": "mungkin"}, "INOVASI", "innovation_unknown"),
            ({"code": "1", "innovation": "ya"}, "BUKTI", "evidence_missing"),
            ({"code": "1", "innovation": "ya", "evidence": "x" * 2_001}, "BUKTI", "evidence_too_long"),
            ({"nip": "1,99001E+17", "code": "1"}, "NIP", "nip_scientific_notation"),
            ({"nip": "", "code": "1"}, "NIP", "nip_empty"),
            ({"nip": "19900101201503200", "code": "1"}, "NIP", "nip_17_digits"),
            ({"nip": "199101012015032001", "code": "1"}, "NIP", "not_a_participant"),
        ],
    )
    def test_each_finding_names_row_column_and_kind(self, cells, column, code):
        assert the_finding(**cells) == (2, column, code)

    @pytest.mark.parametrize("word", sorted(PREDICATE_WORDS))
    def test_no_predicate_passes_for_a_work_result(self, word):
        assert the_finding(code=word)[2] == "code_is_predicate"

    def test_a_nip_that_is_a_number_in_the_file_has_lost_digits(self):
        result = read({"nip": ANI, "code": "1"}, numeric={"nip"})
        assert [finding.code for finding in result.findings] == ["nip_is_a_number"]

    def test_a_nip_in_two_rows_refuses_both_however_it_is_written(self):
        result = read({"nip": ANI, "code": "1"}, {"nip": f"'{ANI}", "code": "2"}, {"nip": BUDI, "code": "2"})
        assert [(finding.row, finding.code) for finding in result.findings] == [(2, "nip_twice"), (3, "nip_twice")]
        assert [row.key for row in result.rows] == ["budi"]

    def test_nobody_imports_his_own_result_or_changes_a_decided_one(self):
        targets = {ANI: Target("ani", own=True), BUDI: Target("budi", decided=True)}
        result = read({"nip": ANI, "code": "1"}, {"nip": BUDI, "code": "1"}, targets=targets)
        assert [finding.code for finding in result.findings] == ["own_row", "already_decided"]

    def test_a_list_without_any_result_column_is_refused_once(self):
        result = read({"nip": ANI}, {"nip": BUDI}, headings={"nip": "NIP"})
        assert [(finding.row, finding.code) for finding in result.findings] == [(0, "no_result_column")]
        assert (result.rows, result.total) == ((), 2)

    def test_findings_never_hold_what_the_cell_holds(self):
        result = read({"nip": "199101012015032001", "code": "rahasia-sekali"}, {"nip": ANI, "code": "rahasia-sekali"})
        words = " ".join(f"{found.message} {found.remedy} {found}" for found in result.findings)
        assert len(result.findings) == 2
        assert "rahasia" not in words
        assert "199101012015032001" not in words

    def test_every_finding_has_a_message_and_a_remedy_in_both_languages(self):
        for text in WORK_MESSAGES.values():
            assert all((text.message.id, text.message.en, text.remedy.id, text.remedy.en))

    def test_headings_are_written_as_the_reader_normalises_them(self):
        for aliases in WORK_COLUMNS.values():
            assert [normalised(alias) for alias in aliases] == [*aliases]
        assert normalised("hasilKinerjaNilai") in WORK_COLUMNS["code"]
