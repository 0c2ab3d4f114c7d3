"""An office with something in it, and what it contains."""

from typing import Any

from sqlalchemy import Engine, select

from api.audit.service import record
from api.kit.database import Database
from api.tables import metadata
from tests.factories.people import make_employee, make_office, make_position, make_unit


def fill(database: Database, *, people: int = 3, **office: object) -> None:
    with database.writing() as db:
        make_office(db, **office)
        unit = make_unit(db)
        for _ in range(people):
            make_employee(db, make_position(db, unit))
        note(db)


def note(db: Any) -> None:
    record(
        db, actor=None, action="set_up_office", object_type="office", object_id="1", after={"name": "Kecamatan Contoh"}
    )


def go_on(database: Database) -> None:
    """One more deed, with its entry in the log."""
    with database.writing() as db:
        make_unit(db)
        note(db)


def content(engine: Engine) -> dict[str, list[Any]]:
    """Every row of every table, as text, sorted."""
    with engine.connect() as connection:
        return {
            table.name: sorted(repr(tuple(row)) for row in connection.execute(select(table)))
            for table in metadata.sorted_tables
        }
