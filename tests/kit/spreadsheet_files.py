"""Workbooks as people and attackers make them."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

import xlsxwriter

from api.kit.spreadsheets.limits import DEFAULT_LIMITS, Limits
from api.kit.spreadsheets.reading import read_table
from api.kit.spreadsheets.table import Table

COLUMNS = {"nip": ("nip_baru", "nip"), "name": ("nama",), "since": ("tmt_jabatan",)}
REQUIRED = ("nip", "name")
HEADER = ("NIP", "NAMA")

_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def read(data: bytes, filename: str = "pegawai.xlsx", limits: Limits = DEFAULT_LIMITS) -> Table:
    return read_table(data, filename, columns=COLUMNS, required=REQUIRED, limits=limits)


def workbook(rows: Iterable[Sequence[object]], **more_sheets: Iterable[Sequence[object]]) -> bytes:
    """A workbook as Excel would write it."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "dd-mm-yyyy"}) as book:
        for name, content in {"Data": rows, **more_sheets}.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(content):
                sheet.write_row(number, 0, row)
    return target.getvalue()


def raw_workbook(sheet_xml: bytes, parts: Mapping[str, bytes] | None = None, *, hidden: bool = False) -> bytes:
    """A workbook written by hand around one sheet; `parts` add to or replace its members."""
    members = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
        ).encode(),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ).encode(),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_NAMESPACE}" xmlns:r="{_RELATIONS}">'
            f'<sheets><sheet name="Data" sheetId="1" r:id="rId1" state="{"hidden" if hidden else "visible"}"/></sheets>'
            "</workbook>"
        ).encode(),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
            "</Relationships>"
        ).encode(),
        "xl/worksheets/sheet1.xml": sheet_xml,
        **(parts or {}),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def sheet(rows: bytes, dimension: str = "A1:B2") -> bytes:
    """The XML of a sheet: a header in row 1, then `rows` as given."""
    head = text_row(1, *HEADER)
    return (
        f'<worksheet xmlns="{_NAMESPACE}"><dimension ref="{dimension}"/><sheetData>'.encode()
        + head
        + rows
        + b"</sheetData></worksheet>"
    )


def text_row(number: int, *texts: str) -> bytes:
    cells = "".join(
        f'<c r="{chr(65 + at)}{number}" t="inlineStr"><is><t>{text}</t></is></c>' for at, text in enumerate(texts)
    )
    return f'<row r="{number}">{cells}</row>'.encode()
