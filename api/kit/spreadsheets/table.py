"""From rows of cells to a table of the wanted columns: the header is found by its names, all else is left behind."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import NamedTuple

from api.kit.spreadsheets.limits import Limits
from api.kit.spreadsheets.refusals import FileRefused

Columns = Mapping[str, tuple[str, ...]]
"""Our name of a column → the headings it is known by, normalised, the preferred one first."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the caller looks for: which columns, which of them make a row the header, within which bounds."""

    columns: Columns
    required: Collection[str]
    limits: Limits

    def shown(self, column: str) -> str:
        """A column as people know it: its preferred heading in capitals."""
        return self.columns[column][0].replace("_", " ").upper()


class Record(NamedTuple):
    """One row as it stands in the file; `number` counts from 1 like the margin of a spreadsheet."""

    number: int
    texts: list[str]
    numeric: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    cells: Mapping[str, str] = field(repr=False)  # personal data stays out of logs and tracebacks
    numeric: frozenset[str] = frozenset()
    """Columns whose cell is a number in the file: an identifier may have lost digits there."""

    def text(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Table:
    header_row: int
    headings: Mapping[str, str]
    """Our name of a column → its heading as the file writes it; only the columns that were found."""
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Header:
    row: int
    positions: Mapping[str, int]
    headings: Mapping[str, str]
    missing: tuple[str, ...]
    twice: tuple[str, ...]


def build_table(records: Iterable[Record], wanted: Wanted) -> Table:
    """Find the header, then keep the wanted cells of every row below it that is not blank there."""
    bounded = within(records, wanted.limits)
    head = list(islice(bounded, wanted.limits.header_within))
    header = find_header(head, wanted)
    if header is None or header.missing:
        raise _without_header(header, wanted)
    if header.twice:
        raise FileRefused("header_twice", heading=header.twice[0])
    below = chain((record for record in head if record.number > header.row), bounded)
    rows = tuple(_kept(below, header, wanted.limits))
    if not rows:
        raise FileRefused("no_rows")
    return Table(header.row, header.headings, rows)


def within(records: Iterable[Record], limits: Limits) -> Iterator[Record]:
    """The records, refused as soon as one stands too far down, is too wide, or holds too long a text."""
    for record in records:
        if record.number > limits.last_row:
            raise FileRefused("too_many_rows", limit=limits.rows)
        if len(record.texts) > limits.columns and any(record.texts[limits.columns :]):
            raise FileRefused("too_many_columns", limit=limits.columns)
        if any(len(text) > limits.cell_characters for text in record.texts):
            raise FileRefused("cell_too_long", limit=limits.cell_characters)
        yield record


def find_header(records: Iterable[Record], wanted: Wanted) -> Header | None:
    """The first row that holds every required heading, else the one that comes nearest."""
    best: Header | None = None
    for record in records:
        header = _header_of(record, wanted)
        if best is None or len(header.positions) > len(best.positions):
            best = header
        if not header.missing:
            return header
    return best if best and best.positions else None


def normalised(heading: str) -> str:
    """`NIP BARU`, `nip_baru` and `Nip-Baru` are one heading."""
    return re.sub(r"[\W_]+", "_", heading.casefold()).strip("_")


def _header_of(record: Record, wanted: Wanted) -> Header:
    names = [normalised(text) for text in record.texts]
    chosen = {
        column: alias
        for column, aliases in wanted.columns.items()
        if (alias := next((alias for alias in aliases if alias in names), None)) is not None
    }
    positions = {column: names.index(alias) for column, alias in chosen.items()}
    return Header(
        row=record.number,
        positions=positions,
        headings={column: " ".join(record.texts[at].split()) for column, at in positions.items()},
        missing=tuple(column for column in wanted.columns if column in wanted.required and column not in positions),
        twice=tuple(wanted.shown(column) for column, alias in chosen.items() if names.count(alias) > 1),
    )


def _without_header(nearest: Header | None, wanted: Wanted) -> FileRefused:
    expected = ", ".join(wanted.shown(column) for column in wanted.columns if column in wanted.required)
    if nearest is None:
        return FileRefused("header_not_found", expected=expected)
    missing = ", ".join(wanted.shown(column) for column in nearest.missing)
    return FileRefused("header_incomplete", missing=missing, expected=expected)


def _kept(records: Iterable[Record], header: Header, limits: Limits) -> Iterator[Row]:
    kept, characters = 0, 0
    for record in records:
        row = _row(record, header)
        if not any(text.strip() for text in row.cells.values()):
            continue
        kept += 1
        characters += sum(map(len, row.cells.values()))
        if kept > limits.rows:
            raise FileRefused("too_many_rows", limit=limits.rows)
        if characters > limits.text_characters:
            raise FileRefused("too_much_text")
        yield row


def _row(record: Record, header: Header) -> Row:
    width = len(record.texts)
    cells = {column: record.texts[at] if at < width else "" for column, at in header.positions.items()}
    numeric = frozenset(column for column, at in header.positions.items() if at in record.numeric)
    return Row(record.number, cells, numeric)
