import json
from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.employees.circles import circles
from api.employees.roster import Roster, read_roster
from api.employees.roster_columns import ROSTER_COLUMNS, ROSTER_REQUIRED
from api.employees.roster_findings import Finding, finding
from api.employees.roster_messages import ROSTER_MESSAGES
from api.kit.spreadsheets.reading import read_table
from api.kit.spreadsheets.table import Row, Table
from tests.employees.rosters import HEADINGS, PERSON, SAMPLES, TODAY, nip, roster_of, sample

EXPECTED = json.loads((SAMPLES / "pegawai-siasn-messy.expected.json").read_text())["expected"]
SHIFT = {"messy.csv": 0, "messy.xlsx": 3}


def codes(roster: Roster) -> list[tuple[int, str]]:
    return [(found.row, found.code) for found in roster.findings]


def codes_of(**person: str) -> list[str]:
    return [found.code for found in roster_of(person).findings]


class TestCleanSamples:
    @pytest.mark.parametrize("name", ["clean.csv", "clean.xlsx"])
    def test_all_84_rows_are_taken_without_a_finding(self, name: str) -> None:
        roster = read_roster(sample(name), today=TODAY)
        assert (len(roster.rows), roster.total, roster.findings) == (84, 84, ())
        assert roster.has_superiors

    def test_both_forms_give_the_same_people(self) -> None:
        rows = [read_roster(sample(name), today=TODAY).rows for name in ("clean.csv", "clean.xlsx")]
        assert rows[0] == rows[1]

    def test_a_person_is_read_whole(self) -> None:
        secretary = read_roster(sample("clean.csv"), today=TODAY).rows[1]
        assert (secretary.nip.digits, secretary.name, secretary.title_after) == (
            "197812032010011001",
            "UMAR EKO WIJAYA",
            "S.IP.",
        )
        assert (secretary.position, secretary.unit, secretary.unit_parent) == (
            "Sekretaris Camat",
            "Sekretariat Kecamatan Medan Marelan",
            "Kecamatan Medan Marelan",
        )
        assert secretary.rank is not None
        assert (secretary.rank.code, secretary.rank_since) == ("III/d", date(2023, 10, 1))
        assert (secretary.email, secretary.superior_nip) == ("umar.eko.wijaya1@marelan.example", "197109041999011001")
        assert secretary.appointed_on == date(2010, 1, 1)


@pytest.mark.parametrize("name", ["messy.csv", "messy.xlsx"])
class TestMessySamples:
    def rows_of(self, name: str, defect: dict[str, object]) -> list[int]:
        rows = defect["row_in_csv"]
        return [row + SHIFT[name] for row in (rows if isinstance(rows, list) else [rows])]

    def test_every_defect_is_found_at_its_row_with_its_severity(self, name: str) -> None:
        found = {(f.row, f.code, f.severity) for f in read_roster(sample(name), today=TODAY).findings}
        wanted = {
            (row, defect["kind"], defect["severity"])
            for defect in EXPECTED
            if defect["severity"] in ("error", "warning")
            for row in self.rows_of(name, defect)
        }
        assert wanted <= found
        assert {entry for entry in found if entry[2] != "info"} == wanted

    def test_what_can_be_accepted_is_accepted(self, name: str) -> None:
        roster = read_roster(sample(name), today=TODAY)
        taken = {row.number: row for row in roster.rows}
        accepted = [
            row for defect in EXPECTED if "accepted" in defect["severity"] for row in self.rows_of(name, defect)
        ]
        assert len(accepted) == 5
        assert set(accepted) <= set(taken)

    def test_accepted_cells_are_cleaned_or_kept_as_text(self, name: str) -> None:
        taken = {row.number - SHIFT[name]: row for row in read_roster(sample(name), today=TODAY).rows}
        assert taken[24].name == "DEWI SARAGIH"
        assert taken[35].nip.digits == "199103122016012001"
        assert taken[79].nip.digits == "197204112000012001"
        assert taken[39].name == "<img src=x onerror=alert(1)> FAISAL TARIGAN"
        assert taken[40].position == '=HYPERLINK("http://contoh.example","klik")'

    def test_the_blank_row_is_ignored(self, name: str) -> None:
        roster = read_roster(sample(name), today=TODAY)
        blank = next(row for defect in EXPECTED if defect["kind"] == "blank_row" for row in self.rows_of(name, defect))
        assert blank not in {found.row for found in roster.findings}
        assert roster.total == 85

    def test_refused_rows_and_unreadable_numbers_are_known(self, name: str) -> None:
        roster = read_roster(sample(name), today=TODAY)
        assert len(roster.rows) + len(roster.refused) == roster.total
        assert [row - SHIFT[name] for row in roster.unreadable] == [59, 81]

    def test_no_finding_holds_what_a_cell_holds(self, name: str) -> None:
        table = sample(name)
        cells = {text for row in table.rows for text in row.cells.values() if len(text) > 4}
        for found in read_roster(table, today=TODAY).findings:
            texts = [str(value) for value in found.params.values()] + [*found.message, *found.remedy]
            assert not any(cell in text for cell in cells for text in texts)


class TestColumns:
    def test_the_minimal_header_is_enough(self) -> None:
        data = (
            "NIP,Nama,PangkatGolongan,UnitKode,UnitNama,Jabatan,Email,NIP_Atasan\n"
            f"{nip(1)},Budi,Penata Muda (III/a),K1,Kecamatan Medan Marelan,Camat,budi@marelan.example,\n"
            f"{nip(2)},Siti,II/c,K2,Seksi Pelayanan Umum,Pengelola Umum Operasional,,{nip(1)}\n"
        )
        table = read_table(data.encode(), "a.csv", columns=ROSTER_COLUMNS, required=ROSTER_REQUIRED)
        roster = read_roster(table, today=TODAY)
        assert roster.findings == ()
        first, second = roster.rows
        assert first.rank is not None
        assert (first.rank.code, first.unit_code, first.email) == ("III/a", "K1", "budi@marelan.example")
        assert second.superior_nip == nip(1)
        assert "education" not in roster.fields

    def test_columns_that_are_not_needed_never_arrive(self) -> None:
        needed = {heading for aliases in ROSTER_COLUMNS.values() for heading in aliases}
        assert needed.isdisjoint({"nik", "agama_nama", "jenis_kawin_nama", "nomor_hp", "alamat", "npwp_nomor", "bpjs"})
        assert set(sample("clean.xlsx").rows[0].cells) <= set(ROSTER_COLUMNS)

    def test_the_office_address_is_preferred_to_the_private_one(self) -> None:
        assert sample("clean.csv").headings["email"] == "EMAIL GOV"


class TestNipFindings:
    def test_a_number_cell_is_refused_although_it_looks_right(self) -> None:
        row = Row(2, {"nip": nip(1), **PERSON}, frozenset({"nip"}))
        roster = read_roster(Table(1, HEADINGS, (row,)), today=TODAY)
        assert codes(roster) == [(2, "nip_is_a_number")]

    def test_all_faults_of_a_row_are_told_at_once(self) -> None:
        assert codes_of(nip="123", name="", rank_since="31-02-2021") == [
            "nip_length",
            "name_empty",
            "date_does_not_exist",
        ]

    def test_a_late_appointment_is_a_warning(self) -> None:
        assert codes_of(nip=nip(1, birth="19680101")) == ["nip_appointed_late"]

    def test_the_appointment_must_agree_for_pns_to_the_month(self) -> None:
        assert codes_of(appointed_on="01-03-2015") == []
        assert codes_of(appointed_on="01-04-2015") == ["nip_appointment_disagrees"]
        assert codes_of(nip=nip(1, appointed="201521"), rank="IX", appointed_on="01-04-2015") == []
        assert codes_of(nip=nip(1, appointed="201521"), rank="IX", appointed_on="01-04-2016") == [
            "nip_appointment_disagrees"
        ]

    @pytest.mark.parametrize("sex", ["M", "L", "Laki-laki", "pria"])
    def test_the_sex_may_be_written_in_several_ways(self, sex: str) -> None:
        assert codes_of(sex=sex) == []

    def test_another_sex_or_an_unknown_word_is_a_warning(self) -> None:
        assert codes_of(sex="Perempuan") == ["sex_disagrees_with_nip"]
        assert codes_of(sex="X") == ["sex_unknown"]

    def test_another_kind_of_employment_is_a_warning(self) -> None:
        assert codes_of(employment="PPPK") == ["employment_disagrees_with_nip"]
        assert codes_of(employment="PNS Daerah Kota yang bekerja pada Kota") == []


class TestOtherCells:
    @pytest.mark.parametrize("column", ["name", "unit", "position"])
    def test_what_everybody_has_may_not_be_empty(self, column: str) -> None:
        for empty in ("", " \u00a0 ", "-", "\u200b"):
            assert codes_of(**{column: empty}) == [f"{column}_empty"]

    def test_a_rank_may_be_missing_but_not_wrong(self) -> None:
        assert codes_of(rank="") == ["rank_empty"]
        assert codes_of(rank="IX") == ["unknown_rank"]

    def test_an_address_that_is_none_is_left_out(self) -> None:
        roster = roster_of({"email": "budi@"})
        assert [f.code for f in roster.findings] == ["email_not_valid"]
        assert roster.rows[0].email is None

    @pytest.mark.parametrize(
        "text", ["budi..s@marelan.example", "budi@marelan", f"budi@{'a.' * 150}example", "a b@c.example"]
    )
    def test_addresses_nobody_can_write_to_are_left_out(self, text: str) -> None:
        assert codes_of(email=text) == ["email_not_valid"]

    def test_an_address_belongs_to_one_person(self) -> None:
        roster = roster_of({"email": "kantor@marelan.example"}, {"email": "Kantor@Marelan.example"})
        assert codes(roster) == [(3, "email_twice_in_file")]
        assert [row.email for row in roster.rows] == ["kantor@marelan.example", None]

    def test_an_address_of_a_refused_row_takes_it_from_nobody(self) -> None:
        roster = roster_of({"email": "a@marelan.example", "name": ""}, {"email": "a@marelan.example"})
        assert [row.email for row in roster.rows] == ["a@marelan.example"]

    def test_a_text_longer_than_its_column_is_refused(self) -> None:
        assert codes_of(name="A" * 201) == ["text_too_long"]
        assert codes_of(name="A" * 200) == []

    def test_people_who_are_not_active_are_told(self) -> None:
        roster = roster_of({"legal_status": "Cuti di Luar Tanggungan Negara"}, {"legal_status": "Aktif"})
        assert codes(roster) == [(2, "not_active")]
        assert [row.is_active for row in roster.rows] == [False, True]

    def test_a_unit_cannot_be_its_own_parent(self) -> None:
        assert codes_of(unit="Seksi A", unit_parent="SEKSI  A") == ["unit_is_its_own_parent"]

    def test_an_acting_holder_is_told_from_the_post(self) -> None:
        rows = roster_of(
            {"position": "Plt. Kepala Seksi A"}, {"position": "PLH Lurah Terjun"}, {"position": "Camat"}
        ).rows
        assert [(row.placement_kind, row.position) for row in rows] == [
            ("plt", "Kepala Seksi A"),
            ("plh", "Lurah Terjun"),
            ("definitif", "Camat"),
        ]


class TestSuperiors:
    def test_somebody_the_system_knows_may_be_superior(self) -> None:
        person = {"superior_nip": nip(99)}
        assert codes(roster_of(person)) == [(2, "superior_not_in_list")]
        assert codes(roster_of(person, known_nips=frozenset({nip(99)}))) == []

    def test_an_unknown_superior_is_named_by_his_last_digits_only(self) -> None:
        assert roster_of({"superior_nip": nip(99)}).findings[0].params == {"superior": "*" * 14 + "1099"}

    def test_a_superior_in_a_refused_row_is_in_the_list(self) -> None:
        assert codes(roster_of({"name": ""}, {"superior_nip": nip(1)})) == [(2, "name_empty")]

    @pytest.mark.parametrize("text", ["1,98603E+17", "12345", "lurah"])
    def test_a_superior_that_is_no_number_is_refused(self, text: str) -> None:
        assert codes_of(superior_nip=text) == ["superior_not_readable"]

    def test_a_superior_in_a_number_cell_is_refused(self) -> None:
        row = Row(2, {"nip": nip(1), **PERSON, "superior_nip": nip(2)}, frozenset({"superior_nip"}))
        roster = read_roster(Table(1, HEADINGS, (row,)), today=TODAY, known_nips={nip(2)})
        assert codes(roster) == [(2, "superior_not_readable")]

    def test_spaces_and_an_apostrophe_do_no_harm(self) -> None:
        superior = f"'{nip(1)[:8]} {nip(1)[8:]}"
        assert roster_of({}, {"superior_nip": superior}).rows[1].superior_nip == nip(1)

    def test_every_row_of_a_circle_is_named_and_nobody_below_it(self) -> None:
        roster = roster_of(
            {"superior_nip": nip(2)}, {"superior_nip": nip(3)}, {"superior_nip": nip(1)}, {"superior_nip": nip(1)}
        )
        assert codes(roster) == [(row, "superiors_in_a_circle") for row in (2, 3, 4)]
        assert roster.findings[0].params == {"rows": "2, 3, 4"}

    def test_two_circles_are_told_apart(self) -> None:
        above = {"a": "b", "b": "a", "c": "d", "d": "c", "e": "a", "f": "f", "g": ""}
        assert sorted(map(sorted, circles(above))) == [["a", "b"], ["c", "d"]]

    def test_a_column_without_any_superior_counts_as_missing(self) -> None:
        assert not roster_of({"superior_nip": ""}, {}).has_superiors

    @given(st.dictionaries(st.integers(0, 8).map(str), st.integers(0, 9).map(str)))
    def test_circles_are_exactly_the_people_who_are_above_themselves(self, above: dict[str, str]) -> None:
        def is_above_himself(one: str) -> bool:
            at, steps = above.get(one), 0
            while at is not None and at != one and steps <= len(above):
                at, steps = above.get(at), steps + 1
            return at == one and above[one] != one

        assert {one for circle in circles(above) for one in circle} == {one for one in above if is_above_himself(one)}


class TestAnyRow:
    @given(st.dictionaries(st.sampled_from(sorted(HEADINGS)), st.text(max_size=40)))
    def test_whatever_the_cells_hold_the_row_is_taken_or_refused(self, cells: dict[str, str]) -> None:
        roster = read_roster(Table(1, HEADINGS, (Row(2, {**PERSON, **cells}),)), today=TODAY)
        assert (len(roster.rows) == 1) == (roster.refused == ())


class TestMessages:
    def test_each_has_a_message_and_a_remedy_in_both_languages(self) -> None:
        for code, text in ROSTER_MESSAGES.items():
            assert all(part.endswith((".", ").")) for part in (*text.message, *text.remedy)), code
            assert text.message.id != text.message.en

    def test_a_finding_fills_in_what_is_needed(self) -> None:
        assert finding(3, "NIP", "nip_length", digits=16).message.id == "NIP berisi 16 angka, seharusnya 18."

    def test_a_finding_has_no_place_for_a_value(self) -> None:
        assert [field.name for field in fields(Finding)] == ["row", "column", "code", "severity", "params"]
