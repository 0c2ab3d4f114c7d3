"""Write lists that people open in Excel: no cell of ours ever becomes a formula or a link (security.md T32)."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import xlsxwriter

Cell = str | int | float | Decimal | date | bool | None

_STARTS_FORMULA = frozenset("=+-@\u2212")  # − as well: some programs read the typographic minus as a sign
_STARTS_CELL = frozenset("\t\r\n\x00")
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
_SHEET_NAME_LENGTH = 31
_EPOCH = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_BLANK = dict.fromkeys(("title", "subject", "author", "manager", "company", "category", "keywords", "comments"), "")


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def neutralise(text: str) -> str:
    """Prefix `'` where a spreadsheet program would calculate: `=`, `+`, `-`, `@`, their full-width and small forms,
    also behind leading spaces, and a leading tab, carriage return, line feed or NUL."""
    if text[:1] in _STARTS_CELL and text:
        return "'" + text
    first = unicodedata.normalize("NFKC", text.lstrip()[:1])
    return "'" + text if first[:1] in _STARTS_FORMULA and first else text


def write_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]], *, delimiter: str = ";") -> bytes:
    """RFC 4180 with CRLF, every text quoted, and the mark by which Excel recognises UTF-8.

    `;` because Excel with Indonesian settings splits at it. Every text is quoted, so that a delimiter inside one
    cannot begin a cell in a program that expects another delimiter.
    """
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=delimiter, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    for row in (header, *rows):
        writer.writerow([_csv_cell(cell) for cell in row])
    return b"\xef\xbb\xbf" + target.getvalue().encode("utf-8", "replace")


def write_xlsx(sheets: Iterable[Sheet]) -> bytes:
    """One workbook, the same bytes for the same content: no author, no time, no path.

    Texts are typed as texts, so they need no prefix and arrive as they are. Raises ValueError for what XLSX cannot
    hold (a text beyond 32,767 characters, a row beyond 1,048,576) rather than leaving it out.
    """
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({**_BLANK, "created": _EPOCH})
        bold = book.add_format({"bold": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for sheet in sheets:
            page = book.add_worksheet(sheet_name(sheet.name))
            page.freeze_panes(1, 0)
            for number, row in enumerate((sheet.header, *sheet.rows)):
                for column, cell in enumerate(row):
                    _write(page, number, column, cell, bold if number == 0 else None, day)
    return target.getvalue()


def sheet_name(name: str) -> str:
    """A name Excel accepts: without `[]:*?/\\`, not in apostrophes, at most 31 characters."""
    return _NOT_IN_SHEET_NAMES.sub(" ", name)[:_SHEET_NAME_LENGTH].strip(" '") or "Data"


def _csv_cell(cell: Cell) -> str | int | float | Decimal:
    match cell:
        case None:
            return ""
        case bool():
            return "TRUE" if cell else "FALSE"
        case str():
            return neutralise(cell)
        case date():
            return cell.isoformat()
        case _:
            return cell


def _write(page: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell, form: object, day: object) -> None:
    match cell:
        case None | "":
            return
        case bool():
            done = page.write_boolean(row, column, cell, form)
        case str():
            done = page.write_string(row, column, cell, form)
        case date():
            done = page.write_datetime(row, column, cell, day)
        case _:
            done = page.write_number(row, column, cell, form)
    if done != 0:
        raise ValueError("XLSX cannot hold this cell")
