"""A first pass over an XLSX that trusts nothing: every part is unpacked in small pieces and counted.

The library that reads cells has no limits of its own and allocates whatever an address in the file asks for, so no
file reaches it before its true size, its rows, columns and texts are known to be within bounds. Declared sizes and
the `dimension` of a sheet are not believed. On the way the text of formulas without a stored value is collected,
because the library drops it.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from api.kit.spreadsheets.limits import MEGABYTE, Limits
from api.kit.spreadsheets.refusals import FileRefused

Formulas = dict[tuple[int, int], str]
"""(row, column), both from 1 → the formula as text."""

_PIECE = 64 * 1024
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def scan_workbook(data: bytes, limits: Limits) -> dict[str, Formulas]:
    """Refuse what is too large or not a plain workbook; give the formulas by the name of their part."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_parts(archive.infolist(), limits)
            return _scan_parts(archive, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError):
        raise FileRefused("not_readable") from None


def _check_parts(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    names = [part.filename.casefold() for part in parts]
    if len(parts) > limits.parts:
        raise FileRefused("too_many_parts", limit=limits.parts)
    if any(part.flag_bits & 0x1 for part in parts):
        raise FileRefused("encrypted")
    if any(name.endswith("vbaproject.bin") for name in names):
        raise FileRefused("macro_file")
    if len(set(names)) < len(names) or any(part.compress_type not in _PACKINGS for part in parts):
        raise FileRefused("not_readable")
    if "xl/workbook.xml" not in names:
        raise FileRefused("not_readable")


def _scan_parts(archive: zipfile.ZipFile, limits: Limits) -> dict[str, Formulas]:
    left = limits.unpacked_bytes
    formulas = {}
    for part in archive.infolist():
        scan = PartScan(limits) if part.filename.casefold().endswith((".xml", ".rels")) else None
        for piece in _pieces(archive, part):
            left -= len(piece)
            if left < 0:
                raise FileRefused("too_much_unpacked", megabytes=limits.unpacked_bytes // MEGABYTE)
            if scan:
                scan.feed(piece)
        if scan:
            formulas[part.filename] = scan.finish()
    return formulas


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            yield piece


class PartScan:
    """Watches one XML part go by: no document type, no cell outside the bounds, no long text."""

    def __init__(self, limits: Limits):
        self._limits = limits
        self._row = self._column = self._characters = 0
        self._holder = ""  # the cell or shared string we are in
        self._inside = ""  # its child: f, v, is
        self._formula: list[str] = []
        self._has_value = False
        self._formulas: Formulas = {}
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = _refuse_document_type
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def feed(self, piece: bytes) -> None:
        self._parse(piece, False)

    def finish(self) -> Formulas:
        self._parse(b"", True)
        return self._formulas

    def _parse(self, piece: bytes, final: bool) -> None:
        try:
            self._parser.Parse(piece, final)
        except expat.ExpatError:
            raise FileRefused("not_readable") from None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "row":
                self._row, self._column = _number(attributes.get("r"), self._row + 1), 0
            case "c" | "si" as holder:
                self._open(holder, attributes.get("r"))
            case "f" | "v" | "is" as child if self._holder == "c":
                self._inside = child
                self._check_place()

    def _open(self, holder: str, address: str | None) -> None:
        self._holder, self._characters = holder, 0
        self._formula, self._has_value = [], False
        self._column += 1
        if holder == "c" and address:
            self._row, self._column = _place(address)

    def _check_place(self) -> None:
        """Only cells with content count: sheets are often formatted down to the last possible row."""
        if self._row > self._limits.last_row:
            raise FileRefused("too_many_rows", limit=self._limits.rows)
        if self._column > self._limits.columns:
            raise FileRefused("too_many_columns", limit=self._limits.columns)

    def _text(self, text: str) -> None:
        if not self._holder:
            return
        self._characters += len(text)
        if self._characters > self._limits.cell_characters:
            raise FileRefused("cell_too_long", limit=self._limits.cell_characters)
        if self._inside == "f":
            self._formula.append(text)
        elif self._inside:
            self._has_value = True

    def _end(self, name: str) -> None:
        match name.rpartition(":")[2]:
            case "f" | "v" | "is":
                self._inside = ""
            case "c" | "si" as holder if holder == self._holder:
                if self._formula and not self._has_value:
                    self._formulas[self._row, self._column] = "=" + "".join(self._formula)
                self._holder = ""


def _refuse_document_type(*_: Any) -> None:
    raise FileRefused("document_type")


def _number(text: str | None, default: int) -> int:
    return int(text[:9]) if text and text.isascii() and text.isdigit() else default


def _place(address: str) -> tuple[int, int]:
    """`AB43` is row 43, column 28."""
    match = _ADDRESS.fullmatch(address)
    if not match:
        raise FileRefused("not_readable")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column
