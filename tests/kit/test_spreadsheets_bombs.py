"""The measured bombs (security.md M18, T31): small uploads that would unpack to anything."""

import resource
import struct
import zipfile
from io import BytesIO

import pytest

from api.kit.spreadsheets.limits import DEFAULT_LIMITS, Limits
from api.kit.spreadsheets.refusals import FileRefused
from api.kit.spreadsheets.workbook_scan import scan_workbook
from tests.kit.spreadsheet_files import raw_workbook, read, sheet, text_row

NIP = "199001012015031001"


def peak_megabytes(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1024


def refused(data: bytes, filename: str = "pegawai.xlsx", limits: Limits = DEFAULT_LIMITS) -> str:
    """The code of the refusal, which must leave this process small."""
    before = peak_megabytes(resource.RUSAGE_SELF)
    with pytest.raises(FileRefused) as caught:
        read(data, filename, limits)
    assert peak_megabytes(resource.RUSAGE_SELF) - before < 200
    return caught.value.code


def million_rows() -> bytes:
    return b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (row, row) for row in range(2, 1_000_001))


class TestMeasuredBombs:
    def test_a_million_rows_in_a_small_file_are_refused(self) -> None:
        data = raw_workbook(sheet(million_rows()))
        assert len(data) < 5_000_000
        assert refused(data) == "too_many_rows"

    def test_one_huge_cell_is_refused(self) -> None:
        data = raw_workbook(sheet(text_row(2, NIP, "A" * 45_000_000)))
        assert len(data) < 200_000
        assert refused(data) == "cell_too_long"

    def test_one_huge_shared_string_is_refused(self) -> None:
        strings = b"<sst><si><t>" + b"A" * 45_000_000 + b"</t></si></sst>"
        assert refused(raw_workbook(sheet(b""), {"xl/sharedStrings.xml": strings})) == "cell_too_long"

    def test_a_lying_dimension_is_not_believed(self) -> None:
        data = raw_workbook(sheet(text_row(2, NIP, "BUDI"), dimension="A1:XFD1048576"))
        assert [row.number for row in read(data).rows] == [2]

    def test_a_cell_in_the_last_corner_of_the_sheet_is_refused(self) -> None:
        corner = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        assert refused(raw_workbook(sheet(corner))) == "too_many_rows"

    def test_a_cell_far_to_the_right_is_refused(self) -> None:
        assert refused(raw_workbook(sheet(b'<row r="2"><c r="BI2"><v>1</v></c></row>'))) == "too_many_columns"

    def test_rows_that_are_only_formatted_do_no_harm(self) -> None:
        empty = b"".join(b'<row r="%d"><c r="XFD%d" s="1"/></row>' % (row, row) for row in range(3, 100_000))
        table = read(raw_workbook(sheet(text_row(2, NIP, "BUDI") + empty)))
        assert len(table.rows) == 1


class TestUnpacking:
    def test_more_than_fifty_megabytes_are_refused_while_unpacking(self) -> None:
        assert refused(raw_workbook(sheet(b""), {"xl/media/a.bin": bytes(60_000_000)})) == "too_much_unpacked"

    def test_the_parts_are_counted_together(self) -> None:
        parts = {f"xl/media/{number}.bin": bytes(2_000_000) for number in range(30)}
        assert refused(raw_workbook(sheet(b""), parts)) == "too_much_unpacked"

    def test_a_declared_size_that_lies_does_not_help(self) -> None:
        honest = raw_workbook(sheet(text_row(2, NIP, "A" * 45_000_000)))
        lying = _declare_sizes(honest, 100)
        assert refused(lying) == "not_readable"

    def test_more_than_fifty_parts_are_refused(self) -> None:
        assert refused(raw_workbook(sheet(b""), {f"xl/{n}.bin": b"" for n in range(60)})) == "too_many_parts"

    def test_a_part_that_stands_twice_is_refused(self) -> None:
        target = BytesIO(raw_workbook(sheet(text_row(2, NIP, "BUDI"))))
        with zipfile.ZipFile(target, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("xl/worksheets/sheet1.xml", sheet(b""))
        assert refused(target.getvalue()) == "not_readable"

    def test_an_upload_over_five_megabytes_is_not_opened(self) -> None:
        assert refused(bytes(5 * 1024 * 1024 + 1)) == "file_too_large"


class TestWhatTheScanCannotSee:
    """Repeating one shared string multiplies text after the scan; there the worker's own bounds hold."""

    @staticmethod
    def one_text_everywhere() -> bytes:
        strings = b"<sst><si><t>" + b"A" * 4_000 + b"</t></si></sst>"
        cells = "".join(
            f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c><c r="B{row}" t="s"><v>0</v></c></row>'
            for row in range(2, 20_000)
        )
        return raw_workbook(sheet(cells.encode()), {"xl/sharedStrings.xml": strings})

    def test_more_text_than_a_list_can_hold_is_refused(self) -> None:
        assert refused(self.one_text_everywhere()) == "too_much_text"

    def test_a_worker_beyond_its_memory_is_ended(self) -> None:
        narrow = Limits(memory_bytes=128 * 1024 * 1024)
        assert refused(self.one_text_everywhere(), limits=narrow) == "too_heavy"

    def test_a_worker_beyond_its_time_is_ended(self) -> None:
        rows = b"".join(text_row(row, NIP, "BUDI") for row in range(2, 20_000))
        assert refused(raw_workbook(sheet(rows)), limits=Limits(seconds=0)) == "too_heavy"


class TestXmlAttacks:
    @pytest.mark.parametrize(
        "doctype",
        [
            b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
            b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
            b'<!DOCTYPE x SYSTEM "http://contoh.example/x.dtd">',
        ],
    )
    def test_a_document_type_is_refused_in_any_part(self, doctype: bytes) -> None:
        assert refused(raw_workbook(doctype + sheet(text_row(2, NIP, "BUDI")))) == "document_type"
        other = {"docProps/custom.xml": doctype + b"<x/>"}
        assert refused(raw_workbook(sheet(text_row(2, NIP, "BUDI")), other)) == "document_type"

    def test_a_part_that_is_not_xml_is_refused(self) -> None:
        assert refused(raw_workbook(b"<worksheet><sheetData>")) == "not_readable"

    def test_a_deeply_nested_part_is_refused_or_harmless(self) -> None:
        data = raw_workbook(sheet(b""), {"docProps/custom.xml": b"<a>" * 1_000_000})
        assert refused(data) == "not_readable"


class TestCsvBombs:
    def test_too_many_rows_are_refused(self) -> None:
        rows = "NIP;NAMA\n" + f"{NIP};BUDI\n" * 20_001
        assert refused(rows.encode(), "pegawai.csv") == "too_many_rows"

    def test_twenty_thousand_rows_are_read(self) -> None:
        rows = "NIP;NAMA\n" + f"{NIP};BUDI\n" * 20_000
        assert len(read(rows.encode(), "pegawai.csv").rows) == 20_000

    def test_a_row_of_millions_of_cells_is_refused(self) -> None:
        assert refused(b"NIP;NAMA\n" + b"x;" * 2_000_000, "pegawai.csv") == "too_many_columns"

    @pytest.mark.parametrize("length", [4_001, 200_000])
    def test_a_long_cell_is_refused(self, length: int) -> None:
        assert refused(f"NIP;NAMA\n{NIP};{'A' * length}\n".encode(), "pegawai.csv") == "cell_too_long"

    def test_millions_of_blank_lines_are_refused(self) -> None:
        assert refused(b"NIP;NAMA\n" + b"\n" * 4_000_000, "pegawai.csv") == "too_many_rows"


def test_a_full_list_passes_the_scan() -> None:
    rows = b"".join(text_row(row, NIP, "BUDI") for row in range(2, 20_002))
    assert len(read(raw_workbook(sheet(rows))).rows) == 20_000


def test_a_zip_that_is_cut_off_is_refused_at_any_length() -> None:
    data = raw_workbook(sheet(text_row(2, NIP, "BUDI")))
    for length in range(4, len(data), 37):
        with pytest.raises(FileRefused):
            scan_workbook(data[:length], DEFAULT_LIMITS)


def _declare_sizes(data: bytes, size: int) -> bytes:
    """The same zip, whose central directory claims that every part unpacks to `size` bytes."""
    lying = bytearray(data)
    at = lying.find(b"PK\x01\x02")
    while at >= 0:
        struct.pack_into("<L", lying, at + 24, size)
        at = lying.find(b"PK\x01\x02", at + 4)
    return bytes(lying)
