import codecs
import io
import os
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.kit.spreadsheets.csv_text import read_csv
from api.kit.spreadsheets.limits import DEFAULT_LIMITS
from api.kit.spreadsheets.refusals import REFUSALS, FileRefused
from api.kit.spreadsheets.table import Row, Wanted
from api.kit.spreadsheets.workbook_scan import scan_workbook
from tests.kit.spreadsheet_files import COLUMNS, REQUIRED, raw_workbook, read, sheet, text_row, workbook

NIP = "199001012015031001"
WANTED = Wanted(COLUMNS, REQUIRED, DEFAULT_LIMITS)
SAMPLES = Path(__file__).parents[1] / "data"
ROW = ("NIP BARU;NAMA;TMT JABATAN", f"{NIP};Siti Zubaïdah;01-02-2021")


def csv_bytes(*lines: str, encoding: str = "utf-8") -> bytes:
    return "\r\n".join(lines).encode(encoding)


def refusal(data: bytes, filename: str = "pegawai.csv") -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        read(data, filename)
    return caught.value


class TestCsv:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
    def test_every_usual_encoding_is_recognised(self, encoding: str) -> None:
        assert read(csv_bytes(*ROW, encoding=encoding), "a.csv").rows[0].text("name") == "Siti Zubaïdah"

    def test_utf_16_big_endian_with_its_mark_is_recognised(self) -> None:
        data = codecs.BOM_UTF16_BE + csv_bytes(*ROW, encoding="utf-16-be")
        assert read(data, "a.csv").rows[0].text("name") == "Siti Zubaïdah"

    @pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
    def test_every_usual_delimiter_is_recognised(self, delimiter: str) -> None:
        lines = [line.replace(";", delimiter) for line in ROW]
        assert read(csv_bytes(*lines), "a.csv").rows[0].text("since") == "01-02-2021"

    def test_another_delimiter_inside_quotes_does_not_mislead(self) -> None:
        lines = ("NIP,NAMA", f'{NIP},"Siti; S.E.; M.Si."')
        assert read(csv_bytes(*lines), "a.csv").rows[0].text("name") == "Siti; S.E.; M.Si."

    def test_quotes_may_hold_delimiters_quotes_and_line_ends(self) -> None:
        lines = ("NIP;NAMA", f'{NIP};"Siti ""Zu"";\nZubaidah"', f"{NIP};Budi")
        table = read(csv_bytes(*lines), "a.csv")
        assert [(row.number, row.text("name")) for row in table.rows] == [(2, 'Siti "Zu";\nZubaidah'), (3, "Budi")]

    def test_a_broken_mark_of_utf_8_is_not_guessed_at(self) -> None:
        assert refusal(codecs.BOM_UTF8 + b"NIP;NAMA\n1;\xff").code == "encoding_unknown"

    def test_bytes_no_encoding_knows_are_refused(self) -> None:
        assert refusal(b"NIP;NAMA\n1;\x81\x8d").code == "encoding_unknown"

    def test_misplaced_quotes_are_refused_with_the_row(self) -> None:
        refused = refusal(csv_bytes("NIP;NAMA", f'{NIP};"Siti"x'))
        assert (refused.code, refused.params) == ("csv_broken", {"row": 2})

    def test_a_quotation_mark_that_is_never_closed_is_refused(self) -> None:
        assert refusal(csv_bytes("NIP;NAMA", f'{NIP};"Siti', f"{NIP};Budi")).code == "csv_broken"

    def test_binary_content_is_refused(self) -> None:
        assert refusal(b"NIP;NAMA\n\x00\x01\x02;x").code == "not_text"


class TestHeader:
    def test_capitals_spaces_and_underscores_make_no_difference(self) -> None:
        for heading in ("nip baru", "NIP_BARU", "  Nip  Baru ", "NIP-BARU", "nip\u00a0baru"):
            assert read(csv_bytes(f"{heading};nama", f"{NIP};Budi"), "a.csv").rows[0].text("nip") == NIP

    def test_title_rows_above_are_skipped_and_rows_keep_their_number(self) -> None:
        table = read(csv_bytes("DAFTAR PEGAWAI", "", "Keadaan; November", *ROW), "a.csv")
        assert (table.header_row, table.rows[0].number) == (4, 5)

    def test_columns_may_stand_in_any_order(self) -> None:
        assert read(csv_bytes("NAMA;X;NIP", f"Budi;;{NIP}"), "a.csv").rows[0].text("nip") == NIP

    def test_the_preferred_heading_wins(self) -> None:
        assert read(csv_bytes("NIP;NIP BARU;NAMA", f"1;{NIP};Budi"), "a.csv").rows[0].text("nip") == NIP

    def test_columns_nobody_asked_for_are_not_kept(self) -> None:
        for data, name in (
            (csv_bytes("NIP;NAMA;NIK;AGAMA", f"{NIP};Budi;1271000000000000;Rahasia"), "a.csv"),
            (workbook([["NIP", "NAMA", "NIK"], [NIP, "Budi", "1271000000000000"]]), "a.xlsx"),
        ):
            table = read(data, name)
            assert set(table.headings) == set(table.rows[0].cells) == {"nip", "name"}

    def test_a_missing_column_is_named(self) -> None:
        refused = refusal(csv_bytes("NIP;JABATAN", f"{NIP};Camat"))
        assert (refused.code, refused.params["missing"]) == ("header_incomplete", "NAMA")
        assert "NAMA" in refused.message.id
        assert "NIP BARU" in refused.remedy.id

    def test_a_file_without_any_known_heading_is_refused(self) -> None:
        assert refusal(csv_bytes("a;b", "1;2")).code == "header_not_found"

    def test_a_heading_that_stands_twice_is_refused(self) -> None:
        refused = refusal(csv_bytes("NIP;NAMA;NAMA", f"{NIP};Budi;Siti"))
        assert (refused.code, refused.params) == ("header_twice", {"heading": "NAMA"})

    def test_a_header_without_rows_is_refused(self) -> None:
        assert refusal(csv_bytes("NIP;NAMA", ";", "  ; \u00a0")).code == "no_rows"

    def test_blank_rows_are_left_out_and_short_rows_filled(self) -> None:
        table = read(csv_bytes(ROW[0], "", ";;", NIP), "a.csv")
        assert [(row.number, row.text("nip"), row.text("name")) for row in table.rows] == [(4, NIP, "")]


class TestWorkbook:
    def test_texts_stay_texts(self) -> None:
        name = "<img src=x onerror=alert(1)>"
        assert read(workbook([["NIP", "NAMA"], [NIP, name]])).rows[0].text("name") == name

    def test_a_number_is_marked_as_one(self) -> None:
        row = read(workbook([["NIP", "NAMA"], [199001012015031001, "Budi"]])).rows[0]
        assert row.numeric == {"nip"}
        assert row.text("nip") == "1.99001012015031e+17"

    def test_a_small_whole_number_has_no_decimal_point(self) -> None:
        assert read(workbook([["NIP", "NAMA"], [27, "Budi"]])).rows[0].text("nip") == "27"

    def test_a_text_of_digits_is_no_number(self) -> None:
        assert read(workbook([["NIP", "NAMA"], [NIP, "Budi"]])).rows[0].numeric == frozenset()

    def test_date_cells_become_iso_dates(self) -> None:
        rows = [["NIP", "NAMA", "TMT JABATAN"], [NIP, "A", date(2021, 2, 28)], [NIP, "B", datetime(2021, 2, 28, 7, 30)]]  # noqa: DTZ001 - cells have no zone
        assert [row.text("since") for row in read(workbook(rows)).rows] == ["2021-02-28", "2021-02-28 07:30:00"]

    def test_a_formula_without_a_stored_value_stays_text(self) -> None:
        cells = b'<row r="2"><c r="A2" t="inlineStr"><is><t>1</t></is></c><c r="B2"><f>HYPERLINK("http://x")</f><v/></c></row>'
        assert read(raw_workbook(sheet(cells))).rows[0].text("name") == '=HYPERLINK("http://x")'

    def test_a_formula_with_a_stored_value_shows_the_value(self) -> None:
        cells = b'<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="str"><f>A1</f><v>Budi</v></c></row>'
        assert read(raw_workbook(sheet(cells))).rows[0].text("name") == "Budi"

    def test_empty_rows_and_columns_before_the_table_are_counted(self) -> None:
        formula = b'<row r="6"><c r="C6"><v>7</v></c><c r="D6"><f>A1</f></c></row>'
        header = b'<row r="5"><c r="C5" t="inlineStr"><is><t>NIP</t></is></c><c r="D5" t="inlineStr"><is><t>NAMA</t></is></c></row>'
        table = read(raw_workbook(b"<worksheet><sheetData>" + header + formula + b"</sheetData></worksheet>"))
        assert (table.header_row, table.rows[0].number, table.rows[0].text("name")) == (5, 6, "=A1")
        assert table.rows[0].numeric == {"nip"}

    def test_the_sheet_with_the_header_is_found(self) -> None:
        data = workbook([["Petunjuk pengisian"]], Pegawai=[["NIP", "NAMA"], [NIP, "Budi"]])
        assert read(data).rows[0].text("name") == "Budi"

    def test_hidden_sheets_are_not_read(self) -> None:
        hidden = raw_workbook(sheet(text_row(2, NIP, "Budi")), hidden=True)
        assert refusal(hidden, "a.xlsx").code == "no_rows"

    def test_a_workbook_without_the_header_names_what_comes_nearest(self) -> None:
        refused = refusal(workbook([["NIP"], [NIP]], Lain=[["x"]]), "a.xlsx")
        assert (refused.code, refused.params["missing"]) == ("header_incomplete", "NAMA")


class TestKinds:
    @pytest.mark.parametrize(
        ("filename", "code"),
        [
            ("a.xls", "old_excel"),
            ("a.xlsm", "macro_file"),
            ("a.XLTM", "macro_file"),
            ("a.ods", "format_unknown"),
            ("a", "format_unknown"),
            ("a.csv.exe", "format_unknown"),
        ],
    )
    def test_other_kinds_are_refused_by_name(self, filename: str, code: str) -> None:
        assert refusal(csv_bytes(*ROW), filename).code == code

    def test_old_excel_is_recognised_under_any_name(self) -> None:
        ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)
        assert refusal(ole, "a.csv").code == "old_excel"
        assert refusal(ole, "a.xlsx").code == "old_excel"

    def test_a_workbook_with_a_password_is_recognised(self) -> None:
        locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100) + "EncryptedPackage".encode("utf-16-le")
        assert refusal(locked, "a.xlsx").code == "encrypted"

    def test_a_zip_with_a_password_is_recognised(self) -> None:
        data = bytearray(raw_workbook(sheet(text_row(2, NIP, "Budi"))))
        data[data.find(b"PK\x01\x02") + 8] |= 1
        assert refusal(bytes(data), "a.xlsx").code == "encrypted"

    def test_macros_are_refused_under_an_innocent_name(self) -> None:
        assert refusal(raw_workbook(sheet(b""), {"xl/vbaProject.bin": b"x"}), "a.xlsx").code == "macro_file"

    @pytest.mark.parametrize("filename", ["a.csv", "a.xlsx"])
    def test_a_web_page_is_refused(self, filename: str) -> None:
        assert (
            refusal(b"\xef\xbb\xbf\n<html><table><tr><td>NIP</td></tr></table></html>", filename).code == "html_inside"
        )

    def test_a_name_that_disagrees_with_the_content_is_refused(self) -> None:
        assert refusal(workbook([["NIP", "NAMA"], [NIP, "Budi"]]), "a.csv").code == "name_disagrees"
        assert refusal(csv_bytes(*ROW), "a.xlsx").code == "name_disagrees"

    def test_a_zip_that_is_no_workbook_is_refused(self) -> None:
        assert refusal(b"PK\x03\x04 dan seterusnya", "a.xlsx").code == "not_readable"

    @pytest.mark.parametrize(
        ("data", "code"), [(b"", "file_empty"), (b" \r\n", "file_empty"), (codecs.BOM_UTF8 + b"\n", "header_not_found")]
    )
    def test_an_empty_file_is_refused(self, data: bytes, code: str) -> None:
        assert refusal(data).code == code


class TestRefusals:
    def test_each_says_what_is_wrong_and_what_to_do_in_both_languages(self) -> None:
        params = {"limit": 1, "megabytes": 1, "row": 1, "missing": "A", "expected": "B", "heading": "C"}
        for code in REFUSALS:
            refused = FileRefused(code, **params)
            for text in (*refused.message, *refused.remedy):
                assert text.endswith(".")
                assert "{" not in text

    def test_what_is_too_large_can_be_told_apart(self) -> None:
        assert FileRefused("too_many_rows", limit=1).is_too_large
        assert not FileRefused("old_excel").is_too_large

    def test_rows_do_not_show_their_cells_in_a_traceback(self) -> None:
        row = read(csv_bytes(*ROW), "a.csv").rows[0]
        assert NIP not in repr(row)


class TestAnyBytes:
    @given(st.binary(max_size=2_000))
    def test_a_csv_of_any_bytes_is_read_or_refused(self, data: bytes) -> None:
        with_header = csv_bytes(*ROW) + b"\n" + data
        for content in (data, with_header, codecs.BOM_UTF16_LE + data):
            _read_or_refused(content)

    @given(st.text(alphabet='NIPAM;,\t|"\r\n 1é', max_size=200))
    def test_a_csv_of_any_text_is_read_or_refused(self, text: str) -> None:
        _read_or_refused(text.encode())

    @settings(max_examples=200)
    @given(st.integers(0), st.binary(min_size=1, max_size=8))
    def test_a_workbook_with_any_bytes_changed_is_scanned_or_refused(self, at: int, junk: bytes) -> None:
        data = bytearray(raw_workbook(sheet(text_row(2, NIP, "Budi"))))
        at %= len(data)
        data[at : at + len(junk)] = junk
        with suppress(FileRefused):  # and nothing else
            scan_workbook(bytes(data), DEFAULT_LIMITS)

    @settings(max_examples=10, deadline=None)
    @given(st.binary(max_size=300))
    def test_a_zip_of_any_bytes_is_refused_by_the_worker(self, data: bytes) -> None:
        assert refusal(b"PK\x03\x04" + data, "a.xlsx").code in REFUSALS


def _read_or_refused(data: bytes) -> None:
    with suppress(FileRefused):  # and nothing else
        read_csv(data, WANTED)


class TestWorker:
    def test_it_gets_no_secret_from_the_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        seen: dict[str, str] = {}

        def run(*_: object, env: dict[str, str], **__: object) -> object:
            seen.update(env)
            raise FileNotFoundError

        monkeypatch.setattr("api.kit.spreadsheets.reading.subprocess.run", run)
        monkeypatch.setitem(os.environ, "DATABASE_URL", "postgresql://rahasia")
        with pytest.raises(FileNotFoundError):
            read(workbook([["NIP", "NAMA"], [NIP, "Budi"]]))
        assert set(seen) <= {"SYSTEMROOT", "LD_LIBRARY_PATH"}

    def test_reading_twice_gives_the_same(self) -> None:
        data = (SAMPLES / "pegawai-siasn-clean.xlsx").read_bytes()
        assert read(data) == read(io.BytesIO(data).getvalue())


class TestSamples:
    def test_both_forms_of_the_sample_hold_the_same_rows(self) -> None:
        for name in ("clean", "messy"):
            csv_table = read((SAMPLES / f"pegawai-siasn-{name}.csv").read_bytes(), "a.csv")
            xlsx_table = read((SAMPLES / f"pegawai-siasn-{name}.xlsx").read_bytes(), "a.xlsx")
            assert [_stripped(row) for row in csv_table.rows] == [_stripped(row) for row in xlsx_table.rows]
            shift = xlsx_table.header_row - csv_table.header_row
            assert [row.number + shift for row in csv_table.rows] == [row.number for row in xlsx_table.rows]


def _stripped(row: Row) -> dict[str, str]:
    return {column: text.strip() for column, text in row.cells.items()}
