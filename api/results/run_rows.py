"""Writes the results of a run in bulk: binary COPY on PostgreSQL, one prepared statement on SQLite (backend.md §7)."""

import struct
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from api.kit.database import is_sqlite
from api.results.scored import Figures

COLUMNS = (
    "id",
    "run_id",
    "round_id",
    "participant_id",
    "employee_id",
    "version",
    "superseded",
    "status",
    "composite",
    "scaled",
    "numeric",
    "values",
    "left_out",
    "sums",
    "item_sums",
    "proposed_work",
    "proposed_behaviour",
    "proposed_predicate",
    "needs_official_decision",
    "work",
    "precision",
    "row_version",
)
_NAMES = ", ".join(f'"{name}"' for name in COLUMNS)
_COPY = f"COPY result ({_NAMES}) FROM STDIN WITH (FORMAT BINARY)"
_INSERT = f"INSERT INTO result ({_NAMES}) VALUES ({', '.join('?' for _ in COLUMNS)})"  # noqa: S608 - names from above
_SIGNATURE = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
_END = b"\xff\xff"
_NULL = b"\xff\xff\xff\xff"
_BLOCK = 2_000


class Whose(NamedTuple):
    """To which run the rows belong, and whom they are about, in the order of the figures."""

    run_id: UUID
    round_id: UUID
    participants: Sequence[UUID]
    employees: Sequence[UUID]


def write_results(db: Session, whose: Whose, figures: Figures) -> None:
    """One proposal for each participant, invisible until its run is published."""
    if not whose.participants:
        return
    if is_sqlite(db):
        db.connection().exec_driver_sql(_INSERT, list(_plain_rows(whose, figures)))
    else:
        _copy(db, _binary_rows(whose, figures))


def _plain_rows(whose: Whose, figures: Figures) -> Iterator[tuple[Any, ...]]:
    return zip(
        (uuid4().hex for _ in whose.participants),
        repeat(whose.run_id.hex),
        repeat(whose.round_id.hex),
        (one.hex for one in whose.participants),
        (one.hex for one in whose.employees),
        repeat(1),
        repeat(False),
        repeat("proposal"),
        figures.composite,
        figures.scaled,
        figures.numeric,
        figures.values,
        figures.left_out,
        figures.sums,
        figures.item_sums,
        figures.proposed_work,
        figures.proposed_behaviour,
        figures.proposed_predicate,
        figures.needs_official_decision,
        figures.work,
        figures.precision,
        repeat(1),
    )


def _binary_rows(whose: Whose, figures: Figures) -> Iterator[bytes]:
    """Each row as PostgreSQL's binary COPY has it: the number of fields, then each with its length."""
    head = struct.pack(">h", len(COLUMNS))
    where = _field(whose.run_id.bytes) + _field(whose.round_id.bytes)
    state = _number(1) + _truth(False) + _field(b"proposal")
    last = _number(1)
    rows = zip(
        whose.participants,
        whose.employees,
        map(_number, figures.composite),
        map(_number, figures.scaled),
        map(_number, figures.numeric),
        map(_text, figures.values),
        map(_text, figures.left_out),
        map(_field, figures.sums),
        map(_field, figures.item_sums),
        map(_number, figures.proposed_work),
        map(_number, figures.proposed_behaviour),
        map(_number, figures.proposed_predicate),
        map(_truth, figures.needs_official_decision),
        map(_text, figures.work),
        map(_text, figures.precision),
        strict=True,
    )
    for participant, employee, *fields in rows:
        who = _field(participant.bytes) + _field(employee.bytes)
        yield b"".join((head, _field(uuid4().bytes), where, who, state, *fields, last))


def _field(data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + data


def _number(number: int | None) -> bytes:
    return _NULL if number is None else struct.pack(">ii", 4, number)


def _truth(truth: bool) -> bytes:
    return b"\x00\x00\x00\x01\x01" if truth else b"\x00\x00\x00\x01\x00"


def _text(text: str) -> bytes:
    return _field(text.encode())


def _copy(db: Session, rows: Iterable[bytes]) -> None:
    connection: Any = db.connection().connection.driver_connection
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        copy.write(_SIGNATURE)
        block: list[bytes] = []
        for row in rows:
            block.append(row)
            if len(block) == _BLOCK:
                copy.write(b"".join(block))
                block.clear()
        copy.write(b"".join(block) + _END)
