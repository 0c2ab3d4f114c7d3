"""A CSV as offices have them: encoding and delimiter are found out, quotes follow RFC 4180."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from api.kit.spreadsheets.limits import Limits
from api.kit.spreadsheets.refusals import FileRefused
from api.kit.spreadsheets.table import Record, Table, Wanted, build_table, find_header

DELIMITERS = ";,\t|"
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1f]")


def read_csv(data: bytes, wanted: Wanted) -> Table:
    text = decode(data)
    if _BINARY.search(text):
        raise FileRefused("not_text")
    if text.lstrip().startswith("<"):
        raise FileRefused("html_inside")
    delimiter = find_delimiter(text, wanted)
    return build_table(_records(text, delimiter), wanted)


def decode(data: bytes) -> str:
    """UTF-8 with or without mark, UTF-16, else Windows-1252: what Excel in Indonesia writes. No guessing beyond."""
    try:
        return data.decode(_marked(data) or "utf-8")
    except UnicodeDecodeError:
        if _marked(data):
            raise FileRefused("encoding_unknown") from None
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        raise FileRefused("encoding_unknown") from None


def _marked(data: bytes) -> str | None:
    """The encoding that a byte order mark, or the zeros of UTF-16 without one, make certain."""
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    start = data[:200]
    if start.count(0) * 3 < len(start):
        return None
    return "utf-16-le" if start[1::2].count(0) >= start[0::2].count(0) else "utf-16-be"


def find_delimiter(text: str, wanted: Wanted) -> str:
    """The delimiter by which most of the wanted headings appear."""

    def headings(delimiter: str) -> int:
        header = find_header(_head(text, delimiter, wanted.limits), wanted)
        return len(header.positions) if header else 0

    return max(DELIMITERS, key=headings)


def _head(text: str, delimiter: str, limits: Limits) -> Iterator[Record]:
    try:
        yield from islice(_records(text, delimiter), limits.header_within)
    except FileRefused:
        return  # a wrong delimiter breaks quotes; the right one will tell


def _records(text: str, delimiter: str) -> Iterator[Record]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, texts in enumerate(reader, start=1):
            yield Record(number, texts)
    except csv.Error as error:
        if "field limit" in str(error):
            raise FileRefused("cell_too_long", limit=csv.field_size_limit()) from None
        raise FileRefused("csv_broken", row=number + 1) from None
