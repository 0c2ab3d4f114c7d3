"""The cells of an XLSX that passed the scan. Runs in the worker process, never in the server."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from xml.parsers import expat

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from api.kit.spreadsheets.refusals import FileRefused
from api.kit.spreadsheets.table import Record, Table, Wanted, build_table
from api.kit.spreadsheets.workbook_scan import Formulas, scan_workbook

Value = str | bool | int | float | date | datetime | time | timedelta
_HEADER_TROUBLE = ("header_not_found", "header_incomplete")
_EXACT = 2**53


def read_workbook(data: bytes, wanted: Wanted) -> Table:
    """The first visible sheet that has the header."""
    formulas = scan_workbook(data, wanted.limits)
    parts = _sheet_parts(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [(book.get_sheet_by_name(name), formulas.get(parts.get(name, ""), {})) for name in _visible(book)]
    except CalamineError:
        raise FileRefused("not_readable") from None
    return _first_table(sheets, wanted)


def _first_table(sheets: list[tuple[CalamineSheet, Formulas]], wanted: Wanted) -> Table:
    refusal = FileRefused("no_rows")
    for sheet, formulas in sheets:
        try:
            return build_table(_records(sheet, formulas), wanted)
        except FileRefused as refused:
            if refused.code not in _HEADER_TROUBLE:
                raise
            refusal = refusal if refusal.code == "header_incomplete" else refused
    raise refusal


def _visible(book: CalamineWorkbook) -> list[str]:
    return [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]


def _records(sheet: CalamineSheet, formulas: Formulas) -> Iterator[Record]:
    """Rows numbered as in the file: the library starts at row 1 but leaves out empty columns on the left."""
    left = sheet.start[1] if sheet.start else 0
    for number, values in enumerate(sheet.iter_rows(), start=1):
        texts = [""] * left + [text_of(value) for value in values]
        for column in range(1, len(texts) + 1) if formulas else ():
            texts[column - 1] = texts[column - 1] or formulas.get((number, column), "")
        numeric = frozenset(at for at, value in enumerate(values, start=left) if _is_number(value))
        yield Record(number, texts, numeric)


def text_of(value: Value) -> str:
    """A cell as text: dates in ISO form, whole numbers without a decimal point."""
    match value:
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer() and abs(value) < _EXACT:
            return str(int(value))
        case datetime() if value.time() == time.min:
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ")
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _sheet_parts(data: bytes) -> dict[str, str]:
    """The name of a sheet → the part that holds it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = {name.casefold(): name for name in archive.namelist()}
        targets = {
            attributes.get("Id", ""): posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "")))[1:]
            for attributes in _elements(archive, names.get("xl/_rels/workbook.xml.rels"), "Relationship")
        }
        return {
            attributes.get("name", ""): targets.get(_relation(attributes), "")
            for attributes in _elements(archive, names.get("xl/workbook.xml"), "sheet")
        }


def _relation(attributes: dict[str, str]) -> str:
    return next((value for key, value in attributes.items() if key.endswith(":id")), "")


def _elements(archive: zipfile.ZipFile, part: str | None, wanted: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == wanted:
            found.append(attributes)

    if part is not None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = start
        parser.Parse(archive.read(part), True)
    return found
