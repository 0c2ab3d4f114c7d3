"""How fast a calculation is on PostgreSQL: read, score and write, against a plain binary COPY of the table of forms.

Run from the project's root: `python -m tests.benchmarks.bench_calculation [people]`. It starts a PostgreSQL of its own
(tests/postgres.py), fills it with invented people with seven forms each, and measures both in the same run, in turn.
"""

import sys
import time
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from api.kit import clock
from api.kit.database import Database, make_engine
from api.results.calculation import calculate
from api.results.models import CalculationRun
from api.rounds.models import EvaluationRound
from tests.benchmarks.bench_scoring import FORMS, synthetic
from tests.conftest import migrate
from tests.factories.instruments import make_published_version
from tests.factories.people import make_office, make_unit
from tests.factories.rounds import make_round
from tests.postgres import postgres_server

PEOPLE = 100_000
PASSES = 3
CEILING = 3.0
"""Read, score and write take at most so many times the plain COPY."""


def copy_in(db: Session, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    connection: Any = db.connection().connection.driver_connection
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def make_big_round(db: Session, people: int) -> EvaluationRound:
    """Everybody in one unit, closed; the forms of `bench_scoring` as rows."""
    make_office(db)
    unit, version = make_unit(db, "Kota Contoh", kind="kota"), make_published_version(db)
    round = make_round(db, unit, status="closed", version=version)
    db.flush()
    ids = [(uuid4(), uuid4()) for _ in range(people)]
    make_people(db, ids)
    make_participants(db, round, unit.id, unit.path, version.id, ids)
    answers, _ = synthetic(people)
    sources = [source.word for source in FORMS]
    copy_in(
        db,
        "evaluation",
        ("token", "round_id", "participant_id", "source", "answers"),
        (
            (uuid4(), round.id, ids[number // len(FORMS)][0], sources[number % len(FORMS)], form.tobytes())
            for number, form in enumerate(answers.forms)
        ),
    )
    db.commit()
    return round


def make_people(db: Session, ids: Sequence[tuple[UUID, UUID]]) -> None:
    fixed = {
        "title_before": "",
        "title_after": "",
        "sex": "m",
        "birth_date": "1985-01-01",
        "employment": "pns",
        "rank": "III/a",
        "education": "",
        "left_reason": "",
        "active": True,
        "row_version": 1,
    }
    rows = (
        (employee, str(198501012010000000 + number), f"Pegawai {number}", *fixed.values())
        for number, (_, employee) in enumerate(ids)
    )
    copy_in(db, "employee", ("id", "nip", "name", *fixed), rows)


def make_participants(
    db: Session, round: EvaluationRound, unit_id: UUID, path: str, version_id: UUID, ids: Sequence[tuple[UUID, UUID]]
) -> None:
    fixed = {
        "round_id": round.id,
        "status": "active",
        "reason_code": "",
        "reason": "",
        "unit_id": unit_id,
        "unit_name": "Kota Contoh",
        "unit_path": path,
        "position_title": "Pelaksana",
        "position_class": "pelaksana",
        "superior_outside": False,
        "version_id": version_id,
        "joined_late": False,
        "row_version": 1,
    }
    rows = ((participant, employee, *fixed.values()) for participant, employee in ids)
    copy_in(db, "participant", ("id", "employee_id", *fixed), rows)


def plain_copy(database: Database) -> float:
    """Seconds to read the table of forms as a binary COPY, and throw it away."""
    with database.reading() as db:
        connection: Any = db.connection().connection.driver_connection
        start = time.perf_counter()
        with connection.cursor() as cursor, cursor.copy("COPY evaluation TO STDOUT (FORMAT BINARY)") as copy:
            for _ in copy:
                pass
        return time.perf_counter() - start


def calculation(database: Database, round_id: UUID, requested_by: UUID, number: int) -> float:
    """Seconds of one run: seal the first time, read, score, write, publish."""
    with database.writing() as db:
        run = CalculationRun(
            round_id=round_id, number=number, requested_by=requested_by, requested_at=clock.now(),
            policies=[], counts={}, failures=[], differences=[],
        )  # fmt: skip
        db.add(run)
        db.flush()
        payload = {"run_id": str(run.id), "round_id": str(round_id)}
    start = time.perf_counter()
    calculate(database, payload)
    return time.perf_counter() - start


def main(people: int) -> int:
    with postgres_server() as url:
        migrate(url)
        database = Database(make_engine(url))
        with database.sessions() as db:
            round = make_big_round(db, people)
        print(f"{people:,} people, {people * len(FORMS):,} forms")  # noqa: T201
        first = calculation(database, round.id, round.created_by, 1)
        print(f"first run, with sealing: {first:6.2f} s")  # noqa: T201
        pairs = [
            (plain_copy(database), calculation(database, round.id, round.created_by, number + 2))
            for number in range(PASSES)
        ]
        copied, calculated = min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)
        ratio = calculated / copied
        verdict = "within" if ratio <= CEILING else "ABOVE"
        print(f"plain COPY {copied:6.2f} s, calculation {calculated:6.2f} s: {ratio:.1f} × ({verdict} {CEILING})")  # noqa: T201
        database.engine.dispose()
    return int(ratio > CEILING)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE))
